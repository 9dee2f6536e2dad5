"""Whether the desktop is told to keep quiet: asked when it matters, of those who know.

GNOME and its relatives keep it in a setting, Xfce in another; KDE's notification service says it on the session bus.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from contextlib import suppress

from dbus_fast import BusType, Message, MessageFlag, MessageType
from dbus_fast.aio import MessageBus

_WITHIN_S = 2.0
_ASKED = (
    (("gsettings", "get", "org.gnome.desktop.notifications", "show-banners"), "false"),
    (("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb"), "true"),
)
"""Commands, and the answer that means quiet."""


def do_not_disturb() -> bool:
    """Whether somebody has asked for quiet. Takes up to some seconds: not for the GUI thread."""
    return any(_answers(command, quiet) for command, quiet in _ASKED) or asyncio.run(_inhibited())


def _answers(command: tuple[str, ...], quiet: str) -> bool:
    if shutil.which(command[0]) is None:
        return False
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(command, capture_output=True, text=True, timeout=_WITHIN_S, check=False)  # noqa: S603
        return done.returncode == 0 and done.stdout.strip() == quiet
    return False


async def _inhibited() -> bool:
    """Ask the notification service that runs; none is started for this."""
    question = Message(
        destination="org.freedesktop.Notifications",
        path="/org/freedesktop/Notifications",
        interface="org.freedesktop.DBus.Properties",
        member="Get",
        signature="ss",
        body=["org.freedesktop.Notifications", "Inhibited"],
        flags=MessageFlag.NO_AUTOSTART,
    )
    with suppress(Exception):  # no bus, no service, no answer: nobody has asked for quiet
        async with asyncio.timeout(_WITHIN_S):
            bus = await MessageBus(bus_type=BusType.SESSION).connect()
            try:
                reply = await bus.call(question)
            finally:
                bus.disconnect()
            if reply is not None and reply.message_type is MessageType.METHOD_RETURN:
                return bool(reply.body[0].value)
    return False
