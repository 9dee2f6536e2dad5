"""Several of the same in a form, each by a form of its own; and parts of a form that are folded away until needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, cast

from PySide6.QtCore import QSignalBlocker, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from guide.i18n import translate

_INSET_PX = 4
_SHORTEST = 8
"""Characters of a choice that can be read even in the narrowest form."""


class Row(Protocol):
    """A widget for one of them."""

    changed: SignalInstance

    def load(self, value: Any, language: str) -> None:
        """Show one."""
        ...

    def value(self) -> Any:
        """Return it; None while it is not complete."""
        ...


class RowsField(QWidget):
    """Any number of the same, one below the other, with buttons to add, move and remove."""

    changed = Signal(object)
    """All of them that are complete, as a list."""

    def __init__(self, name: str, add: str, make: Callable[[], QWidget]) -> None:
        """`name`: what one of them is called; `add`: what the button says; `make` makes the form of one."""
        super().__init__()
        self._name, self._make = name, make
        self._language = "en"
        self._known: list[Any] = []
        self._frames: list[tuple[QFrame, QLabel, QWidget]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._add = QPushButton(add)
        self._add.clicked.connect(self._added)
        self._column.addWidget(self._add)

    def load(self, values: list[Any], language: str) -> None:
        """Show these. What is half written stays, as long as nothing else has changed."""
        self._language = language
        if values == self._known and len(self._frames) >= len(values):
            return
        self._known = list(values)
        while len(self._frames) > len(values):
            self._drop(len(self._frames) - 1)
        while len(self._frames) < len(values):
            self._append()
        for number, value in enumerate(values):
            self._row(number).load(value, language)

    def value(self) -> list[Any]:
        """Return all that are complete."""
        values = (self._row(number).value() for number in range(len(self._frames)))
        return [value for value in values if value is not None]

    def rows(self) -> list[QWidget]:
        """Return the forms, in order."""
        return [row for _, _, row in self._frames]

    def _row(self, number: int) -> Row:
        return cast("Row", self._frames[number][2])

    def _added(self) -> None:
        row = self._append()
        cast("Row", row).load(None, self._language)
        first = next((part for part in row.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if first is not None:
            first.setFocus()
        self._tell()

    def _append(self) -> QWidget:
        frame, row, title = QFrame(), self._make(), QLabel()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        column, head = QVBoxLayout(frame), QHBoxLayout()
        column.setContentsMargins(
            _INSET_PX, _INSET_PX, _INSET_PX, _INSET_PX
        )  # they may lie in each other, in a narrow form
        head.addWidget(title, 1)
        for words, sign, call in (
            (translate("authoring", "Move up"), "▲", lambda: self._moved(frame, -1)),
            (translate("authoring", "Move down"), "▼", lambda: self._moved(frame, 1)),
            (translate("authoring", "Remove"), "✕", lambda: self._removed(frame)),
        ):
            button = QToolButton()
            button.setText(sign)
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(call)
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(row)
        cast("Row", row).changed.connect(lambda _=None: self._tell())
        self._column.insertWidget(self._column.count() - 1, frame)
        self._frames.append((frame, title, row))
        self._number()
        return row

    def _drop(self, number: int) -> None:
        frame, _, _ = self._frames.pop(number)
        self._column.removeWidget(frame)
        frame.hide()
        frame.deleteLater()
        self._number()

    def _place(self, frame: QFrame) -> int:
        return next(number for number, (each, _, _) in enumerate(self._frames) if each is frame)

    def _moved(self, frame: QFrame, by: int) -> None:
        number = self._place(frame)
        to = number + by
        if 0 <= to < len(self._frames):
            self._frames.insert(to, self._frames.pop(number))
            self._column.insertWidget(to, frame)
            self._number()
            self._tell()

    def _removed(self, frame: QFrame) -> None:
        self._drop(self._place(frame))
        self._add.setFocus()
        self._tell()

    def _number(self) -> None:
        for number, (frame, title, row) in enumerate(self._frames, 1):
            title.setText(f"{self._name} {number}")
            frame.setAccessibleName(title.text())
            if not row.accessibleName():
                row.setAccessibleName(title.text())

    def _tell(self) -> None:
        values = self.value()
        if values != self._known:
            self._known = values
            self.changed.emit(values)


class Fold(QWidget):
    """A part of a form that is shown when somebody wants it, or as soon as there is something in it."""

    def __init__(self, words: str, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.button = QToolButton()
        self.button.setText(words)
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setArrowType(Qt.ArrowType.RightArrow)
        self.button.toggled.connect(self._toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button)
        column.addWidget(inside)
        inside.setVisible(False)

    def open_for(self, filled: bool) -> None:
        """Open it where there is something in it; never close it by itself."""
        if filled:
            self.button.setChecked(True)

    def _toggled(self, on: bool) -> None:
        self._inside.setVisible(on)
        self.button.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)


def form_in(parent: QWidget) -> QFormLayout:
    """Return the layout of a form without a margin; at large letters, or in a narrow window, labels stand above."""
    form = QFormLayout(parent)
    form.setContentsMargins(0, 0, 0, 0)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return form


def may_be_narrow(box: QComboBox) -> QComboBox:
    """Let a list be narrower than the longest that can be chosen in it."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SHORTEST)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def add_row(form: QFormLayout, words: str, part: QWidget) -> None:
    """Add a field with its label, which is its name for a screen reader, too."""
    form.addRow(words, part)
    if not part.accessibleName():
        part.setAccessibleName(words)


def show_text(edit: QLineEdit, value: Any) -> None:
    """Show a text, unless somebody is writing there."""
    text = "" if value is None else str(value)
    if edit.text() != text and not (edit.hasFocus() and edit.isModified()):
        edit.setText(text)


def fill_steps(box: QComboBox, first: str | None, ids: list[str], chosen: Any) -> None:
    """Offer the ids of steps, behind `first` (None: an id must be chosen)."""
    wanted = [*([] if first is None else [None]), *ids]
    if chosen and chosen not in ids:
        wanted.append(chosen)  # it leads nowhere; the list of problems says so
    known = [box.itemData(number) for number in range(box.count())]
    with QSignalBlocker(box):
        if known != wanted:
            box.clear()
            for one in wanted:
                box.addItem(str(first if one is None else one), one)
        box.setCurrentIndex(max(box.findData(chosen), 0) if chosen or first is not None else -1)
