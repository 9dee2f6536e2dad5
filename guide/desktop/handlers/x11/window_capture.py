"""Pictures of a window's own content, whatever lies in front of it: our own light and card too.

A compositor keeps each window of the top level in a picture of its own, which the Composite extension names for
everybody. Where there is no compositor there is no such picture, and the screen shows what it shows.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from Xlib import error

from guide.desktop.handlers.capture import ScreenCapture
from guide.desktop.handlers.x11.connection import VANISHED, Connection, NoDisplayError
from guide.desktop.handlers.x11.pixels import Pixels
from guide.desktop.ports import Picture
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DeviceRect

#: From a client through the frames of its window manager up to the child of the root.
_DEEPEST = 8


class WindowCapture(ScreenCapture):
    """Takes pictures of the screen and of single windows. The connection is made with the first window."""

    def __init__(self, connect: Callable[[], Connection], display: str | None = None) -> None:
        """`connect` opens a connection of its own; `display` is the screen's, by default the environment's."""
        super().__init__(display)
        self._connect = connect
        self._connecting = threading.Lock()
        self._x: Connection | None = None
        self._pixels = Pixels(display)

    def grab_window(self, window: WindowInfo, rect: DeviceRect | None = None) -> Picture | None:
        """Take a picture of the window's own content; None where nobody keeps it apart from the screen."""
        connection = self._connection()
        if connection is None:
            return None
        with connection.lock:
            try:
                return _grab(connection, self._pixels, window.id, window.rect if rect is None else rect)
            except VANISHED:
                return None
            except error.ConnectionClosedError:
                self._x = None
                return None

    def shutdown(self) -> None:
        """Close the connection and put the camera away."""
        with self._connecting:
            connection, self._x = self._x, None
        if connection is not None:
            with connection.lock:
                self._pixels.close()
            connection.close()
        super().shutdown()

    def _connection(self) -> Connection | None:
        with self._connecting:
            if self._x is None:
                with suppress(NoDisplayError):
                    self._x = _with_composite(self._connect())
            return self._x


def _with_composite(connection: Connection) -> Connection | None:
    """Return the connection where windows may have pictures of their own, in pixels that we can read."""
    little_endian = connection.display.display.info.image_byte_order == 0
    if little_endian and connection.display.has_extension("Composite"):
        connection.display.composite_query_version()
        return connection
    connection.close()
    return None


def _grab(connection: Connection, pixels: Pixels, window_id: int, wanted: DeviceRect) -> Picture | None:
    top = _top_level(connection, window_id)
    place = top.get_geometry()
    picture = top.composite_name_window_pixmap()
    try:
        size = picture.get_geometry()  # an error here: nobody has redirected the window
        if not _four_bytes_a_pixel(connection, size.depth):
            return None
        screen = connection.root.get_geometry()
        on_screen = DeviceRect(0, 0, screen.width, screen.height)
        rect = wanted.intersected(DeviceRect(place.x, place.y, size.width, size.height)).intersected(on_screen)
        if rect.empty:
            return Picture(DeviceRect(0, 0, 0, 0), b"")
        return Picture(rect, pixels.read(picture, rect.translated(-place.x, -place.y)))
    finally:
        picture.free()


def _top_level(connection: Connection, window_id: int) -> Any:
    for _ in range(_DEEPEST):
        parent, _ = connection.tree(window_id)
        if parent in (0, connection.root.id):
            break
        window_id = parent
    return connection.window(window_id)


def _four_bytes_a_pixel(connection: Connection, depth: int) -> bool:
    """Whether a picture of this depth has 8 bits for each of blue, green and red."""
    formats = connection.display.display.info.pixmap_formats
    return depth in (24, 32) and any(f.depth == depth and f.bits_per_pixel == 32 for f in formats)
