"""The light where nothing can be translucent (no compositor): the ring alone, an opaque window of its shape."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from guide.conductor.scene import Light
from guide.player.light import hole_of
from guide.player.pixels import ScreenGrid
from guide.player.surfaces import UNTOUCHABLE, make_unobtrusive
from guide.player.theme import RING_INNER, RING_OUTER

_TONE_PX = 3
"""Wider than with a dim around it: here the ring has to be found among everything else."""
_DASH_PX = 10


class RingFrame(QWidget):
    """A ring around one light. Rectangular: a window's shape has no soft edges."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__(None, UNTOUCHABLE)
        make_unobtrusive(self, translucent=False)
        self.setObjectName("guide-frame")

    def surround(self, light: Light, grid: ScreenGrid) -> None:
        """Stand around a light."""
        hole = grid.to_logical(hole_of(light.rect, grid)).toAlignedRect()
        outside = hole.adjusted(-2 * _TONE_PX, -2 * _TONE_PX, 2 * _TONE_PX, 2 * _TONE_PX)
        inside = hole.translated(-outside.topLeft())
        mask = QRegion(QRect(0, 0, outside.width(), outside.height())).subtracted(QRegion(inside))
        self.setMask(mask.intersected(_dashes(outside)) if light.guess else mask)
        self.setGeometry(outside)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint the outer tone and the inner one."""
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), RING_OUTER)
            painter.fillRect(self.rect().adjusted(_TONE_PX, _TONE_PX, -_TONE_PX, -_TONE_PX), RING_INNER)
        finally:
            painter.end()
        self.painted.emit()


def _dashes(outside: QRect) -> QRegion:
    """Every second piece of an edge, counted from the corner."""
    width, height = outside.width(), outside.height()
    region = QRegion()
    for x in range(0, width, 2 * _DASH_PX):
        region = region.united(QRect(x, 0, _DASH_PX, 2 * _TONE_PX)).united(
            QRect(x, height - 2 * _TONE_PX, _DASH_PX, 2 * _TONE_PX)
        )
    for y in range(0, height, 2 * _DASH_PX):
        region = region.united(QRect(0, y, 2 * _TONE_PX, _DASH_PX)).united(
            QRect(width - 2 * _TONE_PX, y, 2 * _TONE_PX, _DASH_PX)
        )
    return region
