"""What we need of the keyboard extension and python-xlib does not know: what is switched on, and off.

Layouts: The X Keyboard Extension, Protocol Specification, version 1.0: UseExtension, GetState, LatchLockState.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from Xlib.protocol import rq

from guide.desktop.handlers.x11.connection import Connection

_EXTENSION = "XKEYBOARD"
_CORE_KEYBOARD = 0x0100
_LOCK_MASK = 2


class _UseExtension(rq.ReplyRequest):  # type: ignore[misc]
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(0), rq.RequestLength(), rq.Card16("major"), rq.Card16("minor"))
    _reply = rq.Struct(
        rq.ReplyCode(), rq.Card8("supported"), rq.Card16("sequence_number"), rq.ReplyLength(), rq.Pad(24)
    )


class _GetState(rq.ReplyRequest):  # type: ignore[misc]
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(4), rq.RequestLength(), rq.Card16("device"), rq.Pad(2))
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Card8("device"),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card8("mods"),
        rq.Card8("base_mods"),
        rq.Card8("latched_mods"),
        rq.Card8("locked_mods"),
        rq.Card8("group"),
        rq.Pad(19),
    )


class _LatchLockState(rq.Request):  # type: ignore[misc]
    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(5),
        rq.RequestLength(),
        rq.Card16("device"),
        rq.Card8("affect_locks"),
        rq.Card8("locks"),
        rq.Pad(8),  # no group is locked, nothing is latched
    )


@dataclass(frozen=True, slots=True)
class Switched:
    """What is switched on at the keyboard now."""

    group: int = 0
    """The layout, counted from 0."""
    caps_lock: bool = False


class KeyboardState:
    """Asks for the state of the keyboard; a server without the extension has one layout."""

    def __init__(self, connection: Connection) -> None:
        self._x = connection
        told = connection.display.query_extension(_EXTENSION)
        self._opcode = told.major_opcode if told is not None and told.present else None
        if self._opcode is not None:
            self._ask(_UseExtension, major=1, minor=0)

    def now(self) -> Switched:
        """Return what is switched on."""
        if self._opcode is None:
            return Switched(caps_lock=bool(self._x.root.query_pointer().mask & _LOCK_MASK))
        told = self._ask(_GetState, device=_CORE_KEYBOARD)
        return Switched(group=int(told.group), caps_lock=bool(told.locked_mods & _LOCK_MASK))

    def lock_caps(self, on: bool) -> None:
        """Switch Caps Lock, also where no key does."""
        if self._opcode is not None:
            _LatchLockState(
                display=self._x.display.display,
                opcode=self._opcode,
                device=_CORE_KEYBOARD,
                affect_locks=_LOCK_MASK,
                locks=_LOCK_MASK if on else 0,
            )
            self._x.sync()

    def _ask(self, question: Any, **values: int) -> Any:
        return question(display=self._x.display.display, opcode=self._opcode, **values)
