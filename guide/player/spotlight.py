"""All that points: dims with holes where the desktop composes windows, ring frames where it does not."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from guide.conductor.scene import Light
from guide.player.dim import Dim
from guide.player.frame import RingFrame
from guide.player.pixels import all_grids, grid_for
from guide.player.theme import Theme


class Spotlight(QObject):
    """Shows lights; with none, nothing is on the screen."""

    painted = Signal(QWidget)

    def __init__(self, theme: Theme, *, composited: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._composited = composited
        self._dims: list[Dim] = []
        self._frames: list[RingFrame] = []

    def shine(self, lights: tuple[Light, ...], *, afresh: bool) -> list[QWidget]:
        """Show these lights and return the windows that will paint.

        `afresh`: a new step, so come to the top and pulse; a program's own menus, opened later, stay above.
        """
        if not lights:
            self.put_out()
            return []
        return self._dim(lights, afresh) if self._composited else self._frame(lights, afresh)

    def put_out(self) -> None:
        """Take every light and every dim off the screen."""
        for dim in self._dims:
            dim.put_out()
        for frame in self._frames:
            frame.hide()

    def shutdown(self) -> None:
        """Give the windows back."""
        for window in (*self._dims, *self._frames):
            window.hide()
            window.deleteLater()
        self._dims, self._frames = [], []

    def _dim(self, lights: tuple[Light, ...], afresh: bool) -> list[QWidget]:
        if not self._dims:
            self._dims = [Dim(screen, self._theme) for screen in QGuiApplication.screens()]
            for dim in self._dims:
                dim.painted.connect(lambda dim=dim: self.painted.emit(dim))
        for dim in self._dims:
            appears = not dim.isVisible()
            dim.light_up(lights, pulse=afresh, at_once=not (afresh or appears))
            if appears:
                dim.show()
            if appears or afresh:
                dim.raise_()
            if afresh:
                dim.touch()
        return list(self._dims)

    def _frame(self, lights: tuple[Light, ...], afresh: bool) -> list[QWidget]:
        while len(self._frames) < len(lights):
            frame = RingFrame()
            frame.painted.connect(lambda frame=frame: self.painted.emit(frame))
            self._frames.append(frame)
        grids = all_grids()
        for frame, light in zip(self._frames, lights, strict=False):
            frame.surround(light, grid_for(light.rect, grids))
            if afresh or not frame.isVisible():
                frame.show()
                frame.raise_()
        for unused in self._frames[len(lights) :]:
            unused.hide()
        return list(self._frames[: len(lights)])
