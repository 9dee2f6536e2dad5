"""What a card is made of, besides text and buttons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from guide.player import text
from guide.player.content import Badge, Content, Notice
from guide.player.icons import paint_icon
from guide.player.pictures import fitted, load_picture
from guide.player.rich_text import RichText
from guide.player.theme import Theme
from guide.tutorial.document import Media

_MOST_SEGMENTS = 14
"""More pieces than that are too thin to count: one bar then."""
_PICTURE_PX = 190


class StepBar(QProgressBar):
    """A bar in as many pieces as there are steps."""

    def __init__(self, content: Content, theme: Theme) -> None:
        super().__init__()
        self._content, self._colours = content, theme.colours
        self.setRange(0, 100)
        self.setValue(round(content.progress * 100))
        self.setTextVisible(False)
        self.setAccessibleName(text.progress_name())
        self.setFixedHeight(theme.px(4))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint done, current and coming pieces."""
        del event
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for box, colour in self._pieces():
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        finally:
            painter.end()

    def _pieces(self) -> Iterator[tuple[QRectF, str]]:
        whole, total, colours = QRectF(self.rect()), self._content.total, self._colours
        if total > _MOST_SEGMENTS:
            yield whole, colours.rest
            done = whole.width() * self._content.progress
            x = whole.right() - done if self.isRightToLeft() else whole.left()
            yield QRectF(x, whole.top(), max(done, whole.height()), whole.height()), colours.accent
            return
        gap = whole.height() * 0.9
        width = (whole.width() - gap * (total - 1)) / total
        for index in range(total):
            place = total - 1 - index if self.isRightToLeft() else index
            reached = index < self._content.number
            yield (
                QRectF(place * (width + gap), whole.top(), width, whole.height()),
                colours.accent if reached else colours.rest,
            )


class OneLine(QLabel):
    """One line that ends in … where it is too long; the whole line for screen readers."""

    def __init__(self, words: str, theme: Theme) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(0.86))
        self._ink = QColor(theme.colours.muted)
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint as much as fits."""
        del event
        painter = QPainter(self)
        try:
            painter.setPen(self._ink)
            fitting = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
            start = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
            painter.drawText(self.rect(), int(start | Qt.AlignmentFlag.AlignVCenter), fitting)
        finally:
            painter.end()


class BadgeMark(QWidget):
    """A round mark beside the heading of cards that are not steps."""

    def __init__(self, badge: Badge, theme: Theme) -> None:
        super().__init__()
        self._badge, self._theme = badge, theme
        self.setFixedSize(theme.px(36), theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint the disc and the drawing in it."""
        del event
        colours = self._theme.colours
        ink, disc = {
            "done": (colours.surface, colours.success),
            "failed": (colours.warning_mark, colours.warning),
            "lost": (colours.hint_mark, colours.hint),
        }[self._badge]
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(disc))
            painter.drawEllipse(self.rect())
            inset = self.width() * 0.22
            paint_icon(painter, self._badge, ink, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        finally:
            painter.end()


class NoticeBlock(QWidget):
    """A tinted block with a drawing that says what kind of notice it is."""

    def __init__(self, notice: Notice, theme: Theme, width_px: int, pictures: Path | None) -> None:
        super().__init__()
        self._notice, self._theme = notice, theme
        side, pad = theme.px(16), theme.px(10)
        row = QHBoxLayout(self)
        row.setContentsMargins(pad, theme.px(8), pad, theme.px(8))
        row.setSpacing(0)
        row.addSpacing(side + theme.px(8))  # for the drawing; unlike a margin it changes sides with the text
        words = RichText(notice.text, theme.font(0.95), theme, width_px - 2 * pad - side - theme.px(8), pictures)
        row.addWidget(words)
        self.setFixedSize(width_px, words.natural_height + 2 * theme.px(8))
        self.setAccessibleName(notice.name)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint the tint and the drawing."""
        del event
        colours, theme = self._theme.colours, self._theme
        kind = self._notice.kind
        warning = kind in {"strayed", "wrong"}
        ink = colours.success if kind == "right" else colours.warning_mark if warning else colours.hint_mark
        drawing = {"right": "done", "wrong": "failed"}.get(kind, kind)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paper = colours.warning if warning else colours.hint
            same = paper == colours.surface  # in high contrast, an edge instead of a tint
            painter.setPen(QPen(QColor(colours.outline), 1) if same else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(paper))
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5) if same else QRectF(self.rect())
            painter.drawRoundedRect(box, theme.px(7), theme.px(7))
            side, pad = theme.px(16), theme.px(10)
            x = self.width() - pad - side if self.isRightToLeft() else pad
            paint_icon(painter, drawing, ink, QRectF(x, theme.px(8) + theme.px(1.5), side, side))
        finally:
            painter.end()


def small_label(words: str, colour: str, theme: Theme, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    """Return a line of small type."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(0.86, weight))
    set_ink(label, colour)
    return label


def set_ink(label: QLabel, colour: str) -> None:
    """Write a label in a colour."""
    palette = label.palette()
    palette.setColor(label.foregroundRole(), QColor(colour))
    label.setPalette(palette)


def picture_label(media: Media, folder: Path | None, theme: Theme, width_px: int) -> QLabel:
    """Return the picture where it can be read, else what it shows in words."""
    label = QLabel()
    label.setAccessibleName(media.alt)
    image = load_picture(folder, media.file) if folder is not None else None
    if image is None:
        label.setText(media.alt)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(theme.font(0.95))
        set_ink(label, theme.colours.muted)
        label.setFixedSize(width_px, label.heightForWidth(width_px))
    else:
        label.setPixmap(fitted(image, width_px, theme.px(_PICTURE_PX), label.devicePixelRatio()))
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
