"""Taking the windows of a process that hangs off an X screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from Xlib import X

from guide.desktop.handlers.x11.connection import VANISHED, Connection
from guide.desktop.handlers.x11.properties import number, numbers

_NOWHERE = (X.NONE,)


def free(x: Connection, pid: int) -> int:
    """Take what lies over other programs off the screen and give the keyboard to the program in front.

    Only windows that no window manager manages: card, dims, shadow, open menus (which hold mouse and keyboard as long
    as they are there). Others can be moved away and closed by the person. Returns how many there were.
    """
    taken = 0
    for window in tuple(_over_all(x, pid)):
        window.unmap()
        taken += 1
    x.sync()
    if taken:
        _give_keyboard_back(x, pid)
    return taken


def _over_all(x: Connection, pid: int) -> Iterator[Any]:
    for window_id in x.tree(x.root.id)[1]:
        window = x.window(window_id)
        with suppress(*VANISHED):
            attributes = window.get_attributes()
            over_all = attributes.override_redirect and attributes.map_state != X.IsUnmapped
            if over_all and _owner(x, window_id) == pid:
                yield window


def _owner(x: Connection, window_id: int) -> int | None:
    return number(x.properties(window_id, ("_NET_WM_PID",)), "_NET_WM_PID")


def _give_keyboard_back(x: Connection, pid: int) -> None:
    """Where our card had the keyboard, the X server has given it to nobody (or to the root) by now."""
    focus = x.display.get_input_focus().focus
    if getattr(focus, "id", focus) not in (*_NOWHERE, x.root.id):
        return
    for window_id in _front_first(x):
        with suppress(*VANISHED):
            window = x.window(window_id)
            if _owner(x, window_id) != pid and window.get_attributes().map_state == X.IsViewable:
                window.set_input_focus(X.RevertToParent, X.CurrentTime)
                x.sync()
                return


def _front_first(x: Connection) -> Iterator[int]:
    told = x.properties(x.root.id, ("_NET_ACTIVE_WINDOW", "_NET_CLIENT_LIST_STACKING"))
    yield from numbers(told, "_NET_ACTIVE_WINDOW")
    yield from reversed(numbers(told, "_NET_CLIENT_LIST_STACKING"))
