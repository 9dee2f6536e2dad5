"""A target by form: one thing, described in several ways; or picked by pointing at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from guide.authoring.rows_field import Fold, RowsField, add_row, form_in, may_be_narrow, show_text
from guide.i18n import translate

Data = dict[str, Any]
Pick = Callable[[Callable[[Data], None], bool], None]
"""Lets somebody point at a control and hands over its target; True: by resting on it, so that menus stay open."""

#: The roles that one meets; any other can be typed.
ROLES = (
    "", "button", "menuitem", "textbox", "checkbox", "radio", "combobox", "tab", "link", "listitem", "treeitem", "cell",
    "menu", "dialog", "slider", "spinbutton", "img", "label", "toolbar", "menuitemcheckbox", "menuitemradio", "window",
)  # fmt: skip


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


class RoleBox(QComboBox):
    """A kind of control; any can be typed."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.addItems(list(ROLES))
        self.setAccessibleName(label)
        may_be_narrow(self)

    def load(self, role: Any) -> None:
        """Show a role."""
        with QSignalBlocker(self):
            self.setCurrentText(str(role or ""))


class AncestorRow(QWidget):
    """What a control belongs to: by its kind, its name, its number."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._short = True
        self._role = RoleBox(translate("authoring", "Kind of control"))
        self._name = NameEdit(translate("authoring", "Name on the screen"))
        self._index = QLineEdit()
        form = form_in(self)
        add_row(form, translate("authoring", "Kind"), self._role)
        add_row(form, translate("authoring", "Name"), self._name)
        add_row(form, translate("authoring", "Number from 0"), self._index)
        self._role.textActivated.connect(lambda _: self.changed.emit(None))
        for edit in (self._role.lineEdit(), self._name, self._index):
            if edit is not None:
                edit.editingFinished.connect(lambda: self.changed.emit(None))

    def load(self, value: Any, language: str) -> None:
        """Show one."""
        self._short = not isinstance(value, dict)
        value = value if isinstance(value, dict) else {"role": value}
        self._role.load(value.get("role"))
        self._name.load(value.get("name"), language)
        show_text(self._index, value.get("index"))

    def value(self) -> Any:
        """Return it: the kind alone, where nothing else is said and it was not written out."""
        made: Data = {}
        put(made, "role", self._role.currentText().strip())
        put(made, "name", self._name.value())
        if (index := number_of(self._index.text())) is not None:
            made["index"] = index
        return made["role"] if self._short and set(made) == {"role"} else made or None


class TargetField(QWidget):
    """What is pointed at. `changed`: another target, or None."""

    changed = Signal(object)

    def __init__(self, pick: Pick | None = None) -> None:
        """`pick`: how somebody points at it; None: it is described by hand alone."""
        super().__init__()
        self._data: Data = {}
        self._language = "en"
        self._role = RoleBox(translate("authoring", "Kind of control"))
        self._name = NameEdit(translate("authoring", "Name on the screen"))
        self._id = QLineEdit()
        self._id.setAccessibleName(translate("authoring", "Id of the control"))
        self._text = NameEdit(translate("authoring", "Words to read off the screen"))
        self._image = QLineEdit()
        self._image.setAccessibleName(translate("authoring", "Picture file"))
        self._window = NameEdit(translate("authoring", "Title of its window"))
        self._make_more()
        form = form_in(self)
        if pick is not None:
            form.addRow(self._pick_buttons(pick))
        form.addRow(translate("authoring", "Kind"), self._role)
        form.addRow(translate("authoring", "Name"), self._name)
        form.addRow(translate("authoring", "Id"), self._id)
        form.addRow(translate("authoring", "Words"), self._text)
        form.addRow(translate("authoring", "Picture"), self._image)
        form.addRow(translate("authoring", "Window"), self._window)
        form.addRow(self._more)
        self._role.textActivated.connect(self._tell)
        plain = (self._role.lineEdit(), self._name, self._id, self._text, self._image, self._window)
        for edit in (*plain, *self._extra.values()):
            if edit is not None:
                edit.editingFinished.connect(self._tell)

    def _make_more(self) -> None:
        """Make what is seldom needed, folded away."""
        self._extra = {name: QLineEdit() for name in ("state", "index", "process", "threshold", "scale", *_REGION)}
        words = {
            "index": translate("authoring", "Number from 0"),
            "state": translate("authoring", "State"),
            "process": translate("authoring", "Program of the window"),
            "threshold": translate("authoring", "How alike the picture (0 to 1)"),
            "scale": translate("authoring", "Scale of the picture"),
            "left": translate("authoring", "Place: from the left"),
            "right": translate("authoring", "Place: from the right"),
            "top": translate("authoring", "Place: from the top"),
            "bottom": translate("authoring", "Place: from the bottom"),
            "width": translate("authoring", "Place: width"),
            "height": translate("authoring", "Place: height"),
        }
        self._extra["state"].setPlaceholderText("enabled, !checked")
        part, add = translate("authoring", "Belongs to"), translate("authoring", "Add what it belongs to")
        self._path = RowsField(part, add, AncestorRow)
        self._path.changed.connect(self._tell)
        inside = QWidget()
        form = form_in(inside)
        form.addRow(self._path)
        for name, label in words.items():
            add_row(form, label, self._extra[name])
        self._more = Fold(translate("authoring", "More about the target"), inside)

    def load(self, target: Any, language: str) -> None:
        """Show a target."""
        self._data = dict(target) if isinstance(target, dict) else {}
        self._language = language
        element, image = _mapping(self._data.get("element")), self._data.get("image")
        window, region = _mapping(self._data.get("window")), _mapping(self._data.get("region"))
        self._role.load(element.get("role"))
        self._name.load(element.get("name"), language)
        self._id.setText(str(element.get("id") or ""))
        self._text.load(self._data.get("text"), language)
        self._image.setText(str((image.get("file") if isinstance(image, dict) else image) or ""))
        self._window.load(window.get("title"), language)
        self._path.load(list(element.get("path") or ()), language)
        state = element.get("state")
        extra = {
            "index": element.get("index"),
            "state": ", ".join(state) if isinstance(state, list) else state,
            "process": window.get("process"),
            **{name: _mapping(image).get(name) for name in ("threshold", "scale")},
            **{name: region.get(name) for name in _REGION},
        }
        for name, value in extra.items():
            self._extra[name].setText("" if value is None else str(value))
        self._more.open_for(bool(self._path.value()) or any(value is not None for value in extra.values()))

    def value(self) -> Data | None:
        """Return the target; None where nothing is said."""
        data = dict(self._data)
        put(data, "element", self._element())
        put(data, "text", self._text.value())
        put(data, "image", self._picture())
        window = dict(_mapping(data.get("window")))
        put(window, "title", self._window.value())
        put(window, "process", self._extra["process"].text().strip())
        put(data, "window", window)
        region = {name: number_of(self._extra[name].text()) for name in _REGION}
        put(data, "region", {name: length for name, length in region.items() if length is not None})
        return data or None

    def _element(self) -> Data:
        element = dict(_mapping(self._data.get("element")))
        put(element, "role", self._role.currentText().strip())
        put(element, "name", self._name.value())
        put(element, "id", self._id.text().strip())
        put(element, "path", self._path.value())
        index = number_of(self._extra["index"].text())
        element.pop("index", None)
        if index is not None:
            element["index"] = index
        states = [part.strip() for part in self._extra["state"].text().split(",") if part.strip()]
        put(element, "state", states[0] if len(states) == 1 else states)
        if _mapping(self._data.get("element")).get("state") == states:  # a list of one is a list still
            element["state"] = states
        return {name: element[name] for name in (*self._in_order(), *element) if name in element}

    def _in_order(self) -> tuple[str, ...]:
        return tuple(_mapping(self._data.get("element")))

    def _picture(self) -> Any:
        image, file = self._data.get("image"), self._image.text().strip()
        made: Data = {"file": file}
        for name in ("threshold", "scale"):
            if (number := number_of(self._extra[name].text())) is not None:
                made[name] = number
        if not file:
            return None
        return made if len(made) > 1 or isinstance(image, dict) else file

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

    def take(self, target: Data) -> None:
        """Take a target as a whole: nothing stays of what was said before."""
        self.load(target, self._language)
        self.changed.emit(target)

    def focus_on(self, part: str) -> None:
        """Put the cursor where a part is said."""
        own: dict[str, QWidget] = {
            "text": self._text, "image": self._image, "window": self._window, "id": self._id, "role": self._role,
            **{name: self._extra[name] for name in ("index", "state")}, "region": self._extra["left"],
            "path": self._path,
        }  # fmt: skip
        if part in ("index", "state", "region", "path"):
            self._more.open_for(True)
        own.get(part, self._name).setFocus()

    def _tell(self) -> None:
        value = self.value()
        if (value or {}) != self._data:
            self._data = value or {}
            self.changed.emit(value)


_REGION = ("left", "right", "top", "bottom", "width", "height")


def put(data: Data, name: str, value: Any) -> None:
    """Say a field, or take it out where nothing is said."""
    if value:
        data[name] = value
    else:
        data.pop(name, None)


def number_of(text: str) -> int | float | str | None:
    """Return a number as it was written; what is none stays a text, so that the list of problems can say so.

    >>> number_of("3"), number_of("0.5"), number_of(" "), number_of("x")
    (3, 0.5, None, 'x')
    """
    text = text.strip()
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text or None


def _mapping(value: Any) -> Data:
    return value if isinstance(value, dict) else {}
