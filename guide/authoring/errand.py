"""Something that guide does in a process of its own while the window goes on; what it said is told at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QProcess

from guide.i18n import translate


class Errand(QObject):
    """One at a time."""

    def __init__(self, command: Sequence[str], parent: QObject) -> None:
        """`command`: how guide is started."""
        super().__init__(parent)
        self._command = list(command)
        self._process: QProcess | None = None

    @property
    def running(self) -> bool:
        """Whether one is under way."""
        return self._process is not None

    def begin(
        self, arguments: Sequence[str], done: Callable[[int, str], None], line: Callable[[str], None] | None = None
    ) -> None:
        """Start guide with these arguments; call `done` with its exit status and all that it said.

        With `line`: that is called with each line as it is said, and `done` has the others (what is said of trouble).
        """
        if self._process is not None:
            return

        def finished(status: int) -> None:
            ended, self._process = self._process, None
            if ended is not None:
                if line is not None:
                    ended.setReadChannel(QProcess.ProcessChannel.StandardError)
                said = bytes(ended.readAll().data()).decode("utf-8", "replace").strip()
                ended.deleteLater()
                done(status, said)

        def failed(error: QProcess.ProcessError) -> None:
            if error == QProcess.ProcessError.FailedToStart and self._process is not None:
                self._process = None
                done(-1, translate("authoring", "guide could not be started."))

        process = self._process = QProcess(self)
        if line is None:
            process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        else:
            told, alive = line, process

            def said() -> None:
                while alive.canReadLine():
                    told(bytes(alive.readLine().data()).decode("utf-8", "replace").strip())

            process.readyReadStandardOutput.connect(said)
        process.finished.connect(lambda status, _: finished(status))
        process.errorOccurred.connect(failed)
        process.start(self._command[0], [*self._command[1:], *arguments])

    def stop(self) -> None:
        """Ask it to end; it is told of as any other end."""
        if self._process is not None:
            self._process.terminate()

    def shutdown(self) -> None:
        """End what is under way; nobody is told."""
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect()
            process.terminate()
            if not process.waitForFinished(2000):
                process.kill()
                process.waitForFinished(1000)
