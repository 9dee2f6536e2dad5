"""The things one presses on a card.

Drawn here, so that they look the same on every desktop; to the keyboard and to screen readers they are still
ordinary buttons.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from guide.player.icons import paint_icon
from guide.player.theme import Theme

Kind = Literal["primary", "plain", "quiet", "choice"]
_FOCUS_PX = 2.0
_LEAST_TARGET_PX = 24
"""WCAG 2.2, 2.5.8."""


class _Drawn(QPushButton):
    """A button that knows the theme and shows its focus as a ring with air around it."""

    def __init__(self, theme: Theme, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.theme = theme
        self.setAccessibleName(label)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Never less than what it needs."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  (Qt's name)
        """Come into view, where the card scrolls."""
        super().focusInEvent(event)
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(self)
            above = above.parentWidget()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter presses it too; Qt leaves that to dialogs' default buttons."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint the button, then the focus ring."""
        del event
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter, QRectF(self.rect()).adjusted(3, 3, -3, -3))
            if self.hasFocus():
                painter.setPen(QPen(QColor(self.theme.colours.text), _FOCUS_PX))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                radius = self._radius() + 2
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        finally:
            painter.end()

    def _radius(self) -> float:
        return float(self.theme.px(7))

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        raise NotImplementedError


class CardButton(_Drawn):
    """A button with words."""

    def __init__(self, theme: Theme, label: str, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(theme, label, parent)
        self.kind = kind
        self.mark: str | None = None
        """Icon before the words of a choice."""
        heavy = kind in ("primary", "plain")
        self._font = theme.font(0.95, QFont.Weight.DemiBold if heavy else QFont.Weight.Medium)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Words and air, and the ring around them."""
        words = QFontMetricsF(self._font)
        air = self.theme.px(8 if self.kind == "quiet" else 14)
        height = max(words.height() + self.theme.px(12), _LEAST_TARGET_PX) + 6
        width = words.horizontalAdvance(self.text()) + 2 * air + 6
        return QSize(round(max(width, _LEAST_TARGET_PX) + 0.5), round(height + 0.5))

    def fit(self, width_px: int) -> None:
        """Take that width, and as many lines as the words need."""
        room = width_px - 6 - 2 * self.theme.px(12) - (self.theme.px(20) if self.kind == "choice" else 0)
        words = QFontMetricsF(self._font)
        wrapped = words.boundingRect(QRectF(0, 0, room, 1e6), int(Qt.TextFlag.TextWordWrap), self.text())
        self.setFixedSize(width_px, round(wrapped.height() + self.theme.px(12) + 6.5))

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        colours, radius = self.theme.colours, self._radius()
        pointed_at = self.underMouse() and self.isEnabled()
        painter.setPen(Qt.PenStyle.NoPen)
        ink = QColor(colours.text if self.isEnabled() else colours.muted)
        if self.kind == "primary":
            painter.setBrush(QColor(colours.accent_hover if pointed_at or self.isDown() else colours.accent))
            painter.drawRoundedRect(box, radius, radius)
            ink = QColor(colours.on_accent)
        else:
            if self.kind in ("plain", "choice"):
                painter.setPen(QPen(QColor(colours.control), 1))
                box = box.adjusted(0.5, 0.5, -0.5, -0.5)
            elif not pointed_at:
                ink = QColor(colours.muted)
            painter.setBrush(QColor(colours.hover) if pointed_at else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, radius, radius)
        self._write(painter, box, ink)

    def _write(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        painter.setFont(self._font)
        painter.setPen(ink)
        if self.kind != "choice":
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
            return
        side = self.theme.px(16)
        inner = box.adjusted(self.theme.px(12), 0, -self.theme.px(12), 0)
        mirrored = self.isRightToLeft()
        if self.mark:
            x = inner.left() if mirrored else inner.right() - side
            paint_icon(painter, self.mark, ink.name(), QRectF(x, inner.center().y() - side / 2, side, side))
        room = self.theme.px(20)
        inner = inner.adjusted(room, 0, 0, 0) if mirrored else inner.adjusted(0, 0, -room, 0)
        start = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(start | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap), self.text())


class IconButton(_Drawn):
    """A small square button with a drawing; its name is its tool tip."""

    def __init__(self, theme: Theme, name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self._icon = icon

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """As big as a finger of a mouse needs."""
        side = max(self.theme.px(24), _LEAST_TARGET_PX) + 6
        return QSize(side, side)

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        colours = self.theme.colours
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(box, self._radius(), self._radius())
        side = self.theme.px(16)
        centre = box.center()
        drawing = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        paint_icon(painter, self._icon, colours.text if self.underMouse() else colours.muted, drawing)


class FaceButton(_Drawn):
    """A face from unhappy (1) to happy (5)."""

    def __init__(self, theme: Theme, name: str, rating: int, side_px: int) -> None:
        super().__init__(theme, "")
        self._side_px = side_px
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.rating = rating
        self.chosen = False

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Room for a face and its ring."""
        return QSize(self._side_px, self._side_px)

    def _radius(self) -> float:
        return self.height() / 2

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        colours = self.theme.colours
        lit = self.chosen or self.underMouse() or self.isDown()
        ink = QColor(colours.accent if lit else colours.muted)
        circle = box.adjusted(2, 2, -2, -2)
        painter.setPen(QPen(ink, self.theme.px(2)))
        painter.setBrush(QColor(colours.hint) if lit else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)
        self._features(painter, circle, ink)

    def _features(self, painter: QPainter, circle: QRectF, ink: QColor) -> None:
        size, centre = circle.width(), circle.center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for side in (-1, 1):
            painter.drawEllipse(
                QPointF(centre.x() + side * size * 0.17, centre.y() - size * 0.12), size * 0.06, size * 0.07
            )
        bend = (self.rating - 3) / 2 * size * 0.2
        y = centre.y() + size * 0.18
        mouth = QPainterPath(QPointF(centre.x() - size * 0.2, y - bend / 2))
        mouth.quadTo(QPointF(centre.x(), y + bend), QPointF(centre.x() + size * 0.2, y - bend / 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, self.theme.px(2), c=Qt.PenCapStyle.RoundCap))
        painter.drawPath(mouth)
