"""The words beside a bare box: what a click on them does is what a click on the box does, and one reads them as one.

Browsers tell the little square of a checkbox or radio button without its label; Chromium leaves the label out of its
tree altogether. The words are looked for in a small picture: ink that begins close to the box, in its line, without a
gap wider than one between words, and about as long as its name would be written. Words of another length are not its
own, and a box beside which nothing stands keeps its rectangle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from guide.desktop.elements import ElementInfo
from guide.desktop.ports import Picture
from guide.tutorial.geometry import DeviceRect, united

_BOXES = frozenset(("checkbox", "radio", "switch"))
_SQUARE = 1.5
"""How much wider than high a box without words may be; a switch is wider, and tells its words."""
_CLOSE, _GAP = 1.2, 0.6
"""Of the box's height: from the box to its words (Chromium: 0.4 to 0.6), and between two words (0.3 to 0.5)."""
_A_LETTER = 0.55
"""Of the box's height: as wide as a letter is on average. Boxes are made as high as the letters beside them."""
_SHORTEST, _LONGEST = 0.5, 1.7
"""Of what a name would be by that: narrow and wide typefaces, and larger ones than the box was made for."""
_ABOVE = 0.5
"""Of the box's height: so far above and below it letters reach."""
_MARGIN = 0.25
"""Of the box's height: what browsers leave free around it, inside its label (3 of 13 pixels, 4 where a line begins)."""
_INK = 48
"""Steps of one colour channel (of 255) between letters and what they stand on; under our dimming half as many."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A strip of a picture beside a box: which of its pixels are ink."""

    picture: Picture
    ground: tuple[int, int, int]

    def rows(self, x: int) -> list[int]:
        """Return the rows in which a column has ink."""
        where = self.picture.rect
        return [y for y in range(where.y, where.bottom) if self._differs(x, y)]

    def _differs(self, x: int, y: int) -> bool:
        colour = _colour(self.picture, x, y)
        return max(abs(one - other) for one, other in zip(colour, self.ground, strict=True)) > _INK


def is_bare_box(element: ElementInfo, rect: DeviceRect) -> bool:
    """Whether this is a box of which one sees the words beside it, not inside."""
    return element.role in _BOXES and bool(element.name.strip()) and rect.width <= _SQUARE * rect.height


def with_words(box: DeviceRect, name: str, window: DeviceRect, grab: Callable[[DeviceRect], Picture]) -> DeviceRect:
    """Return the box together with the words beside it that are as long as its name; the box where there are none.

    To its right first; where one writes from right to left they stand to its left.
    """
    reach = round(box.height * (_CLOSE + _LONGEST * _A_LETTER * len(name) + 2 * _GAP))
    above = round(box.height * _ABOVE)
    right = DeviceRect(box.right + 1, box.y - above, reach, box.height + 2 * above).intersected(window)
    left = DeviceRect(box.x - 1 - reach, box.y - above, reach, box.height + 2 * above).intersected(window)
    for side, outwards in ((right, 1), (left, -1)):
        words = None if side.empty else _words(grab(side), box, outwards, len(name))
        if words is not None:
            return _label(box, united((box, words))).intersected(window)
    return box


def _label(box: DeviceRect, seen: DeviceRect) -> DeviceRect:
    """Return what the label takes of the page: its line, as high as the box with its margin or the letters."""
    margin = round(box.height * _MARGIN)
    high = max(seen.height, box.height + 2 * margin)
    before, behind = (margin, 0) if seen.x == box.x else (0, margin)
    top = min(seen.y, box.y - (high - box.height) // 2)
    return DeviceRect(seen.x - before, top, seen.width + before + behind, max(high, seen.bottom - top))


def _words(picture: Picture, box: DeviceRect, outwards: int, letters: int) -> DeviceRect | None:
    line = _Line(picture, _ground(picture))
    where = picture.rect
    columns = range(where.x, where.right) if outwards > 0 else range(where.right - 1, where.x - 1, -1)
    close, gap = round(box.height * _CLOSE), round(box.height * _GAP)
    inked: list[int] = []
    rows: set[int] = set()
    for distance, x in enumerate(columns):
        if here := line.rows(x):
            inked.append(x)
            rows.update(here)
        elif (not inked and distance > close) or (inked and abs(x - inked[-1]) > gap):
            break
    else:
        inked = []  # it goes on beyond where a name of this length ends
    if not inked:
        return None
    words = DeviceRect(min(inked), min(rows), max(inked) - min(inked) + 1, max(rows) - min(rows) + 1)
    written = letters * _A_LETTER * box.height
    return words if _SHORTEST * written <= words.width <= _LONGEST * written else None


def _ground(picture: Picture) -> tuple[int, int, int]:
    """Return what the letters stand on: the most frequent colour."""
    pixels = bytes(picture.pixels)
    blue, green, red = Counter(pixels[at : at + 3] for at in range(0, len(pixels), 4)).most_common(1)[0][0]
    return red, green, blue


def _colour(picture: Picture, x: int, y: int) -> tuple[int, int, int]:
    at = 4 * ((y - picture.rect.y) * picture.rect.width + x - picture.rect.x)
    blue, green, red = picture.pixels[at : at + 3]
    return red, green, blue
