"""The card: the one window of the overlay that can be clicked and typed into."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QGuiApplication,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QDialog, QScrollArea, QWidget

from guide.player import text
from guide.player.body import Body
from guide.player.content import Button, Content, closing_content
from guide.player.placement import Side
from guide.player.rich_text import plain
from guide.player.sheet import RADIUS, arrow_path
from guide.player.spoken import Voice
from guide.player.surfaces import OVER_ALL, make_unobtrusive
from guide.player.theme import Theme

WIDTH_PX = 344
_SMALL_WIDTH_PX = 270
"""At running text of 14 px; both grow with the text."""


class Card(QDialog):
    """Shows one content at a time. A dialog to screen readers; to window managers, nothing at all."""

    pressed = Signal(object)
    """A `Button`."""
    escaped = Signal()
    rated = Signal(int)
    painted = Signal()
    resized = Signal()
    """The same step needs another size: place it again."""
    dragged = Signal(QPoint)
    """By hand, to this top left corner in logical pixels."""
    keyboard_left = Signal()
    """The keyboard was in the card and is not any more."""

    def __init__(self, theme: Theme, *, translucent: bool) -> None:
        super().__init__(None, OVER_ALL)
        make_unobtrusive(self, translucent=translucent)
        self.setObjectName("guide-card")
        self._theme = theme
        self._translucent = translucent
        self._content: Content | None = None
        self._pictures: Path | None = None
        self._room = (WIDTH_PX, 10_000)
        self._body: Body | None = None
        self._whole: QWidget | None = None
        """The body, or what it is scrolled in."""
        self._arrow: tuple[Side | None, float] = (None, 0.0)
        self._grip: QPointF | None = None
        self._announced: tuple[str, ...] = ()
        self._said: tuple[str, ...] = ()
        """What was announced before that and has been said by now."""
        self._voice = Voice(self)

    @property
    def content(self) -> Content | None:
        """What it says; None before the first content."""
        return self._content

    def say(self, content: Content, pictures: Path | None, room: tuple[int, int]) -> None:
        """Lay a content out within `room`, the largest width and height in logical pixels. Same content: nothing."""
        if (content, pictures, room) != (self._content, self._pictures, self._room):
            self._content, self._pictures, self._room = content, pictures, room
            self._lay_out(content)

    def announce(self) -> None:
        """Have a screen reader say what is new on the card, wherever the keyboard is."""
        if self._content is None:
            return
        if not self._voice.waiting:
            self._said = self._announced
        self._announced = self._content.spoken
        news = [plain(part) for part in self._announced if part not in self._said]
        self.setAccessibleName(text.card_name(self._content.kicker))
        if news:
            self._voice.say("\n".join(news))
        elif self._voice.waiting:
            self._voice.hush()

    def point(self, side: Side | None, tip: float) -> None:
        """Leave the outline open where the arrow joins."""
        if (side, tip) != self._arrow:
            self._arrow = (side, tip)
            self.update()

    def await_keyboard(self) -> int:
        """Say where the keyboard goes when it comes into the card: to what moves on. Return the window."""
        if self._body is not None and (first := self._body.first_choice()):
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return int(self.winId())

    def button_at(self, global_point: QPointF) -> QAbstractButton | None:
        """Return the button under a point in logical pixels of the desktop."""
        widget: QWidget | None = self.childAt(self.mapFromGlobal(global_point).toPoint())
        while widget is not None and not isinstance(widget, QAbstractButton):
            widget = widget.parentWidget()
        return widget

    def reject(self) -> None:
        """Escape: back from the closing menu, else out."""
        if self._body is not None and self._body.content.stacked and self._content is not None:
            self._lay_out(self._content)
        else:
            self.escaped.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's name)
        """Let the application quit: a dialog would take that for Escape, and stay."""
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  (Qt's name)
        """Say nothing of old when it appears again."""
        super().hideEvent(event)
        if self._voice.waiting:
            self._announced = self._said
        self._voice.hush()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  (Qt's name)
        """Notice when the keyboard leaves."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.keyboard_left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """Take hold of the card."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if QGuiApplication.platformName().startswith("wayland"):  # where only the desktop itself moves windows
            self.windowHandle().startSystemMove()
        else:
            self._grip = event.globalPosition() - QPointF(self.pos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """Carry the card."""
        if self._grip is not None:
            self.dragged.emit((event.globalPosition() - self._grip).toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """Let go."""
        del event
        self._grip = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Without a compositor, round the corners by the window's shape."""
        super().resizeEvent(event)
        if not self._translucent:
            self.setMask(QRegion(_outline(QRectF(self.rect())).toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint the paper and its edge."""
        del event
        colours = self._theme.colours
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(QColor(colours.outline), 1))
            painter.setBrush(QColor(colours.surface))
            painter.drawPath(_outline(box))
            side, tip = self._arrow
            if side is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawPath(arrow_path(QRectF(self.rect()), side, tip))
        finally:
            painter.end()
        self.painted.emit()

    def _lay_out(self, content: Content) -> None:
        focused = self.focusWidget()
        kept = focused.objectName() if focused is not None and self.isActiveWindow() else None
        if self._whole is not None:
            self._whole.hide()
            self._whole.deleteLater()
        most_wide, most_high = self._room
        width = min(self._theme.px(_SMALL_WIDTH_PX if content.small else WIDTH_PX), most_wide)
        body = self._body = Body(content, self._theme, width, self._pictures, self)
        body.fit_height(most_high)
        whole = body if body.height() <= most_high else self._scrolled(body, most_high)
        body.pressed.connect(self._on_pressed)
        body.asked_to_close.connect(lambda: self._lay_out(closing_content(content)))
        body.rated.connect(self.rated)
        self._whole = whole
        whole.show()
        self.setFixedSize(whole.size())
        if kept is not None:
            again = body.findChild(QWidget, kept) or body.first_choice()
            if again is not None:
                again.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()
        self.resized.emit()

    def _scrolled(self, body: Body, height_px: int) -> QScrollArea:
        """Keep a card that is still too high on the screen: with huge letters, or many answers."""
        area = QScrollArea(self)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        area.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        area.setFixedSize(body.width() + area.verticalScrollBar().sizeHint().width(), height_px)
        return area

    def _on_pressed(self, button: Button) -> None:
        if button.id == "keep-going" and self._content is not None:
            self._lay_out(self._content)
        else:
            self.pressed.emit(button)


def _outline(box: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(box, RADIUS, RADIUS)
    return path
