"""The shape of a light: a rounded hole with some air around the control, and a ring of two tones around the hole."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from guide.conductor.scene import Light
from guide.player.pixels import ScreenGrid
from guide.player.theme import RING_INNER, RING_OUTER
from guide.tutorial.geometry import DeviceRect

AIR = 4
"""Between the control and the ring: a control's own outline stays visible."""
INNER, OUTER = 2.5, 2.0
"""Widths of the two tones. Dark inside: most programs are light; white outside: what lies there is dimmed."""
RADIUS = 8.0
HALO = 9.0
"""How far the pulse travels."""
RING = INNER + OUTER


@dataclass(frozen=True, slots=True)
class LightShape:
    """One light on one screen. Rectangles are logical pixels from the screen's top left, on device pixels' edges."""

    hole: QRectF
    inner: QRectF
    outer: QRectF
    radius: float
    guess: bool

    @classmethod
    def of(cls, light: Light, grid: ScreenGrid) -> LightShape:
        """Work out a light's shape on a screen; whole device pixels, so that straight edges are sharp."""
        hole = hole_of(light.rect, grid)
        inner = hole.grown(max(1, round(INNER * grid.scale)))
        outer = inner.grown(max(1, round(OUTER * grid.scale)))
        local = grid.to_local(hole)
        radius = min(RADIUS, local.width() / 2, local.height() / 2)
        return cls(local, grid.to_local(inner), grid.to_local(outer), radius, light.guess)

    @property
    def extent(self) -> QRectF:
        """All that is painted differently because of this light, its pulse included."""
        return self.outer.adjusted(-HALO - 2, -HALO - 2, HALO + 2, HALO + 2)


def hole_of(target: DeviceRect, grid: ScreenGrid) -> DeviceRect:
    """Return the hole around a target."""
    return target.grown(round(AIR * grid.scale))


def paint_rings(painter: QPainter, shapes: tuple[LightShape, ...]) -> None:
    """Paint the rings of all lights; the holes are cut afterwards."""
    for shape in shapes:
        if not shape.guess:
            painter.fillPath(_rounded(shape.outer, shape.radius + RING), RING_OUTER)
    for shape in shapes:
        if not shape.guess:
            painter.fillPath(_rounded(shape.inner, shape.radius + INNER), RING_INNER)


def paint_dashes(painter: QPainter, shapes: tuple[LightShape, ...]) -> None:
    """Paint the rings of lights that are guesses: dashes of one tone in the gaps of the other."""
    for shape in shapes:
        if shape.guess:
            middle = shape.hole.adjusted(-RING / 2, -RING / 2, RING / 2, RING / 2)
            path = _rounded(middle, shape.radius + RING / 2)
            painter.strokePath(path, _pen(RING_OUTER, RING, ()))
            painter.strokePath(path, _pen(RING_INNER, RING - 1.5, (2.6, 2.2)))


def cut_holes(painter: QPainter, shapes: tuple[LightShape, ...]) -> None:
    """Let the program shine through, untouched. The painter replaces (CompositionMode_Source)."""
    for shape in shapes:
        painter.fillPath(_rounded(shape.hole, shape.radius), Qt.GlobalColor.transparent)


def paint_halo(painter: QPainter, shapes: tuple[LightShape, ...], phase: float) -> None:
    """Paint the pulse: a ring of light that widens and fades. `phase` 0…1."""
    colour = QColor(RING_OUTER)
    colour.setAlphaF(0.5 * (1 - phase))
    for shape in shapes:
        by = HALO * phase
        box = shape.outer.adjusted(-by, -by, by, by)
        halo = _rounded(box, shape.radius + RING + by)
        painter.fillPath(halo.subtracted(_rounded(shape.outer, shape.radius + RING)), colour)


def _rounded(box: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    return path


def _pen(colour: QColor, width: float, dashes: tuple[float, ...]) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern(dashes)
    return pen
