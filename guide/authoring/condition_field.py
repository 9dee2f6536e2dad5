"""A condition by form: a simple one, or several together, or what must not hold, as deep as one likes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from guide.authoring.rows_field import RowsField, may_be_narrow
from guide.authoring.target_field import NameEdit, Pick, TargetField
from guide.authoring.way_text import way_hint, way_of, way_text
from guide.i18n import translate
from guide.tutorial.source_write import inline

_WORDS = ("clicked", "double-clicked", "right-clicked", "confirmed", "answered")
_TEXTS = ("value", "pressed", "waited")
_WAYS = ("dragged",)
_FLAGS = {"checked": ("checked", True), "not-checked": ("checked", False)}
_FLAGS |= {"selected": ("selected", True), "not-selected": ("selected", False)}
_TARGETS = ("shown", "gone", "focused")
_SEVERAL = ("all", "any")


def kinds() -> dict[str, str]:
    """Return what a condition can be, in the words of a person, by the name in the file."""
    return {
        "": translate("authoring", "By itself: as the step needs it"),
        "clicked": translate("authoring", "It was clicked"),
        "double-clicked": translate("authoring", "It was clicked twice"),
        "right-clicked": translate("authoring", "It was clicked with the right button"),
        "dragged": translate("authoring", "It was dragged about so far"),
        "confirmed": translate("authoring", "Next was pressed on the card"),
        "value": translate("authoring", "It holds this text"),
        "pressed": translate("authoring", "This shortcut was pressed"),
        "shown": translate("authoring", "This can be seen"),
        "gone": translate("authoring", "This cannot be seen any more"),
        "window": translate("authoring", "A window of this title is in front"),
        "checked": translate("authoring", "It is checked"),
        "not-checked": translate("authoring", "It is not checked"),
        "selected": translate("authoring", "It is selected"),
        "not-selected": translate("authoring", "It is not selected"),
        "focused": translate("authoring", "It has the keyboard"),
        "waited": translate("authoring", "So much time has passed"),
        "answered": translate("authoring", "The question was answered"),
        "all": translate("authoring", "All of these together"),
        "any": translate("authoring", "At least one of these"),
        "not": translate("authoring", "This must not hold"),
    }


class ConditionField(QWidget):
    """A question about the screen. `changed`: another condition, or None."""

    changed = Signal(object)

    def __init__(self, name: str, nothing: str | None = None, pick: Pick | None = None) -> None:
        """`nothing`: what it means that no condition is given; `pick`: how somebody points at what it is about."""
        super().__init__()
        self._data: Any = None
        self._language = "en"
        self._pick = pick
        self._kind = may_be_narrow(QComboBox())
        self._kind.setAccessibleName(name)
        for kind, words in kinds().items():
            self._kind.addItem(nothing if nothing and not kind else words, kind)
        self._text = NameEdit(name)
        self._process = NameEdit(translate("authoring", "Program of the window"))
        self._process.setPlaceholderText(self._process.accessibleName())
        self._raw = QLabel()
        self._raw.setWordWrap(True)
        self._target: TargetField | None = None
        self._parts: RowsField | None = None
        self._inner: ConditionField | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._kind, self._text, self._process, self._raw):
            self._column.addWidget(part)
        self._kind.activated.connect(self._chosen)
        for edit in (self._text, self._process):
            edit.editingFinished.connect(self._tell)
        self._show_parts("")

    def load(self, condition: Any, language: str) -> None:
        """Show a condition."""
        self._data, self._language = condition, language
        kind, value = _taken_apart(condition)
        with QSignalBlocker(self._kind):
            self._kind.setCurrentIndex(self._kind.findData(kind))
        window = value if kind == "window" and isinstance(value, dict) else {}
        plain = value if kind in (*_TEXTS, "answered") else way_text(value) if kind in _WAYS else None
        self._text.load(window.get("title") if kind == "window" else plain, language)
        self._process.load(window.get("process"), language)
        self._show_parts(kind)
        if kind in _TARGETS:
            self._target_field().load(value, language)
        elif kind in _SEVERAL:
            self._parts_field().load(list(value), language)
        elif kind == "not":
            self._inner_field().load(value, language)
        self._raw.setText(inline(condition) if kind == "?" else "")
        self._raw.setVisible(kind == "?")

    def value(self) -> Any:  # noqa: PLR0911 -- one for each kind
        """Return the condition; None where it follows from the step, or is not complete."""
        kind = self._kind.currentData()
        text = self._text.value()
        match kind:
            case None:
                return self._data  # nothing that can be understood: it is left as it is
            case "":
                return None
            case "window":
                window = {"title": text, "process": self._process.value()}
                window = {name: words for name, words in window.items() if words}
                return {"window": window} if window else None
            case "answered":
                return {"answered": text} if text else "answered"
            case "value" | "pressed" | "waited":
                return {kind: text} if text else None
            case "dragged":
                way = way_of(text) if isinstance(text, str) else None
                return {kind: way} if way else None
            case "checked" | "not-checked" | "selected" | "not-selected":
                name, on = _FLAGS[kind]
                return {name: on}
            case "shown" | "gone" | "focused":
                target = self._target_field().value()
                return {kind: target} if target else "focused" if kind == "focused" else None
            case "all" | "any":
                parts = self._parts_field().value()
                return {kind: parts} if parts else None
            case "not":
                inner = self._inner_field().value()
                return {"not": inner} if inner is not None else None
        return kind

    # --- what only some kinds need is made when it is first needed ------------------------------------------------

    def _target_field(self) -> TargetField:
        if self._target is None:
            self._target = TargetField(self._pick)
            self._target.changed.connect(lambda _: self._tell())
            self._column.addWidget(self._target)
        return self._target

    def _parts_field(self) -> RowsField:
        if self._parts is None:
            words = translate("authoring", "Condition")
            add = translate("authoring", "Add a condition")
            self._parts = RowsField(words, add, lambda: ConditionField(words, "–", self._pick))
            self._parts.changed.connect(lambda _: self._tell())
            self._column.addWidget(self._parts)
        return self._parts

    def _inner_field(self) -> ConditionField:
        if self._inner is None:
            self._inner = ConditionField(translate("authoring", "Condition"), "–", self._pick)
            self._inner.changed.connect(lambda _: self._tell())
            self._column.addWidget(self._inner)
        return self._inner

    def _chosen(self) -> None:
        kind, before = str(self._kind.currentData()), self._data
        self._show_parts(kind)
        if kind in _SEVERAL:
            # what was said already is the first of them
            kept = next(iter(before.values())) if _taken_apart(before)[0] in _SEVERAL else [before] if before else []
            self._parts_field().load(list(kept), self._language)
        elif kind == "not" and before is not None and self._inner_field().value() is None:
            self._inner_field().load(before, self._language)
        if kind in ("", *_WORDS, *_FLAGS, *_SEVERAL, "not", "focused"):
            self._tell()
        elif kind in _TARGETS:
            self._target_field().focus_on("name")
        else:
            self._text.setFocus()

    def _show_parts(self, kind: str) -> None:
        self._text.setVisible(kind in (*_TEXTS, *_WAYS, "window", "answered"))
        self._process.setVisible(kind == "window")
        hint = {"value": "Buy milk   /\\S/", "pressed": "Ctrl+S", "waited": "3s", "window": "Save As"}
        hint["dragged"] = way_hint()
        self._text.setPlaceholderText(hint.get(kind, ""))
        self._raw.setVisible(False)
        if kind in _TARGETS or self._target is not None:
            self._target_field().setVisible(kind in _TARGETS)
        if kind in _SEVERAL or self._parts is not None:
            self._parts_field().setVisible(kind in _SEVERAL)
        if kind == "not" or self._inner is not None:
            self._inner_field().setVisible(kind == "not")

    def _tell(self) -> None:
        value = self.value()
        if value != self._data:
            self._data = value
            self.changed.emit(value)


def _taken_apart(condition: Any) -> tuple[str, Any]:
    """Return the kind of a condition, and what it says; `?` for what is none."""
    if condition is None:
        return "", None
    if isinstance(condition, str):
        return (condition if condition in (*_WORDS, "focused") else "?"), None
    if isinstance(condition, dict) and len(condition) == 1:
        kind, value = next(iter(condition.items()))
        flag = next((name for name, said in _FLAGS.items() if said == (kind, value)), None)
        if flag is not None:
            return flag, value
        if kind in (*_TEXTS, *_WAYS, *_TARGETS, "window", "answered", "not") or (
            kind in _SEVERAL and isinstance(value, list)
        ):
            return str(kind), value
    return "?", condition
