"""The words of windows, read once for as long as a window looks the same.

Loads OpenCV and tesseract: import it only when words are looked for.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import TypeVar

from guide.targeting.looking import Look
from guide.targeting.vision_edges import Grey, grey_of
from guide.targeting.vision_thread import Check
from guide.targeting.vision_views import View
from guide.targeting.words import Line
from guide.targeting.words_gaps import joined, parted
from guide.targeting.words_lines import lines_of
from guide.targeting.words_reader import Reader
from guide.tutorial.geometry import DeviceRect

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_MOST_REMEMBERED = 32


class WindowWords:
    """Reads windows and pictures. For one thread at a time."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._said: OrderedDict[tuple[int, str, DeviceRect | None], tuple[Line, ...]] = OrderedDict()
        self._where: OrderedDict[tuple[int, float], list[DeviceRect]] = OrderedDict()

    def read(self, view: View, look: Look, check: Check, area: DeviceRect | None) -> tuple[Line, ...]:
        """Return the words of a window, or of the lines that touch `area` (both in pixels of its picture)."""
        key = view.version, look.language, area
        lines = None if view.hidden else self._said.pop(key, None)
        if lines is None:
            grey = grey_of(view.picture)
            near = (line for line in self._lines(grey, view, look) if area is None or _meet(line, area))
            in_sight = [line for line in near if not any(_meet(line, other) for other in view.hidden)]
            check()
            lines = tuple(joined(self._reader.read(grey, in_sight, look.language, check)))
            if area is None:  # a few lines do not say how wide a space is
                lines = tuple(parted(lines))
        return _kept(self._said, key, lines)

    def on_picture(self, grey: Grey, language: str, scale: float, check: Check) -> tuple[str, ...]:
        """Return the labels on a picture, those alone of which every word is sure."""
        lines = joined(self._reader.read(grey, lines_of(grey, scale), language, check))
        labels = (Line(tuple(word for word in line.words if not word.is_noise)) for line in lines)
        return tuple(label.text for label in labels if label.words and label.sure == label.words and label.is_telling)

    def _lines(self, grey: Grey, view: View, look: Look) -> list[DeviceRect]:
        scale = look.scale(view.window)
        key = view.version, scale
        lines = self._where.pop(key, None)
        return _kept(self._where, key, lines_of(grey, scale) if lines is None else lines)


def _kept(known: OrderedDict[K, V], key: K, value: V) -> V:
    """Remember a value as the latest, and forget the oldest when there are too many."""
    known[key] = value
    while len(known) > _MOST_REMEMBERED:
        known.popitem(last=False)
    return value


def _meet(one: DeviceRect, other: DeviceRect) -> bool:
    return not one.intersected(other).empty
