"""Space or Enter that came before we heard where the keyboard had gone: Tab, Tab, Space, in the rhythm of a hand.

A program takes its keys in one by one, and so it tells of them. Who pressed Tab twice and then Space has pressed what
the second of the two brought the keyboard to, though we hear of that later. Only what those keys can have brought
counts: a dialogue that Space opened brings the keyboard somewhere too, as one move more.
"""

from __future__ import annotations

from collections.abc import Callable

from guide.conductor.timers import Timers
from guide.desktop.elements import ElementEvent, ElementRef
from guide.desktop.windows import Stop
from guide.tutorial.keys import Chord

#: Keys that bring the keyboard from one control to the next.
MOVING = frozenset(map(Chord.parse, ("Tab", "Shift+Tab", "Up", "Down", "Left", "Right")))
#: Later, what the keyboard came to is no answer to a key any more: Tab in a text moves nothing.
LATEST_MS = 500
#: A press that is out is waited for longer: the program has not even told of the keys before it, it is slow.
LATEST_PRESS_MS = 1500


class TypingAhead:
    """Counts moves that were made and not heard of."""

    def __init__(self, timers: Timers) -> None:
        self._timers = timers
        self._moves = 0
        self._at: ElementRef | None = None
        self._pending: Callable[[ElementRef], None] | None = None
        self._due: Stop = lambda: None

    def moved(self) -> None:
        """Take in a key that moves the keyboard on."""
        if self._pending is not None:  # what comes after the press is another story
            return
        self._moves += 1
        self._expect()

    def activate(self, then: Callable[[ElementRef], None]) -> None:
        """Call `then(ref)` with what the moves so far will have brought the keyboard to, if that is heard in time."""
        if self._moves and self._pending is None:
            self._pending = then
            self._expect()

    def hear(self, event: ElementEvent) -> None:
        """Take in where the keyboard has come to."""
        if event.kind != "focus" or event.ref is None or event.ref == self._at:
            return
        self._at = event.ref
        self._moves = max(0, self._moves - 1)
        if self._moves == 0:
            then = self._pending
            self.forget()
            if then is not None:
                then(event.ref)

    def forget(self) -> None:
        """Wait for nothing."""
        self._due()
        self._due = lambda: None
        self._moves, self._pending = 0, None

    def _expect(self) -> None:
        self._due()
        self._due = self._timers.after(LATEST_MS if self._pending is None else LATEST_PRESS_MS, self.forget)
