"""Desktops for the tests of their handlers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guide.desktop.handlers.x11.desktop import X11Desktop
from guide.desktop.virtual_screen import VirtualScreen
from tests.desktop.worlds import FakeWorld, X11World
from tests.support.desktop import close_windows, run


@pytest.fixture
def x11(screen: VirtualScreen) -> Iterator[X11Desktop]:
    """The X11 desktop of the screen, with callbacks at once, on whichever thread."""
    with screen.entered():
        desktop = X11Desktop(lambda call: call())
        yield desktop
        desktop.shutdown()


@pytest.fixture
def x11_world(screen: VirtualScreen, x11: X11Desktop) -> Iterator[X11World]:
    """A real screen, empty again after the test."""
    yield X11World(screen, x11)
    run(screen, "xdotool", "set_desktop", "0")
    close_windows(screen)


@pytest.fixture
def fake_world() -> FakeWorld:
    """A fake desktop."""
    return FakeWorld()
