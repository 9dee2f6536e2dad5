"""What a program's cache of elements tells, all at once: some thousands of elements in one answer.

The answer is taken apart here, and not by dbus-fast: that makes lists of lists of it in one go, in C, and of two
megabytes from a hostile program that takes two frames of the overlay.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Iterator

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError
from guide.desktop.handlers.atspi.nodes import NULL_PATH, Inquiry, Node, Program
from guide.desktop.handlers.atspi.sieve import Hoard
from guide.desktop.handlers.atspi.states import state_bits

Item = tuple[Node, ElementRef | None]
"""An element, and what it is in."""
SIGNATURE = "a((so)(so)(so)iiassusau)"
"""The answer of `GetItems`: itself, application, parent, index, number of children, interfaces, name, role,
description, states. Qt's has a list of children instead, and is empty."""
MOST_BYTES = 1 << 22
"""A control has 350 bytes there: Writer's 2,000 need 0.7 MB, a window of 5,000 buttons 1.8 MB."""
_AT_A_TIME = 500
"""Elements, some 3 ms; then whoever else lives on the loop has a turn."""
_PATH = "/org/a11y/atspi/cache"
_INTERFACE = "org.a11y.atspi.Cache"


async def read_items(program: Program, inquiry: Inquiry) -> list[Item]:
    """Ask for everything that a program has ready; nothing where it has no cache. NoAnswerError."""
    hoard = Hoard(SIGNATURE, MOST_BYTES)
    try:
        await inquiry.ask_for_much(ElementRef(program.bus, _PATH), _INTERFACE, "GetItems", hoard)
        return await _taken_apart(hoard)
    except NoAnswerError:
        raise
    except (AtspiError, struct.error):
        return []


async def _taken_apart(hoard: Hoard) -> list[Item]:
    told: list[Item] = []
    for item in items(bytes(hoard.body), hoard.order):
        told.append(item)
        if not len(told) % _AT_A_TIME:
            await asyncio.sleep(0)
    return told


def items(body: bytes, order: str = "<") -> Iterator[Item]:
    """Yield the elements of an answer; struct.error at nonsense. `order`: of its bytes, for the struct module.

    How values lie in it: https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-marshaling
    """
    reading = _Reading(body, order)
    end = reading.number() + 8
    reading.at = 8
    while reading.at < end:
        reading.at = reading.at + 7 & ~7
        yield _item(reading)


def _item(reading: _Reading) -> Item:
    ref = reading.reference()
    reading.reference()  # the application
    above = reading.reference()
    reading.number()  # the index
    count = reading.signed()
    reading.skip()  # interfaces
    name, role = reading.text(), reading.number()
    reading.text()  # the description
    states = reading.numbers()
    parent = above if above.bus and above.path != NULL_PATH else None
    return Node(ref, role, name, state_bits(states), count), parent


class _Reading:
    """Values of an answer, one after the other."""

    def __init__(self, body: bytes, order: str) -> None:
        self.body, self.at, self._order = body, 0, order
        self._number, self._signed = struct.Struct(f"{order}I").unpack_from, struct.Struct(f"{order}i").unpack_from

    def number(self) -> int:
        at = self.at = self.at + 3 & ~3
        self.at += 4
        return int(self._number(self.body, at)[0])

    def signed(self) -> int:
        at = self.at = self.at + 3 & ~3
        self.at += 4
        return int(self._signed(self.body, at)[0])

    def text(self) -> str:
        length = self.number()
        began = self.at
        self.at += length + 1
        return self.body[began : began + length].decode(errors="replace")

    def reference(self) -> ElementRef:
        self.at = self.at + 7 & ~7
        return ElementRef(self.text(), self.text())

    def numbers(self) -> list[int]:
        count = self.number() // 4
        return [self.number() for _ in range(count)]

    def skip(self) -> None:
        """Pass over a list of texts."""
        length = self.number()
        self.at += length
