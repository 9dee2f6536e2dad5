"""Is the hole on the control, to the pixel? Measured against the same screen without the overlay."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from Xlib import X

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.support.desktop import Shot, connected, shoot, wait_until_stable

#: Between a control and the edge of its hole, on each side, in device pixels at scale 1.
AIR_PX = 4
#: The corners of a hole are round.
CORNER_PX = 14


@contextmanager
def overlay_lifted(screen: VirtualScreen, pid: int) -> Iterator[list[DeviceRect]]:
    """Take the windows of guide off the screen while the block lasts; yield where its card and its shadow were."""
    with connected(screen) as display:
        root = display.screen().root
        atom = display.intern_atom("_NET_WM_PID")
        ours, small = [], []
        for window in root.query_tree().children:
            owner = window.get_full_property(atom, X.AnyPropertyType)
            if owner is None or int(owner.value[0]) != pid or window.get_attributes().map_state != X.IsViewable:
                continue
            ours.append(window)
            size = window.get_geometry()
            if size.width * size.height < screen.width_px * screen.height_px / 2:
                small.append(DeviceRect(size.x, size.y, size.width, size.height))
        for window in ours:
            window.unmap()
        display.sync()
        try:
            yield small
        finally:
            for window in ours:
                window.map()
            display.sync()


def still(screen: VirtualScreen) -> Shot:
    """Return a picture of the screen once it keeps still."""
    return wait_until_stable(lambda: shoot(screen), "the picture")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The screen with the overlay and without; `besides` are places where the card or its shadow lies."""

    lit: Shot
    bare: Shot
    besides: list[DeviceRect]

    def complaints(self, control: DeviceRect) -> list[str]:
        """Say what is wrong with the hole for a control: it is to show all of it, some air, and nothing more."""
        hole = control.grown(AIR_PX)
        wrong = [f"dimmed inside at {point}" for point in _grid(control) if self._sees(point) and not self._same(point)]
        sides = {
            "left": [DevicePoint(hole.x - 1, y) for y in _middle(hole.y, hole.bottom)],
            "right": [DevicePoint(hole.right, y) for y in _middle(hole.y, hole.bottom)],
            "top": [DevicePoint(x, hole.y - 1) for x in _middle(hole.x, hole.right)],
            "bottom": [DevicePoint(x, hole.bottom) for x in _middle(hole.x, hole.right)],
        }
        for side, points in sides.items():
            seen = [point for point in points if self._sees(point)]
            same = [point for point in seen if self._same(point)]
            # a border of the program may happen to have the ring's colour in places
            if len(same) > len(seen) / 3:
                wrong.append(f"the hole reaches too far {side}: {same[:3]}")
        return wrong

    def _sees(self, point: DevicePoint) -> bool:
        on_screen = 0 <= point.x < self.lit.width and 0 <= point.y < self.lit.height
        return on_screen and not any(rect.contains(point) for rect in self.besides)

    def _same(self, point: DevicePoint) -> bool:
        return self.lit.at(point) == self.bare.at(point)


def _grid(rect: DeviceRect) -> Iterator[DevicePoint]:
    """Yield points all over a rectangle, its edges included; not the rounded corners."""
    for y in {*range(rect.y, rect.bottom, 3), rect.bottom - 1}:
        for x in {*range(rect.x, rect.right, 3), rect.right - 1}:
            at_side = x - rect.x < CORNER_PX or rect.right - x <= CORNER_PX
            at_end = y - rect.y < CORNER_PX or rect.bottom - y <= CORNER_PX
            if not (at_side and at_end):
                yield DevicePoint(x, y)


def _middle(start: int, end: int) -> range:
    """Return the whole numbers between two corners, without what is round there."""
    corner = min(CORNER_PX, (end - start) // 3)
    return range(start + corner, end - corner)
