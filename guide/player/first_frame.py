"""Tells when the first frame of a step has been painted by every window that shows it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class FirstFrame(QObject):
    """Waits for windows to paint."""

    painted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._missing: set[QWidget] = set()
        self._sent = QTimer(self)
        self._sent.setSingleShot(True)
        self._sent.setInterval(0)  # Qt hands a frame to the display server right after painting, before this
        self._sent.timeout.connect(self.painted)

    def expect(self, windows: Iterable[QWidget]) -> None:
        """Wait for these windows from now on, and for none before."""
        self._missing = set(windows)

    def forget(self) -> None:
        """Wait for nothing any more."""
        self._missing.clear()
        self._sent.stop()

    def saw(self, window: QWidget) -> None:
        """Take note that a window has painted."""
        if window in self._missing:
            self._missing.discard(window)
            if not self._missing:
                self._sent.start()
