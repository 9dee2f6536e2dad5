"""Pictures of a screen, for looking at single pixels and for people to look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import mss
import mss.tools

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint, DeviceRect

Colour = tuple[int, int, int]
"""Red, green, blue from 0 to 255."""


@dataclass(frozen=True, slots=True)
class Shot:
    """What could be seen at one moment; ``rgb`` has 3 bytes a pixel, rows from the top."""

    width: int
    height: int
    rgb: bytes

    def at(self, point: DevicePoint) -> Colour:
        """Return the colour of one pixel."""
        start = (point.y * self.width + point.x) * 3
        red, green, blue = self.rgb[start : start + 3]
        return red, green, blue

    def colours(self, rect: DeviceRect) -> set[Colour]:
        """Return the colours that occur in a rectangle."""
        across, down = range(rect.x, rect.right), range(rect.y, rect.bottom)
        return {self.at(DevicePoint(x, y)) for y in down for x in across}

    def save(self, path: Path) -> Path:
        """Write it as a PNG file and return the path."""
        path.parent.mkdir(parents=True, exist_ok=True)
        mss.tools.to_png(self.rgb, (self.width, self.height), output=str(path))
        return path


def shoot(screen: VirtualScreen) -> Shot:
    """Take a picture of the whole screen."""
    with mss.MSS(display=screen.display) as camera:
        seen = camera.grab({"left": 0, "top": 0, "width": screen.width_px, "height": screen.height_px})
        return Shot(seen.width, seen.height, bytes(seen.rgb))
