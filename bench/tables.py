"""One style for all tables: Markdown whose columns stand under each other in a terminal too."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

_FIRST_CHARS, _OTHER_CHARS = 46, 13


class Table:
    """A table that is printed as it grows."""

    def __init__(self, title: str, *heads: str, first_chars: int = _FIRST_CHARS) -> None:
        """`title` says what is measured and in which unit."""
        self._first_chars = first_chars
        self._columns = len(heads)
        print(f"\n**{title}**\n")
        self._line("", *heads)
        print(f"|{'-' * (first_chars + 2)}|" + f"{'-' * (_OTHER_CHARS + 1)}:|" * len(heads), flush=True)

    def row(self, what: str, *cells: str) -> None:
        """Print one row; cells that are left out are empty."""
        self._line(what, *cells, *[""] * (self._columns - len(cells)))

    def _line(self, what: str, *cells: str) -> None:
        rest = "".join(f" {cell:>{_OTHER_CHARS}} |" for cell in cells)
        print(f"| {what:<{self._first_chars}} |{rest}", flush=True)


def median(values: Sequence[float]) -> float:
    """Return the middle one."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def ratio(ours: float, theirs: float) -> str:
    """Return how many times of the peer's it is.

    >>> ratio(6.5, 5.0)
    '1.30 ×'
    """
    return f"{ours / theirs:.2f} ×" if theirs else "–"
