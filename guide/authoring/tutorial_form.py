"""The form of the tutorial: what it says of itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from guide.authoring.condition_field import ConditionField
from guide.authoring.form_base import Data, Form, listed
from guide.authoring.look import Look, ink
from guide.authoring.rows_field import RowsField, show_text
from guide.authoring.target_field import NameEdit
from guide.i18n import translate
from guide.tutorial.problems import Path


class TutorialForm(Form):
    """What a tutorial says of itself."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        words = {
            ("title",): translate("authoring", "Title"),
            ("summary",): translate("authoring", "Summary"),
            ("version",): translate("authoring", "Version"),
            ("language",): translate("authoring", "Language"),
            ("owner",): translate("authoring", "Owner"),
            ("review_by",): translate("authoring", "Review by"),
            ("proposed_by",): translate("authoring", "Proposed by"),
            ("id",): translate("authoring", "Id"),
        }
        self._edits: dict[Path, QLineEdit] = {field: self._line(field) for field in words}
        self._edits["review_by",].setPlaceholderText("2027-05-01")
        about = translate("authoring", "About the tutorial")
        self._section(about, self._rows(*((name, self._edits[field]) for field, name in words.items())))
        self._questions = QPlainTextEdit()
        self._questions.setTabChangesFocus(True)
        self._questions.setFixedHeight(look.px(90))
        self._questions.textChanged.connect(self._asked)
        self._section(translate("authoring", "What people ask, one question a line"), self._questions)
        program = {
            ("application", "process"): translate("authoring", "Program"),
            ("application", "title"): translate("authoring", "Window"),
            ("application", "versions"): translate("authoring", "Versions"),
            ("application", "launch"): translate("authoring", "Opens with"),
        }
        self._edits |= {field: self._line(field) for field in program if field[-1] != "title"}
        self._edits["application", "title"] = self._name_line(("application", "title"))
        self._section(
            translate("authoring", "The program it is about"),
            self._rows(*((name, self._edits[field]) for field, name in program.items())),
        )
        self._make_more()
        self._length = QLabel()
        self._length.setWordWrap(True)
        ink(self._length, look.colours.muted)
        self._section(translate("authoring", "Length"), self._length)
        self._close()

    def _make_more(self) -> None:
        """Make whom it is for, what it needs, and what must be so before it begins."""
        lists: dict[Path, str] = {
            ("audience", "roles"): translate("authoring", "Roles"),
            ("audience", "departments"): translate("authoring", "Departments"),
            ("requires",): translate("authoring", "Tutorials to have done before"),
            ("tags",): translate("authoring", "Tags"),
        }
        self._lists = {field: self._line(field, listed) for field in lists}
        self._opens = QCheckBox(translate("authoring", "Is offered by itself"))
        self._opens.clicked.connect(lambda on: self.changed.emit(("opens_by_itself",), True if on else None))
        self._section(
            translate("authoring", "Whom it is for"),
            self._rows(*((name, self._lists[field]) for field, name in lists.items())),
            self._opens,
        )
        condition = translate("authoring", "Condition")
        self._start = RowsField(
            condition, translate("authoring", "Add a condition"), lambda: ConditionField(condition, "–")
        )
        self._start.changed.connect(lambda values: self.changed.emit(("start",), values or None))
        self._section(translate("authoring", "Before the first step"), self._start)

    def load(self, head: Data, length: str) -> None:
        """Show the head of a tutorial."""
        for at, one in self._lists.items():
            value: Any = head
            for name in at:
                value = value.get(name) if isinstance(value, dict) else None
            show_text(one, ", ".join(map(str, value)) if isinstance(value, list) else value)
        self._opens.setChecked(bool(head.get("opens_by_itself")))
        start = head.get("start")
        self._start.load(start if isinstance(start, list) else [], str(head.get("language") or "en"))
        for field, edit in self._edits.items():
            value = head
            for part in field:
                value = value.get(part) if isinstance(value, dict) else None
            if isinstance(edit, NameEdit):
                if not (edit.hasFocus() and edit.isModified()):
                    edit.load(value, str(head.get("language") or "en"))
            else:
                show_text(edit, value)
        questions = "\n".join(str(one) for one in head.get("questions") or ())
        if questions.strip() != self._questions.toPlainText().strip():
            with QSignalBlocker(self._questions):
                self._questions.setPlainText(questions)
        self._length.setText(length)

    def focus_field(self, field: Path) -> None:
        """Put the cursor where a field is said."""
        known: dict[Path, QWidget] = {("start",): self._start}
        known |= self._edits
        known |= self._lists
        widget = known.get(field) or known.get(field[:2]) or known.get(field[:1])
        if field[:1] == ("questions",):
            widget = self._questions
        if widget is not None:
            widget.setFocus()
            self.ensureWidgetVisible(widget)

    def _name_line(self, field: Path) -> NameEdit:
        edit = NameEdit(translate("authoring", "Window"))

        def done() -> None:
            if edit.isModified():
                edit.setModified(False)
                self.changed.emit(field, edit.value())

        edit.editingFinished.connect(done)
        return edit

    def _asked(self) -> None:
        lines = [line.strip() for line in self._questions.toPlainText().split("\n") if line.strip()]
        self.changed.emit(("questions",), lines)
