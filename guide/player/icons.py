"""The player's own drawings: SVG files in `icons/`, painted in the colour asked for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).parent / "icons"
_TRAY_SIZES_PX = (16, 22, 24, 32, 48, 64, 128)


def paint_icon(painter: QPainter, name: str, colour: str, box: QRectF) -> None:
    """Paint an icon into a box of logical pixels."""
    _renderer(name, colour).render(painter, box)


def pixmap(name: str, colour: str, size_px: int, scale: float = 1.0) -> QPixmap:
    """Return an icon as a square picture of `size_px` logical pixels on a screen of that scale."""
    picture = QPixmap(round(size_px * scale), round(size_px * scale))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    try:
        paint_icon(painter, name, colour, QRectF(picture.rect()))
    finally:
        painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


def app_icon() -> QIcon:
    """Return the icon of the program, in the sizes of trays and task switchers."""
    icon = QIcon()
    for size in _TRAY_SIZES_PX:
        icon.addPixmap(pixmap("guide", "#000000", size))
    return icon


@lru_cache(maxsize=64)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))
