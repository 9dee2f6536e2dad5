"""Which words belong together, judged by the gaps between them and by the gaps that the window has elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from guide.targeting.words import GAP_EM, Line

_ROWS_SHARED = 0.5
_SAME_SIZE = 0.1
"""By so much may the font sizes of two lines differ, as they are judged by their ink, and be the same."""
_ENOUGH = 4
"""So many spaces say how wide a space is."""
_WIDER, _WIDER_MOSTLY = 1.1, 1.3
"""Each gap of a row of labels is so much wider than the widest space, and the usual gap than the usual space."""


def joined(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with those made one that are no farther apart than the words of a label."""
    whole: list[Line] = []
    for line in sorted((line for line in lines if line.words), key=lambda line: line.words[0].rect.x):
        left = next((other for other in whole if _goes_on(other, line)), None)
        if left is None:
            whole.append(line)
        else:
            whole[whole.index(left)] = Line((*left.words, *line.words))
    return whole


def _goes_on(left: Line, right: Line) -> bool:
    one, other = left.words[-1].rect, right.words[0].rect
    shared = min(one.bottom, other.bottom) - max(one.y, other.y)
    near = other.x - one.right <= GAP_EM * min(left.em_px, right.em_px)
    return near and other.x >= one.x and shared >= _ROWS_SHARED * min(one.height, other.height)


def parted(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with rows of labels taken apart, which stand closer than labels do.

    How wide a space is, a window says itself. A line of three words or more that all stand farther apart than any two
    words of that size elsewhere is a row of labels: a menu bar, say, of a program whose letters grow with the scale of
    the screen, and whose gaps do not.
    """
    return [part for line in lines for part in _parts(line, lines)]


def _parts(line: Line, lines: Sequence[Line]) -> list[Line]:
    gaps = line.gaps_em
    if len(line.words) > 2 and len(gaps) == len(line.words) - 1:
        spaces = [gap for other in lines if other is not line and _same_size(line, other) for gap in other.gaps_em]
        if len(spaces) >= _ENOUGH and _are_wider(gaps, spaces):
            return [Line((word,)) for word in line.words]
    return [line]


def _are_wider(gaps: Sequence[float], spaces: Sequence[float]) -> bool:
    return min(gaps) > _WIDER * max(spaces) and median(gaps) > _WIDER_MOSTLY * median(spaces)


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.em_px - other.em_px) <= _SAME_SIZE * one.em_px
