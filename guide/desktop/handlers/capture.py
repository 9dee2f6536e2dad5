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

    def grab(self, rect: DeviceRect | None = None) -> Picture:
        """Take a picture of a rectangle (None: the whole desktop), clipped to the screen.

        Nothing of it on the screen: a picture of no size.
        """
        with self._lock:
            if self._camera is None:
                self._camera = self._open()
            try:
                return self._grab(self._camera, rect)
            except mss.ScreenShotError:
                # The screen became smaller since the camera was opened. A new one knows.
                self._camera.close()
                self._camera = self._open()
                return self._grab(self._camera, rect)

    def grab_window(self, window: WindowInfo, rect: DeviceRect | None = None) -> Picture | None:
        """Return None: a camera alone sees the screen, with all that is in front of the window."""
        del window, rect
        return None

    def shutdown(self) -> None:
        """Put the camera away."""
        with self._lock, suppress(mss.ScreenShotError, OSError):
            if self._camera is not None:
                self._camera.close()
            self._camera = None

    def _open(self) -> mss.MSS:
        return mss.MSS(display=self._display) if self._display else mss.MSS()

    def _grab(self, camera: mss.MSS, rect: DeviceRect | None) -> Picture:
        whole = camera.monitors[0]
        desktop = DeviceRect(whole["left"], whole["top"], whole["width"], whole["height"])
        wanted = desktop if rect is None else rect.intersected(desktop)
        if wanted.empty:
            return Picture(_NOTHING, b"")
        shot = camera.grab({"left": wanted.x, "top": wanted.y, "width": wanted.width, "height": wanted.height})
        return Picture(wanted, bytes(shot.raw))
