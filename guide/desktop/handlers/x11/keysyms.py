"""Keysyms: X's numbers for what is printed on keys, as characters and as the names that chords use. Pure.

Numbers: X11/keysymdef.h; characters above Latin-1: Appendix A of the X Window System Protocol.
"""

from __future__ import annotations

NO_SYMBOL = 0

#: A keysym of a character that has none of its own is this plus the character.
_UNICODE = 0x01000000

#: The sets from before Unicode: the high byte names the set, the low byte is the character in an 8-bit encoding.
_OLD_SETS = {
    0x01: "iso8859-2", 0x02: "iso8859-3", 0x03: "iso8859-4", 0x05: "iso8859-6", 0x06: "koi8-u",
    0x07: "iso8859-7", 0x0C: "iso8859-8", 0x0D: "iso8859-11", 0x13: "iso8859-15",
}  # fmt: skip
_EURO = 0x20AC

_NAMED = {
    "Enter": 0xFF0D, "Escape": 0xFF1B, "Tab": 0xFF09, "Space": 0x0020, "Backspace": 0xFF08, "Delete": 0xFFFF,
    "Insert": 0xFF63, "Home": 0xFF50, "End": 0xFF57, "PageUp": 0xFF55, "PageDown": 0xFF56, "Up": 0xFF52,
    "Down": 0xFF54, "Left": 0xFF51, "Right": 0xFF53, "Menu": 0xFF67, "Print": 0xFF61, "Pause": 0xFF13,
    **{f"F{n}": 0xFFBD + n for n in range(1, 25)},
}  # fmt: skip
_NAMES = {keysym: name for name, keysym in _NAMED.items()} | {
    0xFE20: "Tab",  # ISO_Left_Tab: what Shift makes of Tab
    0xFF8D: "Enter", 0xFF95: "Home", 0xFF96: "Left", 0xFF97: "Up", 0xFF98: "Right", 0xFF99: "Down",
    0xFF9A: "PageUp", 0xFF9B: "PageDown", 0xFF9C: "End", 0xFF9E: "Insert", 0xFF9F: "Delete", 0xFF80: "Space",
}  # fmt: skip
_KEYPAD = {0xFFAA: "*", 0xFFAB: "+", 0xFFAC: ",", 0xFFAD: "-", 0xFFAE: ".", 0xFFAF: "/", 0xFFBD: "="} | {
    0xFFB0 + n: str(n) for n in range(10)
}

#: Characters of a text that are keys of their own.
_TYPED = {"\n": 0xFF0D, "\r": 0xFF0D, "\t": 0xFF09, "\b": 0xFF08}

#: Keysyms of keys that switch something, by what they switch.
MODIFIER_KEYS = {
    0xFFE1: "Shift", 0xFFE2: "Shift", 0xFFE3: "Ctrl", 0xFFE4: "Ctrl", 0xFFE9: "Alt", 0xFFEA: "Alt",
    0xFFEB: "Meta", 0xFFEC: "Meta",
}  # fmt: skip
NUM_LOCK, LEVEL3, MODE_SWITCH = 0xFF7F, 0xFE03, 0xFF7E


def character(keysym: int) -> str | None:
    """Return the character of a keysym, None for keys that make none.

    >>> character(0x61), character(0x6C1), character(0x20AC), character(0x0100263A), character(0xFF0D)
    ('a', 'а', '€', '☺', None)
    """
    if 0x20 <= keysym <= 0x7E or 0xA0 <= keysym <= 0xFF:
        return chr(keysym)
    if _UNICODE <= keysym <= _UNICODE + 0x10FFFF:
        return chr(keysym - _UNICODE)
    if keysym == _EURO:
        return "€"
    encoding = _OLD_SETS.get(keysym >> 8)
    if encoding is not None and keysym & 0x80:
        found = bytes([keysym & 0xFF]).decode(encoding, "ignore")
        return found or None
    return _KEYPAD.get(keysym)


def keysym_of(char: str) -> int:
    """Return the keysym that every toolkit takes for a character.

    >>> hex(keysym_of("ü")), hex(keysym_of("✓"))
    ('0xfc', '0x1002713')
    """
    code = ord(char)
    if char in _TYPED:
        return _TYPED[char]
    return code if 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xFF else _UNICODE + code


def key_name(keysym: int) -> str | None:
    """Return a keysym as `Chord.key` writes it, None where no chord can name it.

    >>> key_name(0x73), key_name(0xFF8D), key_name(0x20)
    ('S', 'Enter', 'Space')
    """
    if keysym in _NAMES:
        return _NAMES[keysym]
    char = character(keysym)
    return char.upper() if char is not None and char.isprintable() and len(char.upper()) == 1 else char


def keysyms_of_key(key: str) -> tuple[int, ...]:
    """Return the keysyms that press the key of a chord, best first.

    >>> [hex(k) for k in keysyms_of_key("S")], [hex(k) for k in keysyms_of_key("Enter")]
    (['0x73', '0x53'], ['0xff0d'])
    """
    if key in _NAMED:
        return (_NAMED[key],)
    return tuple(dict.fromkeys(keysym_of(char) for char in (key.lower(), key) if len(char) == 1))
