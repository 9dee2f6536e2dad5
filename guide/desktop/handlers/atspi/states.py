"""AT-SPI's state bits in words. Source: at-spi2-core, `atspi-constants.h`, AtspiStateType."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntFlag

_NAMES = """
    invalid active armed busy checked collapsed defunct editable enabled expandable
    expanded focusable focused has-tooltip horizontal iconified modal multi-line multiselectable opaque
    pressed resizable selectable selected sensitive showing single-line stale transient vertical
    visible manages-descendants indeterminate required truncated animated invalid-entry supports-autocompletion
    selectable-text is-default visited checkable has-popup read-only
""".split()  # noqa: SIM905  (a table to be read)


class State(IntFlag):
    """The states that something here depends on."""

    ACTIVE = 1 << 1
    DEFUNCT = 1 << 6
    EDITABLE = 1 << 7
    ENABLED = 1 << 8
    FOCUSABLE = 1 << 11
    FOCUSED = 1 << 12
    MULTI_LINE = 1 << 17
    SENSITIVE = 1 << 24
    SHOWING = 1 << 25
    VISIBLE = 1 << 30
    MANAGES_DESCENDANTS = 1 << 31
    IS_DEFAULT = 1 << 39


def state_bits(words: Sequence[int]) -> int:
    """Join the two 32-bit words of `GetState`."""
    return sum((int(word) & 0xFFFFFFFF) << (32 * place) for place, word in enumerate(words[:2]))


def state_words(bits: int) -> frozenset[str]:
    """Return the states by name; `enabled` means that it can be used (AT-SPI: sensitive).

    >>> sorted(state_words(1 << 24 | 1 << 12))
    ['enabled', 'focused']
    """
    words = {name for place, name in enumerate(_NAMES) if bits >> place & 1}
    # GTK 4 says sensitive alone; a greyed-out thing of GTK 3 and Qt is neither.
    words.discard("enabled")
    if bits & State.SENSITIVE:
        words.add("enabled")
    words.discard("sensitive")
    return frozenset(words)


def state_name(name: str) -> str:
    """Return the word for a state as an event spells it."""
    name = name.lower().replace("_", "-")
    return "enabled" if name == "sensitive" else name
