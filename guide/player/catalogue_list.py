"""The list in the catalogue window: headings and tutorials, and how a line of it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from guide.player import text
from guide.player.theme import Theme
from guide.tutorial.entries import Entry
from guide.tutorial.search import Hit

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_MOST_LISTED = 500
"""Nobody reads further; whoever has more tutorials searches."""


class Tutorials(Protocol):
    """What the window asks a catalogue (`guide.tutorial.catalogue.Catalogue` is one)."""

    @property
    def entries(self) -> Sequence[Entry]:
        """All tutorials that can be offered."""
        ...

    def for_application(self, process: str | None, title: str = "") -> Sequence[Entry]:
        """Return those for a program."""
        ...

    def search(self, query: str, *, process: str | None = None, title: str = "", limit: int = 50) -> Sequence[Hit]:
        """Return what fits a question, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Front:
    """The program in front, so that its tutorials come first. `name`: as a person calls it."""

    process: str | None = None
    title: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a tutorial, or with `entry` None a heading."""

    heading: str = ""
    entry: Entry | None = None


def rows_for(tutorials: Tutorials, query: str, front: Front) -> list[Row]:
    """Return what to list for a question; without one, everything, the program in front first."""
    if not query.strip():
        here = list(tutorials.for_application(front.process, front.title))
        ids = {entry.id for entry in here}
        others = sorted((e for e in tutorials.entries if e.id not in ids), key=lambda e: e.title.casefold())
        heading = text.every_tutorial() if here else ""
        return _section(_for(front), here[:_MOST_LISTED]) + _section(heading, others[:_MOST_LISTED])
    hits = tutorials.search(query, process=front.process, title=front.title)
    here = [hit.entry for hit in hits if hit.complete and hit.in_front]
    others = [hit.entry for hit in hits if hit.complete and not hit.in_front]
    nearly = [hit.entry for hit in hits if not hit.complete]
    heading = text.elsewhere() if here else ""
    return _section(_for(front), here) + _section(heading, others) + _section(text.nearly(), nearly)


def _for(front: Front) -> str:
    return text.for_program(front.name or front.process or "")


def _section(heading: str, entries: Sequence[Entry]) -> list[Row]:
    head = [Row(heading)] if heading and entries else []
    return head + [Row(entry=entry) for entry in entries]


class RowModel(QAbstractListModel):
    """The rows, as Qt asks for them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802  (Qt's name)
        """Return the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a line says."""
        row = self._rows[index.row()]
        if role == _ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.heading if row.entry is None else f"{row.entry.title}. {row.entry.summary} {_facts(row.entry)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let tutorials be chosen, and headings not."""
        is_entry = self._rows[index.row()].entry is not None
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled if is_entry else Qt.ItemFlag.NoItemFlags

    def entry(self, index: Index) -> Entry | None:
        """Return the tutorial of a line."""
        return self._rows[index.row()].entry if index.isValid() else None

    def first(self) -> QModelIndex:
        """Return the first tutorial; an invalid index where there is none."""
        number = next((n for n, row in enumerate(self._rows) if row.entry is not None), -1)
        return self.index(number, 0)


class RowLook(QStyledItemDelegate):
    """A tutorial in two lines, and what it is about at the end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = theme.font(1.05, QFont.Weight.DemiBold)
        self._small = theme.font(0.9)
        self._pad = theme.px(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  (Qt's name)
        """Return two lines and air, or one for a heading."""
        del option
        row: Row = index.data(_ROW)
        small = QFontMetrics(self._small).height()
        if row.entry is None:
            return QSize(10, small + self._theme.px(16))
        lines = QFontMetrics(self._title).height() + (small if row.entry.summary else 0)
        return QSize(10, lines + self._theme.px(18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        row: Row = index.data(_ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if row.entry is None:
            self._paint_heading(painter, rect, row.heading)
        else:
            state: QStyle.StateFlag = option.state
            self._paint_entry(painter, rect, row.entry, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: str) -> None:
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.colours.muted))
        box = rect.adjusted(self._pad, 0, -self._pad, -self._theme.px(4))
        painter.drawText(box, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, heading)

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: Entry, selected: bool) -> None:
        colours = self._theme.colours
        if selected:
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.setBrush(QColor(colours.hint))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), self._theme.px(8), self._theme.px(8))
        box = rect.adjusted(self._pad, self._theme.px(9), -self._pad, -self._theme.px(9))
        facts = _facts(entry)
        facts_width = QFontMetrics(self._small).horizontalAdvance(facts) + self._theme.px(12)
        painter.setFont(self._small)
        painter.setPen(QColor(colours.text if selected else colours.muted))
        top_end = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        painter.drawText(box, top_end, facts)
        summary = QFontMetrics(self._small).elidedText(entry.summary, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, summary)
        painter.setFont(self._title)
        painter.setPen(QColor(colours.text))
        room = box.width() - facts_width
        title = QFontMetrics(self._title).elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)


def _facts(entry: Entry) -> str:
    named = next((title for title in entry.window_titles if not title.startswith("/")), "")
    program = named or (entry.process or "").removesuffix(".exe").replace("-", " ").capitalize()
    return " · ".join(part for part in (program, text.steps(entry.steps)) if part)
