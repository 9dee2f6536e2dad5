"""Search over the catalogue: what someone in a hurry types, with half words and slips of the fingers.

Every word of the question is looked for as a whole word, as the beginning of one, without its ending (“saving” finds
“save”), and, where no tutorial has it at all, with one slip of the fingers (two in long words). Words that are rare in
the catalogue count for more; what fits all words comes before what fits some.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from guide.tutorial.entries import Entry, Words, words_in

#: What a word is worth in the title, the questions, the tags, the summary, and anywhere else.
_WORTHS = (8.0, 6.0, 5.0, 3.0, 1.0)
#: What is left of that when only the beginning, the stem or a similar word is there.
_PREFIX, _STEM, _SLIP = 0.75, 0.6, 0.5
#: Shorter words have too many neighbours to guess at.
_SLIP_LETTERS, _TWO_SLIPS_LETTERS = 4, 8
#: Similar words looked for at most.
_MAX_SIMILAR = 20

_ENDINGS = ("ungen", "ing", "ung", "ers", "ern", "est", "ed", "es", "er", "en", "em", "st", "s", "e", "n", "t")
_LEAST_STEM = 3
_FILLERS = (
    "a an and are as at be by can do does for from get how i in into is it me my of on or so that the there this to up"
    " was we what when where which who why will with you your"
    " als am an auf aus bei bin da das dem den der des die ein eine einem einen einer er es fur ich im in ist kann man"
    " mein meine mich mir mit nach oder sich sie so und von was wie wir wo wohin zu zum zur"
)
_FILL_WORDS = frozenset(_FILLERS.split())


@dataclass(frozen=True, slots=True)
class Hit:
    """One tutorial that was found."""

    entry: Entry
    score: float
    """Higher is better; only good for comparing within one search."""
    complete: bool
    """Whether it has every word that was asked for."""
    in_front: bool
    """Whether it is for the program in front."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to look for a word: whole or beginning, and what it is worth."""

    text: str
    worth: float
    whole: bool = False


class Search:
    """Searches one list of tutorials."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = [(entry, entry.words) for entry in entries]
        self._everything = ["".join(words) for _, words in self._entries]

    def hits(self, query: str, in_front: set[str], limit: int) -> tuple[Hit, ...]:
        """Return what fits `query`, best first; those whose id is `in_front` before the others."""
        asked = _asked(query)
        scores: dict[int, float] = {}
        matched: dict[int, int] = {}
        for word in asked:
            found = self._matches(word)
            rarity = math.log(1 + len(self._entries) / (1 + len(found)))
            for number, worth in found.items():
                scores[number] = scores.get(number, 0.0) + worth * rarity
                matched[number] = matched.get(number, 0) + 1
        hits = [
            Hit(entry, score, matched[number] == len(asked), entry.id in in_front)
            for number, score in scores.items()
            for entry in [self._entries[number][0]]
        ]
        hits.sort(key=lambda hit: (not hit.complete, not hit.in_front, -hit.score, hit.entry.title.casefold()))
        return tuple(hits[:limit])

    def _matches(self, word: str) -> dict[int, float]:
        """Return which tutorials have a word, and what that is worth in each."""
        found = self._with_forms(_forms(word))
        if not found:
            found = self._with_forms([_Form(similar, _SLIP) for similar in self._similar(word)])
        return found

    def _with_forms(self, forms: list[_Form]) -> dict[int, float]:
        found: dict[int, float] = {}
        for form in forms:
            needle = f" {form.text} " if form.whole else f" {form.text}"
            for number, everything in enumerate(self._everything):
                if number not in found and needle in everything:
                    found[number] = _place_worth(self._entries[number][1], needle) * form.worth
        return found

    def _similar(self, word: str) -> list[str]:
        """Return words of the catalogue that are, or begin, with a slip, what was typed."""
        if len(word) < _SLIP_LETTERS:
            return []
        near = list(self._existing(_one_slip(word, self._letters)))
        if not near and len(word) >= _TWO_SLIPS_LETTERS:
            near = list(self._within_two(word))
        return near[:_MAX_SIMILAR]

    def _existing(self, candidates: Iterable[str]) -> Iterator[str]:
        vocabulary = self._vocabulary
        for candidate in dict.fromkeys(candidates):
            at = bisect_left(vocabulary, candidate)
            if at < len(vocabulary) and vocabulary[at].startswith(candidate):
                yield candidate

    def _within_two(self, word: str) -> Iterator[str]:
        """Yield words of about the same length that begin alike, with two slips anywhere."""
        for known in self._vocabulary:
            if known[0] == word[0] and abs(len(known) - len(word)) <= 2 and _distance(known, word, 2) <= 2:
                yield known

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted({word for everything in self._everything for word in everything.split()})

    @cached_property
    def _letters(self) -> str:
        return "".join(sorted({letter for word in self._vocabulary for letter in word}))[:60]


def _asked(query: str) -> list[str]:
    """Return the words of a question that say something; all of them where none does."""
    words = list(dict.fromkeys(words_in(query[:200])))
    return [word for word in words if word not in _FILL_WORDS] or words


def _forms(word: str) -> list[_Form]:
    forms = [_Form(word, 1.0, whole=True), _Form(word, _PREFIX)]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            forms.append(_Form(word.removesuffix(ending), _STEM))
            break
    return forms


def _place_worth(words: Words, needle: str) -> float:
    """Return the best place, and a little for every other one."""
    worths = [worth for text, worth in zip(words, _WORTHS, strict=True) if needle in text]
    return max(worths) + 0.1 * sum(worths) if worths else 0.0


def _one_slip(word: str, letters: str) -> Iterator[str]:
    """Yield a word with one letter left out, swapped with the next, changed or added (of `letters`)."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word) + 1):
        for letter in letters:
            yield word[:at] + letter + word[at + 1 :]
            yield word[:at] + letter + word[at:]


def _distance(first: str, second: str, most: int) -> int:
    """Return the number of slips between two words, or more than `most` as soon as that is sure."""
    row = list(range(len(second) + 1))
    for number, letter in enumerate(first, 1):
        above, row = row, [number]
        for at, other in enumerate(second, 1):
            row.append(min(above[at] + 1, row[at - 1] + 1, above[at - 1] + (letter != other)))
        if min(row) > most:
            return most + 1
    return row[-1]
