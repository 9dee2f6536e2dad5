"""Counts presses that belong together to a double click, where the desktop does not count itself."""

from __future__ import annotations

from guide.desktop.inputs import Button
from guide.tutorial.geometry import DevicePoint

#: What GTK, Qt and Windows use unless told otherwise: 400–500 ms and 4–5 pixels.
DOUBLE_CLICK_MS = 400
DOUBLE_CLICK_PX = 5


class ClickCounter:
    """Remembers the last press, to tell whether the next one belongs to it."""

    def __init__(self) -> None:
        self._point = DevicePoint(0, 0)
        self._button: Button | None = None
        self._at_ms = 0
        self._count = 0

    def count(self, point: DevicePoint, button: Button, at_ms: int, *, down: bool) -> int:
        """Return 1 for a first press, 2 for a second in the same place soon after, …; a release has its press's count.

        `at_ms` counts from anywhere and may begin anew.
        """
        if not down:
            return max(1, self._count)
        near = abs(point.x - self._point.x) <= DOUBLE_CLICK_PX and abs(point.y - self._point.y) <= DOUBLE_CLICK_PX
        soon = 0 <= at_ms - self._at_ms <= DOUBLE_CLICK_MS
        self._count = self._count + 1 if button == self._button and near and soon else 1
        self._point, self._button, self._at_ms = point, button, at_ms
        return self._count
