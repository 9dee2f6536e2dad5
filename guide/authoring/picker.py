"""Pointing at a target from the window for authors: guide, as a process of its own, while the window steps aside."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from guide.files import write_bytes
from guide.i18n import translate

Data = dict[str, Any]
_LONGEST_MS = 100_000
"""Longer than `guide pick` takes to give up by itself: one that hangs is ended, and with it its hold on the pointer."""
_CANCELLED = 3


@dataclass(frozen=True, slots=True)
class About:
    """What a pick is for."""

    file: Path
    """Of the tutorial."""
    step: str
    """Names the picture."""
    process: str | None
    """The tutorial's program."""


class Picker(QObject):
    """One pick at a time."""

    said = Signal(str)
    """What is to be said about it."""

    def __init__(self, command: Sequence[str], window: QWidget) -> None:
        super().__init__(window)
        self._command, self._window = list(command), window
        self._process: QProcess | None = None
        self._done: Callable[[Data], None] = lambda target: None
        self._about = About(Path(), "", None)
        self._out = Path()
        self._was = Qt.WindowState.WindowNoState
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.setInterval(_LONGEST_MS)
        self._deadline.timeout.connect(self._kill)

    @property
    def running(self) -> bool:
        """Whether somebody points now."""
        return self._process is not None

    def begin(self, about: About, done: Callable[[Data], None], *, resting: bool) -> None:
        """Step aside, let somebody point, and call `done` with the target; not where they think better of it."""
        if self._process is not None:
            return
        self._about, self._done = about, done
        self._out = Path(tempfile.mkdtemp(prefix="guide-pick-"))
        options = ["pick", "--out", str(self._out), "--name", _free_name(about)]
        options += ["--program", about.process] if about.process else []
        options += ["--resting"] if resting else []
        process = self._process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self._was = self._window.windowState()
        self._window.showMinimized()
        self._deadline.start()
        process.start(self._command[0], [*self._command[1:], *options])

    def shutdown(self) -> None:
        """End it."""
        if self._process is not None:
            process, self._process = self._process, None
            process.finished.disconnect()
            process.kill()
            process.waitForFinished(1000)
            self._clear()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._finished(-1)

    def _finished(self, status: int, *_: object) -> None:
        process, self._process = self._process, None
        self._deadline.stop()
        self._come_back()
        why = bytes(process.readAll().data()).decode("utf-8", "replace").strip() if process is not None else ""
        if process is not None:
            process.deleteLater()
        picked = _read(self._out / "picked.json") if status == 0 else None
        if picked is not None:
            self._take(picked)
        elif status == _CANCELLED:
            self.said.emit(translate("authoring", "Nothing was picked."))
        else:
            words = translate("authoring", "Nothing could be picked: {why}")
            self.said.emit(words.format(why=why.rsplit("\n", maxsplit=1)[-1] or status))
        self._clear()

    def _take(self, picked: Data) -> None:
        try:
            for name in picked["pictures"]:
                file = self._about.file.parent / name
                file.parent.mkdir(parents=True, exist_ok=True)
                write_bytes(file, (self._out / name).read_bytes())
        except OSError as error:
            words = translate("authoring", "Its picture cannot be kept: {why}")
            self.said.emit(words.format(why=error.strerror or error))
            picked["target"].pop("image", None)
        else:
            self.said.emit(told(picked))
        self._done(picked["target"])

    def _come_back(self) -> None:
        self._window.setWindowState(self._was & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _clear(self) -> None:
        shutil.rmtree(self._out, ignore_errors=True)


def told(picked: Data) -> str:
    """Return what to say of what was picked: what it is, and whether a look found it again."""
    what = f"{picked['what']}: {picked['words']}."
    if picked.get("state") == "found":
        confidence = f"{float(picked.get('confidence') or 0):.0%}"
        found = translate("authoring", "Looked for at once, and found by {signal}, {confidence} sure.")
        return f"{what} {found.format(signal=picked.get('signal'), confidence=confidence)}"
    return (
        f"{what} {translate('authoring', 'Looked for at once, it was not found: {why}').format(why=picked.get('why'))}"
    )


def _free_name(about: About) -> str:
    """Return a name that no picture has yet: what was there before is there still after an undo."""
    pictures, name, number = about.file.parent / "pictures", about.step, 2
    while (pictures / f"{name}-target.png").exists():
        name, number = f"{about.step}-{number}", number + 1
    return name


def _read(file: Path) -> Data | None:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return data if isinstance(data["target"], dict) and data["target"] else None
    except (OSError, ValueError, LookupError, TypeError):
        return None
