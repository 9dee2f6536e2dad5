"""A desk for each test: accidents leave nothing behind for the next one."""

from __future__ import annotations

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.accidents.desk import Desk


@pytest.fixture
def desk(fresh_screen: VirtualScreen) -> Desk:
    """An editor on a screen of its own."""
    return Desk(fresh_screen)
