"""Keys and shortcuts as menus write them: `Ctrl+S`, `Alt+F4`, `F1`, `Shift+Tab`, `Ctrl++`.

>>> str(Chord.parse("control+shift+s"))
'Ctrl+Shift+S'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

#: Modifiers in the order in which they are written. Meta is the Windows, Command or Super key.
MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")

_MODIFIER_ALIASES = {
    "ctrl": "Ctrl", "control": "Ctrl", "strg": "Ctrl", "alt": "Alt", "option": "Alt", "shift": "Shift",
    "meta": "Meta", "super": "Meta", "win": "Meta", "cmd": "Meta", "command": "Meta",
}  # fmt: skip

_NAMED_KEYS = {
    name.casefold(): name
    for name in (
        "Enter", "Escape", "Tab", "Space", "Backspace", "Delete", "Insert", "Home", "End", "PageUp", "PageDown",
        "Up", "Down", "Left", "Right", "Menu", "Print", "Pause", *(f"F{n}" for n in range(1, 25)),
    )
}  # fmt: skip
#: Keys that are written as a word.
KEY_NAMES = tuple(_NAMED_KEYS.values())
_NAMED_KEYS |= {"return": "Enter", "esc": "Escape", "del": "Delete", "ins": "Insert", "spacebar": "Space"}


class BadKeysError(ValueError):
    """A text that names no key or shortcut; the message says what would."""


@dataclass(frozen=True, slots=True)
class Chord:
    """One key with its modifiers. `key` is a single character in upper case or a name (`Enter`, `F5`)."""

    key: str
    modifiers: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a shortcut; BadKeysError where a part is unknown or the key itself is missing."""
        stripped = text.strip()
        if stripped.endswith("++") or stripped == "+":  # the plus key itself
            parts, key = stripped[:-1].rstrip("+").split("+"), "+"
        else:
            *parts, key = stripped.split("+")
        modifiers = set()
        for part in parts:
            if part.strip():
                modifier = _MODIFIER_ALIASES.get(part.strip().casefold())
                if modifier is None:
                    raise BadKeysError(f"“{part.strip()}” is not a modifier; allowed: {', '.join(MODIFIERS)}")
                modifiers.add(modifier)
        return cls(_key(key.strip()), frozenset(modifiers))

    def __str__(self) -> str:
        """As menus write it."""
        return "+".join([*(m for m in MODIFIERS if m in self.modifiers), self.key])


def _key(text: str) -> str:
    if len(text) == 1 and text.isprintable():
        return text.upper()
    if text.casefold() in _NAMED_KEYS:
        return _NAMED_KEYS[text.casefold()]
    names = ", ".join(name for name in KEY_NAMES if not name[1:].isdigit())
    missing = f"“{text}” is not a key" if text else "the key itself is missing"
    raise BadKeysError(f"{missing}; allowed: one character, {names}, F1 to F24")
