"""Pictures of the screen: the contract, and the truth of what is in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from Xlib import X

from guide.desktop.fake import FakeDesktop
from guide.desktop.handlers.capture import ScreenCapture
from guide.desktop.ports import Capture
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DeviceRect
from tests.desktop.contract_capture import CaptureContract
from tests.support.desktop import connected, run, wait_until


class TestFakeCapture(CaptureContract):
    """The fake's camera."""

    @pytest.fixture
    def capture(self) -> Capture:
        return FakeDesktop(screens=[(0, 0, 1280, 800)]).capture


@pytest.mark.desktop
class TestScreenCapture(CaptureContract):
    """The camera for real screens."""

    @pytest.fixture
    def capture(self, screen: VirtualScreen) -> Iterator[Capture]:
        with screen.entered():
            camera = ScreenCapture()
            yield camera
            camera.shutdown()


@pytest.mark.desktop
def test_pixels_are_blue_green_red_from_the_top(screen: VirtualScreen) -> None:
    camera = ScreenCapture(screen.display)
    with connected(screen) as display:
        # given a window of one colour, two pixels wide and three high
        root = display.screen().root
        window = root.create_window(
            100, 50, 2, 3, 0, X.CopyFromParent, background_pixel=0x112233, override_redirect=True
        )
        window.map()
        display.sync()
        # then its pixels are told as blue, green, red and one more byte
        wait_until(lambda: camera.grab(DeviceRect(100, 50, 1, 1)).pixels[:3] == b"\x33\x22\x11", "the paint")
        picture = camera.grab(DeviceRect(99, 50, 4, 3))
        rows = [bytes(picture.pixels[y * 16 : y * 16 + 16]) for y in range(3)]
        assert all(row[4:7] == row[8:11] == b"\x33\x22\x11" for row in rows)
        assert all(row[0:3] != b"\x33\x22\x11" != row[12:15] for row in rows)
        window.destroy()
        display.sync()
    camera.shutdown()


@pytest.mark.desktop
def test_a_screen_that_changes_its_size_is_seen_as_it_is(fresh_screen: VirtualScreen) -> None:
    camera = ScreenCapture(fresh_screen.display)
    whole, smaller = DeviceRect(0, 0, 1280, 800), DeviceRect(0, 0, 800, 600)
    assert camera.grab().rect == whole
    # when it becomes smaller
    run(fresh_screen, "xrandr", "--newmode", "small", "30", *["800", "810", "820", "830", "600", "610", "620", "630"])
    run(fresh_screen, "xrandr", "--addmode", "screen", "small")
    run(fresh_screen, "xrandr", "--output", "screen", "--mode", "small")
    # then pictures end at its new edge, those of places that were on it too
    assert camera.grab(DeviceRect(700, 500, 200, 200)).rect == DeviceRect(700, 500, 100, 100)
    assert camera.grab().rect == smaller
    # and when it becomes larger again, it is seen whole
    run(fresh_screen, "xrandr", "--output", "screen", "--mode", "1280x800")
    assert camera.grab(DeviceRect(700, 500, 200, 200)).rect == DeviceRect(700, 500, 200, 200)
    assert camera.grab().rect == whole
    camera.shutdown()
