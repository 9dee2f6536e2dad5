"""Rectangles and points on a screen. Device pixels and logical pixels are different types.

Device pixels are what the X server, Windows and a screenshot count; logical pixels are what Qt and an author count
(one logical pixel is `scale` device pixels). Mixing them up is the classic error of overlays, so the type checker
refuses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class DevicePoint:
    """A point in device pixels, measured from the top left of the whole desktop."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class DeviceRect:
    """A rectangle in device pixels; right and bottom edges are exclusive.

    >>> DeviceRect(10, 10, 20, 5).contains(DevicePoint(29, 14))
    True
    """

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column to the right of the rectangle."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row below the rectangle."""
        return self.y + self.height

    @property
    def center(self) -> DevicePoint:
        """The pixel in the middle, rounded down."""
        return DevicePoint(self.x + self.width // 2, self.y + self.height // 2)

    @property
    def empty(self) -> bool:
        """Whether it covers no pixel at all."""
        return self.width <= 0 or self.height <= 0

    def contains(self, point: DevicePoint) -> bool:
        """Whether the point lies on one of the rectangle's pixels."""
        return self.x <= point.x < self.right and self.y <= point.y < self.bottom

    def translated(self, dx: int, dy: int) -> Self:
        """Return the rectangle moved by (dx, dy) device pixels."""
        return type(self)(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, by: int) -> Self:
        """Return the rectangle with `by` device pixels added on each side."""
        return type(self)(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def intersected(self, other: DeviceRect) -> DeviceRect:
        """Return what both cover; empty (width or height 0) where they do not meet."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return DeviceRect(x, y, max(0, right - x), max(0, bottom - y))

    def as_list(self) -> list[int]:
        """[x, y, width, height], as reports print it."""
        return [self.x, self.y, self.width, self.height]


def united(rects: Sequence[DeviceRect]) -> DeviceRect:
    """Return the smallest rectangle that holds all of these.

    >>> united([DeviceRect(0, 0, 10, 10), DeviceRect(40, 5, 10, 20)]).as_list()
    [0, 0, 50, 25]
    """
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    right, bottom = max(r.right for r in rects), max(r.bottom for r in rects)
    return DeviceRect(left, top, right - left, bottom - top)
