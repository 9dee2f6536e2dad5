"""The part of the X extension SYNC that wakes a program when a counter passes a value, for python-xlib, which has none.

Source: X Synchronization Extension Protocol, version 3.1. The counter IDLETIME, in milliseconds, is told by every X.Org
server, and by those that are made of it (Xvfb, Xephyr, Xwayland, TigerVNC).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from Xlib.protocol import rq

from guide.desktop.handlers.x11.connection import Connection

EXTENSION = "SYNC"
_ALARM_NOTIFY = 1
_COUNTER, _VALUE_TYPE, _VALUE, _TEST_TYPE, _DELTA, _EVENTS = (1 << bit for bit in range(6))
_ABSOLUTE = 0
UPWARDS, DOWNWARDS = 0, 1
"""Test types PositiveTransition and NegativeTransition: an alarm of these goes off each time, and stays."""
_NAME_AT = 14
"""Where in a SYSTEMCOUNTER the name begins: after counter, resolution and length."""
_ORDER = sys.byteorder
"""python-xlib asks the server to answer in the order of this machine."""


class _Initialize(rq.ReplyRequest):  # type: ignore[misc]
    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(0), rq.RequestLength(), rq.Card8("major"), rq.Card8("minor"), rq.Pad(2)
    )
    _reply = rq.Struct(
        rq.ReplyCode(), rq.Pad(1), rq.Card16("sequence_number"), rq.ReplyLength(), rq.Card8("major"), rq.Card8("minor"),
        rq.Pad(22),
    )  # fmt: skip


class _ListSystemCounters(rq.ReplyRequest):  # type: ignore[misc]
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(1), rq.RequestLength())
    _reply = rq.Struct(
        rq.ReplyCode(), rq.Pad(1), rq.Card16("sequence_number"), rq.ReplyLength(), rq.Card32("count"), rq.Pad(20),
        rq.Binary("counters"),
    )  # fmt: skip


class _CreateAlarm(rq.Request):  # type: ignore[misc]
    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(8), rq.RequestLength(), rq.Card32("alarm"), rq.Card32("mask"),
        rq.Card32("counter"), rq.Card32("value_type"), rq.Int32("value_high"), rq.Card32("value_low"),
        rq.Card32("test_type"), rq.Int32("delta_high"), rq.Card32("delta_low"), rq.Card32("events"),
    )  # fmt: skip


class AlarmNotify(rq.Event):  # type: ignore[misc]
    """An alarm has gone off; `alarm` says which."""

    _code = None
    _fields = rq.Struct(
        rq.Card8("type"), rq.Card8("kind"), rq.Card16("sequence_number"), rq.Card32("alarm"), rq.Int32("counter_high"),
        rq.Card32("counter_low"), rq.Int32("value_high"), rq.Card32("value_low"), rq.Card32("time"), rq.Card8("state"),
        rq.Pad(3),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sync:
    """The extension, on one connection, which its user holds."""

    connection: Connection
    opcode: int

    @classmethod
    def on(cls, connection: Connection) -> Sync | None:
        """Return the extension; None where the server has none."""
        display = connection.display
        found = display.query_extension(EXTENSION)
        if found is None:
            return None
        code = found.first_event + _ALARM_NOTIFY
        # not by `extension_add_event`, whose events are of no class that anybody knows
        display.display.add_extension_event(code, type("AlarmNotify", (AlarmNotify,), {"_code": code}))
        _Initialize(display=display.display, opcode=found.major_opcode, major=3, minor=1)
        return cls(connection, found.major_opcode)

    def counter(self, name: str) -> int | None:
        """Return the number of a counter of the server's; None where it has none of that name."""
        answer = _ListSystemCounters(display=self.connection.display.display, opcode=self.opcode)
        return counters_in(bytes(answer.counters), int(answer.count)).get(name)

    def alarm(self, counter: int, value: int, direction: int) -> int:
        """Be told each time that a counter passes a value, upwards or downwards; return the number of the alarm."""
        display = self.connection.display.display
        alarm: Any = display.allocate_resource_id()
        _CreateAlarm(
            display=display,
            opcode=self.opcode,
            alarm=alarm,
            mask=_COUNTER | _VALUE_TYPE | _VALUE | _TEST_TYPE | _DELTA | _EVENTS,
            counter=counter,
            value_type=_ABSOLUTE,
            value_high=value >> 32,
            value_low=value & 0xFFFFFFFF,
            test_type=direction,
            delta_high=0,
            delta_low=0,
            events=1,
        )
        return int(alarm)


def counters_in(told: bytes, count: int) -> dict[str, int]:
    """Return counters by name from the rows of an answer; what is cut off is left out.

    >>> row = (7).to_bytes(4, "little") + bytes(8) + (8).to_bytes(2, "little") + b"IDLETIME" + bytes(2)
    >>> counters_in(row + row[:20], 2)
    {'IDLETIME': 7}
    """
    counters: dict[str, int] = {}
    at = 0
    for _ in range(count):
        length = int.from_bytes(told[at + 12 : at + _NAME_AT], _ORDER)
        name = told[at + _NAME_AT : at + _NAME_AT + length]
        if length == 0 or len(name) < length:
            break
        counters[name.decode("latin-1")] = int.from_bytes(told[at : at + 4], _ORDER)
        at += (_NAME_AT + length + 3) & ~3
    return counters
