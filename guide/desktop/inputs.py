"""The input ports: what the person does, observed without taking it; and input made, for rehearsals.

Keys are compared and forgotten: a handler passes on only the chords that somebody is waiting for, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from guide.desktop.elements import Way
from guide.desktop.windows import Stop
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.keys import Chord

Button = Literal["left", "middle", "right"]


@dataclass(frozen=True, slots=True)
class PointerPress:
    """A mouse button went down or up. `count` is 2 with the second press of a double click."""

    point: DevicePoint
    button: Button
    down: bool
    count: int = 1
    at_ms: int | None = field(default=None, compare=False)
    """When it was heard, in monotonic milliseconds; by now, what came after it may be known already."""


@dataclass(frozen=True, slots=True)
class ChordPress:
    """One of the watched chords was pressed."""

    chord: Chord


KeySort = Literal["digit", "sign", "letter", "erase"]
"""What kind of key typed: a digit; one of the signs of arithmetic; any other character; one that takes away."""
Direction = Literal["up", "down", "left", "right"]


@dataclass(frozen=True, slots=True)
class Typed:
    """Something was typed. Which key it was is not told: this is all that anybody may know."""

    sort: KeySort


@dataclass(frozen=True, slots=True)
class WheelTurned:
    """The wheel was turned by one notch."""

    point: DevicePoint
    direction: Direction


InputEvent = PointerPress | ChordPress | Typed | WheelTurned
SIGNS = frozenset("+-*/=.,()%^×÷−:")
"""With digits alone these make sums, times and dates, not words."""


def sort_of(char: str) -> KeySort:
    """Return what kind of key makes a character.

    >>> sort_of("7"), sort_of("+"), sort_of("b")
    ('digit', 'sign', 'letter')
    """
    return "digit" if char.isdigit() else "sign" if char in SIGNS else "letter"


class ObservedInput(Protocol):
    """Sees clicks and the watched keys, in every program, during popup grabs too; the program gets them all the same.

    Without subscribers nothing is listened to.
    """

    def subscribe(self, callback: Callable[[InputEvent], None]) -> Stop:
        """Call back on the owner's thread until the returned stop is called."""
        ...

    def watch(self, chords: frozenset[Chord]) -> None:
        """Replace the set of chords that are passed on."""
        ...

    def watch_work(self, on: bool) -> None:
        """Pass on, too, that something was typed (never what) and that the wheel was turned; or no more."""
        ...


class MadeInput(Protocol):
    """Moves the real pointer and presses the real keys.

    Each call waits until it is done: a few milliseconds, except for `move` and `drag` with a duration and `type` of
    characters that are not on the keyboard.
    """

    def move(self, point: DevicePoint, *, duration_ms: int = 0) -> None:
        """Move the pointer, in a line, in that time. Not with a duration on the GUI thread."""
        ...

    def click(self, point: DevicePoint, button: Button = "left", count: int = 1) -> None:
        """Move there and click."""
        ...

    def drag(self, start: DevicePoint, end: DevicePoint, *, duration_ms: int = 0) -> None:
        """Press at one point, move in a line, in that time, and let go at another. Not on the GUI thread."""
        ...

    def scroll(self, point: DevicePoint, way: Way, notches: int) -> None:
        """Move there and turn the wheel by so many notches."""
        ...

    def press(self, chord: Chord) -> None:
        """Press and let go a shortcut."""
        ...

    def type(self, text: str) -> None:
        """Type a text, any Unicode, independent of the keyboard layout."""
        ...


class InputNotPossibleError(Exception):
    """This keyboard cannot do it; the message says why."""


class HotkeyTakenError(Exception):
    """Another program has taken the shortcut already; the message names it."""


class Hotkeys(Protocol):
    """Shortcuts of our own, taken from every program while they are grabbed: into the card and back."""

    def grab(self, chord: Chord, callback: Callable[[], None]) -> Stop:
        """Take a shortcut and call back, on the owner's thread, with each press, until the returned stop is called.

        HotkeyTakenError when another program has it, InputNotPossibleError when no key makes it.
        """
        ...
