"""A recording that is begun from the tray: in a process of its own, so that the tray stays as light as it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QProcess

import guide
from guide.paths import make_private

_ENDS_WITHIN_MS = 10_000


class RecordFromTray:
    """One recording at a time, into the person's own tutorials."""

    def __init__(
        self,
        folder: Path,
        language: str,
        ended: Callable[[Path | None], None],
        name: Callable[[], str] = lambda: f"recorded-{datetime.now():%Y-%m-%d-%H%M%S}",
    ) -> None:
        """`folder`: of the person's tutorials. Call `ended(file)` with the tutorial; None: nothing was recorded.

        `name`: of the folder of each recording.
        """
        self._folder = folder
        self._name = name
        self._language = language
        self._ended = ended
        self._process: QProcess | None = None
        self._out = folder

    @property
    def running(self) -> bool:
        """Whether something is recorded now."""
        return self._process is not None

    def begin(self) -> None:
        """Begin, unless one runs."""
        if self._process is not None:
            return
        self._out = make_private(self._folder) / self._name()
        process = QProcess()
        process.setWorkingDirectory(str(Path(guide.__file__).parent.parent))
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self._process = process
        process.start(sys.executable, ["-m", "guide", "record", "--out", str(self._out), "--language", self._language])

    def stop(self) -> None:
        """End it; it writes what there is."""
        if self._process is not None:
            self._process.terminate()

    def shutdown(self) -> None:
        """End it, and wait until it has written."""
        if self._process is not None:
            process, self._process = self._process, None
            process.finished.disconnect()
            process.terminate()
            process.waitForFinished(_ENDS_WITHIN_MS)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._finished()

    def _finished(self, *_: object) -> None:
        if self._process is None:
            return
        self._process.deleteLater()
        self._process = None
        file = self._out / "tutorial.yaml"
        there = file.is_file()
        if not there and self._out.is_dir() and not any(self._out.iterdir()):
            self._out.rmdir()
        self._ended(file if there else None)
