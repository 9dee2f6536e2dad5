"""One guide for each person: a second start asks the first one to come forward, and ends."""

from __future__ import annotations

import socket
from contextlib import suppress

from PySide6.QtCore import QLockFile, QObject, Signal

from guide.app.qt import drive
from guide.desktop.windows import Stop
from guide.paths import Paths, make_private

#: A lock is stale as soon as its process is gone, never by age: a guide that sleeps for a month is still the one.
NEVER_STALE = 0
#: The system answers for the first guide, at once; one that hangs is not helped by a second.
REACH_WITHIN_S = 1.0


class SingleInstance(QObject):
    """Holds the lock and listens, or reaches the one that does. Survives kill -9 of the holder.

    It listens on a plain socket in a folder of this account alone: the module of Qt for it would be 3 MB in a program
    that waits all day.
    """

    asked = Signal()
    """Somebody has started guide once more."""

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        make_private(paths.runtime)
        self._path = make_private(paths.socket.parent) / paths.socket.name
        self._lock = QLockFile(str(paths.lock_file))
        self._lock.setStaleLockTime(NEVER_STALE)
        self._server: socket.socket | None = None
        self._stop_hearing: Stop = lambda: None

    def become_first(self) -> bool:
        """Return whether this is the first guide; if not, the first has been asked to come forward."""
        if not self._lock.tryLock(0):
            self._ask_first()
            return False
        self._path.unlink(missing_ok=True)  # of one that was killed
        self._server = socket.socket(socket.AF_UNIX)
        self._server.setblocking(False)
        self._server.bind(str(self._path))
        self._server.listen()
        self._stop_hearing = drive(self._server.fileno(), self._answer)
        return True

    def shutdown(self) -> None:
        """Let the next one be first."""
        self._stop_hearing()
        if self._server is not None:
            self._path.unlink(missing_ok=True)
            self._server.close()
        self._lock.unlock()

    def _ask_first(self) -> None:
        with suppress(OSError), socket.socket(socket.AF_UNIX) as first:
            first.settimeout(REACH_WITHIN_S)
            first.connect(str(self._path))

    def _answer(self) -> None:
        if self._server is not None:
            with suppress(OSError):  # whoever called has left again
                self._server.accept()[0].close()
                self.asked.emit()
