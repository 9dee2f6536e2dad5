"""This keyboard: which keys make what, with which modifiers; and what a pressed key is called.

The X server tells each key's symbols in columns: group 1 plain and with Shift, group 2 plain and with Shift, then
group 1 with AltGr, and with AltGr and Shift, then the same of group 2. A group is a layout that is switched to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.keysyms import (
    LEVEL3,
    MODE_SWITCH,
    MODIFIER_KEYS,
    NO_SYMBOL,
    NUM_LOCK,
    character,
    key_name,
    keysyms_of_key,
)
from guide.desktop.inputs import Typed, sort_of
from guide.tutorial.keys import MODIFIERS, Chord

_SHIFT_MASK, _LOCK_MASK, _CTRL_MASK = 1, 2, 4
_GROUP_SHIFT = 13
"""The bits of an event's state from here on say which group is switched on."""
#: Keysym columns of each group: plain, Shift, AltGr, AltGr and Shift.
_COLUMNS = ((0, 1, 4, 5), (2, 3, 6, 7))


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key with what has to be held for it."""

    keycode: int
    shift: bool = False
    level3: bool = False


@dataclass(frozen=True)
class Keyboard:
    """The keyboard as it is mapped now; read again after a MappingNotify."""

    first: int
    symbols: Sequence[Sequence[int]]
    """Keysyms of each key from keycode `first` on."""
    masks: Mapping[str, int]
    """State bits of Ctrl, Alt, Shift, Meta, and of `Level3` and `NumLock`; 0 where the keyboard has none."""

    @classmethod
    def read(cls, connection: Connection) -> Keyboard:
        """Ask the server."""
        info = connection.display.display.info
        first, count = info.min_keycode, info.max_keycode - info.min_keycode + 1
        symbols = [tuple(row) for row in connection.display.get_keyboard_mapping(first, count)]
        modifiers = connection.display.get_modifier_mapping()
        return cls(first, symbols, _masks(first, symbols, modifiers))

    # --- from keys to chords ------------------------------------------------------------------------------------

    def chords(self, keycode: int, state: int) -> frozenset[Chord]:
        """Return all chords that this key in this state may be called; locks do not matter.

        `Ctrl++` on a keyboard where + is above = is also `Ctrl+Shift+=`. Under a layout of other letters, the
        letter of the first layout counts too, as it does for programs.
        """
        held = frozenset(name for name in MODIFIERS if state & self.masks.get(name, 0))
        named = set()
        group = state >> _GROUP_SHIFT & 1
        number = bool(state & self.masks.get("NumLock", 0)) and self._on_keypad(keycode)
        for keysym in (self._symbol(keycode, group, number), self._symbol(keycode, 1 - group, number)):
            named |= {Chord(name, held) for name in (key_name(keysym),) if name}
        for keysym, taken in self._other_levels(keycode, group, state):
            char = character(keysym)
            if char is not None and not char.isalpha() and char != " ":
                named.add(Chord(char.upper(), held - taken))
        return frozenset(named)

    def typed(self, keycode: int, state: int) -> Typed | None:
        """Return that this key in this state types, and the kind of it; None for shortcuts and all other keys."""
        if any(state & self.masks.get(name, 0) for name in ("Ctrl", "Alt", "Meta")):
            return None
        group = state >> _GROUP_SHIFT & 1
        number = bool(state & self.masks.get("NumLock", 0)) and self._on_keypad(keycode)
        level = bool(state & _SHIFT_MASK) + 2 * bool(state & self.masks.get("Level3", 0))
        keysym = self._symbol(keycode, group, number or level) or self._symbol(keycode, group, 0)
        if key_name(keysym) in ("Backspace", "Delete"):
            return Typed("erase")
        char = character(keysym)
        return Typed(sort_of(char)) if char is not None else None

    def _other_levels(self, keycode: int, group: int, state: int) -> Iterator[tuple[int, frozenset[str]]]:
        """Yield what Shift and AltGr make of the key, with the modifiers that were used up for it."""
        shift = bool(state & _SHIFT_MASK)
        third = bool(state & self.masks.get("Level3", 0))
        if shift or third:
            yield self._symbol(keycode, group, shift + 2 * third), frozenset({"Shift"} if shift else ())

    # --- from characters and chords to keys ---------------------------------------------------------------------

    def stroke(self, keysym: int, group: int = 0) -> Stroke | None:
        """Return how to make a symbol in the group that is switched on; None: this keyboard has no such key."""
        if group >= len(_COLUMNS):
            return None
        for level, index in product(range(4), range(len(self.symbols))):
            if level >= 2 and not self.masks.get("Level3"):
                break
            keycode = self.first + index
            if self._symbol(keycode, group, level) == keysym and not (level and self._on_keypad(keycode)):
                return Stroke(keycode, shift=bool(level & 1), level3=level >= 2)
        return None

    def stroke_of(self, char: str, keysym: int, group: int = 0) -> Stroke | None:
        """Return how to type a character, also where the keyboard calls it by an old keysym."""
        stroke = self.stroke(keysym, group)
        if stroke is None and keysym > 0xFF:
            olds = {symbol for row in self.symbols for symbol in row if character(symbol) == char}
            return next((found for old in sorted(olds) if (found := self.stroke(old, group))), None)
        return stroke

    def stroke_of_key(self, key: str, group: int = 0) -> Stroke | None:
        """Return how to press the key of a chord."""
        found = (self.stroke(keysym, at) for keysym in keysyms_of_key(key) for at in (group, 0, 1))
        return next((stroke for stroke in found if stroke is not None), None)

    def modifier_key(self, name: str) -> int | None:
        """Return the keycode that holds Ctrl, Alt, Shift, Meta or Level3."""
        wanted = [keysym for keysym, modifier in MODIFIER_KEYS.items() if modifier == name]
        for keysym in wanted or [LEVEL3, MODE_SWITCH]:
            for index, row in enumerate(self.symbols):
                if row and row[0] == keysym:
                    return self.first + index
        return None

    def spare(self) -> list[int]:
        """Return the longest row of neighbouring keycodes that make nothing, and so can be lent."""
        longest: list[int] = []
        row: list[int] = []
        for index, symbols in enumerate(self.symbols):
            row = [] if any(symbols) else [*row, self.first + index]
            longest = max(longest, row, key=len)
        return longest

    def _symbol(self, keycode: int, group: int, level: int | bool) -> int:
        row = self.symbols[keycode - self.first] if 0 <= keycode - self.first < len(self.symbols) else ()
        column = _COLUMNS[group][level]
        symbol = row[column] if column < len(row) else NO_SYMBOL
        return symbol or (self._symbol(keycode, 0, level) if group else NO_SYMBOL)

    def _on_keypad(self, keycode: int) -> bool:
        """Whether Num Lock, and not Shift, gives this key its second meaning."""
        return 0xFF80 <= self._symbol(keycode, 0, 0) <= 0xFFBD


def _masks(first: int, symbols: Sequence[Sequence[int]], modifiers: Sequence[Sequence[int]]) -> dict[str, int]:
    """Return the state bit of each modifier from the 8 lists of keycodes that set the 8 bits."""
    masks = {"Shift": _SHIFT_MASK, "Ctrl": _CTRL_MASK, "Alt": 0, "Meta": 0, "Level3": 0, "NumLock": 0}
    for bit, keycodes in enumerate(modifiers):
        rows = [symbols[code - first] for code in keycodes if first <= code < first + len(symbols)]
        for keysym in {keysym for row in rows for keysym in row}:
            name = MODIFIER_KEYS.get(keysym)
            name = {LEVEL3: "Level3", MODE_SWITCH: "Level3", NUM_LOCK: "NumLock"}.get(keysym, name)
            if name in masks and bit > 2 and not masks[name]:
                masks[name] = 1 << bit
    return masks


def lock_masks(keyboard: Keyboard) -> tuple[int, ...]:
    """Return the four combinations of Caps Lock and Num Lock in which a shortcut must work."""
    num = keyboard.masks.get("NumLock", 0)
    return tuple(dict.fromkeys((0, _LOCK_MASK, num, _LOCK_MASK | num)))
