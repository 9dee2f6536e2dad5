"""Which way the drawn edges run, at each pixel: what stays of a control when its theme and its scale change.

Grey values do not survive a dark theme, and the strength of edges only in part. Their direction does: each pixel holds
the direction of its edge as an angle of which opposite directions are the same (dark on light, light on dark), as a
vector that is longer the clearer the edge is. Loads OpenCV: import it only when a picture is looked for.
"""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from guide.desktop.ports import Picture
from guide.tutorial.geometry import DeviceRect

Grey: TypeAlias = npt.NDArray[np.float32]
"""Height × width, 0 … 255."""
GreyBytes: TypeAlias = npt.NDArray[np.uint8]
"""The same as it comes from the screen: a quarter of the memory, which counts where a window fills a 4K screen."""
Pixels: TypeAlias = npt.NDArray[np.uint8]
"""Height × width × 4: blue, green, red, unused."""
Edges: TypeAlias = npt.NDArray[np.float32]
"""Height × width × 2: the doubled angle as a vector of length 0 … 1."""

_CLEAR_EDGE = 12.0
"""Steps of grey (of 255) between two pixels that make an edge half as clear as any. Disabled words have some 20."""
_SOFT_PX = 0.7
"""Edges are softened by so much, because letters and lines fall between pixels differently at another scale."""


def grey_of(picture: Picture) -> Grey:
    """Return a picture of the screen in grey."""
    return grey_bytes_of(picture).astype(np.float32)


def grey_bytes_of(picture: Picture) -> GreyBytes:
    """Return a picture of the screen in grey, in bytes."""
    return np.asarray(cv2.cvtColor(pixels_of(picture), cv2.COLOR_BGRA2GRAY), np.uint8)


def pixels_of(picture: Picture) -> Pixels:
    """Return a picture of the screen as it is."""
    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.rect.height, picture.rect.width, 4)


def shrunk(grey: Grey, by: float) -> Grey:
    """Return the picture with 1 / `by` of its width and height; `by` is 1 or more."""
    if by == 1:
        return grey
    height, width = grey.shape
    size = max(1, round(width / by)), max(1, round(height / by))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.float32)


def edges_of(grey: Grey) -> Edges:
    """Return the edges of a picture."""
    across = cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=3, scale=0.25)
    down = cv2.Sobel(grey, cv2.CV_32F, 0, 1, ksize=3, scale=0.25)
    squared = across * across + down * down
    strength = np.sqrt(squared)
    weight = strength / (strength + _CLEAR_EDGE) / (squared + 1e-6)
    doubled = np.dstack(((across * across - down * down) * weight, 2 * across * down * weight))
    return np.asarray(cv2.GaussianBlur(doubled, (0, 0), _SOFT_PX), np.float32)


def erased(edges: Edges, rects: tuple[DeviceRect, ...], by: float) -> Edges:
    """Wipe out the edges in some rectangles of a picture that was shrunk, and along their borders; in place."""
    for rect in rects:
        left, top = max(0, int(rect.x / by) - 2), max(0, int(rect.y / by) - 2)
        edges[top : int(rect.bottom / by) + 3, left : int(rect.right / by) + 3] = 0
    return edges
