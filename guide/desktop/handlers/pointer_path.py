"""The way of a pointer that moves by itself."""

from __future__ import annotations

import time
from collections.abc import Iterator

from guide.tutorial.geometry import DevicePoint

#: It looks smooth at the rate of the screen.
_FRAME_MS = 8


def line(start: DevicePoint, end: DevicePoint, duration_ms: int) -> Iterator[DevicePoint]:
    """Yield the points of a straight way as their time comes; the last one is always `end`."""
    began = time.monotonic()
    while (passed_ms := (time.monotonic() - began) * 1000) < duration_ms:
        part = passed_ms / duration_ms
        yield DevicePoint(round(start.x + (end.x - start.x) * part), round(start.y + (end.y - start.y) * part))
        time.sleep(min(_FRAME_MS, duration_ms - passed_ms) / 1000)
    yield end
