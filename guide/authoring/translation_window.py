"""Two columns: what the tutorial says, and how it is said in another language. Kept in a PO file beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from guide.authoring.look import Look, fit
from guide.authoring.program_names import ProgramNames
from guide.i18n import translate
from guide.tutorial.translating import Row, TranslationSheet
from guide.tutorial.translations import BadPoError


class TranslationWindow(QWidget):
    """The texts of one tutorial in one language; each is written to the file as soon as it is typed."""

    saved = Signal()

    def __init__(self, sheet: TranslationSheet, look: Look, command: Sequence[str] = ()) -> None:
        """`command`: how guide is started, to ask the program for its names; empty: it is not asked."""
        super().__init__()
        self._sheet, self._look = sheet, look
        self.setPalette(look.palette())
        self.setFont(look.font())
        title = translate("authoring", "{title} in “{language}”")
        self.setWindowTitle(title.format(title=sheet.tutorial.title, language=sheet.language))
        fit(self, look.px(900), look.px(560))
        self._rows: tuple[Row, ...] = ()
        self._counts = QLabel()
        self._only = QCheckBox(translate("authoring", "Only what is missing or outdated"))
        self._only.toggled.connect(self._reload)
        self._fits = QPushButton(translate("authoring", "It still fits"))
        self._fits.clicked.connect(self._confirm)
        self._table = self._made_table()
        top = QHBoxLayout()
        top.addWidget(self._counts, 1)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._names = ProgramNames(sheet.file, sheet.language, command, self)
        if command:
            self._names.begun.connect(lambda: self._table.setCurrentCell(-1, -1))  # what is typed is in the file first
            self._names.said.connect(self._said.setText)
            self._names.ended.connect(self._read_again)
            asking = QHBoxLayout()
            for button in self._names.buttons:
                asking.addWidget(button)
            asking.addStretch(1)
        top.addWidget(self._fits)
        top.addWidget(self._only)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(12))
        column.addLayout(top)
        column.addWidget(self._table, 1)
        if command:
            column.addLayout(asking)
        column.addWidget(self._said)
        for keys in (QKeySequence(Qt.Key.Key_Escape), QKeySequence(QKeySequence.StandardKey.Close)):
            QShortcut(keys, self).activated.connect(self.close)
        self._reload()
        self._go_to_missing(0)
        self._table.setFocus()

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setHorizontalHeaderLabels(
            [translate("authoring", "Where"), self._sheet.tutorial.language, self._sheet.language]
        )
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setWordWrap(True)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setAccessibleName(translate("authoring", "Translations"))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.itemChanged.connect(self._typed)
        table.currentCellChanged.connect(lambda *_: self._show_fits())
        table.itemDelegate().closeEditor.connect(self._typed_to_the_end)
        return table

    def _typed_to_the_end(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Return, go on with the next text that lacks a translation: nobody has to reach for the mouse."""
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_to_missing(self._table.currentRow() + 1)

    def _go_to_missing(self, row: int) -> None:
        """Put the keyboard where something is missing or outdated, from this row on; else where it is now."""
        wanted = (number for number in range(row, len(self._rows)) if self._rows[number].state != "translated")
        number = next(wanted, None)
        if number is not None:
            self._table.setCurrentCell(number, 2)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's name)
        """Take what is still being typed."""
        self._table.setCurrentCell(-1, -1)
        self._names.shutdown()
        event.accept()

    def _read_again(self) -> None:
        """Show what has been written into the file."""
        try:
            self._sheet = TranslationSheet.opened(self._sheet.file, self._sheet.language)
        except (ValueError, BadPoError) as error:
            self._said.setText(str(error))
            return
        self._reload()
        self.saved.emit()

    def _reload(self) -> None:
        every = self._sheet.rows
        self._rows = tuple(row for row in every if not self._only.isChecked() or row.state != "translated")
        with QSignalBlocker(self._table):
            self._table.setRowCount(len(self._rows))
            for number, row in enumerate(self._rows):
                self._fill(number, row)
        self._count()

    def _fill(self, number: int, row: Row) -> None:
        where = row.wanted.context.partition("/")[2]
        if row.from_program:
            where = f"{where}\n{translate('authoring', 'from the program')}"
        for column, words in enumerate((where, row.wanted.text, row.translation)):
            item = QTableWidgetItem(words)
            if column < 2:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if column == 0:
                item.setForeground(QColor(self._look.colours.muted))
            self._table.setItem(number, column, item)
        self._mark(number, row)

    def _mark(self, number: int, row: Row) -> None:
        item = self._table.item(number, 2)
        if item is None:
            return
        names = {
            "missing": translate("authoring", "missing"),
            "outdated": translate("authoring", "outdated: the text was “{before}”").format(before=row.before or "…"),
            "translated": "",
        }
        colours = self._look.colours
        fill = {"missing": colours.hint, "outdated": colours.warning}.get(row.state)
        item.setData(Qt.ItemDataRole.BackgroundRole, QColor(fill) if fill else None)
        item.setToolTip(names[row.state] or row.wanted.comment)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, names[row.state])

    def _typed(self, item: QTableWidgetItem) -> None:
        number = item.row()
        if item.column() == 2:
            self._put(number, self._sheet.put(self._rows[number].wanted, item.text().strip()))

    def _confirm(self) -> None:
        number = self._table.currentRow()
        if 0 <= number < len(self._rows):
            self._put(number, self._sheet.confirm(self._rows[number].wanted))

    def _put(self, number: int, row: Row) -> None:
        rows: list[Any] = list(self._rows)
        rows[number] = row
        self._rows = tuple(rows)
        with QSignalBlocker(self._table):
            self._fill(number, row)
        try:
            self._sheet.save()
        except OSError as error:
            self._counts.setText(str(error))
            return
        self._count()
        self.saved.emit()

    def _count(self) -> None:
        states = [row.state for row in self._sheet.rows]
        words = translate("authoring", "{done} of {all} translated, {missing} missing, {outdated} outdated")
        self._counts.setText(
            words.format(
                done=states.count("translated"),
                all=len(states),
                missing=states.count("missing"),
                outdated=states.count("outdated"),
            )
        )
        self._show_fits()

    def _show_fits(self) -> None:
        number = self._table.currentRow()
        self._fits.setEnabled(0 <= number < len(self._rows) and self._rows[number].state == "outdated")
