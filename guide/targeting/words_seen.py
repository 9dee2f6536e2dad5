"""Reads the words of a window and remembers them as long as the window looks the same."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guide.targeting.looking import Look
from guide.targeting.vision_thread import Check
from guide.targeting.vision_views import View
from guide.targeting.words import Line, joined, matches
from guide.tutorial.geometry import DeviceRect

if TYPE_CHECKING:
    from guide.targeting.words_reader import Reader

_MOST_REMEMBERED = 32
_NOT_INSTALLED = "reading words needs the extra: pip install guide[ocr]"


class ReadingMissingError(Exception):
    """Words cannot be read here; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a place says, held against what it should say."""

    text: str
    agrees: bool

    @property
    def contradicts(self) -> bool:
        """Whether it says something else; False where nothing could be read."""
        return not self.agrees and self.text != ""


@dataclass(frozen=True, slots=True)
class _Key:
    version: int
    language: str
    area: DeviceRect | None


class Words:
    """What windows say. For one thread at a time; tesseract is loaded with the first question."""

    def __init__(self) -> None:
        self._reader: Reader | None = None
        self._known: OrderedDict[_Key, tuple[Line, ...]] = OrderedDict()

    def read(self, view: View, look: Look, check: Check, *, area: DeviceRect | None = None) -> tuple[Line, ...]:
        """Return the words of a window, or of the lines that touch `area` (both in pixels of its picture).

        What is behind something else is left out. ReadingMissingError where nothing can be read here.
        """
        key = _Key(view.version, look.language, area)
        lines = self._known.pop(key, None)
        if lines is None or view.hidden:
            lines = self._read(view, look, check, area)
        self._known[key] = lines
        while len(self._known) > _MOST_REMEMBERED:
            self._known.popitem(last=False)
        return lines

    def _read(self, view: View, look: Look, check: Check, area: DeviceRect | None) -> tuple[Line, ...]:
        try:
            from guide.targeting.vision_edges import grey_of  # noqa: PLC0415  (loaded when words are looked for)
            from guide.targeting.words_lines import lines_of  # noqa: PLC0415
            from guide.targeting.words_reader import NoLanguageError, Reader  # noqa: PLC0415
        except ImportError:
            raise ReadingMissingError(_NOT_INSTALLED) from None
        if self._reader is None:
            self._reader = Reader()
        grey = grey_of(view.picture)
        check()
        near = (line for line in lines_of(grey, look.scale(view.window)) if area is None or _meet(line, area))
        in_sight = [line for line in near if not any(_meet(line, other) for other in view.hidden)]
        try:
            return tuple(joined(self._reader.read(grey, in_sight, look.language, check)))
        except NoLanguageError as problem:
            raise ReadingMissingError(str(problem)) from None


def said_in(words: Words, view: View, rect: DeviceRect, look: Look, check: Check) -> Said:
    """Return what is written inside a rectangle of a window's picture, held against the target's words."""
    lines = [line for line in words.read(view, look, check, area=rect) if rect.contains(line.rect.center)]
    for pattern in look.target.text.candidates(look.language) if look.target.text else ():
        if found := matches(lines, pattern):
            return Said(found[0].said, agrees=True)
    return Said(" ".join(word.text for line in lines for word in line.words if word.is_sure), agrees=False)


def _meet(one: DeviceRect, other: DeviceRect) -> bool:
    return not one.intersected(other).empty
