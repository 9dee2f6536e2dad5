"""The second rung: what the control looks like. A picture is looked for inside the windows of the program only.

Where theme and scale are those of the picture, the grey values are the same and settle it. Else the direction of the
drawn edges does, which themes and scales leave alone; it is less certain, so the best place must be better than the
second best by a margin. Two that look alike are ambiguous, unless the target's words tell them apart.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from guide.targeting.finding import Finding, Signal
from guide.targeting.looking import Look
from guide.targeting.vision_thread import Check, aside
from guide.targeting.vision_views import View, Views
from guide.targeting.words_seen import ReadingMissingError, Said, Words, said_in
from guide.tutorial.pictures import PictureError
from guide.tutorial.targets import ImageSpec, Target

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
USUAL_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)
"""A program may draw itself at another scale than its screen has (GDK_SCALE, QT_SCALE_FACTOR)."""
_SAFE_CONFIDENCE, _CONFIRMED, _MOST_BY_EDGES = 0.95, 0.9, 0.85
DISAGREEMENT = 0.6
"""What a finding is worth when the target's words say something else."""
_MOST_REMEMBERED = 64
_NOT_INSTALLED = "pictures need the extra: pip install guide[vision]"


class VisionMissingError(Exception):
    """OpenCV is not installed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The picture that is looked for, with what its author said about it."""

    sample: Sample
    spec: ImageSpec

    def accepts(self, candidate: Candidate, likeness: float = LIKENESS) -> bool:
        """Whether a candidate is alike enough."""
        if self.spec.threshold is not None:
            return max(candidate.grey, candidate.likeness) >= self.spec.threshold
        return candidate.grey >= SAFE or (candidate.likeness >= likeness and candidate.weakest >= WEAKEST)


class ImageRung:
    """Looks for a picture in the windows, topmost first."""

    signal: Signal = "image"

    def __init__(self, views: Views | None = None, words: Words | None = None) -> None:
        self._views, self._words = views or Views(), words or Words()
        self._known: OrderedDict[tuple[Sample, int, float], list[Candidate]] = OrderedDict()

    def applies(self, target: Target) -> bool:
        """Whether the target has a picture."""
        return target.image is not None

    async def look(self, look: Look) -> Finding:
        """Return the place of the picture in the topmost window that shows it."""
        try:
            return await aside(lambda check: self._look(look, check), look.left_ms)
        except TimeoutError:
            why = "there was no time left to look for its picture"
            return Finding("absent", "image", why=why, window=look.main, silent=True)
        except PictureError as problem:
            file = look.target.image.file if look.target.image else ""
            return Finding("absent", "image", why=f"{file}: {problem}", window=look.main)
        except VisionMissingError as problem:
            return Finding("absent", "image", why=str(problem), window=look.main)

    def _look(self, look: Look, check: Check) -> Finding:
        sought = _sought(look)
        views = tuple(self._views.take(look))
        closest: list[Candidate] = []
        doubts: list[str] = []
        for ratio, view, known in _tries(sought.spec, look, views):
            try:
                found = self._candidates(sought.sample, view, ratio, check)
                verdict = judge([c for c in found if view.shows(view.on_screen(c.rect))], sought, known=known)
                finding = self._confirmed(verdict, sought, view, look, check)
            except TimeoutError:
                if known:
                    raise
                break  # it is not there at the screen's own scale; other scales were worth a try
            if finding.state != "absent":
                return finding
            closest += found[:1]
            doubts += [finding.why] if finding.why else []
        why = "; ".join(dict.fromkeys(doubts)) or _absence(sought, closest)
        return Finding("absent", "image", why=why, window=look.main)

    def _candidates(self, sample: Sample, view: View, ratio: float, check: Check) -> list[Candidate]:
        key = sample, view.version, ratio
        found = self._known.pop(key, None)
        if found is None or view.hidden:
            found = _search(sample, view, ratio, check)
        self._known[key] = found
        while len(self._known) > _MOST_REMEMBERED:
            self._known.popitem(last=False)
        return found

    def _confirmed(self, verdict: Verdict, sought: Sought, view: View, look: Look, check: Check) -> Finding:
        """Hold what was found against the target's words, where it has any and they can be read."""
        if look.target.text is None or not verdict.alike:
            return verdict.finding(sought, view)
        try:
            said = [said_in(self._words, view, candidate.rect, look, check) for candidate in verdict.alike]
        except ReadingMissingError:
            return verdict.finding(sought, view)
        return verdict.confirmed(said, sought, view)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the candidates mean."""

    alike: tuple[Candidate, ...]
    """None: absent. One: found. Several that nobody could tell apart by their looks: ambiguous."""
    known: bool
    """Whether at the screen's scale."""

    def finding(self, sought: Sought, view: View) -> Finding:
        """Return the answer by looks alone."""
        if not self.alike:
            return Finding("absent", "image")
        if len(self.alike) > 1:
            why = f"{len(self.alike)} places look like {sought.spec.file}; a larger picture would say which is meant"
            return Finding("ambiguous", "image", why=why, window=view.window)
        best = self.alike[0]
        rect = view.on_screen(best.rect).intersected(view.window.rect)
        why = _how(best, sought, self.known)
        return Finding("found", "image", rect, _confidence(best), why=why, window=view.window)

    def confirmed(self, said: list[Said], sought: Sought, view: View) -> Finding:
        """Return the answer by looks and words; `said`: one for each candidate."""
        right = [candidate for candidate, says in zip(self.alike, said, strict=True) if says.agrees]
        if len(right) == 1:
            one = Verdict((right[0],), self.known).finding(sought, view)
            why = f"{one.why}, and it says “{next(says.text for says in said if says.agrees)}”"
            return replace(one, confidence=max(one.confidence, _CONFIRMED), why=why)
        finding = self.finding(sought, view)
        contradiction = next((says.text for says in said if says.contradicts), None)
        if finding.state != "found" or contradiction is None:
            return finding
        if self.alike[0].grey >= SAFE:
            why = f"{finding.why}; but it says “{contradiction}”"
            return replace(finding, confidence=finding.confidence * DISAGREEMENT, why=why)
        return Finding("absent", "image", why=f"what looks like {sought.spec.file} says “{contradiction}”")


def judge(found: list[Candidate], sought: Sought, *, known: bool = True) -> Verdict:
    """Decide which candidates may be meant. `found`: likeliest first; `known`: whether the scale is the screen's."""
    likeness = LIKENESS if known else ELSEWHERE_LIKENESS
    best = next((candidate for candidate in found if sought.accepts(candidate, likeness)), None)
    if best is None:
        return Verdict((), known)
    return Verdict((best, *(other for other in found if other is not best and _too_close(best, other))), known)


def _sought(look: Look) -> Sought:
    """Load the picture, and OpenCV with the first."""
    assert look.target.image is not None
    try:
        from guide.targeting.vision_pictures import read_sample  # noqa: PLC0415  (OpenCV is loaded when it is needed)
    except ImportError:
        raise VisionMissingError(_NOT_INSTALLED) from None
    return Sought(read_sample(look.folder, look.target.image.file), look.target.image)


def _tries(spec: ImageSpec, look: Look, views: Iterable[View]) -> Iterator[tuple[float, View, bool]]:
    """Yield each window at the ratio of its screen's scale to the picture's, then at the other usual ones."""
    known = [(look.scale(view.window) / spec.scale, view) for view in views]
    yield from ((ratio, view, True) for ratio, view in known)
    for scale in USUAL_SCALES:
        yield from ((scale / spec.scale, view, False) for ratio, view in known if ratio != scale / spec.scale)


def _search(sample: Sample, view: View, ratio: float, check: Check) -> list[Candidate]:
    from guide.targeting.vision_edges import grey_of  # noqa: PLC0415
    from guide.targeting.vision_grey import same_pixels  # noqa: PLC0415
    from guide.targeting.vision_search import candidates  # noqa: PLC0415

    window = grey_of(view.picture)
    if ratio == 1:
        same = same_pixels(sample, window, view.hidden, check)
        if same and same[0].grey >= SAFE and not any(_too_close(same[0], other) for other in same[1:]):
            return same
    return candidates(sample, window, ratio, view.hidden, check)


def _too_close(best: Candidate, other: Candidate) -> bool:
    """Whether nobody could say which of the two is meant."""
    if best.grey >= SAFE and other.grey >= best.grey - GREY_MARGIN:
        return other.weakest >= best.weakest - MARGIN
    if best.grey >= SAFE:
        return False
    return (other.likeness + other.weakest) / 2 >= (best.likeness + best.weakest) / 2 - MARGIN


def _confidence(best: Candidate) -> float:
    return _SAFE_CONFIDENCE if best.grey >= SAFE else min(best.likeness, _MOST_BY_EDGES)


def _how(best: Candidate, sought: Sought, known: bool) -> str:
    if best.grey >= SAFE:
        return f"it looks exactly like {sought.spec.file}"
    scale = "" if known else ", at another scale than the screen's"
    return f"its edges are those of {sought.spec.file} ({best.likeness:.0%} alike){scale}"


def _absence(sought: Sought, best: list[Candidate]) -> str:
    closest = max((candidate.likeness for candidate in best), default=0.0)
    if closest < LIKENESS / 2:
        return f"nothing looks like {sought.spec.file}"
    return f"nothing looks enough like {sought.spec.file} (the closest is {closest:.0%} alike)"
