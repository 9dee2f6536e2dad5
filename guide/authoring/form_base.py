"""What the forms on the right have in common: sections below each other, and fields that tell what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from guide.authoring.look import Look
from guide.tutorial.problems import Path

Data = dict[str, Any]


class Form(QScrollArea):
    """Sections below each other. `changed`: a field, and what it shall be (None: nothing)."""

    changed = Signal(object, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(14))
        self._column.setSpacing(look.px(6))
        self.setMinimumWidth(look.px(270))
        if look.colours.dark:  # Fusion draws the edges of fields in a darker shade of the background: on black, in none
            palette = look.palette()
            palette.setColor(QPalette.ColorRole.Base, QColor(look.colours.rest))
            self.setPalette(palette)

    def _close(self) -> None:
        self._column.addStretch(1)
        self.setWidget(self._inside)

    def _section(self, words: str, *parts: QWidget) -> None:
        head = QLabel(words)
        head.setWordWrap(True)
        head.setFont(self._look.font(1.0, QFont.Weight.DemiBold))
        self._column.addSpacing(self._look.px(6))
        self._column.addWidget(head)
        for part in parts:
            self._column.addWidget(part)
            if not part.accessibleName():
                part.setAccessibleName(words)

    def _rows(self, *rows: tuple[str, QWidget]) -> QWidget:
        holder = QWidget()
        form = QFormLayout(holder)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, part in rows:
            form.addRow(words, part)
            part.setAccessibleName(words)
        return holder

    def _line(self, field: Path, read: Callable[[str], Any] = str.strip) -> QLineEdit:
        edit = QLineEdit()

        def done() -> None:
            if edit.isModified():
                edit.setModified(False)
                self.changed.emit(field, read(edit.text()))

        edit.editingFinished.connect(done)
        return edit

    def _lines(self, field: Path) -> QPlainTextEdit:
        """Return a field with one text a line."""
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(self._look.px(64))

        def typed() -> None:
            lines = [line.strip() for line in edit.toPlainText().split("\n") if line.strip()]
            self.changed.emit(field, lines or None)

        edit.textChanged.connect(typed)
        return edit


def listed(text: str) -> list[str]:
    """Return the parts of a text that commas divide."""
    return [part.strip() for part in text.split(",") if part.strip()]


def mapping(value: Any) -> Data:
    """Return a part of a document as a mapping; an empty one where it is something else."""
    return value if isinstance(value, dict) else {}


def set_lines(edit: QPlainTextEdit, values: Any) -> None:
    """Show texts, one a line, without saying that they changed."""
    lines = "\n".join(str(one) for one in values or ())
    if lines.strip() != edit.toPlainText().strip():
        with QSignalBlocker(edit):
            edit.setPlainText(lines)
