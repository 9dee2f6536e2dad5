"""Characters that no key of this keyboard makes: unused keys are lent to them for a moment.

Programs read the keyboard's map when they come to handle a key, which is later than when it was pressed. A map that
is put back too early turns € into nothing, or into the next character. So whoever has the keyboard is asked to answer
a ping (_NET_WM_PING), which it does after everything that came before: after reading the new map, and again after
handling the last key, before the map is put back.

Each change of the map makes every program read it anew, and some window managers take 60 ms for that, in which no
click gets through. So keys are lent in one row with one change, and not one by one.
"""

from __future__ import annotations

import select
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from Xlib import X
from Xlib.protocol.event import ClientMessage

from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.keyboard import Keyboard, Stroke
from guide.desktop.handlers.x11.keysyms import NO_SYMBOL
from guide.desktop.handlers.x11.properties import number
from guide.desktop.inputs import InputNotPossibleError

#: A busy program may take this long to come to its next event.
_ANSWER_WITHIN_S = 3.0
#: For programs that do not answer pings (xterm): they read the map at each key, at once.
_PAUSE_S = 0.15


class LentKeys:
    """Lends unused keys, each to two characters (with and without Shift); on leaving, all are given back."""

    def __init__(self, connection: Connection, keyboard: Keyboard) -> None:
        self._x = connection
        self._spare = keyboard.spare()
        self._lent = 0
        """How many of the spare keys."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lent:
            self._wait_for_program()
            self._map([NO_SYMBOL] * 2 * self._lent)

    def parts(self, text: str, missing: set[str]) -> Iterator[str]:
        """Yield the text in pieces that need no more keys than there are; each must be typed before the next."""
        piece, needed = "", set[str]()
        for char in text:
            if char in missing and char not in needed and len(needed) == 2 * len(self._spare):
                yield piece
                piece, needed = "", set()
            needed |= {char} & missing
            piece += char
        yield piece

    def lend(self, keysyms: Sequence[int]) -> list[Stroke]:
        """Give each symbol a key and return how to strike them; what was lent before is taken back."""
        if not keysyms:
            return []
        if not self._spare:
            raise InputNotPossibleError("This keyboard has no unused key that could make other characters.")
        if self._lent:
            self._wait_for_program()
        self._lent = max(self._lent, (len(keysyms) + 1) // 2)
        self._map([*keysyms, *[NO_SYMBOL] * (2 * self._lent - len(keysyms))])
        self._wait_for_program()
        return [Stroke(self._spare[i // 2], shift=bool(i % 2)) for i in range(len(keysyms))]

    def _map(self, keysyms: Sequence[int]) -> None:
        pairs = list(zip(keysyms[::2], keysyms[1::2], strict=True))
        # Alone, a letter would be given its capital with Shift, and take Caps Lock for Shift.
        self._x.display.change_keyboard_mapping(self._spare[0], [(one, other or one) for one, other in pairs])
        self._x.sync()

    def _wait_for_program(self) -> None:
        """Return when the program that has the keyboard has dealt with all that it was sent."""
        self._x.sync()
        window_id = number(self._x.properties(self._x.root.id, ("_NET_ACTIVE_WINDOW",)), "_NET_ACTIVE_WINDOW")
        protocols = self._x.properties(window_id, ("WM_PROTOCOLS",)).get("WM_PROTOCOLS", ()) if window_id else ()
        if not window_id or self._x.atom("_NET_WM_PING") not in protocols or not self._ping(window_id):
            time.sleep(_PAUSE_S)

    def _ping(self, window_id: int) -> bool:
        """Whether the program answered in time."""
        ping, protocols = self._x.atom("_NET_WM_PING"), self._x.atom("WM_PROTOCOLS")
        stamp = time.monotonic_ns() // 1_000_000 & 0x7FFFFFFF
        # The answer goes to the root: to those who watch its children (the standard; GTK), or itself (Qt).
        self._x.root.change_attributes(event_mask=X.SubstructureNotifyMask | X.StructureNotifyMask)
        try:
            message = ClientMessage(window=window_id, client_type=protocols, data=(32, (ping, stamp, window_id, 0, 0)))
            self._x.window(window_id).send_event(message, event_mask=X.NoEventMask)
            self._x.display.flush()
            return self._answered((ping, stamp))
        finally:
            self._x.root.change_attributes(event_mask=X.NoEventMask)
            self._x.sync()
            self._x.events()

    def _answered(self, expected: tuple[int, int]) -> bool:
        deadline = time.monotonic() + _ANSWER_WITHIN_S
        while (left := deadline - time.monotonic()) > 0:
            for event in self._x.events():
                if event.type == X.ClientMessage and tuple(event.data[1][:2]) == expected:
                    return True
            select.select([self._x.fileno()], [], [], left)
        return False
