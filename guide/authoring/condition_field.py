"""A condition, or a target, by form. What the form cannot say (several at once) is kept and shown as YAML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from guide.i18n import translate
from guide.tutorial.source_write import inline

#: The roles that one meets; any other can be typed.
ROLES = (
    "", "button", "menuitem", "textbox", "checkbox", "radio", "combobox", "tab", "link", "listitem", "treeitem", "cell",
    "menu", "dialog", "slider", "spinbutton", "img", "label", "toolbar", "menuitemcheckbox", "menuitemradio", "window",
)  # fmt: skip
_WORDS = ("clicked", "double-clicked", "right-clicked", "confirmed", "focused", "answered")
_TEXTS = ("value", "pressed", "waited")
_FLAGS = ("checked", "selected")
_TARGETS = ("shown", "gone")


def kinds() -> dict[str, str]:
    """Return what a condition can be, in the words of a person, by the name in the file."""
    return {
        "": translate("authoring", "By itself: as the step needs it"),
        "clicked": translate("authoring", "It was clicked"),
        "double-clicked": translate("authoring", "It was clicked twice"),
        "right-clicked": translate("authoring", "It was clicked with the right button"),
        "confirmed": translate("authoring", "Next was pressed on the card"),
        "value": translate("authoring", "It holds this text"),
        "pressed": translate("authoring", "This shortcut was pressed"),
        "shown": translate("authoring", "This can be seen"),
        "gone": translate("authoring", "This cannot be seen any more"),
        "window": translate("authoring", "A window of this title is in front"),
        "checked": translate("authoring", "It is checked"),
        "selected": translate("authoring", "It is selected"),
        "focused": translate("authoring", "It has the keyboard"),
        "waited": translate("authoring", "So much time has passed"),
        "answered": translate("authoring", "The question was answered"),
        "more": translate("authoring", "Several together (see YAML)"),
    }


class NameEdit(QLineEdit):
    """A name on the screen; of one that is given by language, that of the tutorial's own."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._whole: Any = None
        self._language = "en"
        self.setAccessibleName(label)

    def load(self, name: Any, language: str) -> None:
        """Show a name."""
        self._whole, self._language = name, language
        shown = (name.get(language) or next(iter(name.values()), "")) if isinstance(name, dict) else name
        if self.text() != str(shown or ""):
            self.setText(str(shown or ""))
        others = sorted(set(name) - {language}) if isinstance(name, dict) else []
        self.setToolTip(", ".join(f"{tag}: {name[tag]}" for tag in others))

    def value(self) -> Any:
        """Return the name with what it is in other languages."""
        text = self.text().strip()
        if isinstance(self._whole, dict) and text:
            return {**self._whole, self._language: text}
        return text


Pick = Callable[[Callable[[dict[str, Any]], None], bool], None]
"""Lets somebody point at a control and hands over its target; True: by resting on it, so that menus stay open."""


class TargetField(QWidget):
    """What is pointed at. `changed`: another target, or None."""

    changed = Signal(object)

    def __init__(self, pick: Pick | None = None) -> None:
        """`pick`: how somebody points at it; None: it is described by hand alone."""
        super().__init__()
        self._data: dict[str, Any] = {}
        self._language = "en"
        self._role = QComboBox()
        self._role.setEditable(True)
        self._role.addItems(list(ROLES))
        self._role.setAccessibleName(translate("authoring", "Kind of control"))
        self._name = NameEdit(translate("authoring", "Name on the screen"))
        self._id = QLineEdit()
        self._id.setAccessibleName(translate("authoring", "Id of the control"))
        self._text = NameEdit(translate("authoring", "Words to read off the screen"))
        self._image = QLineEdit()
        self._image.setAccessibleName(translate("authoring", "Picture file"))
        self._window = NameEdit(translate("authoring", "Title of its window"))
        form = _form(self)
        if pick is not None:
            form.addRow(self._pick_buttons(pick))
        form.addRow(translate("authoring", "Kind"), self._role)
        form.addRow(translate("authoring", "Name"), self._name)
        form.addRow(translate("authoring", "Id"), self._id)
        form.addRow(translate("authoring", "Words"), self._text)
        form.addRow(translate("authoring", "Picture"), self._image)
        form.addRow(translate("authoring", "Window"), self._window)
        self._role.textActivated.connect(self._tell)
        for edit in (self._role.lineEdit(), self._name, self._id, self._text, self._image, self._window):
            if edit is not None:
                edit.editingFinished.connect(self._tell)

    def load(self, target: Any, language: str) -> None:
        """Show a target."""
        self._data = dict(target) if isinstance(target, dict) else {}
        self._language = language
        element = self._data.get("element")
        element = element if isinstance(element, dict) else {}
        image, window = self._data.get("image"), self._data.get("window")
        with QSignalBlocker(self._role):
            self._role.setCurrentText(str(element.get("role") or ""))
        self._name.load(element.get("name"), language)
        self._id.setText(str(element.get("id") or ""))
        self._text.load(self._data.get("text"), language)
        self._image.setText(str((image.get("file") if isinstance(image, dict) else image) or ""))
        self._window.load(window.get("title") if isinstance(window, dict) else None, language)

    def value(self) -> dict[str, Any] | None:
        """Return the target; None where nothing is said. What has no field here stays."""
        data = dict(self._data)
        element = dict(data.get("element") or {})
        _put(element, "role", self._role.currentText().strip())
        _put(element, "name", self._name.value())
        _put(element, "id", self._id.text().strip())
        _put(data, "element", element)
        _put(data, "text", self._text.value())
        image = data.get("image")
        file = self._image.text().strip()
        _put(data, "image", {**image, "file": file} if isinstance(image, dict) and file else file)
        window = dict(data.get("window") or {})
        _put(window, "title", self._window.value())
        _put(data, "window", window)
        return data or None

    def _pick_buttons(self, pick: Pick) -> QWidget:
        point = QPushButton(translate("authoring", "Point at it…"))
        point.setToolTip(
            translate("authoring", "This window steps aside; click on the control, or press Enter over it")
        )
        rest = QPushButton(translate("authoring", "In a menu…"))
        rest.setToolTip(translate("authoring", "Open the menu, and let the pointer rest on what is meant"))
        point.clicked.connect(lambda: pick(self.take, False))
        rest.clicked.connect(lambda: pick(self.take, True))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for button in (point, rest):
            button.setAccessibleDescription(button.toolTip())
            line.addWidget(button)
        return row

    def take(self, target: dict[str, Any]) -> None:
        """Take a target as a whole: nothing stays of what was said before."""
        self.load(target, self._language)
        self.changed.emit(target)

    def focus_on(self, part: str) -> None:
        """Put the cursor where a part is said."""
        own = {"text": self._text, "image": self._image, "window": self._window, "id": self._id, "role": self._role}
        own.get(part, self._name).setFocus()

    def _tell(self) -> None:
        value = self.value()
        if (value or {}) != self._data:
            self._data = value or {}
            self.changed.emit(value)


class ConditionField(QWidget):
    """A question about the screen. `changed`: another condition, or None."""

    changed = Signal(object)

    def __init__(self, name: str, nothing: str | None = None, pick: Pick | None = None) -> None:
        """`nothing`: what it means that no condition is given; `pick`: how somebody points at what it is about."""
        super().__init__()
        self._data: Any = None
        self._language = "en"
        self._kind = QComboBox()
        self._kind.setAccessibleName(name)
        for kind, words in kinds().items():
            self._kind.addItem(nothing if nothing and not kind else words, kind)
        self._text = NameEdit(name)
        self._target = TargetField(pick)
        self._raw = QLabel()
        self._raw.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._kind, self._text, self._target, self._raw):
            column.addWidget(part)
        self._kind.activated.connect(self._chosen)
        self._text.editingFinished.connect(self._tell)
        self._target.changed.connect(lambda _: self._tell())
        self._show_parts("")

    def load(self, condition: Any, language: str) -> None:
        """Show a condition."""
        self._data, self._language = condition, language
        kind, value = _taken_apart(condition)
        with QSignalBlocker(self._kind):
            self._kind.setCurrentIndex(self._kind.findData(kind))
        title = value.get("title") if isinstance(value, dict) else None
        self._text.load(title if kind == "window" else value if kind in (*_TEXTS, "answered") else None, language)
        self._target.load(value if kind in _TARGETS else None, language)
        self._raw.setText(inline(condition) if kind == "more" else "")
        self._show_parts(kind)

    def value(self) -> Any:
        """Return the condition; None where it follows from the step."""
        kind = str(self._kind.currentData())
        text = self._text.value()
        made: dict[str, Any] = {
            "": None,
            "more": self._data,
            "window": {"window": {"title": text}} if text else None,
            "answered": {"answered": text} if text else "answered",
        }
        if kind in made:
            return made[kind]
        if kind in _TEXTS:
            return {kind: text} if text else None
        if kind in _FLAGS:
            return {kind: True}
        if kind in _TARGETS:
            target = self._target.value()
            return {kind: target} if target else None
        return kind

    def _chosen(self) -> None:
        kind = str(self._kind.currentData())
        self._show_parts(kind)
        if kind in ("", *_WORDS, *_FLAGS):
            self._tell()
        elif kind in _TARGETS:
            self._target.focus_on("name")
        else:
            self._text.setFocus()

    def _show_parts(self, kind: str) -> None:
        self._text.setVisible(kind in (*_TEXTS, "window", "answered"))
        hint = {"value": "Buy milk   /\\S/", "pressed": "Ctrl+S", "waited": "3s", "window": "Save As"}
        self._text.setPlaceholderText(hint.get(kind, ""))
        self._target.setVisible(kind in _TARGETS)
        self._raw.setVisible(kind == "more")

    def _tell(self) -> None:
        value = self.value()
        if value != self._data:
            self._data = value
            self.changed.emit(value)


def _taken_apart(condition: Any) -> tuple[str, Any]:
    if condition is None:
        return "", None
    if isinstance(condition, str):
        return (condition if condition in _WORDS else "more"), None
    if isinstance(condition, dict) and len(condition) == 1:
        kind, value = next(iter(condition.items()))
        plain = kind in (*_TEXTS, *_TARGETS, "window", "answered") or (kind in _FLAGS and value is True)
        if plain and not (kind == "window" and isinstance(value, dict) and set(value) - {"title"}):
            return str(kind), value
    return "more", condition


def _put(data: dict[str, Any], name: str, value: Any) -> None:
    if value:
        data[name] = value
    else:
        data.pop(name, None)


def _form(parent: QWidget) -> QFormLayout:
    form = QFormLayout(parent)
    form.setContentsMargins(0, 0, 0, 0)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    return form
