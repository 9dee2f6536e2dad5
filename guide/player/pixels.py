"""Device pixels to logical pixels and back, the one place where the two meet.

Qt scales each screen by its own factor but leaves its origin where the display server has it, so that
``logical = origin + (device - origin) / scale`` with the origin and the scale of the screen that holds the point.
Exact at 1, 1.25, 1.5, 1.75, 2 and mixtures of them, as long as painting uses `QRectF`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QGuiApplication, QScreen

from guide.desktop.windows import ScreenInfo
from guide.tutorial.geometry import DevicePoint, DeviceRect


@dataclass(frozen=True, slots=True)
class ScreenGrid:
    """How one screen counts: its rectangle and its work area in device pixels, and its scale."""

    device: DeviceRect
    work_area: DeviceRect
    """Without panels and docks."""
    scale: float = 1.0
    """Device pixels in one logical pixel."""

    @classmethod
    def of(cls, screen: QScreen) -> ScreenGrid:
        """Return how this screen counts now."""
        scale = screen.devicePixelRatio()
        whole, free = screen.geometry(), screen.availableGeometry()
        device = DeviceRect(whole.x(), whole.y(), round(whole.width() * scale), round(whole.height() * scale))
        bare = cls(device, device, scale)
        return cls(device, bare.to_device(QRectF(free)).intersected(device), scale)

    def to_logical(self, rect: DeviceRect) -> QRectF:
        """Return a rectangle as Qt places windows: logical pixels of the whole desktop."""
        return self.to_local(rect).translated(self.device.x, self.device.y)

    def to_local(self, rect: DeviceRect) -> QRectF:
        """Return a rectangle in logical pixels from this screen's top left."""
        return QRectF(
            (rect.x - self.device.x) / self.scale,
            (rect.y - self.device.y) / self.scale,
            rect.width / self.scale,
            rect.height / self.scale,
        )

    def to_device(self, rect: QRectF) -> DeviceRect:
        """Return the device pixels that a rectangle in Qt's logical pixels covers, edges rounded to the nearest."""
        left, top = self._device_x(rect.left()), self._device_y(rect.top())
        return DeviceRect(left, top, self._device_x(rect.right()) - left, self._device_y(rect.bottom()) - top)

    def point_to_logical(self, point: DevicePoint) -> QPointF:
        """Return a point as Qt counts it."""
        return self.to_logical(DeviceRect(point.x, point.y, 0, 0)).topLeft()

    def length_to_device(self, logical_px: float) -> int:
        """Return how many device pixels a length takes, rounded up so that nothing is cut off."""
        return math.ceil(logical_px * self.scale - 1e-6)

    def _device_x(self, logical_x: float) -> int:
        return round(self.device.x + (logical_x - self.device.x) * self.scale)

    def _device_y(self, logical_y: float) -> int:
        return round(self.device.y + (logical_y - self.device.y) * self.scale)


def all_grids(told: Sequence[ScreenInfo] = ()) -> list[ScreenGrid]:
    """Return how each screen counts, the primary one first.

    `told`: the monitors as the desktop tells them. Of several monitors Qt says that panels leave all of each free.
    """
    primary = QGuiApplication.primaryScreen()
    screens = sorted(QGuiApplication.screens(), key=lambda screen: screen is not primary)
    return [_with_work_area(ScreenGrid.of(screen), told) for screen in screens]


def _with_work_area(grid: ScreenGrid, told: Sequence[ScreenInfo]) -> ScreenGrid:
    corner = (grid.device.x, grid.device.y)
    areas = (screen.work_area for screen in told if (screen.rect.x, screen.rect.y) == corner)
    area = next(areas, grid.work_area).intersected(grid.device)
    return grid if area.empty else replace(grid, work_area=area)


def screen_of(grid: ScreenGrid) -> QScreen:
    """Return Qt's screen for a grid; the primary one where it has gone."""
    corner = (grid.device.x, grid.device.y)
    screens = QGuiApplication.screens()
    return next((s for s in screens if s.geometry().topLeft().toTuple() == corner), QGuiApplication.primaryScreen())


def grid_for(rect: DeviceRect | None, grids: Sequence[ScreenGrid]) -> ScreenGrid:
    """Return the screen that shows most of a rectangle; the first one where none does or there is no rectangle."""
    if rect is None:
        return grids[0]
    return max(grids, key=lambda grid: _area(grid.device.intersected(rect)))


def _area(rect: DeviceRect) -> int:
    return rect.width * rect.height
