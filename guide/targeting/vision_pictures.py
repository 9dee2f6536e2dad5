"""The pictures of a tutorial, read with bounds. Loads OpenCV: import it only when a picture is looked for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from guide.targeting.vision_search import Sample
from guide.tutorial.pictures import PictureError, check_picture, picture_path

MOST_PIXELS = 4 << 20
"""A control is small; half a 4K screen is a mistake, and a picture of more may be an attack on whoever decodes it."""
_PNG_SIZE = slice(16, 24)
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_LONE = frozenset((0x01, *range(0xD0, 0xD9)))


def read_sample(folder: Path | None, file: str) -> Sample:
    """Return the picture to look for. PictureError where it cannot be used; read again only when it has changed."""
    check_picture(folder, file)
    path = picture_path(folder, file)
    stat = path.stat()
    return _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, changed_ns: int, size: int) -> Sample:
    del changed_ns, size
    data = path.read_bytes()
    width, height = _size(data)
    if width * height > MOST_PIXELS:
        raise PictureError(f"the picture has {width} × {height} pixels; cut out the control alone")
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if decoded is None:
        raise PictureError("the picture is damaged")
    sample = Sample(decoded.astype(np.float32))
    if sample.is_blank:
        raise PictureError("the picture shows one even colour; there is nothing in it to recognise")
    return sample


def _size(data: bytes) -> tuple[int, int]:
    """Return width and height without decoding."""
    if data.startswith(b"\x89PNG"):
        head = data[_PNG_SIZE]
        width, height = int.from_bytes(head[:4]), int.from_bytes(head[4:])
    else:
        width, height = _jpeg_size(data)
    if not width or not height:
        raise PictureError("the picture is damaged")
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Return what the frame header says: markers follow each other by their lengths."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _JPEG_FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        if marker == 0xFF:
            at += 1
        else:
            at += 2 if marker in _JPEG_LONE else 2 + int.from_bytes(data[at + 2 : at + 4])
    return 0, 0
