"""The player's own drawings: SVG files in `icons/`, painted in the colour asked for.

The icon of the program is there as pictures too, made by `scripts/make_icons.py`: with them alone in sight, Qt's module
for SVG is not loaded (3 MB).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).parent / "icons"
APP_ICON_SIZES_PX = (16, 22, 24, 32, 48, 64, 128)


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
    for size_px in APP_ICON_SIZES_PX:
        icon.addFile(str(app_icon_file(size_px)))
    return icon


def app_icon_file(size_px: int) -> Path:
    """Return the picture of the program's icon in one of its sizes."""
    return _FOLDER / f"guide-{size_px}.png"


@lru_cache(maxsize=64)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    drawing = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))
