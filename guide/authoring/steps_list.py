"""The list of steps on the left: number, picture, words, and a mark where something is to be said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QDropEvent, QFont, QImage, QImageReader, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from guide.authoring.hints import target_label
from guide.authoring.look import Look, picture, severity_colour
from guide.i18n import translate
from guide.tutorial.commonmark import plain
from guide.tutorial.pictures import PictureError, picture_path

_MIME = "application/x-guide-step"
_WIDTH_PX, _HEIGHT_PX = 56, 42
"""Of a thumbnail at running text of 14 px."""
_AnyIndex = QModelIndex | QPersistentModelIndex
STEP = Qt.ItemDataRole.UserRole


class StepsModel(QAbstractListModel):
    """What the list shows. Rows are steps."""

    moved = Signal(int, int)
    """By hand: this step, to that number."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[dict[str, Any]] = []
        self._language = "en"
        self._worst: Mapping[int, str] = {}
        self._results: Mapping[str, str] = {}

    def show(self, steps: Sequence[dict[str, Any]], language: str) -> None:
        """List other steps."""
        self.beginResetModel()
        self._steps, self._language = list(steps), language
        self.endResetModel()

    def show_one(self, row: int, step: dict[str, Any]) -> None:
        """Show one step as it is now."""
        if row < len(self._steps):
            self._steps[row] = step
            self._changed(row, row)

    def show_worst(self, worst: Mapping[int, str]) -> None:
        """Mark steps with the worst that is to be said about them."""
        self._worst = worst
        self._changed(0, len(self._steps) - 1)

    def show_results(self, results: Mapping[str, str]) -> None:
        """Mark steps with how a rehearsal went, by id."""
        self._results = results
        self._changed(0, len(self._steps) - 1)

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802  (Qt's name and default)
        """Return the number of steps."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row shows, and what a screen reader says of it."""
        if not index.isValid():
            return None
        row, step = index.row(), self._steps[index.row()]
        if role == STEP:
            return (row, step, self._worst.get(row), self._results.get(str(step.get("id"))), self._language)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row + 1}. {head_of(step, self._language)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            worst = self._worst.get(row)
            said = f"{row + 1}. {head_of(step, self._language)}"
            return f"{said}, {severity_name(worst)}" if worst else said
        return None

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """Let rows be dragged, and dropped between rows."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802  (Qt's name)
        """Move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802  (Qt's name)
        """Return what can be dropped: steps of this list."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802  (Qt's name)
        """Carry the number of a step."""
        data = QMimeData()
        data.setData(_MIME, QByteArray(str(indexes[0].row()).encode()))
        return data

    def dropped(self, data: QMimeData, before: int) -> None:
        """Tell where a step was dropped: before that row."""
        row = int(bytes(data.data(_MIME).data()).decode())
        to = before if before <= row else before - 1
        if to != row:
            self.moved.emit(row, to)

    def _changed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first), self.index(last))


def head_of(step: Mapping[str, Any], language: str) -> str:
    """Return a step in a few words: its title, else what it says."""
    said = step.get("title") or step.get("say") or step.get("id") or ""
    name = target_label(dict(step), language)
    return " ".join(plain(str(said).replace("{target}", name or "…")).split())[:120]


def severity_name(severity: str | None) -> str:
    """Return what a mark means."""
    return {
        "error": translate("authoring", "has an error"),
        "warning": translate("authoring", "has a warning"),
        "hint": translate("authoring", "could read better"),
        "note": translate("authoring", "has a note"),
    }.get(severity or "", "")


class StepRow(QStyledItemDelegate):
    """Paints a row."""

    def __init__(self, look: Look, pictures: Path | None) -> None:
        super().__init__()
        self._look, self._pictures = look, pictures
        self._thumbs: dict[str, QPixmap | None] = {}

    def set_folder(self, pictures: Path | None) -> None:
        """Take pictures from another folder."""
        self._pictures = pictures
        self._thumbs.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:  # noqa: N802  (Qt's name)
        """Return one height for all rows."""
        del option, index
        return QSize(self._look.px(220), self._look.px(_HEIGHT_PX + 18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint picture, number, words and mark."""
        look, colours = self._look, self._look.colours
        row, step, worst, result, language = index.data(STEP)
        box = option.rect.adjusted(look.px(6), look.px(3), -look.px(6), -look.px(3))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hint if chosen else colours.hover))
            painter.drawRoundedRect(box, look.px(8), look.px(8))

        def there(rect: QRect) -> QRect:
            """Return a place as it is in the direction of reading."""
            return QStyle.visualRect(option.direction, box, rect)

        if chosen:
            bar = QRect(box.left(), box.top() + look.px(8), look.px(3), box.height() - look.px(16))
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(there(bar), 1.5, 1.5)
        thumb = QRect(box.left() + look.px(10), box.top() + look.px(6), look.px(_WIDTH_PX), look.px(_HEIGHT_PX))
        self._paint_thumb(painter, there(thumb), row, step)
        words = box.adjusted(look.px(_WIDTH_PX + 22), look.px(4), -look.px(30), -look.px(4))
        self._paint_words(painter, there(words), step, language)
        size = look.px(16)
        mark = QRect(box.right() - look.px(8) - size, box.top() + look.px(7), size, box.height() - look.px(14))
        self._paint_mark(painter, there(mark), worst, result)
        painter.restore()

    def _paint_thumb(self, painter: QPainter, box: QRect, row: int, step: dict[str, Any]) -> None:
        look, colours = self._look, self._look.colours
        painter.setPen(QColor(colours.line))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(box, look.px(5), look.px(5))
        image = self._thumb(step, box.size())
        if image is not None:
            at = box.center() - QRect(box.topLeft(), image.deviceIndependentSize().toSize()).center() + box.topLeft()
            painter.drawPixmap(at, image)
        else:
            size = look.px(18)
            drawn = picture(_kind(step), colours.control, size, painter.device().devicePixelRatioF())
            painter.drawPixmap(box.center().x() - size // 2 + look.px(6), box.center().y() - size // 2, drawn)
        painter.setFont(look.font(0.78, QFont.Weight.DemiBold))
        badge = QRect(box.left(), box.top(), look.px(20), look.px(17))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(badge, look.px(5), look.px(5))
        painter.setPen(QColor(colours.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(row + 1))

    def _paint_words(self, painter: QPainter, box: QRect, step: dict[str, Any], language: str) -> None:
        look, colours = self._look, self._look.colours
        top, below = head_of(step, language), ""
        if step.get("title"):
            below = head_of({**step, "title": None}, language)
        painter.setFont(look.font(1.0, QFont.Weight.DemiBold if below else QFont.Weight.Normal))
        painter.setPen(QColor(colours.text))
        if not below:
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
            painter.setClipRect(box)
            painter.drawText(box, flags, top)
            painter.setClipping(False)
            return
        half = box.adjusted(0, 0, 0, -box.height() // 2)
        line = painter.fontMetrics().elidedText(top, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(half, int(Qt.AlignmentFlag.AlignBottom), line)
        painter.setFont(look.font(0.9))
        painter.setPen(QColor(colours.muted))
        line = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(half.translated(0, box.height() // 2), int(Qt.AlignmentFlag.AlignTop), line)

    def _paint_mark(self, painter: QPainter, box: QRect, worst: str | None, result: str | None) -> None:
        look = self._look
        size, scale = box.width(), painter.device().devicePixelRatioF()
        if worst in ("error", "warning", "hint"):
            drawn = picture(str(worst), severity_colour(str(worst), look), size, scale)
            painter.drawPixmap(box.left(), box.top(), drawn)
        if result is not None:
            good = result == "completed"
            colour = look.colours.success if good else severity_colour("error", look)
            drawn = picture("done" if good else "error", colour, size, scale)
            painter.drawPixmap(box.left(), box.bottom() - size, drawn)

    def _thumb(self, step: dict[str, Any], size: QSize) -> QPixmap | None:
        name = _picture_of(step)
        if name is None or self._pictures is None:
            return None
        if name not in self._thumbs:
            self._thumbs[name] = _small(self._pictures, name, size)
        return self._thumbs[name]


def _kind(step: Mapping[str, Any]) -> str:
    if step.get("ask"):
        return "help"
    return "pick" if step.get("target") or step.get("targets") else "read"


def _picture_of(step: Mapping[str, Any]) -> str | None:
    for part in (step.get("media"), (step.get("target") or {}) if isinstance(step.get("target"), dict) else {}):
        name = part.get("file") or part.get("image") if isinstance(part, dict) else None
        name = name.get("file") if isinstance(name, dict) else name
        if isinstance(name, str):
            return name
    return None


def _small(folder: Path, name: str, size: QSize) -> QPixmap | None:
    """Read a picture at the size it is shown; only what is on the screen is read."""
    try:
        reader = QImageReader(str(picture_path(folder, name)))
    except PictureError:
        return None
    whole = reader.size()
    if whole.isValid():
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(whole))
    image: QImage = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)


class StepsList(QListView):
    """The list itself: Delete, Alt+Up and Alt+Down, dragging."""

    moved_by = Signal(int)
    """Up or down, by that many."""
    delete_asked = Signal()

    def __init__(self, look: Look, model: StepsModel, pictures: Path | None) -> None:
        super().__init__()
        self._row = StepRow(look, pictures)
        self.setModel(model)
        self.setItemDelegate(self._row)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAccessibleName(translate("authoring", "Steps"))
        self.setMinimumWidth(look.px(210))

    def set_folder(self, pictures: Path | None) -> None:
        """Take pictures from another folder."""
        self._row.set_folder(pictures)
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  (Qt's name)
        """Move a step to where it was dropped."""
        model = self.model()
        assert isinstance(model, StepsModel)
        index = self.indexAt(event.position().toPoint())
        before = model.rowCount()
        if index.isValid():
            below = event.position().y() > self.visualRect(index).center().y()
            before = index.row() + int(below)
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the draft moves it; the view would take a row out as well
        event.accept()
        model.dropped(event.mimeData(), before)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Move or remove the step by the keyboard."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved_by.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)
