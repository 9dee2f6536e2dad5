"""Monitors (RandR) and what panels and docks leave of them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from guide.desktop.handlers.x11.connection import VANISHED, Connection
from guide.desktop.handlers.x11.properties import numbers
from guide.desktop.windows import ScreenInfo
from guide.tutorial.geometry import DeviceRect

Monitor = tuple[str, DeviceRect]


def monitors(connection: Connection) -> tuple[Monitor, ...]:
    """Return name and rectangle of each monitor; without RandR 1.5 the whole screen is one."""
    root = connection.root
    if hasattr(root, "xrandr_get_monitors"):
        with suppress(*VANISHED):
            found = tuple(_monitor(connection, told) for told in root.xrandr_get_monitors(is_active=True).monitors)
            if found:
                return found
    return (("screen", whole(connection)),)


def whole(connection: Connection) -> DeviceRect:
    """Return the rectangle of the whole desktop."""
    size = connection.root.get_geometry()
    return DeviceRect(0, 0, size.width, size.height)


def screens(
    connection: Connection, known: Iterable[Monitor], struts: Iterable[tuple[int, ...]], desktop: int
) -> tuple[ScreenInfo, ...]:
    """Return the monitors with their work areas on the desktop of that number."""
    desktop_rect, struts, known = whole(connection), tuple(struts), tuple(known)
    told = connection.properties(connection.root.id, (f"_GTK_WORKAREAS_D{desktop}", "_NET_WORKAREA"))
    areas = _rects(numbers(told, f"_GTK_WORKAREAS_D{desktop}"))
    if not areas and len(known) == 1:
        areas = _rects(numbers(told, "_NET_WORKAREA"))[desktop:][:1]
    return tuple(ScreenInfo(name, rect, work_area(rect, desktop_rect, struts, areas)) for name, rect in known)


def work_area(
    monitor: DeviceRect,
    desktop: DeviceRect,
    struts: Iterable[tuple[int, ...]],
    told: Iterable[DeviceRect] = (),
) -> DeviceRect:
    """Return what is left of a monitor.

    A strut says how far a panel reaches into the desktop from its left, right, top and bottom edge, and on which
    stretch of that edge: (left, right, top, bottom, left_start_y, left_end_y, …). `told`: what the window manager
    says itself, which counts where it touches the monitor: one number for all monitors would be wrong for most.
    """
    left, top, right, bottom = monitor.x, monitor.y, monitor.right, monitor.bottom
    for strut in struts:
        for edge, taken in enumerate(_taken(strut, desktop)):
            reach = taken.intersected(monitor)
            if reach.empty or _whole_monitor(reach, monitor, edge):
                continue
            left = max(left, reach.right) if edge == 0 else left
            right = min(right, reach.x) if edge == 1 else right
            top = max(top, reach.bottom) if edge == 2 else top
            bottom = min(bottom, reach.y) if edge == 3 else bottom
    area = DeviceRect(left, top, right - left, bottom - top)
    for rect in told:
        if not rect.intersected(area).empty:
            return rect.intersected(area)
    return monitor if area.empty else area


def _taken(strut: tuple[int, ...], desktop: DeviceRect) -> tuple[DeviceRect, ...]:
    left, right, top, bottom, *stretch = strut
    (ly, ly2, ry, ry2, tx, tx2, bx, bx2) = stretch
    return (
        DeviceRect(0, ly, left, ly2 - ly + 1),
        DeviceRect(desktop.right - right, ry, right, ry2 - ry + 1),
        DeviceRect(tx, 0, tx2 - tx + 1, top),
        DeviceRect(bx, desktop.bottom - bottom, bx2 - bx + 1, bottom),
    )


def _whole_monitor(reach: DeviceRect, monitor: DeviceRect, edge: int) -> bool:
    """Whether a strut covers a monitor from side to side: the panel is on the next monitor, behind this one."""
    return reach.width == monitor.width if edge < 2 else reach.height == monitor.height


def _rects(values: tuple[int, ...]) -> tuple[DeviceRect, ...]:
    return tuple(DeviceRect(*values[i : i + 4]) for i in range(0, len(values) - 3, 4))


def _monitor(connection: Connection, told: Any) -> Monitor:
    return connection.atom_name(told.name), DeviceRect(told.x, told.y, told.width_in_pixels, told.height_in_pixels)
