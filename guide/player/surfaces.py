"""What all windows over other people's programs have in common.

Not managed by the window manager: such windows are above full-screen programs, in no task bar and click-through at
once on each window manager that was tried; managed ones are not (see `docs/decisions/0007`).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from guide.player.pixels import ScreenGrid, screen_of
from guide.tutorial.geometry import DeviceRect

OVER_ALL = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.X11BypassWindowManagerHint
    | Qt.WindowType.NoDropShadowWindowHint
)
UNTOUCHABLE = OVER_ALL | Qt.WindowType.WindowTransparentForInput | Qt.WindowType.WindowDoesNotAcceptFocus


def make_unobtrusive(window: QWidget, *, translucent: bool) -> None:
    """Let a window appear without taking the keyboard, and let the program shine through where it paints nothing."""
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    if translucent:
        window.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)


def place(window: QWidget, rect: DeviceRect, grid: ScreenGrid) -> None:
    """Put a window's top left corner on a device pixel; its size stays."""
    screen = screen_of(grid)
    if window.screen() is not screen:
        window.setScreen(screen)  # Qt converts by the screen it believes the window to be on
    corner = grid.to_logical(rect).topLeft()
    window.move(round(corner.x()), round(corner.y()))
