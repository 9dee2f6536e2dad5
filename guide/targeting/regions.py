"""A region: a rectangle at a fixed distance from the window's edges."""

from __future__ import annotations

from collections.abc import Iterable

from guide.desktop.windows import WindowInfo
from guide.targeting.finding import Finding, Signal
from guide.targeting.looking import Look
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.targets import RegionSpec, Target

CONFIDENCE = 0.3
"""Nothing was seen there: it is where the thing was when the tutorial was written."""


def region_rect(region: RegionSpec, window: WindowInfo, scale: float) -> DeviceRect:
    """Return where a region lies now, clipped to the window.

    >>> window = WindowInfo(1, "", None, None, None, *[DeviceRect(100, 100, 400, 300)] * 3)
    >>> region_rect(RegionSpec(width=40, height=24, right=10, top=2), window, 2.0).as_list()
    [400, 104, 80, 48]
    """
    inside = window.rect
    width, height = round(region.width * scale), round(region.height * scale)
    if region.left is not None:
        x = inside.x + round(region.left * scale)
    else:
        x = inside.right - round((region.right or 0) * scale) - width
    if region.top is not None:
        y = inside.y + round(region.top * scale)
    else:
        y = inside.bottom - round((region.bottom or 0) * scale) - height
    return DeviceRect(x, y, width, height).intersected(inside)


def region_of(rect: DeviceRect, window: DeviceRect, scale: float, edges: Iterable[str]) -> dict[str, int]:
    """Return the region of a place, as a tutorial writes it: lengths from these edges of its window, in logical pixels.

    The way back of `region_rect`.

    >>> region_of(DeviceRect(110, 60, 80, 20), DeviceRect(100, 50, 400, 300), 1.0, ("right", "top"))
    {'right': 310, 'top': 10, 'width': 80, 'height': 20}
    """
    lengths = {
        "left": rect.x - window.x,
        "right": window.right - rect.right,
        "top": rect.y - window.y,
        "bottom": window.bottom - rect.bottom,
    }
    near = {name: max(0, round(px / scale)) for name, px in lengths.items() if name in set(edges)}
    sizes = {"width": rect.width, "height": rect.height}
    return near | {name: max(1, round(px / scale)) for name, px in sizes.items()}


class RegionRung:
    """Looks nowhere: says where the region lies."""

    signal: Signal = "region"

    def applies(self, target: Target) -> bool:
        """Whether the target has a region."""
        return target.region is not None

    async def look(self, look: Look) -> Finding:
        """Return the region, with little confidence."""
        assert look.target.region is not None
        window = look.main
        rect = region_rect(look.target.region, window, look.scale(window))
        if rect.empty:
            return Finding("absent", "region", why="its place lies outside the window, which has become too small")
        why = "only its place in the window is known; nothing was recognised there"
        return Finding("found", "region", rect, CONFIDENCE, why=why, window=window)
