"""Pictures of the screen by mss: through shared memory on X11, 1 ms for a whole screen; also Windows and macOS."""

from __future__ import annotations

import threading
from contextlib import suppress

import mss

from guide.desktop.ports import Picture
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DeviceRect

_NOTHING = DeviceRect(0, 0, 0, 0)


class ScreenCapture:
    """Takes pictures, from any thread. The camera is opened with the first and serves one thread at a time."""

    def __init__(self, display: str | None = None) -> None:
        """Look at display `display` of X11, by default the one of the environment."""
        self._display = display
        self._lock = threading.Lock()
        self._camera: mss.MSS | None = None
        self._desktop = _NOTHING

    def grab(self, rect: DeviceRect | None = None) -> Picture:
        """Take a picture of a rectangle (None: the whole desktop), clipped to the screen.

        Nothing of it on the screen: a picture of no size.
        """
        with self._lock:
            if self._camera is None or rect is None or rect.intersected(self._desktop) != rect:
                self._measure()
            try:
                return self._grab(rect)
            except mss.ScreenShotError:  # the screen became smaller since
                self._measure()
                return self._grab(rect)

    def grab_window(self, window: WindowInfo, rect: DeviceRect | None = None) -> Picture | None:
        """Return None: a camera alone sees the screen, with all that is in front of the window."""
        del window, rect
        return None

    def shutdown(self) -> None:
        """Put the camera away."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        with suppress(mss.ScreenShotError, OSError):
            if self._camera is not None:
                self._camera.close()
        self._camera, self._desktop = None, _NOTHING

    def _measure(self) -> None:
        """Have a camera that knows the screen as it is now: each knows it as it was when it was made.

        Making one takes 0.6 ms; its first large picture 8 ms more, for memory that no other has used yet.
        """
        camera = mss.MSS(display=self._display) if self._display else mss.MSS()
        whole = camera.monitors[0]
        desktop = DeviceRect(whole["left"], whole["top"], whole["width"], whole["height"])
        if self._camera is not None and desktop == self._desktop:
            camera.close()
            return
        self._close()
        self._camera, self._desktop = camera, desktop

    def _grab(self, rect: DeviceRect | None) -> Picture:
        wanted = self._desktop if rect is None else rect.intersected(self._desktop)
        if wanted.empty or self._camera is None:
            return Picture(_NOTHING, b"")
        place = {"left": wanted.x, "top": wanted.y, "width": wanted.width, "height": wanted.height}
        return Picture(wanted, self._camera.grab(place).raw)
