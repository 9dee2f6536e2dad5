"""Words that were read off the screen, and which of them are those a tutorial means. Knows nothing of how one reads.

A label is meant as a whole: “Save” is not the first word of “Save As…”. Where one label ends and the next begins is
seen by the gap between them, by punctuation, and by what stands beside labels: keys, numbers, boxes to tick. Reading is
not perfect, so a letter or two of a longer word may differ; but then nothing else may be nearly as alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from guide.tutorial.geometry import DeviceRect
from guide.tutorial.patterns import TextPattern, normalised

EXACT, OTHER_MARKS, OTHER_CASE, LOOKS_SAME, MISREAD = 1.0, 0.97, 0.95, 0.93, 0.91
"""How sure it is that words are those that are meant: letter for letter; but for dots and other marks; but for
capitals; but for letters that look alike (l and I, 0 and O); but for a wrong letter, minus what each costs."""
_COST_OF_A_LETTER = 0.5
_LETTERS_PER_ERROR = 5
_IN_RUNNING_TEXT = 0.25
"""Less sure where it is a part of a sentence."""
_SENTENCE_WORDS = 4
"""So many more words make a sentence rather than a longer label."""
_UNSURE, _SURE = 45, 60
"""Confidence (of 100) below which what was read beside a label may be its icon or its box to tick; and from which on it
was a word."""
_TELLING = 3
_SURE_OF_SHORT, _SHORT = 80, 2
"""Labels of a letter or two are easily misread: the reader must be so sure of them."""
GAP_EM = 0.8
"""A gap between labels, in font sizes: a space has 0.3 to 0.5 with the white beside its letters, 0.75 in a terminal;
between the words of a menu bar there is 1 or more."""
_LONGEST_LABEL = 12
_TOO_LOW = 0.7

_BOUND_AFTER = re.compile(r".*[:;,|\])>}…]$|.*\.\.\.$|^\d{1,3}[.)]$|^F\d{1,2}$")
_BOUND_BEFORE = re.compile(
    r"^[\[(<{|#$>•*].*|^F\d{1,2}$|^(?:Ctrl|Shift|Alt|Meta|Super|Strg|Umschalt)\+.*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d")
_NOT_WORDS = re.compile(r"[\W_]+")
_ALIKE = str.maketrans("1i|!0528", "lllloszb")
_ALIKE_PAIRS = (("rn", "m"), ("vv", "w"))
_HIGH, _LOW = re.compile(r"[A-ZÄÖÜ0-9bdfhklßtij(\[|/]"), re.compile(r"[gjpqyQ,;(\[|/]")


class NoLanguageError(Exception):
    """There is no data to read any language with; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, with how sure the reader was (0…100) and where its ink is in the picture."""

    text: str
    confidence: float
    rect: DeviceRect

    @property
    def is_sure(self) -> bool:
        """Whether it is a word, and not an icon that was read as letters."""
        return self.confidence >= _SURE and _letters(self.text) != ""

    @property
    def is_noise(self) -> bool:
        """Whether it may be an icon, an arrow or a box to tick that was read as letters."""
        letters = _letters(self.text)
        return not letters or (len(letters) <= 2 and self.confidence < _UNSURE)


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def rect(self) -> DeviceRect:
        """Around the ink of all words."""
        return union([word.rect for word in self.words])

    @property
    def sure(self) -> tuple[Word, ...]:
        """Those of its words that are words."""
        return tuple(word for word in self.words if word.is_sure)

    @property
    def is_telling(self) -> bool:
        """Whether it has enough letters to be taken at its word: icons are read as one letter or two."""
        return len(_letters(self.text)) >= _TELLING

    @property
    def gaps_em(self) -> tuple[float, ...]:
        """Between each two words of two letters or more that are side by side, in font sizes."""
        return tuple(
            (right.rect.x - left.rect.right) / self.em_px
            for left, right in pairwise(self.words)
            if all(word.is_sure and len(_letters(word.text)) > 1 for word in (left, right))
        )

    @property
    def em_px(self) -> float:
        """The size of the font, judged by the height of the ink and by which letters it is the ink of."""
        return median(word.rect.height / _height_in_em(word.text) for word in self.words)


@dataclass(frozen=True, slots=True)
class Match:
    """A place that says what is meant."""

    rect: DeviceRect
    """Around the ink of the words, in pixels of the picture."""
    score: float
    said: str
    """As it was read."""
    em_px: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the screen, and the control that they are on."""

    said: str
    rect: DeviceRect


def matches(lines: Sequence[Line], pattern: TextPattern) -> list[Match]:
    """Return all places that say what the pattern means, the surest first.

    >>> word = Word("File", 96, DeviceRect(10, 10, 22, 10))
    >>> matches([Line((word,))], TextPattern("file"))[0].score
    0.95
    """
    looking = _by_expression if pattern.regex is not None else _by_label
    found = (match for line in lines if line.words for match in looking(line, pattern))
    return sorted(found, key=lambda match: match.score, reverse=True)


def labels(line: Line) -> list[Match]:
    """Return the labels that a line consists of, from left to right: those alone of which every word is sure.

    >>> words = [Word("Open", 96, DeviceRect(0, 0, 30, 10)), Word("Save", 96, DeviceRect(80, 0, 30, 10))]
    >>> [label.said for label in labels(Line(tuple(words)))]
    ['Open', 'Save']
    """
    found: list[Match] = []
    gap, start = GAP_EM * line.em_px, 0
    for end in range(1, len(line.words) + 1):
        if end < len(line.words) and not _bound(line.words[end - 1], line.words[end], gap):
            continue
        label = Line(tuple(word for word in line.words[start:end] if not word.is_noise))
        if label.words and label.sure == label.words and label.is_telling:
            found.append(Match(label.rect, EXACT, label.text, line.em_px))
        start = end
    return found


def union(rects: Sequence[DeviceRect]) -> DeviceRect:
    """Return the smallest rectangle around some; there is at least one."""
    x, y = min(r.x for r in rects), min(r.y for r in rects)
    return DeviceRect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y)


def _by_label(line: Line, pattern: TextPattern) -> Iterator[Match]:
    """Yield the best run of words, and others that do not overlap it."""
    runs = ((_score(line, start, end, pattern.source), start, end) for start, end in _runs(line, pattern.source))
    taken: set[int] = set()
    for score, start, end in sorted((run for run in runs if run[0] > 0), key=lambda run: (-run[0], run[2] - run[1])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield _match(line, start, end, score)


def _by_expression(line: Line, pattern: TextPattern) -> Iterator[Match]:
    """Yield the fewest words of a line that the expression still matches."""
    start, end = 0, len(line.words)
    if not pattern.matches(line.text):
        return
    while end - start > 1 and pattern.matches(_text(line, start, end - 1)):
        end -= 1
    while end - start > 1 and pattern.matches(_text(line, start + 1, end)):
        start += 1
    yield _match(line, start, end, EXACT)


def _match(line: Line, start: int, end: int, score: float) -> Match:
    words = line.words[start:end]
    return Match(union([word.rect for word in words]), score, _text(line, start, end), line.em_px)


def _text(line: Line, start: int, end: int) -> str:
    return " ".join(word.text for word in line.words[start:end])


def _runs(line: Line, label: str) -> Iterator[tuple[int, int]]:
    """Yield runs of about as many words as the label has: the reader may join two or split one."""
    count = min(len(label.split()), _LONGEST_LABEL)
    for start in range(len(line.words)):
        for end in range(start + max(1, count - 1), min(len(line.words), start + count + 1) + 1):
            yield start, end


def _score(line: Line, start: int, end: int, label: str) -> float:
    score = similarity(_text(line, start, end), label)
    if score == 0 or (len(label) <= _SHORT and min(w.confidence for w in line.words[start:end]) < _SURE_OF_SHORT):
        return 0.0
    extra = _words_beside(line, start, end)
    if extra == 0:
        return score
    return score - _IN_RUNNING_TEXT if extra >= _SENTENCE_WORDS else 0.0


def similarity(said: str, label: str) -> float:
    """Return how sure it is that these words are the label; 0 where they are not.

    >>> similarity("Save As...", "Save As…"), similarity("Save As", "Save As…"), similarity("save as", "Save As…")
    (1.0, 0.97, 0.95)
    >>> similarity("Fiie", "File")
    0.93
    >>> similarity("Prefererces", "Preferences") > 0.8, similarity("Redo", "Undo")
    (True, 0.0)
    """
    if _bare(said) == _bare(label):
        return EXACT
    one, other = _letters(said), _letters(label)
    if one == other:
        return OTHER_MARKS if other else 0.0
    if one.casefold() == other.casefold():
        return OTHER_CASE
    return _similar_shape(_shape(one), _shape(other)) if _same_figures(said, label) else 0.0


def _similar_shape(one: str, other: str) -> float:
    if one == other:
        return LOOKS_SAME
    allowed = len(other) // _LETTERS_PER_ERROR
    errors = _distance(one, other, allowed)
    return MISREAD - _COST_OF_A_LETTER * errors / len(other) if errors <= allowed else 0.0


def _same_figures(one: str, other: str) -> bool:
    """Whether they have the same figures: a word may be misread and still be told, a number may not."""
    return _DIGITS.findall(one) == _DIGITS.findall(other)


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    """Return the letters and digits alone, without their accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOT_WORDS.sub("", plain)


def _bare(text: str) -> str:
    return "".join(normalised(text).split()).strip("|:")


def _shape(text: str) -> str:
    """Return one of all texts that look alike to a reader."""
    shape = text.casefold().translate(_ALIKE)
    for pair, one in _ALIKE_PAIRS:
        shape = shape.replace(pair, one)
    return shape


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters must be changed, added or left out; more than `most` means just more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
        if min(row) > most:
            return most + 1
    return row[-1]


def _words_beside(line: Line, start: int, end: int) -> int:
    """Return how many words belong to the same label or sentence as a run of words."""
    words, gap = line.words, GAP_EM * line.em_px
    before = start
    while before > 0 and not _bound(words[before - 1], words[before], gap):
        before -= 1
    after = end
    while after < len(words) and not _bound(words[after - 1], words[after], gap):
        after += 1
    beside = [*words[before:start], *words[end:after]]
    return sum(not word.is_noise and not _is_box(word, line.em_px) for word in beside)


def _is_box(word: Word, em_px: float) -> bool:
    """Whether it is a box to tick, or an arrow, that was read as one letter, and is far too low for that letter."""
    return len(word.text) == 1 and word.rect.height < _TOO_LOW * _height_in_em(word.text) * em_px


def _bound(left: Word, right: Word, gap: float) -> bool:
    """Whether one label ends and another begins between two words."""
    return (
        right.rect.x - left.rect.right > gap
        or _BOUND_AFTER.match(left.text) is not None
        or _BOUND_BEFORE.match(right.text) is not None
    )


def _height_in_em(text: str) -> float:
    """Return how high the ink of a text is, by its highest and lowest letters."""
    return 0.55 + 0.2 * bool(_HIGH.search(text)) + 0.22 * bool(_LOW.search(text))
