"""Trying a tutorial: guide itself, as a process of its own, plays or rehearses what the draft says now."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal

from guide.i18n import translate

#: The program lies below the editor; and to be asked how one liked it is for others.
_AS_AN_AUTHOR = ("--in-front", "--quit-when-done", "--give-up", "20")


class Trial(QObject):
    """One run at a time. The draft is tried as it is, saved or not, from a copy with its pictures and translations."""

    ended = Signal(str, object)
    """What is said about it; and the results of a rehearsal by step id, or None."""

    def __init__(self, command: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._process: QProcess | None = None
        self._folder: Path | None = None
        self._report: Path | None = None

    @property
    def running(self) -> bool:
        """Whether something is being tried."""
        return self._process is not None

    @property
    def report(self) -> Path | None:
        """The page of the last rehearsal."""
        return self._report if self._report is not None and self._report.is_file() else None

    def play(self, text: str, file: Path, step_id: str) -> None:
        """Play from a step, on this screen."""
        self._start(text, file, ["play", "{file}", "--from", step_id, *_AS_AN_AUTHOR], None)

    def rehearse(self, text: str, file: Path, *, alone: bool) -> None:
        """Let it play by itself. `alone`: on a screen of its own, so that one can work on meanwhile."""
        options = ["--virtual-screen"] if alone else []
        self._start(text, file, ["rehearse", "{file}", "--out", "{out}", *options], "out")

    def stop(self) -> None:
        """End what runs; its overlay goes with it."""
        if self._process is not None:
            self._process.terminate()

    def shutdown(self) -> None:
        """Leave nothing behind."""
        if self._process is not None:
            self._process.finished.disconnect()
            self._process.terminate()
            if not self._process.waitForFinished(2000):
                self._process.kill()
                self._process.waitForFinished(1000)
            self._process = None
        self._clear()

    def _start(self, text: str, file: Path, arguments: list[str], out: str | None) -> None:
        if self._process is not None:
            return
        self._clear()
        self._folder = Path(tempfile.mkdtemp(prefix="guide-try-"))
        copy = copied(text, file, self._folder)
        results = self._folder / "report"
        self._report = results / "report.html" if out else None
        filled = [part.format(file=copy, out=results) if "{" in part else part for part in arguments]
        process = self._process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.finished.connect(lambda status, _: self._finished(status, results if out else None))
        process.errorOccurred.connect(self._failed)
        process.start(self._command[0], [*self._command[1:], *filled])

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._process = None
            self.ended.emit(translate("authoring", "guide could not be started."), None)

    def _finished(self, status: int, results: Path | None) -> None:
        process, self._process = self._process, None
        said = bytes(process.readAll().data()).decode("utf-8", "replace").strip() if process else ""
        if process is not None:
            process.deleteLater()
        if results is None:
            self.ended.emit(_outcome(status, said), None)
            return
        steps = _steps(results / "report.json")
        words = translate("authoring", "Rehearsed: {good} of {all} steps went well.")
        good = sum(step.get("outcome") == "completed" for step in steps.values())
        told = words.format(good=good, all=len(steps)) if steps else _outcome(status, said)
        self.ended.emit(told, steps or None)

    def _clear(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def copied(text: str, file: Path, folder: Path) -> Path:
    """Copy a draft with what lies beside it and may belong to it: pictures and translations."""
    for beside in file.parent.iterdir() if file.parent.is_dir() else ():
        wanted = beside.suffix.lower() in (".png", ".jpg", ".jpeg") or beside.name.startswith(f"{file.stem}.")
        if wanted and beside.is_file():
            shutil.copy(beside, folder / beside.name)
    for sub in ("pictures", "images"):
        if (file.parent / sub).is_dir():
            shutil.copytree(file.parent / sub, folder / sub, dirs_exist_ok=True)
    copy = folder / file.name
    copy.write_text(text, encoding="utf-8")
    return copy


def _outcome(status: int, said: str) -> str:
    last = said.rsplit("\n", maxsplit=1)[-1] if said else ""
    return {
        0: translate("authoring", "Played to the end."),
        3: translate("authoring", "Closed before the end."),
        4: translate("authoring", "It did not get to the end: {why}").format(why=last),
    }.get(status, last or translate("authoring", "It ended with status {status}.").format(status=status))


def found_by(step: dict[str, Any]) -> str:
    """Return how a step of a report went and what its target was found by, for a person."""
    outcome, signal = step.get("outcome"), step.get("signal")
    if outcome != "completed":
        return translate("authoring", "rehearsed: {why}").format(why=step.get("reason") or outcome)
    if not signal:
        return translate("authoring", "rehearsed: went well")
    words = translate("authoring", "rehearsed: found by {signal}, {confidence} sure, in {ms} ms")
    confidence, ms = step.get("confidence") or 0, step.get("find_ms") or 0
    return words.format(signal=signal, confidence=f"{confidence:.0%}", ms=round(ms))


def _steps(report: Path) -> dict[str, dict[str, Any]]:
    try:
        data = json.loads(report.read_text(encoding="utf-8"))
        return {str(step["id"]): step for step in data["tutorials"][0]["steps"]}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
