"""The second rung: what the control looks like. A picture is looked for inside the windows of the program only.

Where theme and scale are those of the picture, the grey values are the same and settle it. Else the direction of the
drawn edges does, which themes and scales leave alone; it is less certain, so the best place must be better than the
second best by a margin. Two that look alike are ambiguous, unless the target's words tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guide.targeting.finding import Finding, Signal
from guide.targeting.looking import Look
from guide.targeting.vision_thread import Check, aside
from guide.targeting.vision_views import View, Views
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
_SAFE_CONFIDENCE, _MOST_BY_EDGES = 0.95, 0.85
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

    def __init__(self, views: Views | None = None) -> None:
        self._views = views or Views()

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
        except (PictureError, VisionMissingError) as problem:
            file = look.target.image.file if look.target.image else ""
            why = f"{file}: {problem}" if isinstance(problem, PictureError) else str(problem)
            return Finding("absent", "image", why=why, window=look.main)

    def _look(self, look: Look, check: Check) -> Finding:
        sought = _sought(look)
        views = tuple(self._views.take(look))
        best: list[Candidate] = []
        for ratio, view, known in _tries(sought.spec, look, views):
            check()
            found = [c for c in _candidates(sought.sample, view, ratio, check) if view.shows(view.on_screen(c.rect))]
            finding = judge(found, sought, view, known=known)
            if finding.state != "absent":
                return finding
            best += found[:1]
        return Finding("absent", "image", why=_absence(sought, best), window=look.main)


def judge(found: list[Candidate], sought: Sought, view: View, *, known: bool = True) -> Finding:
    """Decide: found, absent or ambiguous. `found`: likeliest first; `known`: whether the scale is the screen's."""
    likeness = LIKENESS if known else ELSEWHERE_LIKENESS
    alike = [candidate for candidate in found if sought.accepts(candidate, likeness)]
    if not alike:
        return Finding("absent", "image")
    best = alike[0]
    rivals = [other for other in found[1:] if _too_close(best, other)]
    if rivals:
        why = f"{1 + len(rivals)} places look like {sought.spec.file}; a larger picture, or its words, would say which"
        return Finding("ambiguous", "image", why=why, window=view.window)
    rect = view.on_screen(best.rect).intersected(view.window.rect)
    return Finding("found", "image", rect, _confidence(best), why=_how(best, sought, known), window=view.window)


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


def _candidates(sample: Sample, view: View, ratio: float, check: Check) -> list[Candidate]:
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
