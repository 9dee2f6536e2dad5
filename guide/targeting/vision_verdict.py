"""What the places that look like a picture mean: found, absent or ambiguous, by their looks and by their words.

Two things may look alike and say something else: what is written on the picture itself must be written there too, where
words can be read. That also helps the other way: what looks only nearly alike, and says the same, is it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from guide.targeting.finding import Finding
from guide.targeting.vision_views import View
from guide.tutorial.targets import ImageSpec

if TYPE_CHECKING:
    from guide.targeting.vision_search import Candidate, Sample

SAFE = 0.95
"""Correlation of grey values from which on two pictures show the same thing: measured on real programs."""
GREY_MARGIN = 0.02
"""So much better than the second best must the best be."""
LIKENESS, WEAKEST, MARGIN = 0.78, 0.70, 0.04
"""By edges: on real programs at other themes and scales, 97 of 100 that are right have 0.80 and 0.77 or more."""
ELSEWHERE_LIKENESS = 0.85
"""The same at a scale that nobody told us: more places are tried, so more can be alike by chance."""
NEARLY = 0.6
"""What looks so much alike, and says the same words, is it."""
DISAGREEMENT = 0.6
"""What a finding is worth when the target's words say something else."""
_SAFE_CONFIDENCE, _CONFIRMED, _MOST_BY_EDGES, _NEARLY_CONFIDENCE = 0.95, 0.9, 0.85, 0.7


@dataclass(frozen=True, slots=True)
class Said:
    """What is written at a place, held against what should be."""

    text: str
    agrees: bool

    @property
    def contradicts(self) -> bool:
        """Whether it says something else; False where nothing could be read."""
        return not self.agrees and self.text != ""


@dataclass(frozen=True, slots=True)
class Sought:
    """The picture that is looked for, with what its author said about it."""

    sample: Sample
    spec: ImageSpec

    def accepts(self, candidate: Candidate, likeness: float) -> bool:
        """Whether a candidate is alike enough."""
        if self.spec.threshold is not None:
            return max(candidate.grey, candidate.likeness) >= self.spec.threshold
        return candidate.grey >= SAFE or (candidate.likeness >= likeness and candidate.weakest >= WEAKEST)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the candidates in one window mean."""

    sought: Sought
    view: View
    alike: tuple[Candidate, ...]
    """None: absent. One: found. Several that nobody could tell apart by their looks: ambiguous."""
    nearly: tuple[Candidate, ...]
    """Others that words could speak for."""
    known: bool
    """Whether at the screen's own scale."""

    @property
    def certain(self) -> bool:
        """Whether it is the very picture, and nothing else is."""
        return len(self.alike) == 1 and self.alike[0].grey >= SAFE

    @property
    def questionable(self) -> tuple[Candidate, ...]:
        """The candidates of whom one may ask what they say."""
        return (*self.alike, *self.nearly)

    def by_looks(self) -> Finding:
        """Return the answer by looks alone."""
        if not self.alike:
            return Finding("absent", "image")
        if len(self.alike) > 1:
            return self._ambiguous(len(self.alike), "look like")
        return self._found(self.alike[0], _confidence(self.alike[0]), self._how(self.alike[0]))

    def by_words(self, said: Sequence[Said], *, told: bool) -> Finding:
        """Return the answer by looks and words.

        `said`: one for each that is questionable. `told`: the author has written the words down.
        """
        answers = list(zip(self.questionable, said, strict=True))
        right = [(candidate, says) for candidate, says in answers if says.agrees]
        best = [(candidate, says) for candidate, says in right if candidate in self.alike] or right
        if len(best) > 1:
            return self._ambiguous(len(best), f"say “{best[0][1].text}” and look like")
        if best:
            return self._confirmed(*best[0], told=told)
        finding = self.by_looks()
        other = [says.text for candidate, says in answers if candidate in self.alike and says.contradicts]
        if len(other) < len(self.alike) or not other:
            return finding
        if finding.state == "found" and self.certain:
            why = f"{finding.why}; but it says “{other[0]}”"
            return replace(finding, confidence=finding.confidence * DISAGREEMENT, why=why)
        return Finding("absent", "image", why=f"what looks like {self.sought.spec.file} says “{other[0]}”")

    def _confirmed(self, candidate: Candidate, says: Said, *, told: bool) -> Finding:
        if candidate in self.alike:
            confidence = max(_confidence(candidate), _CONFIRMED if told else 0)
        else:
            confidence = min(candidate.likeness, _NEARLY_CONFIDENCE)
        return self._found(candidate, confidence, f"{self._how(candidate)}, and it says “{says.text}”")

    def _found(self, candidate: Candidate, confidence: float, why: str) -> Finding:
        rect = self.view.on_screen(candidate.rect).intersected(self.view.window.rect)
        return Finding("found", "image", rect, confidence, why=why, window=self.view.window)

    def _ambiguous(self, count: int, do: str) -> Finding:
        why = f"{count} places {do} {self.sought.spec.file}; a larger picture would say which is meant"
        return Finding("ambiguous", "image", why=why, window=self.view.window)

    def _how(self, candidate: Candidate) -> str:
        if candidate.grey >= SAFE:
            return f"it looks exactly like {self.sought.spec.file}"
        scale = "" if self.known else ", at another scale than the screen's"
        return f"its edges are those of {self.sought.spec.file} ({candidate.likeness:.0%} alike){scale}"


def judge(found: Sequence[Candidate], sought: Sought, view: View, *, known: bool = True) -> Verdict:
    """Decide which candidates may be meant.

    `found`: likeliest first. `known`: whether they were looked for at the screen's own scale.
    """
    likeness = LIKENESS if known else ELSEWHERE_LIKENESS
    best = next((candidate for candidate in found if sought.accepts(candidate, likeness)), None)
    alike = () if best is None else (best, *(other for other in found if other is not best and too_close(best, other)))
    nearly = tuple(other for other in found if other.likeness >= NEARLY and other not in alike)
    return Verdict(sought, view, alike, nearly, known)


def too_close(best: Candidate, other: Candidate) -> bool:
    """Whether nobody could say by their looks which of the two is meant."""
    if best.grey >= SAFE:
        return other.grey >= best.grey - GREY_MARGIN and other.weakest >= best.weakest - MARGIN
    return (other.likeness + other.weakest) / 2 >= (best.likeness + best.weakest) / 2 - MARGIN


def _confidence(candidate: Candidate) -> float:
    return _SAFE_CONFIDENCE if candidate.grey >= SAFE else min(candidate.likeness, _MOST_BY_EDGES)
