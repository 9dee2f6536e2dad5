"""Where a thing is on the screen, in device pixels: what toolkits say, with the errors of each repaired.

Measured on GTK 3.24, GTK 4.8, Qt 5.15, LibreOffice 7.4 and Chromium under X11:

- GTK 3: screen coordinates, in pixels of GDK_SCALE.
- GTK 4: relative to the window without its invisible shadow, whatever is asked for. In a popover: relative to the
  popover, plus the place of the button that opened it.
- Qt: screen coordinates, right at scale 1; in logical pixels else.
- LibreOffice: the parts it draws itself (VCL) lie under a `root pane` that says it begins at the top of the window,
  above the menu bar that GTK draws: they are too high by its height. Widgets of GTK inside are right.
- Chromium: a page in the screen's pixels; its own controls in logical pixels.
- Menu items that are not shown are at (0, 0) or at the smallest integer.
"""

from __future__ import annotations

from dataclasses import dataclass

from guide.desktop.handlers.atspi.nodes import Extents, Toolkit
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DevicePoint, DeviceRect

_LARGEST_PX = 1 << 20
_SCALE_BY_FRACTIONS = frozenset(("qt", "chromium"))
_STEPS_OF_SCALE = 8
"""Desktops scale by quarters, some by eighths."""


@dataclass(frozen=True, slots=True)
class Places:
    """Turns a program's extents into device pixels of the screen, for one window."""

    toolkit: Toolkit
    window: WindowInfo
    top: Extents | None
    """What the program says of the window itself; None for a menu that the tree knows only as a part of another."""
    usual_scale: float = 1
    """That of the program's other windows."""

    @property
    def scale(self) -> float:
        """Device pixels for one pixel of the program: X width by the program's width.

        GTK scales by whole numbers; frames and shadows, counted by one side only, must not look like a scale.
        """
        if self.top is None or self.top[2] <= 0:
            return self.usual_scale
        ratio = self.window.client.width / self.top[2]
        if self.toolkit not in _SCALE_BY_FRACTIONS:
            return max(1, round(ratio))
        likely = round(ratio * _STEPS_OF_SCALE) / _STEPS_OF_SCALE
        return likely if abs(ratio - likely) * self.top[2] <= 1 else ratio  # sizes are whole pixels

    def device(self, extents: Extents, lift: int = 0, *, physical: bool = False) -> DeviceRect | None:
        """Return the rectangle on the screen, clipped to the window; None when it is not on the screen."""
        whole = self.whole(extents, lift, physical=physical)
        return None if whole is None else self.in_window(whole)

    def whole(self, extents: Extents, lift: int = 0, *, physical: bool = False) -> DeviceRect | None:
        """Return the rectangle in pixels of the screen, on it or not; None when the program does not really know.

        `lift`: how much too high the program says it is, in the program's pixels. `physical`: what it says are the
        screen's pixels already.
        """
        if not _real(extents):
            return None
        return DeviceRect(*extents) if physical else self._scaled(extents, lift)

    def in_window(self, rect: DeviceRect) -> DeviceRect | None:
        """Return what of a rectangle lies in the window; None for nothing."""
        shown = rect.intersected(self.window.rect)
        if not self.window.managed and 2 * shown.width * shown.height < rect.width * rect.height:
            return None  # a neighbour of the menu, in the window that opened it
        return None if shown.empty else shown

    def _scaled(self, extents: Extents, lift: int) -> DeviceRect:
        x, y, width, height = extents
        left, top = self._origin(x, y + lift)
        right, bottom = self._origin(x + width, y + lift + height)
        return DeviceRect(round(left), round(top), round(right) - round(left), round(bottom) - round(top))

    def of_the_program(self, point: DevicePoint, lift: int = 0) -> tuple[int, int]:
        """Return a point of the screen as the program counts it: the way back."""
        (x0, y0), scale = self._origin(0, 0), self.scale
        return int((point.x - x0) // scale), int((point.y - y0) // scale) - lift

    def _origin(self, x: int, y: int) -> tuple[float, float]:
        """Return where a point of the program is on the screen."""
        scale = self.scale
        if self.toolkit == "gtk4" and not self.window.managed and self.top is not None:
            # In a popover: the place of its button is added, which says nothing of where the popover is.
            return (
                self.window.client.x + (x - self.top[0]) * scale,
                self.window.client.y + (y - self.top[1]) * scale,
            )
        if self.toolkit == "gtk4":
            left, top = self._gtk4_margin()
            return self.window.client.x + left + x * scale, self.window.client.y + top + y * scale
        if self.toolkit in _SCALE_BY_FRACTIONS and scale != 1 and self.top is not None:
            left, top = self.top[0], self.top[1]
            return self.window.client.x + (x - left) * scale, self.window.client.y + (y - top) * scale
        return x * scale, y * scale

    def _gtk4_margin(self) -> tuple[float, float]:
        """Return what lies left of and above GTK 4's (0, 0): the shadow, or an edge that nobody tells of."""
        client, rect = self.window.client, self.window.rect
        if rect != client or self.top is None:
            return rect.x - client.x, rect.y - client.y
        _, _, width, height = self.top
        return max(0, client.width - width * self.scale) // 2, max(0, client.height - height * self.scale) // 2


def _real(extents: Extents) -> bool:
    x, y, width, height = extents
    if (x, y) == (0, 0) and (width, height) in ((0, 0), (1, 1)):
        return False
    return 0 < width < _LARGEST_PX and 0 < height < _LARGEST_PX and abs(x) < _LARGEST_PX and abs(y) < _LARGEST_PX
