"""Where a picture is in a window: first roughly at half the size, then to the pixel, then part by part.

A rough likeness is not enough to tell Save from Save As, or 6 from 8: so each part of the picture, as large as a
letter, must be there, and where the picture is empty, the window must be. What comes out are candidates, the likeliest
first; whether one of them is the target is judged by `by_image`. Loads OpenCV: import it only when a picture is looked
for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from guide.targeting.vision_edges import Edges, Grey, edges_of, erased, shrunk
from guide.targeting.vision_thread import Check
from guide.tutorial.geometry import DeviceRect

_RIM_PX = 2
"""The rim of a cut-out picture is left out: its edges also depend on what was beside it."""
_LEAST_PX = 8
"""Rims apart, at least so wide and high must a picture be, at the lower of both scales."""
_CANDIDATES = 12
_UNLIKELY = 0.35
"""Rough likeness below which nobody need look closer; what is right has 0.5 or more, themes and scales apart."""
_FAR_BEHIND = 0.3
"""Nor need anybody look at the parts of what is so much less alike than the best."""
_PART_PX = 10
_SLACK_PX = 2
"""A part may lie so far from where it should: words are laid out anew at each scale."""
_EMPTY = 0.15
"""A part with less than this of the average part's edges counts as empty, here and there."""
_TELLING = 0.5
"""A part with more than this of the average part's edges can tell two things apart."""
_LEAST_CONTRAST = 3.0
"""Standard deviation of grey: a picture with less shows nothing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where the picture may be."""

    rect: DeviceRect
    """In pixels of the window's picture."""
    likeness: float
    """0…1: how much its parts look like those of the picture, on average, by their edges."""
    weakest: float
    """0…1: how much the least alike of its telling parts looks like it should."""
    grey: float
    """-1…1: correlation of the grey values where the scale is the same; 1 is the very same. 0 at other scales."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A picture to look for."""

    grey: Grey

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it to recognise."""
        return float(self.grey.std()) < _LEAST_CONTRAST


def candidates(
    sample: Sample, window: Grey, ratio: float, hidden: tuple[DeviceRect, ...], check: Check
) -> list[Candidate]:
    """Return where the picture may be, the likeliest first, none twice.

    `ratio`: the window's scale by the picture's. `hidden`: what of the window is covered by something else.
    """
    search = _Search(sample, window, ratio, hidden, check)
    found = sorted(search.run(), key=lambda c: (c.likeness + c.weakest, c.grey), reverse=True)
    return _apart(found)


class _Search:
    """One picture in one window, both brought to the lower of their scales."""

    def __init__(
        self, sample: Sample, window: Grey, ratio: float, hidden: tuple[DeviceRect, ...], check: Check
    ) -> None:
        self._sample, self._window, self._hidden = sample, window, hidden
        self._ratio = ratio
        self._by = max(1.0, ratio)
        self._check = check
        self._small = shrunk(sample.grey, max(1.0, 1 / ratio))

    def run(self) -> Iterator[Candidate]:
        """Yield the candidates, in no order; one place may come twice."""
        if min(self._small.shape) < _LEAST_PX + 2 * _RIM_PX:
            return
        wanted, edges = _inner(edges_of(self._small)), self._edges(self._by)
        self._check()
        places = [place for rough in self._roughly() if (place := _closely(wanted, edges, *rough))]
        best = max((alike for alike, _, _ in places), default=0.0)
        for alike, x, y in places:
            self._check()
            if alike >= best - _FAR_BEHIND:
                yield self._judged(x, y, *_by_parts(wanted, edges, x, y))

    def _edges(self, by: float) -> Edges:
        return erased(edges_of(shrunk(self._window, by)), self._hidden, by)

    def _roughly(self) -> Iterator[tuple[int, int]]:
        """Yield places (of the picture's inner part) that look alike at half the size, where it is large enough."""
        half = 2 if min(self._small.shape) >= 2 * (_LEAST_PX + 2 * _RIM_PX) else 1
        wanted = _inner(edges_of(shrunk(self._small, half)))
        likeness = _likeness(self._edges(self._by * half), wanted)
        self._check()
        if likeness is None:
            return
        height, width = wanted.shape[:2]
        for _ in range(_CANDIDATES):
            _, best, _, (x, y) = cv2.minMaxLoc(likeness)
            if best < _UNLIKELY:
                return
            # The rim was left out at this size, so it is `half` times as wide in the picture.
            yield (x - _RIM_PX) * half + _RIM_PX, (y - _RIM_PX) * half + _RIM_PX
            likeness[max(0, y - height // 2) : y + height // 2 + 1, max(0, x - width // 2) : x + width // 2 + 1] = -1

    def _judged(self, x: int, y: int, likeness: float, weakest: float) -> Candidate:
        height, width = self._sample.grey.shape
        left, top = round((x - _RIM_PX) * self._by), round((y - _RIM_PX) * self._by)
        rect = DeviceRect(left, top, round(width * self._ratio), round(height * self._ratio))
        grey = _grey_likeness(self._sample.grey, self._window, rect) if self._ratio == 1 else 0.0
        return Candidate(rect, likeness, weakest, grey)


def _closely(wanted: Edges, edges: Edges, x: int, y: int) -> tuple[float, int, int] | None:
    """Return the best place within a few pixels, its likeness first."""
    reach = 2 * _SLACK_PX
    left, top = max(0, x - reach), max(0, y - reach)
    height, width = wanted.shape[:2]
    likeness = _likeness(edges[top : y + height + reach, left : x + width + reach], wanted)
    if likeness is None:
        return None
    _, alike, _, (dx, dy) = cv2.minMaxLoc(likeness)
    return alike, left + dx, top + dy


def _likeness(edges: Edges, wanted: Edges) -> npt.NDArray[np.float32] | None:
    """Return, for each place, 1 where the edges are the same, 0 where they have nothing in common (Dice).

    None where the picture is larger than the window.
    """
    height, width = wanted.shape[:2]
    if edges.shape[0] < height or edges.shape[1] < width:
        return None
    common = cv2.matchTemplate(edges, wanted, cv2.TM_CCORR)
    energy = cv2.boxFilter(
        _energy(edges), -1, (width, height), anchor=(0, 0), normalize=False, borderType=cv2.BORDER_CONSTANT
    )[: common.shape[0], : common.shape[1]]
    return np.asarray(2 * common / (energy + float(_energy(wanted).sum()) + 1e-6), np.float32)


def _by_parts(wanted: Edges, edges: Edges, x: int, y: int) -> tuple[float, float]:
    """Return the average likeness of the parts, by the edges in them, and that of the weakest which can tell."""
    height, width = wanted.shape[:2]
    rows, columns = _cuts(height), _cuts(width)
    least = _EMPTY * float(_energy(wanted).sum()) / ((len(rows) - 1) * (len(columns) - 1))
    weights, alike = [], []
    for top, bottom in pairwise(rows):
        for left, right in pairwise(columns):
            weight, likeness = _part(wanted[top:bottom, left:right], edges, x + left, y + top)
            if weight >= least:
                weights.append(weight)
                alike.append(likeness)
    if not weights:
        return 0.0, 0.0
    share, values = np.array(weights) / sum(weights), np.array(alike)
    telling = share * len(weights) >= _TELLING
    return float((share * values).sum()), float(values[telling].min())


def _part(part: Edges, edges: Edges, x: int, y: int) -> tuple[float, float]:
    """Return how much there is to see in one part, here or there, and its best likeness nearby."""
    height, width = part.shape[:2]
    around = edges[max(0, y - _SLACK_PX) : y + height + _SLACK_PX, max(0, x - _SLACK_PX) : x + width + _SLACK_PX]
    there = float(_energy(edges[y : y + height, x : x + width]).sum())
    likeness = _likeness(around, np.ascontiguousarray(part))
    return max(float(_energy(part).sum()), there), 0.0 if likeness is None else float(likeness.max())


def _grey_likeness(sample: Grey, window: Grey, rect: DeviceRect) -> float:
    """Return the correlation of the grey values, at most one pixel away; -1 where the picture does not fit."""
    around = window[max(0, rect.y - 1) : rect.bottom + 1, max(0, rect.x - 1) : rect.right + 1]
    if around.shape[0] < sample.shape[0] or around.shape[1] < sample.shape[1]:
        return -1.0
    return float(np.clip(cv2.matchTemplate(around, sample, cv2.TM_CCOEFF_NORMED), -1, 1).max())


def _apart(found: list[Candidate]) -> list[Candidate]:
    """Leave out what is a few pixels beside a likelier candidate: the same thing, seen twice."""
    kept: list[Candidate] = []
    for candidate in found:
        if not any(other.rect.contains(candidate.rect.center) for other in kept):
            kept.append(candidate)
    return kept


def _inner(edges: Edges) -> Edges:
    return np.ascontiguousarray(edges[_RIM_PX:-_RIM_PX, _RIM_PX:-_RIM_PX])


def _energy(edges: Edges) -> npt.NDArray[np.float32]:
    return np.asarray((edges * edges).sum(axis=2), np.float32)


def _cuts(length: int) -> list[int]:
    """Return where to cut a side so that parts are about `_PART_PX` long."""
    count = max(1, round(length / _PART_PX))
    return [round(i * length / count) for i in range(count + 1)]
