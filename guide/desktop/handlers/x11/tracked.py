"""One window that we follow."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from Xlib import X
from Xlib.ext import res

from guide.desktop.handlers.processes import process_name
from guide.desktop.handlers.x11 import properties as read
from guide.desktop.handlers.x11.connection import VANISHED, Connection, Property
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DeviceRect

#: A window manager's frame is at most this many windows above the client (reparenting twice is common, more is not).
_DEEPEST_FRAME = 8


class Tracked:
    """A window with what was read of it, and what has to be read again."""

    def __init__(self, window_id: int, frame_id: int, pid: int | None, *, managed: bool) -> None:
        self.id = window_id
        self.frame_id = frame_id
        self.pid = pid
        self.managed = managed
        self.mapped = True
        """Whether its frame is: no window manager shows one that is not."""
        self.properties: Mapping[str, Property] = {}
        self.stale = set(read.OF_WINDOWS)
        self.struts: tuple[int, ...] = ()
        self._info: WindowInfo | None = None
        self._places: tuple[DeviceRect, DeviceRect] | None = None

    def configured(self, event: Any) -> None:
        """Take in that the window or its frame has a new place; a mere move of the frame is reckoned, not asked."""
        if event.send_event:  # the window manager tells the program what we know of the frame
            return
        places, self._info = self._places, None
        if places is None or event.window.id != self.frame_id or event.window.id == self.id:
            self._places = None
            return
        client, frame = places
        border = 2 * event.border_width
        now = DeviceRect(event.x, event.y, event.width + border, event.height + border)
        same_size = (now.width, now.height) == (frame.width, frame.height)
        self._places = (client.translated(now.x - frame.x, now.y - frame.y), now) if same_size else None

    def changed(self, name: str) -> None:
        """Take in that a property has changed."""
        self.stale.add(name)
        if name == "_NET_FRAME_EXTENTS":
            self._places = None

    def known(self) -> WindowInfo | None:
        """Return what is known, if nothing of it is doubtful."""
        return None if self.stale or self._places is None else self._info

    def remember(self, info: WindowInfo) -> WindowInfo:
        """Keep what is known until something makes it doubtful."""
        self._info = info
        return info

    def places(self, connection: Connection) -> tuple[DeviceRect, DeviceRect]:
        """Return client area and frame on the screen."""
        if self._places is None:
            self._places = _measure(connection, self.id, self.frame_id)
        return self._places


def identify(connection: Connection, window_id: int, *, managed: bool) -> Tracked:
    """Begin to follow a window."""
    frame_id = _frame(connection, window_id) if managed else window_id
    window = Tracked(window_id, frame_id, _pid_of_connection(connection, window_id), managed=managed)
    window.mapped = connection.window(frame_id).get_attributes().map_state != X.IsUnmapped
    return window


def describe(connection: Connection, window: Tracked, *, wm_tells_hidden: bool) -> WindowInfo:
    """Return the window as it is now, reading what is doubtful. `on_current_desktop` is left as it was."""
    known = window.known()
    if known is not None:
        return known
    if window.stale:
        fresh = connection.properties(window.id, window.stale)
        kept = {name: value for name, value in window.properties.items() if name not in window.stale}
        window.properties = kept | fresh
        window.stale.clear()
    told = window.properties
    client, frame = window.places(connection)
    state = read.states(told, connection.atom_name)
    pid = _pid(window.pid, told)
    window.struts = read.struts(told)
    return window.remember(
        WindowInfo(
            id=window.id,
            title=read.text(told, "_NET_WM_NAME", "WM_NAME"),
            process=process_name(pid) if pid is not None else None,
            pid=pid,
            app_class=read.app_class(told),
            rect=read.without_shadow(client, told),
            frame=read.without_shadow(frame, told),
            client=client,
            kind=read.kind(told, connection.atom_name, managed=window.managed),
            minimised=read.minimised(told, state, wm_tells_hidden=wm_tells_hidden),
            fullscreen="FULLSCREEN" in state,
            managed=window.managed,
            transient_for=read.number(told, "WM_TRANSIENT_FOR") or None,
            ours=pid == os.getpid(),
        )
    )


def _frame(connection: Connection, window_id: int) -> int:
    """Return the child of the root in which the window lies, most often the window manager's frame."""
    for _ in range(_DEEPEST_FRAME):
        parent, _ = connection.tree(window_id)
        if parent in (0, connection.root.id):
            break
        window_id = parent
    return window_id


def _measure(connection: Connection, window_id: int, frame_id: int) -> tuple[DeviceRect, DeviceRect]:
    window = connection.window(window_id)
    size = window.get_geometry()
    origin = connection.root.translate_coords(window, 0, 0)
    client = DeviceRect(origin.x, origin.y, size.width, size.height)
    outer = connection.window(frame_id).get_geometry() if frame_id != window_id else size
    border = 2 * outer.border_width
    if frame_id == window_id:
        return client, client.grown(outer.border_width)
    return client, DeviceRect(outer.x, outer.y, outer.width + border, outer.height + border)


def _pid_of_connection(connection: Connection, window_id: int) -> int | None:
    """Ask the server who is at the other end: true in sandboxes, and for windows that do not say themselves."""
    if not hasattr(connection.display, "res_query_client_ids"):
        return None
    with suppress(*VANISHED):
        answer = connection.display.res_query_client_ids([{"client": window_id, "mask": res.LocalClientPIDMask}])
        return next((int(found.value[0]) for found in answer.ids if found.value), None)
    return None


def _pid(of_connection: int | None, told: Mapping[str, Property]) -> int | None:
    machine = read.text(told, "WM_CLIENT_MACHINE")
    if machine and machine != socket.gethostname():  # a program elsewhere; the connection's process is a tunnel
        return None
    return of_connection or read.number(told, "_NET_WM_PID")
