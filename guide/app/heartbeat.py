"""Keeps the watchdog informed while something of ours lies over other programs (see `guide.watchdog`)."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from guide.app.qt import drive
from guide.desktop.windows import Stop
from guide.player.stage import Stage
from guide.watchdog.heart import Heart

_log = logging.getLogger(__name__)
#: Cards come and go within a run; only after so long without any is the watchdog ended.
_LINGER_MS = 60_000


class Heartbeat(QObject):
    """A timer of the GUI thread: when that hangs, the timer does, and the watchdog notices."""

    def __init__(self, stage: Stage, free_within_s: float) -> None:
        """`free_within_s`: see `Heart`; 0: no watchdog."""
        super().__init__()
        self._stage = stage
        self._shown: set[QObject] = set()
        self._heart = Heart(free_within_s)
        self._stop_hearing: Stop = lambda: None
        self._beating = QTimer(self)
        self._beating.setInterval(round(self._heart.interval_s * 1000))
        self._beating.timeout.connect(self._beat)
        self._lingering = QTimer(self)
        self._lingering.setSingleShot(True)
        self._lingering.setInterval(_LINGER_MS)
        self._lingering.timeout.connect(self._end)
        self._wanted = free_within_s > 0 and QGuiApplication.platformName() == "xcb"
        stage.on_screen.connect(lambda on_screen: self.follow(stage, on_screen))

    def shutdown(self) -> None:
        """End the watchdog."""
        self._beating.stop()
        self._lingering.stop()
        self._end()

    def follow(self, shown: QObject, on_screen: bool) -> None:
        """Take in that something of ours comes over other programs, or has left."""
        before = bool(self._shown)
        (self._shown.add if on_screen else self._shown.discard)(shown)
        if not self._wanted or before is bool(self._shown):
            return
        if self._shown:
            self._lingering.stop()
            self._beating.start()
            self._beat()
        else:
            self._beating.stop()
            self._heart.rest()
            self._lingering.start()

    def _beat(self) -> None:
        before = self._heart.fileno()
        self._heart.beat()
        descriptor = self._heart.fileno()
        if descriptor is not None and descriptor != before:
            self._stop_hearing = drive(descriptor, self._hear)

    def _hear(self) -> None:
        """Read what the watchdog says: after a hang, first of all that the stage is empty."""
        if self._heart.freed():
            _log.warning("guide did not answer for a while: its card was taken off the screen, and is back now")
            self._stage.show_again()
        else:
            self._beating.stop()  # another is started with the next card, not at once: it might end as this one did
            self._end()

    def _end(self) -> None:
        self._stop_hearing()
        self._heart.stop()
