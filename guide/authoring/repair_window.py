"""Repairs for targets that are found by less than they are described by: looked for, shown as a difference, taken in.

guide itself looks, as a process of its own (`guide heal`), at the draft as it is, saved or not. Nothing is taken in but
what is ticked, as one thing that can be undone.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QCloseEvent, QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from guide.authoring.healing.repairs import Repair, diff, repaired
from guide.authoring.look import Look, fit, ink
from guide.authoring.runs import copied
from guide.i18n import translate
from guide.tutorial.source import SourceError


@dataclass(frozen=True, slots=True)
class Told:
    """What `guide heal --format json` says of one target."""

    step: str
    state: str
    why: str
    repair: Repair | None
    notes: tuple[str, ...] = ()


class RepairWindow(QDialog):
    """Looks for repairs of one text."""

    def __init__(  # noqa: PLR0913  (what the editor knows, most of it by name)
        self,
        text: str,
        file: Path,
        look: Look,
        *,
        command: Sequence[str],
        take: Callable[[str], object],
        over: QWidget,
    ) -> None:
        """`command` starts guide; `take` gets the text with what was ticked in it."""
        super().__init__(over)
        self._text, self._file, self._command, self._take = text, file, list(command), take
        self._process: QProcess | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.setWindowTitle(translate("authoring", "Repair"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setPalette(look.palette())
        self.setFont(look.font())
        fit(self, look.px(760), look.px(560))
        self._said = QLabel(
            translate("authoring", "Is what the steps point at still there, and how would one describe it now?")
        )
        self._said.setWordWrap(True)
        self._alone = self._button(
            translate("authoring", "Play it on a screen of its own"), lambda: self.begin(alone=True)
        )
        self._alone.setToolTip(translate("authoring", "Each step in its turn, also in menus; nothing on yours moves"))
        self._here = self._button(translate("authoring", "Look at my screen as it is"), lambda: self.begin(alone=False))
        self._here.setToolTip(translate("authoring", "Only what is open now can be judged"))
        self._stop = self._button(translate("authoring", "Stop"), self._end)
        self._found = QListWidget()
        self._found.setAccessibleName(translate("authoring", "What was seen of each step"))
        self._found.setWordWrap(True)
        self._found.itemChanged.connect(lambda _: self._show_difference())
        self._difference = QPlainTextEdit()
        self._difference.setReadOnly(True)
        self._difference.setTabChangesFocus(True)
        self._difference.setAccessibleName(translate("authoring", "What would change"))
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPixelSize(look.px(13))
        self._difference.setFont(mono)
        self._notes = QLabel()
        self._notes.setWordWrap(True)
        ink(self._notes, look.colours.warning_mark)
        self._accept = self._button(translate("authoring", "Take in what is ticked"), self._taken)
        self._lay_out(look)
        self._running(False)
        self._show_difference()

    def begin(self, *, alone: bool) -> None:
        """Look. `alone`: by playing it on a screen of its own."""
        if self._process is not None:
            return
        self._folder = tempfile.TemporaryDirectory(prefix="guide-heal-")
        copy = copied(self._text, self._file, Path(self._folder.name))
        options = ["--virtual-screen"] if alone else []
        process = self._process = QProcess(self)
        process.finished.connect(lambda status, _: self._finished(process, status))
        process.errorOccurred.connect(lambda error: self._failed(process, error))
        process.start(self._command[0], [*self._command[1:], "heal", str(copy), "--format", "json", *options])
        self._found.clear()
        self._running(True)
        playing = translate(
            "authoring", "It is played on a screen of its own, until it comes to its end or no further…"
        )
        self._said.setText(playing if alone else translate("authoring", "Looking at what is open…"))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """End what runs."""
        self._leave()
        super().closeEvent(event)

    def reject(self) -> None:
        """End what runs, and close."""
        self._leave()
        super().reject()

    # -- what was seen --

    def show_told(self, told: Sequence[Told]) -> None:
        """List what was seen of each target; what has a proposal is ticked."""
        self._found.clear()
        for one in told:
            item = QListWidgetItem(_in_words(one))
            item.setData(Qt.ItemDataRole.UserRole, one)
            if one.repair is not None:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            self._found.addItem(item)
        proposals = sum(one.repair is not None for one in told)
        if proposals:
            self._said.setText(translate("authoring", "Tick what is right; nothing else is changed."))
            self._found.setFocus()
        else:
            self._said.setText(translate("authoring", "There is nothing to propose."))
        self._show_difference()

    def _chosen(self) -> list[Told]:
        items = (self._found.item(row) for row in range(self._found.count()))
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return [item.data(Qt.ItemDataRole.UserRole) for item in ticked]

    def _repaired(self) -> str:
        return repaired(self._text, [one.repair for one in self._chosen() if one.repair is not None])

    def _show_difference(self) -> None:
        try:
            self._difference.setPlainText(diff(self._file.name, self._text, self._repaired()))
        except SourceError as error:  # two of them do not fit together
            self._difference.setPlainText(str(error))
        notes = dict.fromkeys(f"{one.step}: {note}" for one in self._chosen() for note in one.notes)
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._accept.setEnabled(bool(self._chosen()))

    def _taken(self) -> None:
        try:
            text = self._repaired()
        except SourceError as error:
            self._said.setText(str(error))
            return
        self._take(text)
        self.accept()

    # -- the process --

    def _finished(self, process: QProcess, status: int) -> None:
        said, complained = process.readAllStandardOutput().data(), process.readAllStandardError().data()
        told = tuple(
            _told(line) for line in bytes(said).decode("utf-8", "replace").splitlines() if line.startswith("{")
        )
        self._forget(process)
        if told:
            self.show_told(told)
            return
        why = bytes(complained).decode("utf-8", "replace").strip().rsplit("\n", maxsplit=1)[-1]
        words = translate("authoring", "It ended with status {status}.").format(status=status)
        self._said.setText(why or words)

    def _failed(self, process: QProcess, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._forget(process)
            self._said.setText(translate("authoring", "guide could not be started."))

    def _forget(self, process: QProcess) -> None:
        self._process = None
        process.deleteLater()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        self._running(False)

    def _end(self) -> None:
        if self._process is not None:
            self._process.terminate()

    def _leave(self) -> None:
        """Tell what runs to end, and stay out of its way until it has."""
        process, folder = self._process, self._folder
        if process is None:
            return

        def ended() -> None:
            process.deleteLater()
            if folder is not None:
                folder.cleanup()

        process.finished.disconnect()
        process.errorOccurred.disconnect()
        process.finished.connect(ended)
        process.setParent(self.parent())
        process.terminate()
        self._process, self._folder = None, None
        self._running(False)

    def _running(self, running: bool) -> None:
        self._alone.setEnabled(not running)
        self._here.setEnabled(not running)
        self._stop.setEnabled(running)

    # -- how it looks --

    def _button(self, words: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: call())
        return button

    def _lay_out(self, look: Look) -> None:
        first, last = QHBoxLayout(), QHBoxLayout()
        for button in (self._alone, self._here, self._stop):
            first.addWidget(button)
        first.addStretch(1)
        last.addWidget(self._notes, 1)
        last.addWidget(self._accept)
        last.addWidget(self._button(translate("authoring", "Close"), self.reject))
        panes = QSplitter(Qt.Orientation.Vertical)
        panes.addWidget(self._found)
        panes.addWidget(self._difference)
        panes.setSizes([look.px(140), look.px(300)])
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        column.setSpacing(look.px(8))
        column.addWidget(self._said)
        column.addLayout(first)
        column.addWidget(panes, 1)
        column.addLayout(last)


def _told(line: str) -> Told:
    data = json.loads(line)
    proposal = data["proposal"]
    if proposal is None:
        return Told(data["step"], data["state"], data["why"], None)
    repair = Repair.from_data(proposal["repair"])
    return Told(data["step"], data["state"], data["why"], repair, tuple(proposal["notes"]))


def _in_words(told: Told) -> str:
    said = {
        "fine": translate("authoring", "{step}: found as it is described"),
        "weaker": translate("authoring", "{step}: found by less than it is described by"),
        "gone": translate("authoring", "{step}: not found"),
        "ambiguous": translate("authoring", "{step}: not told from others like it"),
        "elsewhere": translate("authoring", "{step}: not open now, so nothing can be said"),
    }[told.state].format(step=told.step)
    return f"{said} ({told.why})" if told.why and told.state in {"weaker", "gone", "ambiguous"} else said
