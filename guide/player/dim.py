"""The dim over one screen, with its lights. Input passes through it; only what changed is painted."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRectF, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QScreen
from PySide6.QtWidgets import QWidget

from guide.conductor.scene import Light
from guide.player.light import LightShape, cut_holes, paint_dashes, paint_halo, paint_rings
from guide.player.pixels import ScreenGrid
from guide.player.surfaces import UNTOUCHABLE, make_unobtrusive
from guide.player.theme import Theme

_PULSE_MS = 1100
_PULSES = 2
"""Enough to be noticed; then the screen is still, and costs nothing."""


class Dim(QWidget):
    """One translucent window, as large as its screen."""

    painted = Signal()

    def __init__(self, screen: QScreen, theme: Theme) -> None:
        super().__init__(None, UNTOUCHABLE)
        make_unobtrusive(self, translucent=True)
        self.setObjectName("guide-dim")
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.grid = ScreenGrid.of(screen)
        self._theme = theme
        self._shapes: tuple[LightShape, ...] = ()
        self._phase = 1.0
        self._pulse = QVariantAnimation(self)
        self._pulse.setStartValue(0.0)
        self._pulse.setEndValue(1.0)
        self._pulse.setDuration(_PULSE_MS)
        self._pulse.setLoopCount(_PULSES)
        self._pulse.setEasingCurve(QEasingCurve.Type.OutQuad)
        self._pulse.valueChanged.connect(self._on_pulse)

    def light_up(self, lights: tuple[Light, ...], *, pulse: bool, at_once: bool = False) -> None:
        """Cut holes for these lights and close the ones before.

        `at_once`: paint before returning. Qt would first do all else that waits, and a moved window waits for no one.
        """
        shapes = tuple(
            LightShape.of(light, self.grid) for light in lights if not light.rect.intersected(self.grid.device).empty
        )
        if shapes != self._shapes:
            region = _region(self._shapes).united(_region(shapes))
            self._shapes = shapes
            if at_once:
                self.repaint(region)
            else:
                self.update(region)
        if pulse and shapes and self._theme.pulses:
            self._pulse.stop()
            self._pulse.start()

    def touch(self) -> None:
        """Paint something, so that `painted` comes also where nothing changed."""
        self.update(_region(self._shapes) if self._shapes else QRegion(0, 0, 1, 1))

    def put_out(self) -> None:
        """Leave the screen."""
        self._pulse.stop()
        self._phase = 1.0
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint the part that changed: the dim, then rings, then holes."""
        painter = QPainter(self)
        try:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(event.rect(), self._theme.dim)  # clipped to what changed
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._phase < 1.0:
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
                paint_halo(painter, self._shapes, self._phase)
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            paint_rings(painter, self._shapes)
            cut_holes(painter, self._shapes)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            paint_dashes(painter, self._shapes)
        finally:
            painter.end()
        self.painted.emit()

    def _on_pulse(self, phase: float) -> None:
        self._phase = phase
        region = QRegion()
        for shape in self._shapes:
            inner = QRegion(shape.hole.toAlignedRect().adjusted(8, 8, -8, -8))
            region = region.united(_aligned(shape.extent).subtracted(inner))
        self.update(region)


def _region(shapes: tuple[LightShape, ...]) -> QRegion:
    region = QRegion()
    for shape in shapes:
        region = region.united(_aligned(shape.extent))
    return region


def _aligned(rect: QRectF) -> QRegion:
    return QRegion(rect.toAlignedRect())
