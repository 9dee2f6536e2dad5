"""The shortcuts that a program says belong to a control, out of what toolkits write.

GTK 3 and LibreOffice: `s;<Alt>f:s;<Primary>s` (the letter in its open menu; the way there; the shortcut from anywhere),
for a menu in the bar `<Alt>f;<Alt>f;`, for a button `<Alt>s;;`. Qt: `Alt+S`, `Ctrl+S`. GTK 4.8 tells `<Space>` only.
"""

from __future__ import annotations

import re

from guide.tutorial.keys import BadKeysError, Chord

_MODIFIER = re.compile(r"<(\w+)>")
_MODIFIERS = {"primary": "Ctrl", "control": "Ctrl", "ctrl": "Ctrl", "alt": "Alt", "shift": "Shift", "super": "Meta"}
_KEYS = {
    "return": "Enter", "kp_enter": "Enter", "page_up": "PageUp", "page_down": "PageDown", "plus": "+", "minus": "-",
    "equal": "=", "comma": ",", "period": ".", "slash": "/", "backspace": "Backspace", "question": "?",
}  # fmt: skip


def chords(binding: str) -> frozenset[Chord]:
    """Return the shortcuts in what a toolkit writes; none for what is none, or a way of several keys.

    >>> sorted(map(str, chords("s;<Alt>f:s;<Primary><Shift>s")))
    ['Ctrl+Shift+S', 'S']
    >>> sorted(map(str, chords("Ctrl+S"))), chords("<Space>"), chords(";")
    (['Ctrl+S'], frozenset(), frozenset())
    """
    found = (_chord(part.strip()) for part in binding.split(";") if ":" not in part)
    return frozenset(chord for chord in found if chord is not None)


def _chord(text: str) -> Chord | None:
    names = [name.lower() for name in _MODIFIER.findall(text)]
    key = _MODIFIER.sub("", text)
    if not key or any(name not in _MODIFIERS for name in names):
        return None
    key = _KEYS.get(key.lower(), key)
    try:
        return Chord.parse("+".join([*(_MODIFIERS[name] for name in names), key]))
    except BadKeysError:
        return None
