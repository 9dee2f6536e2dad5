"""From words to the control that they are the label of: to the edges that are drawn around it.

Around words there is a box (a button), or a row (an item of a menu), or nothing but some room. Each direction is asked
for itself; where nothing is drawn, the control ends half-way to what comes next, and not far away. Loads numpy: import
it only when words are looked for.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from guide.targeting.vision_edges import Grey
from guide.targeting.words import Match
from guide.tutorial.geometry import DeviceRect

_STEP = 6.0
"""Steps of grey across a drawn edge: the flattest button's border has some 10 under our own dimming."""
_MOST_OF_IT = 0.8
_HIGH_EM, _WIDE_EM = 1.1, 7.0
"""How far from the words, in font sizes, a box may reach: a button for OK is often as wide as one for Cancel."""
_UNEVEN = 0.35
"""Words stand in the middle of their box, but for so much of the room around them."""
_FAR = 1 << 16
_ROOM_ACROSS_EM, _ROOM_DOWN_EM = 0.6, 0.55
"""So far from the words a control may end where nothing is drawn around it: items in menu bars, labels, links."""


def control_around(grey: Grey, match: Match, others: Sequence[DeviceRect], *, in_list: bool) -> DeviceRect:
    """Return the control whose label was found, in pixels of the picture.

    `others`: the other lines of words. `in_list`: the window is a menu or a list, whose items are as wide as it is.
    """
    ink, em = match.rect, match.em_px
    rows, columns = grey.shape
    top, bottom = _down(grey, ink, em, others)
    if in_list:
        return DeviceRect(0, top, columns, bottom - top)
    beside = [o for o in others if min(o.bottom, ink.bottom) - max(o.y, ink.y) > 0]
    left, right = _across(grey, ink, em, beside)
    return DeviceRect(left, top, right - left, bottom - top).intersected(DeviceRect(0, 0, columns, rows))


def _down(grey: Grey, ink: DeviceRect, em: float, others: Sequence[DeviceRect]) -> tuple[int, int]:
    """Return the control's top and its bottom."""
    reach, room = round(_HIGH_EM * em), round(_ROOM_DOWN_EM * em)
    stacked = [o for o in others if min(o.right, ink.right) - max(o.x, ink.x) > 0]
    above = min((ink.y - o.bottom for o in stacked if o.bottom <= ink.y), default=_FAR)
    below = min((o.y - ink.bottom for o in stacked if o.y >= ink.bottom), default=_FAR)
    strip = grey[:, max(0, ink.x) : ink.right].T
    top, bottom = _edge(strip, ink.y - 1, -1, min(reach, above)), _edge(strip, ink.bottom, 1, min(reach, below))
    # The end of the window is an end: a menu bar has nothing above it.
    top = 0 if top is None and ink.y <= min(reach, above) else top
    if top is not None and bottom is not None and _even(ink.y - top, bottom - ink.bottom, em):
        return top, bottom
    pad = min(room, above // 2, below // 2)
    return max(0, ink.y - pad), min(grey.shape[0], ink.bottom + pad)


def _across(grey: Grey, ink: DeviceRect, em: float, beside: Sequence[DeviceRect]) -> tuple[int, int]:
    """Return the control's left and its right."""
    reach, room = round(_WIDE_EM * em), round(_ROOM_ACROSS_EM * em)
    before = min((ink.x - o.right for o in beside if o.right <= ink.x), default=_FAR)
    after = min((o.x - ink.right for o in beside if o.x >= ink.right), default=_FAR)
    strip = grey[ink.y : ink.bottom, :]
    left, right = _edge(strip, ink.x - 1, -1, min(reach, before)), _edge(strip, ink.right, 1, min(reach, after))
    if left is not None and right is not None and _even(ink.x - left, right - ink.right, em):
        return left, right
    return max(0, ink.x - min(room, before // 2)), min(grey.shape[1], ink.right + min(room, after // 2))


def _edge(strip: npt.NDArray[np.float32], start: int, step: int, reach: int) -> int | None:
    """Return where the control ends, going along the columns of a strip, from beside the ink outwards; None: not near.

    The ink's own side is not looked at: a letter's stem is straight too. Going left that is the first column that
    belongs to the control, going right the first that does not.
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


def _even(one: int, other: int, em: float) -> bool:
    return abs(one - other) <= max(0.3 * em, _UNEVEN * (one + other))
