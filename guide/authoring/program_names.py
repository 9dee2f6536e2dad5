"""Two buttons that have the names of controls filled in: from the program's words, and from the program itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from guide.authoring.errand import Errand
from guide.i18n import translate, translate_count


class ProgramNames(QObject):
    """Asks for the names of one tutorial in one language, in a process of its own."""

    begun = Signal()
    said = Signal(str)
    """What is to be told about it."""
    ended = Signal()
    """The file may have more names now."""

    def __init__(self, file: Path, language: str, command: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._file, self._language = str(file), language
        self._errand = Errand(command, self)
        self._answer: dict[str, Any] = {}
        self._stopped = False
        self._read = self._button(
            translate("authoring", "Names from the program"),
            translate("authoring", "Take what the program calls its controls in this language"),
        )
        self._read.clicked.connect(lambda: self._begin(start=False))
        self._start = self._button("", "")
        self._start.clicked.connect(self._start_or_stop)
        self.buttons = (self._read, self._start)
        self._show()

    def shutdown(self) -> None:
        """End what is under way."""
        self._errand.shutdown()

    @staticmethod
    def _button(words: str, help_: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(help_)
        button.setAccessibleDescription(help_)
        return button

    def _show(self) -> None:
        running = self._errand.running
        self._read.setEnabled(not running)
        words, help_ = (
            (translate("authoring", "Stop"), translate("authoring", "Ends the program that is asked"))
            if running
            else (
                translate("authoring", "Start it and look"),
                translate(
                    "authoring",
                    "Starts the program in this language on a screen of its own, plays the tutorial there, and takes "
                    "the names of the controls as they are shown. You can work on meanwhile.",
                ),
            )
        )
        self._start.setText(words)
        self._start.setToolTip(help_)
        self._start.setAccessibleDescription(help_)

    def _start_or_stop(self) -> None:
        if self._errand.running:
            self._stopped = True
            self.said.emit(translate("authoring", "Stopping…"))
            self._errand.stop()
        else:
            self._begin(start=True)

    def _begin(self, *, start: bool) -> None:
        self.begun.emit()
        self._answer, self._stopped = {}, False
        options = ["--language", self._language, "--format", "json", *(["--start"] if start else [])]
        self._errand.begin(["translate", "names", self._file, *options], self._done, self._line)
        if start:
            self.said.emit(translate("authoring", "The program is being started on a screen of its own…"))
        self._show()

    def _line(self, line: str) -> None:
        try:
            data = json.loads(line)
        except ValueError:
            return
        if "progress" not in data:
            self._answer = data
            return
        language, done, of = data["progress"]
        words = translate("authoring", "In “{language}”: step {done} of {of}")
        self.said.emit(words.format(language=language, done=done, of=of))

    def _done(self, status: int, said: str) -> None:
        del status
        self._show()
        if self._stopped:
            self.said.emit(translate("authoring", "Stopped."))
        else:
            self.said.emit(told(self._answer) if self._answer else said.rsplit("\n", 1)[-1])
        self.ended.emit()


def told(answer: dict[str, Any]) -> str:
    """Return what has come of it, for a person."""
    lines = []
    for own, candidates in answer["either"].items():
        words = translate("authoring", "“{own}” may be {either}; write which it is.")
        lines.append(words.format(own=own, either=_either(candidates)))
    for own, candidates in answer["differs"].items():
        words = translate("authoring", "The tutorial gives another name for “{own}” than the program: {either}.")
        lines.append(words.format(own=own, either=_either(candidates)))
    if not answer["spoken"] or (not answer["known"] and not answer["why"]):
        words = translate(
            "authoring", "The program has no words in this language here: its language pack may not be installed."
        )
        lines.append(words)
    if answer["why"]:
        lines.append(translate("authoring", "It did not come to the end: {why}").format(why=answer["why"]))
    words = translate("authoring", "{known} of {names} names are known to the program.")
    counts = translate_count(
        "authoring", "{count} name was written.", "{count} names were written.", len(answer["written"])
    )
    lines.append(f"{words.format(known=answer['known'], names=answer['names'])} {counts}")
    return "\n".join(lines)


def _either(candidates: Sequence[str]) -> str:
    return translate("authoring", " or ").join(f"“{each}”" for each in candidates)
