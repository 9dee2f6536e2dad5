"""The windows port: what is open, where, above what. Pushed, never polled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from guide.tutorial.geometry import DevicePoint, DeviceRect

WindowKind = Literal["normal", "dialog", "popup", "menu", "tooltip", "dock", "desktop", "notification", "unknown"]
Stop = Callable[[], None]
"""Ends what a start began; calling it twice does no harm."""


@dataclass(frozen=True, slots=True)
class WindowInfo:
    """One top-level window as it is now. None means: this desktop does not say."""

    id: int
    title: str
    process: str | None
    """Executable name without folder, as `Application.process` writes it."""
    pid: int | None
    app_class: str | None
    """WM_CLASS class on X11, AppUserModelID on Windows, bundle id on macOS."""
    rect: DeviceRect
    """What the person sees as the window's content: without the window manager's frame, without an invisible shadow."""
    frame: DeviceRect
    """With the window manager's frame (title bar, borders)."""
    client: DeviceRect
    """The client area as the toolkit counts it: with a client-side shadow, where `rect` is without (GTK 4)."""
    kind: WindowKind = "normal"
    minimised: bool = False
    on_current_desktop: bool = True
    fullscreen: bool = False
    managed: bool = True
    """False for override-redirect windows: menus, tooltips, combo-box lists."""
    transient_for: int | None = None
    ours: bool = False
    """Belongs to this very process."""

    @property
    def visible(self) -> bool:
        """Whether it is mapped here and now; it may still be covered."""
        return self.on_current_desktop and not self.minimised

    @property
    def is_dialog(self) -> bool:
        """Whether it says that it belongs to another window."""
        return self.kind == "dialog" or self.transient_for is not None


@dataclass(frozen=True, slots=True)
class ScreenInfo:
    """One monitor."""

    name: str
    rect: DeviceRect
    work_area: DeviceRect
    """Without panels and docks."""


@dataclass(frozen=True, slots=True)
class WindowsSnapshot:
    """All windows at one moment."""

    stack: tuple[WindowInfo, ...]
    """Bottom first."""
    active: int | None
    screens: tuple[ScreenInfo, ...]

    def get(self, window_id: int | None) -> WindowInfo | None:
        """Return the window of that id, or None."""
        return next((w for w in self.stack if w.id == window_id), None)

    @property
    def active_window(self) -> WindowInfo | None:
        """The window that has the keyboard."""
        return self.get(self.active)

    def topmost_at(self, point: DevicePoint) -> WindowInfo | None:
        """Return the highest visible window at a point, or None. Our overlay (unmanaged) does not count."""
        for window in reversed(self.stack):
            overlay = window.ours and not window.managed
            if not overlay and window.visible and window.frame.contains(point):
                return window
        return None


@dataclass(frozen=True, slots=True)
class WindowEvent:
    """Something about windows changed. `moved` comes at the rate of the screen while a window is dragged."""

    kind: Literal[
        "opened",
        "closed",
        "moved",
        "restacked",
        "activated",
        "renamed",
        "shown",
        "hidden",
        "screens",
        "compositor",
        "tray",
    ]
    """`compositor`: one came or went; `Windows.composited` says which. `tray`: so did the panel's place for icons."""
    window: int | None = None
    rect: DeviceRect | None = None
    """With `moved`: where its `rect` is now."""


class Windows(Protocol):
    """Looks at windows. Calls are answered by the display server, never by another program, so they do not hang."""

    def snapshot(self) -> WindowsSnapshot:
        """Return all windows now."""
        ...

    def subscribe(self, callback: Callable[[WindowEvent], None]) -> Stop:
        """Call back, on the owner's thread, on each event, until the returned stop is called."""
        ...

    def activate(self, window_id: int) -> None:
        """Ask for the window to be raised and given the keyboard."""
        ...

    def lend_focus(self, window_id: int) -> Stop:
        """Give the keyboard to a window of ours that no window manager knows, whoever had it until now.

        Return what gives it back there, unless somebody else's window has taken it since.
        """
        ...

    def composited(self) -> bool:
        """Whether this desktop composes windows now, so that translucent ones are translucent."""
        ...

    def version_of(self, process: str) -> str | None:
        """Return the version of the installed program of that executable name; None: unknown.

        May take seconds: not for the GUI thread.
        """
        ...
