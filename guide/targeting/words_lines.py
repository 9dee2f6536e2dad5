"""Where lines of words are in a picture. Loads OpenCV: import it only when words are looked for.

Each line is read by itself: what has not changed since the last time need not be read again, wherever it has moved to,
and a blinking caret costs one line.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from guide.targeting.vision_edges import Grey
from guide.tutorial.geometry import DeviceRect

_INK = 22.0
"""Steps of grey from one pixel to the next that are ink; words of a disabled control have some 60."""
_LINE = 8.0
"""Borders are fainter, and straight for longer than any letter."""
_BORDER_ACROSS_PX, _BORDER_DOWN_PX = 40, 18
_LETTERS_APART_PX = 3
_LOWEST_PX, _HIGHEST_PX, _NARROWEST_PX = 5, 90, 3
_USUAL_PX = 11
"""Height of the ink of a usual label; there are none much smaller."""
_WORDS_APART = 0.75
"""Of the height of their letters: more than a space in any font, less than what is left between two labels."""
_NARROWEST = 0.25
"""Width by height of a letter: what is narrower is a bar."""
_MOST_PIECES = 3000
_ROWS = 16
_ROWS_SHARED, _HIGHER = 0.5, 1.5
"""Letters of a line share half their rows; a line is not much higher than its highest letter."""


def lines_of(grey: Grey, scale: float) -> list[DeviceRect]:
    """Return the lines that may hold words, from the top. `scale`: device pixels for one logical pixel, about."""
    lines = _joined(_pieces(_ink(grey, scale), scale), scale)
    return sorted((line for line in lines if _may_be_read(line)), key=lambda rect: (rect.y, rect.x))


def _may_be_read(line: DeviceRect) -> bool:
    return line.height >= _LOWEST_PX and line.width >= max(_NARROWEST_PX, _NARROWEST * line.height)


def _ink(grey: Grey, scale: float) -> npt.NDArray[np.uint8]:
    across = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=1, scale=0.5))
    down = np.abs(cv2.Sobel(grey, cv2.CV_32F, 0, 1, ksize=1, scale=0.5))
    ink = (np.maximum(across, down) > _INK / 2).astype(np.uint8)
    rules = cv2.morphologyEx(_mask(down), cv2.MORPH_OPEN, np.ones((1, round(_BORDER_ACROSS_PX * scale)), np.uint8))
    posts = cv2.morphologyEx(_mask(across), cv2.MORPH_OPEN, np.ones((round(_BORDER_DOWN_PX * scale), 1), np.uint8))
    ink[(rules > 0) | (posts > 0)] = 0
    return ink


def _mask(change: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    return (change > _LINE / 2).astype(np.uint8)


def _pieces(ink: npt.NDArray[np.uint8], scale: float) -> list[DeviceRect]:
    """Return letters and words, as far as they hang together."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, round(_LETTERS_APART_PX * scale)), np.uint8))
    stats = cv2.connectedComponentsWithStats(joined, connectivity=8)[2][1:]
    stats = stats[stats[:, cv2.CC_STAT_HEIGHT] <= _HIGHEST_PX * scale][:_MOST_PIECES]
    return [DeviceRect(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats]


def _joined(pieces: list[DeviceRect], scale: float) -> list[DeviceRect]:
    """Return the lines that pieces form: side by side, on the same rows."""
    lines: dict[int, DeviceRect] = {}
    at_row: dict[int, list[int]] = {}
    for number, piece in enumerate(sorted(pieces, key=lambda rect: rect.x)):
        rows = range(piece.y // _ROWS, (piece.bottom - 1) // _ROWS + 1)
        near = dict.fromkeys(line for row in rows for line in at_row.get(row, ()))
        home = next((line for line in near if _belongs(piece, lines[line], scale)), number)
        lines[home] = _around(lines[home], piece) if home in lines else piece
        for row in rows:
            at_row.setdefault(row, []).append(home)
    return list(lines.values())


def _belongs(piece: DeviceRect, line: DeviceRect, scale: float) -> bool:
    shared = min(piece.bottom, line.bottom) - max(piece.y, line.y)
    lower, higher = sorted((piece.height, line.height))
    return (
        piece.x - line.right <= _WORDS_APART * max(higher, _USUAL_PX * scale)
        and shared >= _ROWS_SHARED * lower
        and max(piece.bottom, line.bottom) - min(piece.y, line.y) <= _HIGHER * max(higher, _USUAL_PX * scale)
    )


def _around(one: DeviceRect, other: DeviceRect) -> DeviceRect:
    x, y = min(one.x, other.x), min(one.y, other.y)
    return DeviceRect(x, y, max(one.right, other.right) - x, max(one.bottom, other.bottom) - y)
