"""The second rung: what the control looks like. A picture is looked for inside the windows of the program only.

Where theme and scale are those of the picture, the grey values are the same and settle it. Else the direction of the
drawn edges does, which themes and scales leave alone; it is less certain, so the best place must be better than the
second best by a margin, and must say what the picture says.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from guide.targeting.finding import Finding, Signal
from guide.targeting.looking import Look
from guide.targeting.vision_thread import Check, aside
from guide.targeting.vision_verdict import LIKENESS, SAFE, Said, Sought, Verdict, judge, too_close
from guide.targeting.vision_views import View, Views
from guide.targeting.words import Line, matches
from guide.targeting.words_seen import ReadingMissingError, Words
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.patterns import TextPattern
from guide.tutorial.pictures import PictureError
from guide.tutorial.targets import ImageSpec, Target

if TYPE_CHECKING:
    from guide.targeting.vision_search import Candidate, Sample

USUAL_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)
"""A program may draw itself at another scale than its screen has (GDK_SCALE, QT_SCALE_FACTOR)."""
_MOST_REMEMBERED = 64
_NOT_INSTALLED = "pictures need the extra: pip install guide[vision]"


class VisionMissingError(Exception):
    """OpenCV is not installed; the message says what to do."""


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
        closest: list[float] = []
        doubts: list[str] = []
        for ratio, view, known in _tries(sought.spec, look, views):
            try:
                found = self._candidates(sought.sample, view, ratio, check)
                in_sight = [candidate for candidate in found if view.shows(view.on_screen(candidate.rect))]
                finding = self._confirmed(judge(in_sight, sought, view, known=known), look, check)
            except TimeoutError:
                if known:
                    raise
                break  # it is not there at the screen's own scale; others were worth a try
            if finding.state != "absent":
                return finding
            closest += [candidate.likeness for candidate in found[:1]]
            doubts += [finding.why] if finding.why else []
        why = "; ".join(dict.fromkeys(doubts)) or _absence(sought, max(closest, default=0))
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

    def _confirmed(self, verdict: Verdict, look: Look, check: Check) -> Finding:
        """Hold what was found against the words on it: the target's, else those on the picture itself."""
        told = look.target.text
        if not verdict.questionable or (verdict.certain and told is None):
            return verdict.by_looks()
        try:
            labels = told.candidates(look.language) if told else self._own_labels(verdict.sought, look, check)
            enough = any if told else all  # one language of several; each label of a picture
            said = [
                _said(self._words.read(verdict.view, look, check, area=candidate.rect), candidate, labels, enough)
                for candidate in verdict.questionable
            ]
        except ReadingMissingError:
            return verdict.by_looks()
        return verdict.by_words(said, told=told is not None) if labels else verdict.by_looks()

    def _own_labels(self, sought: Sought, look: Look, check: Check) -> tuple[TextPattern, ...]:
        """Return what is written on the picture itself."""
        said = self._words.on_picture(sought.sample.grey, look, sought.spec.scale, check)
        return tuple(TextPattern(label) for label in said)


def _said(
    lines: Sequence[Line],
    candidate: Candidate,
    labels: Sequence[TextPattern],
    enough: Callable[[Iterable[bool]], bool],
) -> Said:
    """Hold what is written at a place against what should be: any of the labels, or all."""
    found = [_label_in(candidate.rect, lines, label) for label in labels]
    text = " ".join(dict.fromkeys(filter(None, found)))
    if enough(match != "" for match in found):
        return Said(text, agrees=True)
    inside = [line for line in lines if any(candidate.rect.contains(word.rect.center) for word in line.sure)]
    return Said(" ".join(line.text for line in inside if line.is_telling), agrees=False)


def _label_in(rect: DeviceRect, lines: Sequence[Line], label: TextPattern) -> str:
    return next((match.said for match in matches(lines, label) if rect.contains(match.rect.center)), "")


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
    from guide.targeting.vision_edges import grey_of, pixels_of  # noqa: PLC0415
    from guide.targeting.vision_grey import same_pixels  # noqa: PLC0415
    from guide.targeting.vision_search import candidates  # noqa: PLC0415

    if ratio == 1:
        same = same_pixels(sample, pixels_of(view.picture), view.hidden, check)
        if same and same[0].grey >= SAFE and not any(too_close(same[0], other) for other in same[1:]):
            return same
    return candidates(sample, grey_of(view.picture), ratio, view.hidden, check)


def _absence(sought: Sought, closest: float) -> str:
    if closest < LIKENESS / 2:
        return f"nothing looks like {sought.spec.file}"
    return f"nothing looks enough like {sought.spec.file} (the closest is {closest:.0%} alike)"
