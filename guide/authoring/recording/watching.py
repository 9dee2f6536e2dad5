"""Which keys are told apart while a recording runs: shortcuts, and keys that move or confirm; never a letter alone."""

from __future__ import annotations

from itertools import chain, combinations

from guide.tutorial.keys import KEY_NAMES, MODIFIERS, Chord

_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-=/*.,;:#'()[]<>?!ÄÖÜß"
_BY_THEMSELVES = frozenset(KEY_NAMES) - {"Backspace", "Print", "Pause"}
_OF_TEXT = frozenset({"Space", "Delete", "Backspace"})
"""Keys that belong to what one types, in a field; elsewhere they do something."""


def watched() -> frozenset[Chord]:
    """Return the chords that a recording listens for."""
    sets = [frozenset(held) for held in chain.from_iterable(combinations(MODIFIERS, n) for n in range(4))]
    commanding = [held for held in sets if held & {"Ctrl", "Alt", "Meta"}]
    chords = {Chord(key, held) for held in commanding for key in (*_CHARACTERS, *KEY_NAMES)}
    chords |= {Chord(key) for key in _BY_THEMSELVES}
    chords |= {Chord(key, frozenset({"Shift"})) for key in _BY_THEMSELVES - _OF_TEXT}
    return frozenset(chords)


def belongs_to_text(chord: Chord) -> bool:
    """Whether a key is a part of what is typed, where one types."""
    return chord.key in _OF_TEXT and not chord.modifiers & {"Ctrl", "Alt", "Meta"}
