"""From words to the control that they are the label of: to the edges that are drawn around it.

Around words there is a box (a button), or a row (an item of a menu), or nothing but some room. Each direction is asked
for itself; where nothing is drawn, the control ends half-way to what comes next, and not far away. Loads numpy: import
it only when words are looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from guide.targeting.vision_edges import Grey
from guide.targeting.words import Line, Match
from guide.tutorial.geometry import DeviceRect

_STEP = 6.0
"""Steps of grey across a drawn edge: the flattest button's border has some 10 under our own dimming."""
_MOST_OF_IT = 0.8
_HIGH_EM, _WIDE_EM = 1.1, 7.0
"""How far from the words, in font sizes, a box may reach: a button for OK is often as wide as one for Cancel."""
_SKIP_PX = 2
"""The ink may reach a pixel farther than the reader says, and the stem of a letter is straight like an edge."""
_ROW_EM = 0.85
"""How far from the words the edges of a row, that has no ends, may be: a menu bar."""
_UNEVEN = 0.35
"""Words stand in the middle of their box, but for so much of the room around them."""
_NEXT_ACROSS_EM, _NEXT_DOWN_EM = 0.75, 0.62
"""Where nothing is drawn, a control ends half-way to the next words, if that is not farther than this;"""
_ROOM_ACROSS_EM, _ROOM_DOWN_EM = 0.3, 0.42
"""else after this."""
_FAR = 1 << 16

Span = tuple[int, int]


def control_around(grey: Grey, match: Match, others: Sequence[DeviceRect], *, in_list: bool) -> DeviceRect:
    """Return the control whose label was found, in pixels of the picture.

    `others`: where other words are. `in_list`: the window is a menu or a list, whose items are as wide as it is.
    """
    ink, em = match.rect, match.em_px
    across = _Axis(grey[ink.y : ink.bottom, :], (ink.x, ink.right), _beside(ink, others), em)
    down = _Axis(grey[:, ink.x : ink.right].T, (ink.y, ink.bottom), _stacked(ink, others), em)
    # What lies at the window's upper rim ends there: a menu bar. At its left and right nothing does.
    box, row = across.edges(_WIDE_EM, at_rim=False), down.edges(_HIGH_EM, at_rim=True)
    if row is not None and box is None and max(ink.y - row[0], row[1] - ink.bottom) > _ROW_EM * em:
        row = None
    left, right = (0, grey.shape[1]) if in_list else (box or across.room(_NEXT_ACROSS_EM, _ROOM_ACROSS_EM))
    top, bottom = row or down.room(_NEXT_DOWN_EM, _ROOM_DOWN_EM)
    return DeviceRect(left, top, right - left, bottom - top)


def control_of(grey: Grey, match: Match, lines: Iterable[Line], *, in_list: bool) -> DeviceRect:
    """Return the control that words are on; `lines`: all that was read on the picture."""
    words = (word for line in lines for word in line.words)
    others = [word.rect for word in words if word.is_sure and word.rect.intersected(match.rect).empty]
    return control_around(grey, match, others, in_list=in_list)


@dataclass(frozen=True, slots=True)
class _Axis:
    """One direction: across or down."""

    strip: npt.NDArray[np.float32]
    """As wide as the words, with the direction as its columns."""
    ink: Span
    next_words: Span
    """How far it is to the words before and after."""
    em: float

    def edges(self, reach_em: float, *, at_rim: bool) -> Span | None:
        """Return the drawn edges on both sides of the ink, where they are those of one control."""
        before, after = (min(round(reach_em * self.em), far - 2 * _SKIP_PX) for far in self.next_words)
        start = _edge(self.strip, self.ink[0] - _SKIP_PX, -1, before)
        end = _edge(self.strip, self.ink[1] - 1 + _SKIP_PX, 1, after)
        if start is None and at_rim and self.ink[0] <= before:
            start = 0
        if start is None or end is None:
            return None
        room_before, room_after = self.ink[0] - start, end - self.ink[1]
        uneven = abs(room_before - room_after) > max(0.3 * self.em, _UNEVEN * (room_before + room_after))
        return None if uneven else (start, end)

    def room(self, next_em: float, alone_em: float) -> Span:
        """Return where a control ends that has no edges: the same on both sides, by the next words on either."""
        near = [far / 2 for far in self.next_words if far / 2 <= next_em * self.em]
        room = round(min(near, default=alone_em * self.em))
        return max(0, self.ink[0] - room), min(self.strip.shape[1], self.ink[1] + room)


def _beside(ink: DeviceRect, others: Sequence[DeviceRect]) -> Span:
    """Return how far it is to the next words on the left and on the right."""
    row = [o for o in others if min(o.bottom, ink.bottom) > max(o.y, ink.y)]
    return (
        min((ink.x - o.right for o in row if o.right <= ink.x), default=_FAR),
        min((o.x - ink.right for o in row if o.x >= ink.right), default=_FAR),
    )


def _stacked(ink: DeviceRect, others: Sequence[DeviceRect]) -> Span:
    """Return how far it is to the next words above and below."""
    column = [o for o in others if min(o.right, ink.right) > max(o.x, ink.x)]
    return (
        min((ink.y - o.bottom for o in column if o.bottom <= ink.y), default=_FAR),
        min((o.y - ink.bottom for o in column if o.y >= ink.bottom), default=_FAR),
    )


def _edge(strip: npt.NDArray[np.float32], start: int, step: int, reach: int) -> int | None:
    """Return where the control ends, going along the columns of a strip, from beside the ink outwards; None: not near.

    Going left that is the first column that belongs to the control, going right the first that does not.
    """
    for at in range(start + step, start + step * reach, step):
        if not 0 <= at < strip.shape[1]:
            return None
        if (np.abs(strip[:, at] - strip[:, at - step]) > _STEP).mean() >= _MOST_OF_IT:
            return _outer(strip, at, step)
    return None


def _outer(strip: npt.NDArray[np.float32], at: int, step: int) -> int:
    """Return the far side of a border of a pixel or two."""
    for thick in (1, 2):
        beyond = at + step * thick
        if not 0 <= beyond < strip.shape[1]:
            break
        if (np.abs(strip[:, beyond] - strip[:, beyond - step]) > _STEP).mean() >= _MOST_OF_IT:
            at = beyond - step
            return at if step < 0 else at + 1
    return at + 1 if step < 0 else at
