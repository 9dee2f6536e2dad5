"""The rectangle that a person sees around a control, where its program tells only a part of it.

Of a bare box the words beside it belong to it (see `box_words`). Of other controls it is the drawn edges:

GTK 4.8 tells content boxes: a button's rectangle leaves out its padding and its border, so that a light cut by it
looks wrong. The drawn edges around it are looked for in a small picture: going outwards from each side, the first line
that differs from the one before along most of its length. Padding is the same on both sides, so edges that are not
belong to something else, and a control that is drawn without any edge (a flat button) keeps its rectangle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from guide.desktop.elements import ElementRef
from guide.desktop.ports import Capture, Picture
from guide.targeting.box_words import is_bare_box, with_words
from guide.targeting.finding import Finding
from guide.tutorial.geometry import DeviceRect

WIDEST_PX, HIGHEST_PX = 20, 10
"""Padding and border at scale 1; Adwaita's widest button has 17 and 6."""
_CONTRAST = 7
"""Steps of one colour channel (of 255) that make an edge: Adwaita's flattest button differs by 20 from its window,
by 10 under our own dimming; the gradients inside buttons rise by 1 or 2 a line."""
_MOST_OF_IT = 0.7
_UNEVEN_PX = 2
_THICKEST_BORDER_PX = 2
_SAMPLES = 24
_MOST_REMEMBERED = 256
Colour = tuple[int, int, int]
_Key = tuple[ElementRef, int, int]


@dataclass(frozen=True, slots=True)
class Margins:
    """How far the drawn edges lie outside a rectangle, in device pixels."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    def around(self, rect: DeviceRect) -> DeviceRect:
        """Return the rectangle with the margins added."""
        return DeviceRect(
            rect.x - self.left,
            rect.y - self.top,
            rect.width + self.left + self.right,
            rect.height + self.top + self.bottom,
        )


class Snapper:
    """Measures each control once: afterwards our own light may lie on it, which has edges too."""

    def __init__(self, capture: Callable[[], Capture]) -> None:
        """`capture` returns what takes the pictures; not called before one is needed."""
        self._capture = capture
        self._known: dict[_Key, Margins] = {}

    def snapped(self, finding: Finding, scale: float) -> Finding:
        """Return the finding with the rectangle that a person sees."""
        element, rect, window = finding.element, finding.rect, finding.window
        if element is None or rect is None or window is None:
            return finding
        if is_bare_box(element, rect):
            key, how = (element.ref, rect.width, rect.height), "with the words beside it"
            margins = self._remembered(key, lambda: self._words_beside(rect, element.name, window.rect))
        elif element.content_box:
            key, how = (element.ref, rect.width, rect.height), "to its drawn edges"
            margins = self._remembered(key, lambda: self._measured(rect, scale))
        else:
            return finding
        drawn = margins.around(rect).intersected(window.rect)
        return finding if drawn == rect else replace(finding, rect=drawn, why=f"{finding.why}, {how}")

    def _remembered(self, key: _Key, measure: Callable[[], Margins]) -> Margins:
        if key not in self._known:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = measure()
        return self._known[key]

    def _words_beside(self, box: DeviceRect, name: str, window: DeviceRect) -> Margins:
        whole = with_words(box, name, window, lambda place: self._capture().grab(place))
        return Margins(box.x - whole.x, box.y - whole.y, whole.right - box.right, whole.bottom - box.bottom)

    def _measured(self, rect: DeviceRect, scale: float) -> Margins:
        wide, high = round(WIDEST_PX * scale) + 4, round(HIGHEST_PX * scale) + 4
        around = DeviceRect(rect.x - wide, rect.y - high, rect.width + 2 * wide, rect.height + 2 * high)
        return drawn_margins(self._capture().grab(around), rect, scale)


def drawn_margins(picture: Picture, rect: DeviceRect, scale: float = 1.0) -> Margins:
    """Return how far the drawn edges lie outside `rect`; zero where there are none that belong to it."""
    wide, high = round(WIDEST_PX * scale), round(HIGHEST_PX * scale)
    left = _edge(lambda d: _column(picture, rect, rect.x - d), wide)
    right = _edge(lambda d: _column(picture, rect, rect.right - 1 + d), wide)
    top = _edge(lambda d: _row(picture, rect, rect.y - d), high)
    bottom = _edge(lambda d: _row(picture, rect, rect.bottom - 1 + d), high)
    across, down = _even(left, right), _even(top, bottom)
    if across is None or down is None:
        return Margins()
    return Margins(across[0], down[0], across[1], down[1])


def _even(one: int | None, other: int | None) -> tuple[int, int] | None:
    """Return the margins of two opposite sides when they can be those of one control."""
    if one is None or other is None or abs(one - other) > _UNEVEN_PX:
        return None
    return one, other


def _edge(line: Callable[[int], list[Colour]], farthest: int) -> int | None:
    """Return how many lines outside the rectangle (line 0 is its own last) still belong to the control.

    Where the first line outside differs from its own last one, that is where its words end: a letter may stand there.
    """
    before = line(1)
    for distance in range(2, farthest + 2):
        here = line(distance)
        if not here or not before:
            return None
        if _differ(before, here):
            return distance - 1 + _border(line, distance)
        before = here
    return None


def _border(line: Callable[[int], list[Colour]], start: int) -> int:
    """Return how thick a border is that begins at this line: what lies beyond it looks different once more."""
    for thick in range(1, _THICKEST_BORDER_PX + 1):
        inside, outside = line(start + thick - 1), line(start + thick)
        if inside and outside and _differ(inside, outside):
            return thick
    return 0


def _differ(one: list[Colour], other: list[Colour]) -> bool:
    changed = sum(
        max(abs(a - b) for a, b in zip(here, there, strict=True)) > _CONTRAST
        for here, there in zip(one, other, strict=True)
    )
    return changed >= _MOST_OF_IT * len(one)


def _column(picture: Picture, rect: DeviceRect, x: int) -> list[Colour]:
    """Return the middle half of a column, sampled; nothing outside the picture."""
    if not picture.rect.x <= x < picture.rect.right:
        return []
    return [_colour(picture, x, y) for y in _middle(rect.y, rect.height) if picture.rect.y <= y < picture.rect.bottom]


def _row(picture: Picture, rect: DeviceRect, y: int) -> list[Colour]:
    if not picture.rect.y <= y < picture.rect.bottom:
        return []
    return [_colour(picture, x, y) for x in _middle(rect.x, rect.width) if picture.rect.x <= x < picture.rect.right]


def _middle(start: int, length: int) -> Iterator[int]:
    """Yield places along the middle half of a side: corners are round."""
    count = max(1, min(_SAMPLES, length // 2))
    return (start + length // 4 + (length // 2) * i // count for i in range(count))


def _colour(picture: Picture, x: int, y: int) -> Colour:
    at = 4 * ((y - picture.rect.y) * picture.rect.width + x - picture.rect.x)
    blue, green, red = picture.pixels[at : at + 3]
    return red, green, blue
