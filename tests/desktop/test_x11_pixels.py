"""The pixels of a pixmap: the same through shared memory as over the connection."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guide.desktop.handlers.x11.pixels import Pixels
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DeviceRect
from tests.support.desktop import connected

pytestmark = pytest.mark.desktop
WIDE, HIGH = 1000, 700
"""In more than one band of a megabyte."""


@pytest.fixture
def pixels(screen: VirtualScreen) -> Iterator[Pixels]:
    made = Pixels(screen.display)
    yield made
    made.close()


class Counted:
    """A pixmap of stripes that counts how often it is read over the connection."""

    def __init__(self, root) -> None:  # type: ignore[no-untyped-def]
        self._pixmap = root.create_pixmap(WIDE, HIGH, root.get_geometry().depth)
        self.id, self.reads = self._pixmap.id, 0
        for y in range(0, HIGH, 7):
            context = self._pixmap.create_gc(foreground=(y * 7919) & 0xFFFFFF)
            self._pixmap.fill_rectangle(context, y % 50, y, WIDE, 7)
        root.get_geometry()  # and the server has drawn them

    def get_image(self, *place: int):  # type: ignore[no-untyped-def]
        self.reads += 1
        return self._pixmap.get_image(*place)


def test_shared_memory_and_bands_tell_the_same(screen: VirtualScreen, pixels: Pixels) -> None:
    with connected(screen) as display:
        stripes = Counted(display.screen().root)
        for part in (DeviceRect(60, 5, 10, 20), DeviceRect(50, 0, WIDE - 50, HIGH)):
            # given what the connection alone tells
            over_the_connection = Pixels(":9999")  # a screen that shares nothing with us
            told = over_the_connection.read(stripes, part)
            assert len(told) == part.width * part.height * 4
            assert stripes.reads
            # when it is read through shared memory, first less and then more
            stripes.reads = 0
            shared = pixels.read(stripes, part)
            # then it is the same, and nothing went over the connection
            assert shared == told
            assert not stripes.reads


def test_the_memory_is_given_back_and_can_be_had_again(screen: VirtualScreen, pixels: Pixels) -> None:
    with connected(screen) as display:
        stripes = Counted(display.screen().root)
        before = pixels.read(stripes, DeviceRect(60, 0, 100, 100))
        pixels.close()
        assert pixels.read(stripes, DeviceRect(60, 0, 100, 100)) == before
        assert not stripes.reads
