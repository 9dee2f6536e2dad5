"""Where a picture is in a window, pixel for pixel: quick, and safe where theme and scale are those of the picture.

Loads OpenCV: import it only when a picture is looked for.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from guide.targeting.vision_edges import Grey, shrunk
from guide.targeting.vision_search import Candidate, Sample
from guide.targeting.vision_thread import Check
from guide.tutorial.geometry import DeviceRect

_PLACES = 4
_UNLIKELY = 0.6
"""Correlation at half the size below which nobody need look closer."""
_LEAST_HALF_PX = 6
_FAINT = 0.25
"""A place with less than this of the picture's contrast does not count as alike, however well it correlates."""


def same_pixels(sample: Sample, window: Grey, hidden: tuple[DeviceRect, ...], check: Check) -> list[Candidate]:
    """Return where the picture may be, at the scale it was taken at, the likeliest first, none twice."""
    half = 2 if min(sample.grey.shape) >= 2 * _LEAST_HALF_PX else 1
    wanted = shrunk(sample.grey, half)
    alike = _correlation(shrunk(window, half), wanted)
    check()
    found: list[Candidate] = []
    height, width = wanted.shape
    for _ in range(_PLACES if alike is not None else 0):
        assert alike is not None
        _, best, _, (x, y) = cv2.minMaxLoc(alike)
        if best < _UNLIKELY:
            break
        found += _closely(sample.grey, window, x * half, y * half)
        alike[max(0, y - height // 2) : y + height // 2 + 1, max(0, x - width // 2) : x + width // 2 + 1] = -1
    open_to_view = (c for c in found if not any(rect.contains(c.rect.center) for rect in hidden))
    return sorted(open_to_view, key=lambda candidate: candidate.grey, reverse=True)


def _closely(sample: Grey, window: Grey, x: int, y: int) -> list[Candidate]:
    left, top = max(0, x - 2), max(0, y - 2)
    height, width = sample.shape
    alike = _correlation(window[top : y + height + 2, left : x + width + 2], sample)
    if alike is None:
        return []
    _, best, _, (dx, dy) = cv2.minMaxLoc(alike)
    grey = min(1.0, best)
    return [Candidate(DeviceRect(left + dx, top + dy, width, height), likeness=grey, weakest=grey, grey=grey)]


def _correlation(window: Grey, sample: Grey) -> npt.NDArray[np.float32] | None:
    """Return the correlation of the grey values at each place; None where the picture is larger than the window."""
    height, width = sample.shape
    if window.shape[0] < height or window.shape[1] < width:
        return None
    varying = sample - sample.mean()
    around = window - window.mean()  # smaller numbers, smaller errors
    common = cv2.matchTemplate(around, varying, cv2.TM_CCORR)
    size = common.shape
    mean = cv2.boxFilter(around, -1, (width, height), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    square = cv2.sqrBoxFilter(around, -1, (width, height), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    there = (square - mean * mean)[: size[0], : size[1]] * (width * height)
    here = float((varying * varying).sum())
    return np.asarray(common / np.sqrt(here * np.maximum(there, _FAINT * here)), np.float32)
