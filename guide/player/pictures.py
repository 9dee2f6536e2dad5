"""Pictures of a tutorial: from its own folder, within bounds."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap

from guide.tutorial.pictures import PictureError, picture_path

_LIMIT_MB = 64
"""A picture of 4,000 x 4,000 pixels; more is a mistake, or an attack."""


def load_picture(folder: Path, name: str) -> QImage | None:
    """Return a picture of the folder; None where it lies elsewhere, or cannot be read."""
    try:
        path = picture_path(folder, name)
    except PictureError:
        return None
    QImageReader.setAllocationLimit(_LIMIT_MB)
    image = QImageReader(str(path)).read()
    return None if image.isNull() else image


def fitted(image: QImage, width_px: int, height_px: int, scale: float) -> QPixmap:
    """Return a picture no larger than that in logical pixels, sharp on a screen of that scale, never enlarged."""
    most = min(width_px * scale / image.width(), height_px * scale / image.height(), scale)
    size = image.size() * most
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    picture = QPixmap.fromImage(image.scaled(size, keep, smooth))
    picture.setDevicePixelRatio(scale)
    return picture
