"""One guide for each person: a second start asks the first one to come forward, and ends."""

from __future__ import annotations

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from guide.paths import Paths, make_private

#: A lock is stale as soon as its process is gone, never by age: a guide that sleeps for a month is still the one.
NEVER_STALE = 0
#: The first guide answers at once; one that does not within this time hangs, and a second would not help.
REACH_WITHIN_MS = 1000


class SingleInstance(QObject):
    """Holds the lock and listens, or reaches the one that does. Survives kill -9 of the holder."""

    asked = Signal()
    """Somebody has started guide once more."""

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        make_private(paths.runtime)
        make_private(paths.socket.parent)
        self._socket = str(paths.socket)
        self._lock = QLockFile(str(paths.lock_file))
        self._lock.setStaleLockTime(NEVER_STALE)
        self._server: QLocalServer | None = None

    def become_first(self) -> bool:
        """Return whether this is the first guide; if not, the first has been asked to come forward."""
        if not self._lock.tryLock(0):
            self._ask_first()
            return False
        QLocalServer.removeServer(self._socket)  # of one that was killed
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._socket)
        return True

    def shutdown(self) -> None:
        """Let the next one be first."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _ask_first(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._socket)
        socket.waitForConnected(REACH_WITHIN_MS)
        socket.disconnectFromServer()

    def _answer(self) -> None:
        if self._server is not None:
            connection = self._server.nextPendingConnection()
            if connection is not None:
                connection.disconnected.connect(connection.deleteLater)
                self.asked.emit()
