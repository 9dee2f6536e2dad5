"""What surrounds the card: a soft shadow and the arrow.

A window of its own, because clicks pass through a shadow but not through a card, and a window is either the one or
the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QGradient, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen, QRadialGradient
from PySide6.QtWidgets import QWidget

from guide.player.placement import Side
from guide.player.surfaces import UNTOUCHABLE, make_unobtrusive
from guide.player.theme import Theme

RADIUS = 12.0
ARROW = 10
"""How far the arrow sticks out; its base is twice as wide."""
_SPREAD = 26
_DROP = 6
"""Light comes from above: the shadow lies a little lower."""
_DARKEST = 0.34
_STOPS = 10


class Sheet(QWidget):
    """Lies right under the card."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, UNTOUCHABLE)
        make_unobtrusive(self, translucent=True)
        self.setObjectName("guide-sheet")
        self._theme = theme
        self._side: Side | None = None
        self._tip = 0.0

    def surround(self, card: QRect, side: Side | None, tip: float) -> None:
        """Stand around a card at that place. `tip`: logical pixels along the edge that faces the light."""
        margin = _SPREAD + _DROP
        wanted = card.adjusted(-margin, -margin, margin, margin)
        if (side, tip, wanted.size()) != (self._side, self._tip, self.size()):
            self._side, self._tip = side, tip
            self.update()
        self.setGeometry(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint the shadow, then the arrow over it."""
        del event
        margin = _SPREAD + _DROP
        card = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for box, shade in _shadow(card.translated(0, _DROP)):
                painter.fillRect(box, shade)
            if self._side is not None:
                self._paint_arrow(painter, card)
        finally:
            painter.end()

    def _paint_arrow(self, painter: QPainter, card: QRectF) -> None:
        colours = self._theme.colours
        painter.setPen(QPen(QColor(colours.outline), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawPath(arrow_path(card, self._side, self._tip))


def arrow_path(card: QRectF, side: Side | None, tip: float) -> QPainterPath:
    """Return the arrow of a card that stands on that side of its light; its foot lies inside the card."""
    foot = 3.0
    across, out = {
        "bottom": (card.left(), QPointF(0, -1)),
        "top": (card.left(), QPointF(0, 1)),
        "right": (card.top(), QPointF(-1, 0)),
        "left": (card.top(), QPointF(1, 0)),
    }[side or "bottom"]
    edge = {"bottom": card.top(), "top": card.bottom(), "right": card.left(), "left": card.right()}[side or "bottom"]

    def point(along: float, outwards: float) -> QPointF:
        if out.x() == 0:
            return QPointF(across + tip + along, edge + out.y() * outwards)
        return QPointF(edge + out.x() * outwards, across + tip + along)

    path = QPainterPath(point(-ARROW - foot, -foot))
    path.lineTo(point(-1.5, ARROW - 1.2))
    path.quadTo(point(0, ARROW), point(1.5, ARROW - 1.2))
    path.lineTo(point(ARROW + foot, -foot))
    return path


def _shadow(box: QRectF) -> Iterator[tuple[QRectF, QGradient]]:
    """Yield the four corners and edges of a soft shadow, and nothing under the card itself."""
    core = box.adjusted(RADIUS, RADIUS, -RADIUS, -RADIUS)
    reach = RADIUS + _SPREAD
    for x, out_x in ((core.left(), -reach), (core.right(), 0.0)):
        for y, out_y in ((core.top(), -reach), (core.bottom(), 0.0)):
            yield QRectF(x + out_x, y + out_y, reach, reach), _faded(QRadialGradient(x, y, reach))
    for x, out_x in ((core.left(), -reach), (core.right(), reach)):
        side = QRectF(QPointF(x, core.top()), QPointF(x + out_x, core.bottom())).normalized()
        yield side, _faded(QLinearGradient(x, 0, x + out_x, 0))
    for y, out_y in ((core.top(), -reach), (core.bottom(), reach)):
        edge = QRectF(QPointF(core.left(), y), QPointF(core.right(), y + out_y)).normalized()
        yield edge, _faded(QLinearGradient(0, y, 0, y + out_y))


def _faded(gradient: QGradient) -> QGradient:
    """Fade as a blurred edge does: a Gaussian whose middle lies a little inside the card's edge."""
    middle = RADIUS / (RADIUS + _SPREAD)
    for step in range(_STOPS + 1):
        at = step / _STOPS
        strength = 0.5 * math.erfc((at - middle * 0.9) / 0.34)
        colour = QColor(10, 14, 30)
        colour.setAlphaF(_DARKEST * strength * (1 - at) ** 0.5 if at < 1 else 0.0)
        gradient.setColorAt(at, colour)
    gradient.setSpread(QGradient.Spread.PadSpread)
    return gradient
