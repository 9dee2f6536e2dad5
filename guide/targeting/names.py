"""Comparing a name in a tutorial with the name that a toolkit tells."""

from __future__ import annotations

import re
from functools import lru_cache

from guide.desktop.elements import Matcher
from guide.tutorial.patterns import LocalName

_MNEMONIC = re.compile(r"&(?=\w)|_(?=[^\W_])")
"""`&File` (Qt, Windows) and `_File` (GTK): the mark before the letter to press."""
_CJK_MNEMONIC = re.compile(r"\s*\([&_]?[A-Z0-9]\)(?=…|\.\.\.|$)")
"""`文件(&F)`: where the letters are not Latin, the letter to press stands behind."""
_KEYS = r"(?:(?:Ctrl|Control|Shift|Alt|Meta|Super|Strg|Umschalt|Maj|Cmd)\s?\+\s?)+\S{1,12}|F\d{1,2}|Del|Ins|Entf|Einfg"
_SHORTCUT = re.compile(rf"(?:\t.*|\s+(?:{_KEYS})|\s*\((?:{_KEYS})\))$")
r"""`Save\tCtrl+S`, `Save Ctrl+S`, `Save (Ctrl+S)`: the shortcut that some menus and tool bars add."""


@lru_cache(maxsize=4096)
def forms(name: str) -> tuple[str, ...]:
    r"""Return the ways to say a name, as it is first: without shortcut, without mnemonic.

    >>> forms("&Save As...\tCtrl+Shift+S")[-1]
    'Save As...'
    >>> forms("snake_case")
    ('snake_case', 'snakecase')
    """
    plain = _SHORTCUT.sub("", name)
    unmarked = _CJK_MNEMONIC.sub("", _MNEMONIC.sub("", plain))
    return tuple(dict.fromkeys((name, plain, unmarked.strip())))


def bare(name: str) -> str:
    """Return a name as one reads it: without the mark before the letter to press.

    >>> bare("Speichern _unter …")
    'Speichern unter …'
    """
    return forms(name)[-1]


def matcher(name: LocalName, language: str) -> Matcher:
    """Return a predicate for the names that a toolkit may tell for `name` in a session of this language."""

    def matches(told: str) -> bool:
        return any(name.matches(form, language) for form in forms(told))

    return matches
