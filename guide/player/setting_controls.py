"""One control for each kind of setting. A control shows a value and says when the person has chosen another."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from guide.player import text
from guide.settings.model import Choice, Flag, Folders, Kind, Language, Number, Shortcut, Value, Whole, Words
from guide.tutorial.keys import BadKeysError, Chord

_UNITS = {"percent": " %", "seconds": " s", "hours": " h"}


class Control(QObject):
    """A widget that holds a value. `changed` sends what the person chose."""

    changed = Signal(object)

    def __init__(self, widget: QWidget, show: Callable[[Any], None]) -> None:
        super().__init__(widget)
        self.widget = widget
        self._show = show

    def show(self, value: Value) -> None:
        """Show a value without saying so."""
        self.blockSignals(True)
        self._show(value)
        self.blockSignals(False)


@singledispatch
def control_for(kind: Kind[Value]) -> Control:
    """Return a control for a kind of setting."""
    raise TypeError(f"there is no control for {type(kind).__name__}")


@control_for.register
def _(kind: Flag) -> Control:
    box = QCheckBox()
    control = Control(box, box.setChecked)
    box.toggled.connect(control.changed.emit)
    return control


@control_for.register
def _(kind: Choice) -> Control:
    box = _Combo()
    for word, meaning in ((word, text.of_setting(meaning)) for word, meaning in kind.options.items()):
        box.addItem(meaning[:1].upper() + meaning[1:], word)
    control = Control(box, lambda value: box.setCurrentIndex(box.findData(value)))
    box.currentIndexChanged.connect(lambda _: control.changed.emit(box.currentData()))
    return control


@control_for.register
def _(kind: Whole) -> Control:
    box = _Spin()
    box.setRange(kind.least, kind.most)
    box.setSuffix(_UNITS.get(kind.unit, f" {kind.unit}".rstrip()))
    box.setKeyboardTracking(False)  # a half-typed number is no choice
    control = Control(box, box.setValue)
    box.valueChanged.connect(control.changed.emit)
    return control


@control_for.register
def _(kind: Number) -> Control:
    box = _DoubleSpin()
    box.setRange(kind.least, kind.most)
    box.setSingleStep(0.1)
    box.setDecimals(2)
    box.setPrefix("× ")
    box.setKeyboardTracking(False)
    control = Control(box, box.setValue)
    box.valueChanged.connect(lambda value: control.changed.emit(round(value, 2)))
    return control


@control_for.register
def _(kind: Shortcut) -> Control:
    field = QKeySequenceEdit()
    field.setMaximumSequenceLength(1)
    field.setClearButtonEnabled(True)
    control = Control(field, lambda value: field.setKeySequence(QKeySequence(value)))
    field.editingFinished.connect(lambda: control.changed.emit(_written(field.keySequence())))
    return control


@control_for.register(Language)
@control_for.register(Words)
def _(kind: Language | Words) -> Control:
    field = QLineEdit()
    control = Control(field, field.setText)
    field.editingFinished.connect(lambda: control.changed.emit(field.text().strip()))
    return control


@control_for.register
def _(kind: Folders) -> Control:
    folders = _FolderList()
    control = Control(folders, folders.show_folders)
    folders.changed.connect(control.changed.emit)
    return control


class _FolderList(QWidget):
    """Folders, with buttons to add and remove one."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._list = QListWidget()
        self._list.setMaximumHeight(90)
        self._list.setAccessibleName(text.folders())
        add, remove = QPushButton(text.add_folder()), QPushButton(text.remove_folder())
        add.clicked.connect(self._add)
        remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.addWidget(add)
        row.addWidget(remove)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        column.addLayout(row)

    def show_folders(self, folders: tuple[str, ...]) -> None:
        """List these."""
        self._list.clear()
        self._list.addItems(list(folders))

    def _folders(self) -> tuple[str, ...]:
        return tuple(self._list.item(row).text() for row in range(self._list.count()))

    def _add(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, text.add_folder())
        if folder and folder not in self._folders():
            self._list.addItem(folder)
            self.changed.emit(self._folders())

    def _remove(self) -> None:
        if self._list.currentRow() >= 0:
            self._list.takeItem(self._list.currentRow())
            self.changed.emit(self._folders())


class _Unscrolled:
    """Leaves the wheel to the page: whoever scrolls past a control does not want to change it."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  (Qt's name)
        """Pass it on."""
        event.ignore()


class _Combo(_Unscrolled, QComboBox):
    pass


class _Spin(_Unscrolled, QSpinBox):
    pass


class _DoubleSpin(_Unscrolled, QDoubleSpinBox):
    pass


def _written(keys: QKeySequence) -> str:
    """Return a shortcut as tutorials and settings write it; as Qt does, where that is no shortcut of ours."""
    portable = keys.toString(QKeySequence.SequenceFormat.PortableText)
    try:
        return str(Chord.parse(portable)) if portable else ""
    except BadKeysError:
        return portable
