"""The windows of a screen as the X server and the window manager tell them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from Xlib import X, error
from Xlib.display import Display
from Xlib.xobject.drawable import Window as XWindow

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DeviceRect
from tests.support.waiting import WITHIN_S, wait_until_stable

FIRST_START_S = 60.0
"""A program that has never been started on this machine, from a cold disk, with the other processor busy."""


@dataclass(frozen=True, slots=True)
class SeenWindow:
    """A window that the window manager knows; ``rect`` is its content without the frame."""

    xid: int
    title: str
    wm_class: str
    pid: int | None
    rect: DeviceRect
    state: frozenset[str]


def windows(screen: VirtualScreen) -> list[SeenWindow]:
    """Return the windows in the order of their making (``_NET_CLIENT_LIST``)."""
    with connected(screen) as display:
        return list(_seen(display, "_NET_CLIENT_LIST"))


def stacking(screen: VirtualScreen) -> list[int]:
    """Return the ids of all top-level windows, lowest first, those without a window manager included.

    A managed window is told by its own id and not by its frame's.
    """
    with connected(screen) as display:
        tops = display.screen().root.query_tree().children
        return [_client(display, top).id for top in tops if _is_viewable(top)]


def active_window(screen: VirtualScreen) -> int:
    """Return the id of the window that the window manager calls active; 0 when none is."""
    with connected(screen) as display:
        return int(next(iter(_property(display, display.screen().root, "_NET_ACTIVE_WINDOW")), 0))


def focused_window(screen: VirtualScreen) -> int:
    """Return the id of the window that gets the keys; 0 or 1 when none does."""
    with connected(screen) as display:
        focus = display.get_input_focus().focus
        return focus if isinstance(focus, int) else int(focus.id)


def wait_for_window(
    screen: VirtualScreen,
    *,
    title: str = "",
    wm_class: str = "",
    besides: frozenset[int] = frozenset(),
    within_s: float = FIRST_START_S,
) -> SeenWindow:
    """Return the newest window that matches, once it keeps still.

    ``title`` and ``wm_class`` are regular expressions, searched for without regard to case.
    """

    def look() -> SeenWindow | None:
        found = (w for w in reversed(windows(screen)) if w.xid not in besides)
        return next((w for w in found if _matches(title, w.title) and _matches(wm_class, w.wm_class)), None)

    return wait_until_stable(look, f"a window {title or wm_class!r} on {screen.display}", within_s)


def open_program(screen: VirtualScreen, *command: str, title: str = "", wm_class: str = "") -> SeenWindow:
    """Start a program on the screen and return its window, once it keeps still.

    Without ``title`` and ``wm_class`` it is the next new window, whoever opens it.
    """
    before = frozenset(w.xid for w in windows(screen))
    screen.start(*command)
    return wait_for_window(screen, title=title, wm_class=wm_class, besides=before)


def close_windows(screen: VirtualScreen) -> None:
    """Kill the programs behind all windows; return when the screen is empty."""
    with connected(screen) as display:
        for window in _seen(display, "_NET_CLIENT_LIST"):
            display.create_resource_object("window", window.xid).kill_client()
        display.sync()
    wait_until_stable(lambda: not windows(screen), "the windows to go")


@contextmanager
def connected(screen: VirtualScreen) -> Iterator[Display]:
    """Lend a connection to the screen, for what this module does not tell."""
    display = Display(screen.display)
    try:
        yield display
    finally:
        display.close()


def root_property(screen: VirtualScreen, name: str) -> list[int]:
    """Return a numeric property of the root window; empty when it is not there."""
    with connected(screen) as display:
        return _property(display, display.screen().root, name)


def run(screen: VirtualScreen, *command: str) -> str:
    """Run a command line tool on the screen to its end and return what it printed."""
    done = subprocess.run(command, env=screen.environment, check=True, capture_output=True, text=True, timeout=WITHIN_S)
    return done.stdout


def _seen(display: Display, listed: str) -> Iterator[SeenWindow]:
    for xid in _property(display, display.screen().root, listed):
        with suppress(error.BadWindow, error.BadDrawable):  # it closed while we looked
            yield _describe(display, display.create_resource_object("window", xid))


def _describe(display: Display, window: XWindow) -> SeenWindow:
    root = display.screen().root
    size = window.get_geometry()
    origin = root.translate_coords(window, 0, 0)
    name = window.get_full_text_property(display.intern_atom("_NET_WM_NAME")) or window.get_wm_name() or ""
    return SeenWindow(
        xid=window.id,
        title=str(name),
        wm_class=".".join(window.get_wm_class() or ()),
        pid=next(iter(_property(display, window, "_NET_WM_PID")), None),
        rect=DeviceRect(origin.x, origin.y, size.width, size.height),
        state=frozenset(display.get_atom_name(a) for a in _property(display, window, "_NET_WM_STATE")),
    )


def _property(display: Display, window: XWindow, name: str) -> list[int]:
    value = window.get_full_property(display.intern_atom(name), X.AnyPropertyType)
    return [int(item) for item in value.value] if value else []


def _client(display: Display, top: XWindow) -> XWindow:
    """Return the managed window inside a window manager's frame, or the window itself."""
    pending = [top]
    while pending:
        window = pending.pop(0)
        if window.get_full_property(display.intern_atom("WM_STATE"), X.AnyPropertyType):
            return window
        pending += window.query_tree().children
    return top


def _is_viewable(window: XWindow) -> bool:
    return bool(window.get_attributes().map_state == X.IsViewable)


def _matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
