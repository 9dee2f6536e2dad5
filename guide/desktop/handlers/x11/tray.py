"""Whether the desktop has a place for symbols of programs: the old way of X11, or the new one on the session bus."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus

from guide.desktop.handlers.x11.connection import Connection, NoDisplayError

_WATCHER = "org.kde.StatusNotifierWatcher"
_WITHIN_S = 2.0


def has_tray() -> bool:
    """Whether somebody shows symbols. Asks the X server and the session bus; not for the GUI thread."""
    return _embeds() or asyncio.run(_is_watched())


def _embeds() -> bool:
    try:
        x = Connection()
    except NoDisplayError:
        return False
    try:
        selection = x.atom(f"_NET_SYSTEM_TRAY_S{x.display.get_default_screen()}")
        return bool(x.display.get_selection_owner(selection))
    finally:
        x.close()


async def _is_watched() -> bool:
    daemon = "org.freedesktop.DBus"
    question = Message(daemon, "/org/freedesktop/DBus", daemon, "NameHasOwner", signature="s", body=[_WATCHER])
    with suppress(Exception):  # no session bus: nobody is there
        async with asyncio.timeout(_WITHIN_S):
            bus = await MessageBus(bus_type=BusType.SESSION).connect()
            try:
                reply = await bus.call(question)
            finally:
                bus.disconnect()
            return reply is not None and reply.message_type is MessageType.METHOD_RETURN and bool(reply.body[0])
    return False
