"""Keeps what is written: checks it in the background, copies it against accidents, saves it when asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from guide.authoring.draft import Draft
from guide.authoring.findings import Finding, findings
from guide.authoring.journal import WRITE_AFTER_MS, Journal

_CHECK_AFTER_MS = 400


class Aside(Protocol):
    """Does work on another thread; `done` is called on this one, with the result or the error."""

    def __call__(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Begin."""
        ...


class Checker(QObject):
    """`found`: what is to be said about the text as it is now."""

    found = Signal(object)

    def __init__(self, draft: Draft, path: Path, aside: Aside, parent: QObject) -> None:
        super().__init__(parent)
        self.path = path
        self._draft, self._aside, self._busy = draft, aside, False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_CHECK_AFTER_MS)
        self._soon.timeout.connect(self._check)

    def ask(self, *, at_once: bool = False) -> None:
        """Look again, when the typing pauses."""
        self._soon.start(0 if at_once else _CHECK_AFTER_MS)

    def _check(self) -> None:
        if self._busy:
            self._soon.start()
            return
        self._busy = True
        text, path = self._draft.text, self.path
        self._aside(lambda: findings(text, date.today(), path), lambda result: self._done(text, result))

    def _done(self, text: str, result: tuple[Finding, ...] | Exception) -> None:
        self._busy = False
        if text == self._draft.text and not isinstance(result, Exception):
            self.found.emit(result)
        elif text != self._draft.text:
            self._soon.start()


class Keeper(QObject):
    """`troubled`: why the copy against accidents can't be written."""

    troubled = Signal(str)

    def __init__(self, draft: Draft, journal: Journal, aside: Aside, parent: QObject) -> None:
        super().__init__(parent)
        self._draft, self.journal, self._aside, self._busy = draft, journal, aside, False
        self._written: str | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WRITE_AFTER_MS)
        self._soon.timeout.connect(self._write)
        draft.listen(lambda _: self._later())

    def forget(self) -> None:
        """Remove the copy: the file has all, or nobody wants it."""
        self._soon.stop()
        self.journal.remove()
        self._written = None

    def _later(self) -> None:
        """Write at most so much after the first change, however long the typing goes on."""
        if not self._soon.isActive():
            self._soon.start()

    def _write(self) -> None:
        if self._busy:
            self._soon.start()
            return
        text = self._draft.text
        if text in (self._draft.saved_text, self._written):
            return
        self._busy = True
        self._aside(lambda: self.journal.write(text), lambda result: self._done(text, result))

    def _done(self, text: str, result: object) -> None:
        self._busy = False
        if isinstance(result, Exception):
            self.troubled.emit(str(result))
        else:
            self._written = text
        if self._draft.saved_text == text:  # saved while the copy was being written
            self.journal.remove()
