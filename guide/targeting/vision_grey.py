"""Where a picture is in a window, pixel for pixel: quick, and safe where theme and scale are those of the picture.

Loads OpenCV: import it only when a picture is looked for.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from guide.targeting.vision_edges import Grey, GreyBytes, Pixels, shrunk
from guide.targeting.vision_search import Candidate, Sample
from guide.targeting.vision_thread import Check
from guide.tutorial.geometry import DeviceRect

_PLACES = 8
_UNLIKELY = 0.6
"""Correlation at half the size below which nobody need look closer."""
_LEAST_HALF_PX = 6
_BAND_PX = 160
"""Rows that are looked at in one go: what is reckoned of them stays near the processor."""
_MOST_OF_BYTES = 30_000
"""Pixels of which OpenCV can add up the squares of bytes without leaving its whole numbers."""
_FAINT = 0.25
"""A place with less than this of the picture's contrast does not count as alike, however well it correlates."""


def same_pixels(sample: Sample, window: Pixels, hidden: tuple[DeviceRect, ...], check: Check) -> list[Candidate]:
    """Return where the picture may be, at the scale it was taken at, the likeliest first, none twice."""
    half = 2 if min(sample.grey.shape) >= 2 * _LEAST_HALF_PX else 1
    wanted, seen = shrunk(_even(sample.grey) if half == 2 else sample.grey, half), _grey(window, half)
    alike = _roughly(_softened(seen), _softened(wanted)) if half == 2 else _roughly(seen, wanted)
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


def _grey(window: Pixels, by: int) -> GreyBytes:
    """Return the window in grey, with 1 / `by` of its width and height, without a copy of all of it in between."""
    height, width = max(1, window.shape[0] // by), max(1, window.shape[1] // by)
    small = np.empty((height, width), np.uint8)
    for top in range(0, height, _BAND_PX):
        band = small[top : top + _BAND_PX]
        grey = cv2.cvtColor(window[top * by : (top + len(band)) * by], cv2.COLOR_BGRA2GRAY)
        cv2.resize(_even(grey) if by == 2 else grey, (width, len(band)), dst=band, interpolation=cv2.INTER_AREA)
    return small


def _softened(grey: Any) -> Any:
    """Blur what has half the size, so that it looks alike whether its pixels were one of two or the other."""
    return cv2.blur(grey, (2, 2))


def _even(grey: Any) -> Any:
    """Leave out the last column and row of an odd number: exactly half the size is averaged thirty times as fast."""
    height, width = grey.shape
    return grey[: height & ~1 or 1, : width & ~1 or 1]


def _roughly(window: GreyBytes, sample: Grey) -> npt.NDArray[np.float32] | None:
    """Return what `_correlation` does, a little less exactly and in half the time."""
    height, width = sample.shape
    rows, columns = window.shape[0] - height + 1, window.shape[1] - width + 1
    if rows < 1 or columns < 1:
        return None
    varying = sample - sample.mean()
    here, area = float((varying * varying).sum()), width * height
    middle = cv2.mean(window)[0]
    alike = np.empty((rows, columns), np.float32)
    band = max(_BAND_PX, 2 * height)
    for top in range(0, rows, band):
        count = min(band, rows - top)
        part = window[top : top + count + height - 1]
        around = cv2.subtract(part, np.full(1, middle), dtype=cv2.CV_32F)
        common = cv2.matchTemplate(around, varying, cv2.TM_CCORR)
        there: Any = _variance(part if area < _MOST_OF_BYTES else around, height, width)[:count, :columns]
        there = cv2.max(there, _FAINT * here / area)
        cv2.sqrt(there, dst=there)
        cv2.divide(common, there, dst=alike[top : top + count], scale=1 / math.sqrt(here * area))
    return alike


def _variance(grey: Any, height: int, width: int) -> npt.NDArray[np.float32]:
    """Return the variance of the grey values in the rectangle of that size at each place."""
    mean = cv2.boxFilter(grey, cv2.CV_32F, (width, height), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    there = cv2.sqrBoxFilter(grey, cv2.CV_32F, (width, height), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    cv2.multiply(mean, mean, dst=mean)  # in place: at this size, new memory takes as long as the sums
    cv2.subtract(there, mean, dst=there)
    return np.asarray(there, np.float32)


def _closely(sample: Grey, window: Pixels, x: int, y: int) -> list[Candidate]:
    left, top = max(0, x - 2), max(0, y - 2)
    height, width = sample.shape
    around = window[top : y + height + 2, left : x + width + 2]
    alike = _correlation(np.asarray(cv2.cvtColor(around, cv2.COLOR_BGRA2GRAY), np.uint8), sample)
    if alike is None:
        return []
    _, best, _, (dx, dy) = cv2.minMaxLoc(alike)
    grey = min(1.0, best)
    return [Candidate(DeviceRect(left + dx, top + dy, width, height), likeness=grey, weakest=grey, grey=grey)]


def _correlation(window: GreyBytes, sample: Grey) -> npt.NDArray[np.float32] | None:
    """Return the correlation of the grey values at each place; None where the picture is larger than the window."""
    height, width = sample.shape
    if window.shape[0] < height or window.shape[1] < width:
        return None
    varying = sample - sample.mean()
    around = window.astype(np.float32) - np.float32(window.mean())  # smaller numbers, smaller errors
    common = cv2.matchTemplate(around, varying, cv2.TM_CCORR)
    size = common.shape
    there: Any = _variance(around, height, width)[: size[0], : size[1]]
    here = float((varying * varying).sum())
    area = width * height
    there = cv2.max(there, _FAINT * here / area)
    cv2.sqrt(there, dst=there)
    return np.asarray(cv2.divide(common, there, dst=common, scale=1 / math.sqrt(here * area)), np.float32)
