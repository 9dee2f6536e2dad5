"""What there can be several of in a step: ways on, ways back, answers, things to do. Each one by a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from guide.authoring.condition_field import ConditionField
from guide.authoring.rows_field import add_row, fill_steps, form_in, may_be_narrow, show_text
from guide.authoring.stitching import fresh_id
from guide.authoring.target_field import Pick
from guide.authoring.way_text import way_hint, way_of, way_text
from guide.i18n import translate

Data = dict[str, Any]
Ids = Callable[[], list[str]]
"""The ids of all steps, as they are now."""


class BranchRow(QWidget):
    """One way on: to a step, when something holds."""

    changed = Signal(object)

    def __init__(self, ids: Ids, pick: Pick | None) -> None:
        super().__init__()
        self._ids = ids
        self._to = may_be_narrow(QComboBox())
        self._when = ConditionField(translate("authoring", "Only when"), translate("authoring", "Always"), pick)
        form = form_in(self)
        add_row(form, translate("authoring", "Goes to"), self._to)
        form.addRow(self._when)
        self._to.activated.connect(lambda _: self.changed.emit(None))
        self._when.changed.connect(self.changed)

    def load(self, value: Any, language: str) -> None:
        """Show one."""
        value = value if isinstance(value, dict) else {}
        fill_steps(self._to, None, self._ids(), value.get("to"))
        self._when.load(value.get("when"), language)

    def value(self) -> Data | None:
        """Return it; None until it leads somewhere."""
        to, when = self._to.currentData(), self._when.value()
        if not to:
            return None
        return {"to": to} if when is None else {"when": when, "to": to}


class WayBackRow(QWidget):
    """One way back for somebody who has strayed."""

    changed = Signal(object)

    def __init__(self, ids: Ids, pick: Pick | None) -> None:
        super().__init__()
        self._ids = ids
        self.when = ConditionField(translate("authoring", "Strayed when"), translate("authoring", "Never"), pick)
        self.say, self._go = QLineEdit(), may_be_narrow(QComboBox())
        form = form_in(self)
        form.addRow(self.when)
        add_row(form, translate("authoring", "Say"), self.say)
        add_row(form, translate("authoring", "Back to"), self._go)
        self.when.changed.connect(self.changed)
        self.say.editingFinished.connect(lambda: self.changed.emit(None))
        self._go.activated.connect(lambda _: self.changed.emit(None))

    def load(self, value: Any, language: str) -> None:
        """Show one."""
        value = value if isinstance(value, dict) else {}
        self.when.load(value.get("when"), language)
        show_text(self.say, value.get("say"))
        fill_steps(self._go, translate("authoring", "Stay here"), self._ids(), value.get("go"))

    def value(self) -> Data | None:
        """Return it; None until it is said when somebody has strayed."""
        made = {"when": self.when.value(), "say": self.say.text().strip(), "go": self._go.currentData()}
        return {name: said for name, said in made.items() if said} if made["when"] is not None else None


class ChoiceRow(QWidget):
    """One answer to a question."""

    changed = Signal(object)

    def __init__(self, taken: Callable[[], list[str]]) -> None:
        """`taken`: the ids that other answers have."""
        super().__init__()
        self._taken = taken
        self._text, self._say, self._id = QLineEdit(), QLineEdit(), QLineEdit()
        self._right = may_be_narrow(QComboBox())
        self._right.addItem(translate("authoring", "Neither right nor wrong"), None)
        self._right.addItem(translate("authoring", "Right"), True)
        self._right.addItem(translate("authoring", "Wrong"), False)
        form = form_in(self)
        add_row(form, translate("authoring", "Answer"), self._text)
        add_row(form, translate("authoring", "It is"), self._right)
        add_row(form, translate("authoring", "Says then"), self._say)
        add_row(form, translate("authoring", "Id"), self._id)
        self._right.activated.connect(lambda _: self.changed.emit(None))
        for edit in (self._text, self._say, self._id):
            edit.editingFinished.connect(lambda: self.changed.emit(None))

    def load(self, value: Any, language: str) -> None:
        """Show one."""
        del language
        value = value if isinstance(value, dict) else {}
        for edit, name in ((self._text, "text"), (self._say, "say"), (self._id, "id")):
            show_text(edit, value.get(name))
        with QSignalBlocker(self._right):
            self._right.setCurrentIndex({None: 0, True: 1, False: 2}.get(value.get("correct"), 0))

    def value(self) -> Data | None:
        """Return it; None while it has no text."""
        text = self._text.text().strip()
        if not text:
            return None
        if not self._id.text().strip():
            self._id.setText(fresh_id(text, self._taken()))
        made: Data = {"id": self._id.text().strip(), "text": text}
        if self._right.currentData() is not None:
            made["correct"] = self._right.currentData()
        if say := self._say.text().strip():
            made["say"] = say
        return made


_WITH_WORDS = ("type", "press", "drag", "open")


class ActionRow(QWidget):
    """One thing that guide does, in a rehearsal or when somebody asks for it."""

    changed = Signal(object)

    def __init__(self, pick: Pick | None) -> None:
        super().__init__()
        self._pick = pick
        self._kind, self._text = may_be_narrow(QComboBox()), QLineEdit()
        self._kind.setAccessibleName(translate("authoring", "What guide does"))
        for kind, words in (
            ("click", translate("authoring", "Clicks it")),
            ("double-click", translate("authoring", "Clicks it twice")),
            ("right-click", translate("authoring", "Clicks it with the right button")),
            ("type", translate("authoring", "Types")),
            ("press", translate("authoring", "Presses a shortcut")),
            ("drag", translate("authoring", "Drags it")),
            ("open", translate("authoring", "Opens another program")),
            ("wait", translate("authoring", "Waits until")),
        ):
            self._kind.addItem(words, kind)
        self._text.setAccessibleName(translate("authoring", "What is typed or pressed"))
        self._grip: Any = None
        self._until: ConditionField | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._kind)
        self._column.addWidget(self._text)
        self._kind.activated.connect(self._chosen)
        self._text.editingFinished.connect(lambda: self.changed.emit(None))
        self._show_parts()

    def load(self, value: Any, language: str) -> None:
        """Show one."""
        kind, said = next(iter(value.items())) if isinstance(value, dict) and value else (value or "click", None)
        with QSignalBlocker(self._kind):
            self._kind.setCurrentIndex(max(self._kind.findData(kind), 0))
        if kind == "drag":
            self._grip = said.get("from") if isinstance(said, dict) else None
            said = way_text(said)
        show_text(self._text, said if kind in _WITH_WORDS else None)
        self._show_parts()
        if kind == "wait":
            self._until_field().load(said, language)

    def value(self) -> Any:
        """Return it; None while it is not said what."""
        kind = str(self._kind.currentData())
        if kind in ("type", "press", "open"):
            text = self._text.text() if kind == "type" else self._text.text().strip()
            return {kind: text} if text else None
        if kind == "drag":
            way = way_of(self._text.text())
            return {"drag": way | ({"from": self._grip} if self._grip else {})} if way else None
        if kind == "wait":
            until = self._until_field().value()
            return {"wait": until} if until is not None else None
        return kind

    def _until_field(self) -> ConditionField:
        if self._until is None:
            self._until = ConditionField(translate("authoring", "Waits until"), "–", self._pick)
            self._until.changed.connect(self.changed)
            self._column.addWidget(self._until)
        return self._until

    def _chosen(self) -> None:
        self._show_parts()
        self.changed.emit(None)

    def _show_parts(self) -> None:
        kind = str(self._kind.currentData())
        self._text.setVisible(kind in _WITH_WORDS)
        self._text.setPlaceholderText(way_hint() if kind == "drag" else "")
        if kind == "wait" or self._until is not None:
            self._until_field().setVisible(kind == "wait")
