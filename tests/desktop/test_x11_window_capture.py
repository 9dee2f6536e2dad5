"""Pictures of one window, whatever lies in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from Xlib import X
from Xlib.display import Display

from guide.desktop.handlers.x11.desktop import X11Desktop
from guide.desktop.ports import Picture
from guide.desktop.virtual_screen import VirtualScreen
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.support.desktop import close_windows, connected, open_program, shoot, wait_until

pytestmark = pytest.mark.desktop
BLUE = 0x3366CC


@pytest.fixture
def x11(screen: VirtualScreen) -> Iterator[X11Desktop]:
    yield from desktop_on(screen)


def desktop_on(screen: VirtualScreen) -> Iterator[X11Desktop]:
    with screen.entered():
        desktop = X11Desktop(lambda call: call())
        yield desktop
        desktop.shutdown()
    close_windows(screen)


def editor(screen: VirtualScreen, x11: X11Desktop) -> WindowInfo:
    xid = open_program(screen, "mousepad").xid
    window = x11.windows.snapshot().get(xid)
    assert window is not None
    return window


@contextmanager
def covered(screen: VirtualScreen, rect: DeviceRect) -> Iterator[None]:
    """Something of one colour in front of everything, as our card is."""
    with connected(screen) as display:
        cover = _cover(display, rect)
        wait_until(lambda: shoot(screen).at(rect.center) == (0x33, 0x66, 0xCC), "the cover to be drawn")
        yield
        cover.destroy()


def _cover(display: Display, rect: DeviceRect):  # type: ignore[no-untyped-def]
    root = display.screen().root
    place = rect.x, rect.y, rect.width, rect.height
    cover = root.create_window(*place, 0, X.CopyFromParent, background_pixel=BLUE, override_redirect=1)
    cover.map()
    display.sync()
    return cover


def colour(picture: Picture, at: DevicePoint) -> tuple[int, int, int]:
    start = 4 * ((at.y - picture.rect.y) * picture.rect.width + at.x - picture.rect.x)
    blue, green, red = picture.pixels[start : start + 3]
    return red, green, blue


def test_what_lies_in_front_is_not_in_the_picture(screen: VirtualScreen, x11: X11Desktop) -> None:
    # given an editor whose pixels are known
    window = editor(screen, x11)
    before = shoot(screen)
    middle = window.rect.center
    # when something lies in front of its middle
    with covered(screen, DeviceRect(middle.x - 50, middle.y - 50, 100, 100)):
        picture = x11.capture.grab_window(window)
        seen = x11.capture.grab(window.rect)
    # then its own picture shows the editor alone, to the pixel, and the screen's does not
    assert picture is not None
    assert picture.rect == window.rect
    corners = [
        DevicePoint(x, y)
        for x in (window.rect.x, window.rect.right - 1)
        for y in (window.rect.y, window.rect.bottom - 1)
    ]
    for point in (middle, *corners):
        assert colour(picture, point) == before.at(point)
    assert colour(seen, middle) != before.at(middle)


def test_a_part_is_clipped_to_the_window(screen: VirtualScreen, x11: X11Desktop) -> None:
    window = editor(screen, x11)
    part = DeviceRect(window.rect.right - 20, window.rect.y + 5, 20, 10)
    picture = x11.capture.grab_window(window, part)
    assert picture is not None
    assert picture.rect == part
    assert len(picture.pixels) == 4 * 20 * 10
    elsewhere = x11.capture.grab_window(window, DeviceRect(0, 0, 10, 10))
    assert elsewhere is not None
    assert elsewhere.rect.empty


def test_a_window_that_has_gone_has_no_picture(screen: VirtualScreen, x11: X11Desktop) -> None:
    window = editor(screen, x11)
    close_windows(screen)
    assert x11.capture.grab_window(window) is None


def test_without_a_compositor_nobody_keeps_windows_apart(plain_screen: VirtualScreen) -> None:
    for x11 in desktop_on(plain_screen):
        assert x11.capture.grab_window(editor(plain_screen, x11)) is None
