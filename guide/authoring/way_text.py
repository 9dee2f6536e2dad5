"""How far something is dragged, as one writes it in a form: “120, -40”, to the right and down in logical pixels."""

from __future__ import annotations

import re
from typing import Any

from guide.i18n import translate

_WAY = re.compile(r"\s*(-?\d{1,4})\s*[,; ]\s*(-?\d{1,4})\s*")


def way_of(text: str) -> dict[str, int] | None:
    """Return what a form says; None where it says no way.

    >>> way_of("120, -40"), way_of("0,5"), way_of("far")
    ({'right': 120, 'down': -40}, {'down': 5}, None)
    """
    found = _WAY.fullmatch(text)
    if found is None:
        return None
    pairs = zip(("right", "down"), map(int, found.groups()), strict=True)
    return {name: px for name, px in pairs if px} or None


def way_text(way: Any) -> str | None:
    """Return how a form says a way; None for what is none.

    >>> way_text({"right": 120}), way_text("far")
    ('120, 0', None)
    """
    return f"{way.get('right', 0)}, {way.get('down', 0)}" if isinstance(way, dict) else None


def way_hint() -> str:
    """Return what stands in a form in which nothing is written yet."""
    return translate("authoring", "right, down: 120, 40")
