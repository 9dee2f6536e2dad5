"""The fake desktop keeps the contract of the real one."""

from __future__ import annotations

import pytest

from tests.desktop.contract_windows import WindowsContract
from tests.desktop.worlds import FakeWorld


class TestFakeWindows(WindowsContract):
    """The contract over scripted windows."""

    @pytest.fixture
    def world(self, fake_world: FakeWorld) -> FakeWorld:
        return fake_world
