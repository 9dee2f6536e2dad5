"""How the window for authors looks: the player's colours and type, which the app hands in, and drawings of its own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

_ICONS = Path(__file__).parent / "icons"


class Colours(Protocol):
    """Named by what they are for, written `#rrggbb`; those of the card."""

    @property
    def surface(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def muted(self) -> str: ...  # noqa: D102
    @property
    def line(self) -> str: ...  # noqa: D102
    @property
    def control(self) -> str: ...  # noqa: D102
    @property
    def rest(self) -> str: ...  # noqa: D102
    @property
    def accent(self) -> str: ...  # noqa: D102
    @property
    def on_accent(self) -> str: ...  # noqa: D102
    @property
    def hover(self) -> str: ...  # noqa: D102
    @property
    def hint(self) -> str: ...  # noqa: D102
    @property
    def hint_mark(self) -> str: ...  # noqa: D102
    @property
    def warning(self) -> str: ...  # noqa: D102
    @property
    def warning_mark(self) -> str: ...  # noqa: D102
    @property
    def success(self) -> str: ...  # noqa: D102
    @property
    def outline(self) -> str: ...  # noqa: D102
    @property
    def dark(self) -> bool: ...  # noqa: D102


class Look(Protocol):
    """A look, worked out for this desktop; lengths are logical pixels."""

    @property
    def colours(self) -> Colours: ...  # noqa: D102

    def font(self, times: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the desktop's font, `times` the size of running text."""
        ...

    def px(self, of_14: float) -> int:
        """Return a length that grows with the text, given as it is at 14 px."""
        ...

    def palette(self) -> QPalette:
        """Return these colours for ordinary widgets."""
        ...


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, size_px: int) -> QPixmap:
    drawing = (_ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    picture = QPixmap(size_px, size_px)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    try:
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(picture.rect()))
    finally:
        painter.end()
    return picture


def picture(name: str, colour: str, size_px: int, scale: float = 1.0) -> QPixmap:
    """Return a drawing as a square picture of `size_px` logical pixels."""
    drawn = QPixmap(_drawn(name, colour, round(size_px * scale)))
    drawn.setDevicePixelRatio(scale)
    return drawn


def icon(name: str, look: Look, colour: str | None = None) -> QIcon:
    """Return a drawing as an icon, greyed where it can't be used."""
    made, colours = QIcon(), look.colours
    for size_px in (look.px(16), look.px(20), look.px(32), look.px(40)):
        made.addPixmap(_drawn(name, colour or colours.text, size_px))
        made.addPixmap(_drawn(name, colours.rest, size_px), QIcon.Mode.Disabled)
    return made


def icon_size(look: Look) -> QSize:
    """Return the size of icons in toolbars."""
    return QSize(look.px(20), look.px(20))


def ink(widget: QWidget, colour: str) -> None:
    """Write in a colour."""
    palette = widget.palette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(role, QColor(colour))
    widget.setPalette(palette)


_MOST_OF_A_SCREEN = 0.94
"""A window manager's frame and a panel have the rest."""


def fit(window: QWidget, width_px: int, height_px: int) -> None:
    """Make a window so large, but no larger than its screen: with letters of 200 % it would hang over its edges."""
    room = window.screen().availableGeometry().size() * _MOST_OF_A_SCREEN
    window.resize(QSize(width_px, height_px).boundedTo(room))


def canvas(look: Look) -> QColor:
    """Return the colour of what lies behind cards and between panes: a little off the paper."""
    return QColor("#171a23" if look.colours.dark else "#eef0f5")


def severity_colour(severity: str, look: Look) -> str:
    """Return the colour of a finding; never the only sign of what it is."""
    colours = look.colours
    error = "#ff9d94" if colours.dark else "#b3261e"
    return {"error": error, "warning": colours.warning_mark, "hint": colours.accent}.get(severity, colours.muted)
