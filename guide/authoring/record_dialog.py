"""What is asked before another task is recorded from the window for authors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from guide.authoring.draft import fresh_folder
from guide.i18n import translate


@dataclass(frozen=True, slots=True)
class Blur:
    """How pictures of a recording are."""

    on: bool = False
    """Whether all text in them is painted over to begin with."""
    fixed: bool = False
    """IT says so, and nobody can change it here."""


class RecordDialog(QDialog):
    """The name of the task, and whether its pictures show text."""

    def __init__(self, blur: Blur, over: QWidget | None) -> None:
        super().__init__(over)
        self.setWindowTitle(translate("authoring", "Record…"))
        words = QLabel(
            translate("authoring", "What is the task called? It is done once, and becomes a tutorial of its own.")
        )
        words.setWordWrap(True)
        self._title = QLineEdit()
        words.setBuddy(self._title)
        self._title.setAccessibleName(words.text())
        self._blur = QCheckBox(translate("authoring", "Paint over all text in pictures"))
        self._blur.setChecked(blur.on)
        self._blur.setEnabled(not (blur.fixed and blur.on))
        more = (
            translate("authoring", "Your IT department wants it so.")
            if blur.fixed and blur.on
            else translate("authoring", "Names of buttons and menus stay. What is typed is never on a picture.")
        )
        note = QLabel(more)
        note.setWordWrap(True)
        self._blur.setAccessibleDescription(more)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        begin = buttons.button(QDialogButtonBox.StandardButton.Ok)
        begin.setText(translate("authoring", "Begin"))
        begin.setEnabled(False)
        self._title.textChanged.connect(lambda typed: begin.setEnabled(bool(typed.strip())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (words, self._title, self._blur, note, buttons):
            column.addWidget(widget)

    @property
    def title(self) -> str:
        """What the task is called."""
        return self._title.text().strip()

    @property
    def blur(self) -> bool:
        """Whether all text in pictures is painted over."""
        return self._blur.isChecked()


def record_beside(file: Path, command: Sequence[str], blur: Blur, over: QWidget) -> bool | None:
    """Ask, and begin to record a tutorial beside `file`; None: they would rather not, False: it cannot be started."""
    dialog = RecordDialog(blur, over)
    if dialog.exec() != QDialog.DialogCode.Accepted or not dialog.title:
        return None
    out = fresh_folder(file, dialog.title)
    options = ["record", "--out", str(out), "--title", dialog.title, "--blur" if dialog.blur else "--no-blur", "--edit"]
    whole = [*command, *options]
    return bool(QProcess.startDetached(whole[0], whole[1:]))
