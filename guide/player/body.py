"""The inside of a card: turns a `Content` into widgets, top to bottom as one reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImageReader, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from guide.player import text
from guide.player.buttons import CardButton, FaceButton, IconButton, Kind
from guide.player.content import Badge, Button, Content, Notice, NoticeKind
from guide.player.icons import paint_icon
from guide.player.rich_text import RichText
from guide.player.theme import Theme
from guide.session.events import Answer, Pause
from guide.tutorial.document import Ask, Choice, Media

_PAD = 18
_MOST_SEGMENTS = 14
"""More pieces than that are too thin to count: one bar then."""
_PICTURE_PX = 190
_PICTURE_LIMIT_MB = 64


class Body(QWidget):
    """The widgets of one content. `pressed` sends a `Button`; `asked_to_close`: the cross."""

    pressed = Signal(object)
    asked_to_close = Signal()
    rated = Signal(int)

    def __init__(self, content: Content, theme: Theme, width_px: int, pictures: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.content = content
        self._theme = theme
        pad = theme.px(_PAD)
        self._inner_px = width_px - 2 * pad
        self._pictures = pictures
        self._main_text: RichText | None = None
        self.setFixedWidth(width_px)
        self._column = QVBoxLayout(self)
        self._overhang = theme.px(8) + 3
        """How far the words of a button without edges stand in from where it begins: it ends there with the text."""
        self._column.setContentsMargins(pad - self._overhang, theme.px(12), pad - self._overhang, theme.px(14))
        self._column.setSpacing(theme.px(10))
        self._build()
        self.setFixedHeight(self._column.sizeHint().height())

    def fit_height(self, most_px: int) -> None:
        """Let the text scroll where the card would be higher than the screen."""
        excess = self.height() - most_px
        if excess > 0 and self._main_text is not None:
            least = self._theme.text_px * 3
            self._main_text.shorten_to(max(least, self._main_text.natural_height - excess))
            self.setFixedHeight(self._column.sizeHint().height())

    def buttons(self) -> list[QAbstractButton]:
        """Everything that can be pressed, in the order of the Tab key."""
        return [b for b in self.findChildren(QAbstractButton) if b.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def first_choice(self) -> QWidget | None:
        """Where the keyboard starts: what moves on, else the first thing that can be pressed."""
        buttons = self.buttons()
        primary = next((b for b in buttons if isinstance(b, CardButton) and b.kind in ("primary", "choice")), None)
        return primary or next(iter(buttons), None)

    def _build(self) -> None:
        content = self.content
        self._column.addLayout(self._top_row())
        if content.total:
            self._add(_Progress(content, self._theme))
        self._column.addLayout(self._words())
        if content.media is not None:
            self._add(_picture(content.media, self._pictures, self._theme, self._inner_px))
        for notice in content.notices:
            self._add(_NoticeBlock(notice, self._theme, self._inner_px))
        if content.ask is not None:
            self._column.addLayout(self._question(content.ask))
        if content.rating:
            self._column.addLayout(self._rating())
        if content.buttons:
            self._column.addSpacing(self._theme.px(2))
            self._column.addLayout(self._stack() if content.stacked else self._row())

    def _add(self, widget: QWidget) -> None:
        widget.setFixedWidth(self._inner_px)
        self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def _inset(self, layout: QBoxLayout, end: int = 0) -> None:
        """Keep a layout as wide as the text."""
        start, end = self._overhang, self._overhang + end
        layout.setContentsMargins(*((end, 0, start, 0) if self.isRightToLeft() else (start, 0, end, 0)))

    def _top_row(self) -> QHBoxLayout:
        row, content, theme = QHBoxLayout(), self.content, self._theme
        row.setSpacing(theme.px(6))
        self._inset(row, -theme.px(4) - 3 if content.running else 0)
        if content.total:
            row.addWidget(
                _label(text.step_of(content.number, content.total), theme.colours.accent, theme, QFont.Weight.DemiBold)
            )
        row.addWidget(_Elided(content.kicker, theme), 1)
        if content.running:
            pause = self._pressable(IconButton(theme, text.pause(), "pause"), Button("pause", text.pause(), Pause()))
            close = IconButton(theme, text.close(), "close")
            close.setObjectName("stop")
            close.clicked.connect(self.asked_to_close)
            row.addWidget(pause)
            row.addWidget(close)
        return row

    def _words(self) -> QHBoxLayout:
        row, content, theme = QHBoxLayout(), self.content, self._theme
        row.setSpacing(theme.px(12))
        self._inset(row)
        width = self._inner_px
        if content.badge is not None:
            badge = _Badge(content.badge, theme)
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
            width -= badge.width() + row.spacing()
        column = QVBoxLayout()
        column.setSpacing(theme.px(5))
        if content.heading:
            heading = QLabel(content.heading)
            heading.setTextFormat(Qt.TextFormat.PlainText)
            heading.setWordWrap(True)
            heading.setFont(theme.font(1.0 if content.small else 1.25, QFont.Weight.DemiBold))
            heading.setFixedWidth(width)
            heading.setFixedHeight(heading.heightForWidth(width))
            _ink(heading, theme.colours.text)
            column.addWidget(heading)
        if content.text:
            self._main_text = RichText(content.text, theme.font(1.0 if content.heading else 1.1), theme, width)
            column.addWidget(self._main_text)
        row.addLayout(column, 1)
        return row

    def _question(self, ask: Ask) -> QVBoxLayout:
        theme, answered = self._theme, self.content.answered
        column = QVBoxLayout()
        column.setSpacing(theme.px(4))
        self._inset(column)
        column.addWidget(RichText(ask.question, theme.font(1.0, QFont.Weight.DemiBold), theme, self._inner_px))
        for choice in ask.choices:
            button = CardButton(theme, choice.text, "choice")
            button.fit(self._inner_px)
            if choice.id == answered:
                button.mark = "failed" if choice.correct is False else "done"
            button.setEnabled(answered is None)
            column.addWidget(self._pressable(button, Button(f"choice:{choice.id}", choice.text, Answer(choice.id))))
            if choice.id == answered and (said := _said(choice)):
                kind = Notice(_verdict(choice), text.answer_name(), said)
                column.addWidget(_NoticeBlock(kind, theme, self._inner_px))
        return column

    def _rating(self) -> QVBoxLayout:
        theme = self._theme
        column, row = QVBoxLayout(), QHBoxLayout()
        self._inset(column)
        column.addWidget(_label(text.how_was_it(), theme.colours.muted, theme))
        row.setSpacing(theme.px(4))
        for rating in range(1, 6):
            face = FaceButton(theme, text.mood(rating), rating)
            face.setObjectName(f"rate:{rating}")
            face.clicked.connect(lambda _=False, face=face: self._rate(face))
            row.addWidget(face)
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _rate(self, face: FaceButton) -> None:
        face.chosen = True
        for other in self.findChildren(FaceButton):
            other.setEnabled(False)
        self.rated.emit(face.rating)

    def _row(self) -> QHBoxLayout:
        """Back stands at the start, what moves on at the end."""
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(4))
        if self.content.buttons[-1].primary:
            end = self._overhang - 3
            row.setContentsMargins(*((end, 0, 0, 0) if self.isRightToLeft() else (0, 0, end, 0)))
        for number, button in enumerate(self.content.buttons):
            if number == 1 or (number == 0 and button.id not in ("back", "report")):
                row.addStretch(1)
            kind: Kind = "primary" if button.primary else "quiet"
            row.addWidget(self._pressable(CardButton(self._theme, button.label, kind), button))
        return row

    def _stack(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        self._inset(column)
        for button in self.content.buttons:
            wide = CardButton(self._theme, button.label, "primary" if button.primary else "plain")
            wide.fit(self._inner_px)
            column.addWidget(self._pressable(wide, button))
        return column

    def _pressable(self, widget: QAbstractButton, button: Button) -> QAbstractButton:
        widget.setObjectName(button.id)
        widget.clicked.connect(lambda: self.pressed.emit(button))
        return widget


class _Progress(QProgressBar):
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


class _Elided(QLabel):
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


class _Badge(QWidget):
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


class _NoticeBlock(QWidget):
    """A tinted block with a drawing that says what kind of notice it is."""

    def __init__(self, notice: Notice, theme: Theme, width_px: int) -> None:
        super().__init__()
        self._notice, self._theme = notice, theme
        side, pad = theme.px(16), theme.px(10)
        row = QHBoxLayout(self)
        row.setContentsMargins(pad + side + theme.px(8), theme.px(8), pad, theme.px(8))
        words = RichText(notice.text, theme.font(0.95), theme, width_px - 2 * pad - side - theme.px(8))
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
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.warning if warning else colours.hint))
            painter.drawRoundedRect(self.rect(), theme.px(7), theme.px(7))
            side, pad = theme.px(16), theme.px(10)
            x = self.width() - pad - side if self.isRightToLeft() else pad
            paint_icon(painter, drawing, ink, QRectF(x, theme.px(8) + theme.px(1.5), side, side))
        finally:
            painter.end()


def _verdict(choice: Choice) -> NoticeKind:
    return "hint" if choice.correct is None else "right" if choice.correct else "wrong"


def _said(choice: Choice) -> str:
    verdict = "" if choice.correct is None else text.correct() if choice.correct else text.not_correct()
    return " ".join(part for part in (verdict, choice.say) if part)


def _label(words: str, colour: str, theme: Theme, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(0.86, weight))
    _ink(label, colour)
    return label


def _ink(label: QLabel, colour: str) -> None:
    palette = label.palette()
    palette.setColor(label.foregroundRole(), QColor(colour))
    label.setPalette(palette)


def _picture(media: Media, folder: Path | None, theme: Theme, width_px: int) -> QLabel:
    """Return the picture where it can be read, else what it shows in words."""
    label = QLabel()
    label.setAccessibleName(media.alt)
    picture = _load(folder / media.file, width_px, theme.px(_PICTURE_PX), label.devicePixelRatio()) if folder else None
    if picture is None:
        label.setText(media.alt)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(theme.font(0.95))
        _ink(label, theme.colours.muted)
        label.setFixedSize(width_px, label.heightForWidth(width_px))
    else:
        label.setPixmap(picture)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _load(path: Path, width_px: int, height_px: int, scale: float) -> QPixmap | None:
    QImageReader.setAllocationLimit(_PICTURE_LIMIT_MB)
    reader = QImageReader(str(path))
    size = reader.size()
    if not size.isValid():
        return None
    most = min(width_px * scale / size.width(), height_px * scale / size.height(), scale)
    reader.setScaledSize(size * most)
    picture = QPixmap.fromImageReader(reader)
    if picture.isNull():
        return None
    picture.setDevicePixelRatio(scale)
    return picture
