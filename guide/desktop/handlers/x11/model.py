"""What we know of all windows. Events say what has become doubtful; only that is read again.

Held by the connection's lock. A window may vanish between any two lines: then it is left out.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from Xlib import X
from Xlib.ext import randr, shape
from Xlib.protocol import request

from guide.desktop.handlers.x11 import properties as read
from guide.desktop.handlers.x11.connection import VANISHED, Connection, Property
from guide.desktop.handlers.x11.screens import Monitor, monitors, screens
from guide.desktop.handlers.x11.tracked import Tracked, describe, identify
from guide.desktop.windows import ScreenInfo, WindowInfo, WindowsSnapshot

#: Of the root: everything that happens to its children (frames and popups); its size; what the window manager says.
_ROOT_EVENTS = X.SubstructureNotifyMask | X.StructureNotifyMask | X.PropertyChangeMask
_WINDOW_EVENTS = X.StructureNotifyMask | X.PropertyChangeMask
_AREAS = ("_NET_WORKAREA", "_GTK_WORKAREAS_D")

#: Helpers of toolkits and window managers lie outside the screen in one pixel; a person sees none of them.
_SMALLEST_PX = 2


class Model:
    """The windows of one connection, kept true by its events (or read afresh each time, when it does not listen)."""

    def __init__(self, connection: Connection, *, listening: bool) -> None:
        self._x = connection
        self._listening = listening
        self._root: dict[str, Property] = {}
        self._stale_root: set[str] = set(read.OF_ROOT)
        self._children: list[int] | None = None
        self._above: dict[int, int] = {}
        self._shown_children: dict[int, bool] = {}
        self._windows: dict[int, Tracked] = {}
        self._by_frame: dict[int, Tracked] = {}
        self._monitors: tuple[Monitor, ...] | None = None
        self._screens: tuple[ScreenInfo, ...] | None = None
        self._snapshot: WindowsSnapshot | None = None
        if listening:
            self._select(self._x.root, _ROOT_EVENTS)
            if hasattr(self._x.root, "xrandr_select_input"):
                self._x.root.xrandr_select_input(randr.RRScreenChangeNotifyMask | randr.RRCrtcChangeNotifyMask)

    # --- what events make doubtful ----------------------------------------------------------------------------

    def notice(self, event: Any) -> None:
        """Take one event of the X server in."""
        self._snapshot = None
        match event.type:
            case X.PropertyNotify:
                self._notice_property(event.window.id, self._x.atom_name(event.atom))
            case X.ConfigureNotify:
                self._notice_configure(event)
            case X.MapNotify | X.UnmapNotify | X.DestroyNotify | X.ReparentNotify:
                self._notice_coming_and_going(event)
            case X.CirculateNotify:
                self._children = None
            case X.CreateNotify | X.ClientMessage:
                pass
            case _:  # RandR
                self._monitors = self._screens = None

    def _notice_property(self, window_id: int, name: str) -> None:
        if window_id == self._x.root.id:
            self._stale_root.add(name)
            if name.startswith(_AREAS):
                self._screens = None
        elif (window := self._windows.get(window_id)) is not None and name in read.OF_WINDOWS:
            window.changed(name)
            if name.startswith("_NET_WM_STRUT"):
                self._screens = None

    def _notice_configure(self, event: Any) -> None:
        window_id = event.window.id
        if window_id == self._x.root.id:
            self._monitors = self._screens = None
            return
        above = event.above_sibling.id if event.above_sibling else 0
        if event.event.id == self._x.root.id and self._above.get(window_id) != above:
            self._above[window_id] = above
            self._children = None
        window = self._by_frame.get(window_id) or self._windows.get(window_id)
        if window is not None:
            window.configured(event)

    def _notice_coming_and_going(self, event: Any) -> None:
        self._children = None
        self._shown_children.pop(event.window.id, None)
        if event.type in (X.MapNotify, X.UnmapNotify) and (framed := self._by_frame.get(event.window.id)) is not None:
            framed.mapped = event.type == X.MapNotify
        if event.type in (X.DestroyNotify, X.ReparentNotify):
            for window in (self._by_frame.get(event.window.id), self._windows.get(event.window.id)):
                if window is not None:
                    self._forget(window)
        elif (window := self._windows.get(event.window.id)) is not None and not window.managed:
            self._forget(window)

    # --- the answer ---------------------------------------------------------------------------------------------

    def snapshot(self) -> WindowsSnapshot:
        """Return the windows as they are, reading again what is doubtful. The same object while nothing changes."""
        if self._snapshot is None:
            self._read_root()
            stack = self._stack()
            self._snapshot = WindowsSnapshot(stack, self._active(), self._screens_now())
        elif "_NET_ACTIVE_WINDOW" not in self._root and (active := self._active()) != self._snapshot.active:
            self._snapshot = replace(self._snapshot, active=active)
        return self._snapshot

    def close(self) -> None:
        """Ask for no more events."""
        if self._listening:
            for window_id in (*self._windows, self._x.root.id):
                self._select(self._x.window(window_id), X.NoEventMask)
            self._x.display.flush()

    def _read_root(self) -> None:
        stale = self._stale_root & set(read.OF_ROOT)
        if stale:
            self._root = {k: v for k, v in self._root.items() if k not in stale}
            self._root |= self._x.properties(self._x.root.id, stale)
        self._stale_root.clear()

    def _stack(self) -> tuple[WindowInfo, ...]:
        if self._children is None:
            self._children = self._x.tree(self._x.root.id)[1]
        self._ask_children(self._children)
        self._meet_clients()
        shown = [window for child in self._children if (window := self._window_of(child)) is not None]
        return tuple(info for window in shown if (info := self._info(window)) is not None)

    def _meet_clients(self) -> None:
        clients = set(read.numbers(self._root, "_NET_CLIENT_LIST"))
        for window in [w for w in self._windows.values() if w.managed and w.id not in clients]:
            self._forget(window)
        for window_id in clients - self._windows.keys():
            self._track(window_id, managed=True)

    def _window_of(self, child: int) -> Tracked | None:
        if (window := self._by_frame.get(child)) is not None:
            return window
        return self._track(child, managed=False) if self._shown_children.get(child) else None

    def _track(self, window_id: int, *, managed: bool) -> Tracked | None:
        if self._listening:
            self._select(self._x.window(window_id), _WINDOW_EVENTS)
        with suppress(*VANISHED):
            window = identify(self._x, window_id, managed=managed)
            self._windows.pop(window.frame_id, None)
            self._windows[window_id] = self._by_frame[window.frame_id] = window
            return window
        return None

    def _forget(self, window: Tracked) -> None:
        self._windows.pop(window.id, None)
        self._by_frame.pop(window.frame_id, None)
        if window.struts:
            self._screens = None

    def _info(self, window: Tracked) -> WindowInfo | None:
        with suppress(*VANISHED):
            info = describe(self._x, window, wm_tells_hidden=self._wm_tells_hidden())
            here = read.on_desktop(window.properties, read.number(self._root, "_NET_CURRENT_DESKTOP"))
            put_away = here and not window.mapped  # i3 tells of what is in its scratchpad by nothing else
            if info.on_current_desktop == here and not put_away:
                return info
            return replace(info, on_current_desktop=here, minimised=info.minimised or put_away)
        self._forget(window)
        return None

    def _wm_tells_hidden(self) -> bool:
        return self._x.atom("_NET_WM_STATE_HIDDEN") in read.numbers(self._root, "_NET_SUPPORTED")

    def _active(self) -> int | None:
        active = read.number(self._root, "_NET_ACTIVE_WINDOW")
        if active is None:  # no window manager, or one of the old school: no event tells who has the keyboard
            active = getattr(self._x.display.get_input_focus().focus, "id", None)
            with suppress(*VANISHED):
                while active and active not in self._windows:
                    active = self._x.tree(active)[0]
        return active if active in self._windows else None

    def _screens_now(self) -> tuple[ScreenInfo, ...]:
        if self._monitors is None:
            self._monitors = monitors(self._x)
        if self._screens is None:
            desktop = read.number(self._root, "_NET_CURRENT_DESKTOP") or 0
            struts = (window.struts for window in self._windows.values() if window.struts)
            self._screens = screens(self._x, self._monitors, struts, desktop)
        return self._screens

    # --- children of the root that no window manager has in its list ----------------------------------------------

    def _ask_children(self, children: list[int]) -> None:
        """Find out which of the children that we do not know yet a person can see as windows of their own."""
        unknown = [child for child in children if child not in self._shown_children and child not in self._by_frame]
        asked = {child: self._ask(request.GetWindowAttributes, "window", child) for child in unknown}
        sizes = {child: self._ask(request.GetGeometry, "drawable", child) for child in unknown}
        trees = {child: self._ask(request.QueryTree, "window", child) for child in unknown}
        attributes, geometries, inner = self._x.ask(asked), self._x.ask(sizes), self._x.ask(trees)
        for child in unknown:
            alive = child in attributes and child in geometries and child in inner
            shown = alive and _can_be_seen(attributes[child], geometries[child])
            self._shown_children[child] = (
                shown and not self._frames_another(child, inner[child]) and not self._lets_clicks_through(child)
            )
        self._shown_children = {
            child: self._shown_children[child] for child in children if child in self._shown_children
        }

    def _ask(self, question: Any, what: str, window_id: int) -> Any:
        return question(display=self._x.display.display, defer=True, **{what: window_id})

    def _frames_another(self, child: int, tree: Any) -> bool:
        """Whether another program's window lies in it: a new frame, whose client is not in the list yet."""
        whose = ~self._x.display.display.info.resource_id_mask
        return any(inner.id & whose != child & whose for inner in tree.children)

    def _lets_clicks_through(self, window_id: int) -> bool:
        """Whether it is a picture in front of the windows: a compositor's overlay, a dimmed screen."""
        window = self._x.window(window_id)
        if not hasattr(window, "shape_get_rectangles"):
            return False
        with suppress(*VANISHED):
            return not window.shape_get_rectangles(shape.SK.Input).rectangles
        return True

    def _select(self, window: Any, mask: int) -> None:
        window.change_attributes(event_mask=mask)


def _can_be_seen(attributes: Any, geometry: Any) -> bool:
    return bool(
        attributes.map_state == X.IsViewable
        and attributes.win_class == X.InputOutput
        and geometry.width >= _SMALLEST_PX
        and geometry.height >= _SMALLEST_PX
    )
