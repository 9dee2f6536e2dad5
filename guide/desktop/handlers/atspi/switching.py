"""The session's switch for accessibility: programs of Qt and browsers look at it when they start.

It lasts: `at-spi-bus-launcher` keeps it in the desktop's settings, where there are any. So nobody turns it who was not
asked first. Linux only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from dbus_fast import MessageType, Variant
from dbus_fast.errors import DBusFastError

from guide.desktop.handlers.atspi.bus import PROPERTIES, AtspiError, accessibility_enabled, ask_session

_WITHIN_S = 3.0
T = TypeVar("T")


class CannotSwitchError(Exception):
    """The switch cannot be reached; the message says why, for a person."""


def is_on() -> bool:
    """Whether the session says that assistive technology is in use. CannotSwitchError where it says nothing."""
    return asyncio.run(_within(_is_on()))


def switch(on: bool) -> None:
    """Turn it. CannotSwitchError."""
    asyncio.run(_within(_switch(on)))


async def _is_on() -> bool:
    on = await accessibility_enabled()
    if on is None:
        raise CannotSwitchError("this session has no switch for accessibility (org.a11y.Status)")
    return on


async def _switch(on: bool) -> None:
    values = ["org.a11y.Status", "IsEnabled", Variant("b", on)]
    reply = await ask_session("/org/a11y/bus", PROPERTIES, "Set", "ssv", values)
    if reply.message_type is MessageType.ERROR:
        raise CannotSwitchError(str(reply.body[0] if reply.body else reply.error_name))


async def _within(asking: Coroutine[Any, Any, T]) -> T:
    try:
        async with asyncio.timeout(_WITHIN_S):
            return await asking
    except TimeoutError:
        raise CannotSwitchError("the session bus does not answer") from None
    except (AtspiError, OSError, EOFError, DBusFastError, ValueError) as error:
        raise CannotSwitchError(f"there is no session bus ({error})") from error
