"""The fake's input keeps the contract of the real one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guide.desktop.fake import FakeDesktop
from guide.tutorial.geometry import DevicePoint
from tests.desktop.contract_input import ObservingContract, PointingContract


class FakeHandsAtWork:
    """The fake's hands."""

    def __init__(self) -> None:
        desktop = FakeDesktop()
        self.observed, self.made = desktop.observed, desktop.made

    def pointer(self) -> DevicePoint:
        """Return where the pointer is."""
        return self.made.pointer

    def wait(self, look: Callable[[], object], what: str) -> None:
        """Demand a condition: nothing takes time here."""
        assert look(), what


class TestFakeInput(ObservingContract, PointingContract):
    """The contract; moves take no time."""

    slow_move_ms = 0

    @pytest.fixture
    def hands(self) -> FakeHandsAtWork:
        return FakeHandsAtWork()
