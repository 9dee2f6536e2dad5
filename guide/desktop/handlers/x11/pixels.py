"""Reading the pixels of a pixmap: through memory that is shared with the X server, else over the connection, in bands.

A window that fills a 4K screen has 33 MB. Through shared memory they take 6 ms; over the connection 30 ms in bands of a
megabyte, and 400 ms in one answer, which python-xlib puts together anew with each piece that arrives.
"""

from __future__ import annotations

import mmap
import os
from contextlib import suppress
from typing import Any

import mss
from Xlib import X

from guide.tutorial.geometry import DeviceRect

_ALL_PLANES = 0xFFFFFFFF
_BYTES_A_PIXEL = 4
_BAND_BYTES = 1 << 20
_NOT_SHARED = (ImportError, AttributeError, OSError, mss.ScreenShotError)
"""Another computer's screen, a server without MIT-SHM 1.2, an mss that is laid out differently."""


class Pixels:
    """Reads pixmaps of one display; one thread at a time."""

    def __init__(self, display: str | None) -> None:
        """`display`: by default the environment's. Shared memory is asked for with the first picture."""
        self._display = display
        self._shared: _SharedMemory | None = None
        self._may_share = True

    def read(self, pixmap: Any, rect: DeviceRect) -> bytes:
        """Return a part of a pixmap of python-xlib, four bytes a pixel. The part must lie in it."""
        if self._may_share:
            try:
                if self._shared is None or self._shared.size < _size(rect):
                    self.close()
                    self._shared = _SharedMemory(self._display, _size(rect))
                return self._shared.read(pixmap.id, rect)
            except _NOT_SHARED:
                self._may_share = False
                self.close()
        return _in_bands(pixmap, rect)

    def close(self) -> None:
        """Give the memory back."""
        shared, self._shared = self._shared, None
        if shared is not None:
            shared.close()


class _SharedMemory:
    """Memory into which the X server writes a picture. Raises one of `_NOT_SHARED` where that cannot be."""

    def __init__(self, display: str | None, size: int) -> None:
        from mss.linux import xcb  # noqa: PLC0415  (older ones have none)

        self.size = size
        self._xcb: Any = xcb
        self._connection, _ = xcb.connect(display)
        try:
            self._memory, self._segment = self._attached(size)
        except BaseException:
            self._disconnect()
            raise

    def _attached(self, size: int) -> tuple[mmap.mmap, Any]:
        version = self._xcb.shm_query_version(self._connection)
        if (version.major_version, version.minor_version) < (1, 2):
            raise OSError("the X server shares no memory by file descriptor")
        file = os.memfd_create("guide-window", os.MFD_CLOEXEC)
        try:
            os.ftruncate(file, size)
            memory = mmap.mmap(file, size, prot=mmap.PROT_READ)
        except OSError:
            os.close(file)
            raise
        segment = self._xcb.ShmSeg(self._xcb.generate_id(self._connection).value)
        self._xcb.shm_attach_fd(self._connection, segment, file, read_only=False)  # closes the file
        return memory, segment

    def read(self, pixmap_id: int, rect: DeviceRect) -> bytes:
        drawable, pixels = self._xcb.Drawable(pixmap_id), self._xcb.ImageFormat.ZPixmap
        place = rect.x, rect.y, rect.width, rect.height
        self._xcb.shm_get_image(self._connection, drawable, *place, _ALL_PLANES, pixels, self._segment, 0)
        with memoryview(self._memory) as view:
            return bytes(view[: _size(rect)])

    def close(self) -> None:
        self._disconnect()
        self._memory.close()

    def _disconnect(self) -> None:
        with suppress(mss.ScreenShotError):  # it has ended already
            self._xcb.disconnect(self._connection)


def _in_bands(pixmap: Any, rect: DeviceRect) -> bytes:
    rows = max(1, _BAND_BYTES // (rect.width * _BYTES_A_PIXEL))
    bands = (
        pixmap.get_image(rect.x, y, rect.width, min(rows, rect.bottom - y), X.ZPixmap, _ALL_PLANES).data
        for y in range(rect.y, rect.bottom, rows)
    )
    return b"".join(bands)


def _size(rect: DeviceRect) -> int:
    return rect.width * rect.height * _BYTES_A_PIXEL
