"""How the player looks: colours, sizes and type, for light, dark and high contrast.

Colours are chosen so that text has a contrast of 4.5:1 and anything else that carries meaning 3:1 (WCAG 2.2,
1.4.3 and 1.4.11); `contrast` is how the tests know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle

Scheme = Literal["system", "light", "dark", "high-contrast"]

RING_INNER = QColor("#1d3ca0")
RING_OUTER = QColor("#ffffff")
"""Two tones with 9:1 between them: whatever lies beside the ring, one of them stands out by 3:1 or more."""

DIM_PERCENT = 42
"""Of black over the rest of the screen: the light is unmistakable, the rest can still be read."""

_MOST_TEXT_SCALE = 3.0
_LEAST_TEXT_PX = 14
"""Desktops without settings hand out 9 pt; a card is read from further away than the menu it talks about."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a person chose. `text_scale` 1…3; `dim_percent` 0…80."""

    scheme: Scheme = "system"
    text_scale: float = 1.0
    dim_percent: int = DIM_PERCENT
    reduced_motion: bool = False
    pulse: bool = True
    """Whether a new light pulses; never with reduced motion, the desktop's or the person's own."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Named by what they are for; written `#rrggbb`."""

    surface: str
    text: str
    muted: str
    line: str
    """Separates; carries no meaning."""
    control: str
    """Edges of controls."""
    rest: str
    """What is left of a progress bar."""
    accent: str
    on_accent: str
    accent_hover: str
    hover: str
    hint: str
    hint_mark: str
    warning: str
    warning_mark: str
    success: str
    outline: str
    """The edge of the card."""
    dark: bool = False


LIGHT = Colours(
    surface="#ffffff",
    text="#191d2b",
    muted="#596075",
    line="#e7e9f0",
    control="#868da1",
    rest="#d3d8e6",
    accent="#2450c8",
    on_accent="#ffffff",
    accent_hover="#1d3ca0",
    hover="#f0f2f8",
    hint="#eef3ff",
    hint_mark="#2450c8",
    warning="#fff4de",
    warning_mark="#8f5600",
    success="#1b7a4a",
    outline="#d5d9e4",
)
DARK = Colours(
    surface="#20242f",
    text="#f2f4f9",
    muted="#aab1c4",
    line="#333948",
    control="#7b8397",
    rest="#414859",
    accent="#8fb1ff",
    on_accent="#0e1836",
    accent_hover="#b3caff",
    hover="#2c3240",
    hint="#29334d",
    hint_mark="#8fb1ff",
    warning="#42361f",
    warning_mark="#f4c067",
    success="#64d49a",
    outline="#475066",
    dark=True,
)
_BLACK, _WHITE, _YELLOW = "#000000", "#ffffff", "#ffe14d"
HIGH_CONTRAST = Colours(
    surface=_BLACK,
    text=_WHITE,
    muted=_WHITE,
    line=_WHITE,
    control=_WHITE,
    rest="#595959",
    accent=_YELLOW,
    on_accent=_BLACK,
    accent_hover=_WHITE,
    hover="#333333",
    hint=_BLACK,
    hint_mark=_YELLOW,
    warning=_BLACK,
    warning_mark=_YELLOW,
    success=_YELLOW,
    outline=_WHITE,
    dark=True,
)


@dataclass(frozen=True, slots=True)
class Theme:
    """A look, worked out for this desktop. Lengths are logical pixels."""

    look: Look
    colours: Colours
    text_px: int
    family: str

    @classmethod
    def of(cls, look: Look) -> Theme:
        """Work a look out from the desktop's palette and font."""
        font = QGuiApplication.font()
        screen = QGuiApplication.primaryScreen()
        own_px = (
            font.pixelSize() if font.pixelSize() > 0 else round(font.pointSizeF() * screen.logicalDotsPerInch() / 72)
        )
        text_px = round(max(own_px, _LEAST_TEXT_PX) * min(max(look.text_scale, 1.0), _MOST_TEXT_SCALE))
        return cls(look, _colours(look.scheme, QGuiApplication.palette()), text_px, font.family())

    def font(self, times: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the desktop's font, `times` the size of running text."""
        font = QFont(self.family)
        font.setPixelSize(round(self.text_px * times))
        font.setWeight(weight)
        return font

    def px(self, of_14: float) -> int:
        """Return a length that grows with the text, given as it is at 14 px."""
        return round(of_14 * self.text_px / 14)

    def palette(self) -> QPalette:
        """Return these colours for ordinary widgets."""
        colours, role = self.colours, QPalette.ColorRole
        by_role = {
            role.Window: colours.surface,
            role.WindowText: colours.text,
            role.Base: colours.surface,
            role.AlternateBase: colours.hover,
            role.Text: colours.text,
            role.PlaceholderText: colours.muted,
            role.Button: colours.hover,
            role.ButtonText: colours.text,
            role.Highlight: colours.accent,
            role.HighlightedText: colours.on_accent,
            role.Link: colours.accent,
            role.ToolTipBase: colours.surface,
            role.ToolTipText: colours.text,
            role.Mid: colours.line,
            role.Accent: colours.accent,
        }
        palette = QPalette()
        for one, colour in by_role.items():
            palette.setColor(one, QColor(colour))
        for one in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.muted))
        return palette

    @property
    def pulses(self) -> bool:
        """Whether anything may move by itself. Styles pass the desktop's wish on as a duration of nothing."""
        duration = QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        return self.look.pulse and not self.look.reduced_motion and duration > 0

    @property
    def dim(self) -> QColor:
        """What is laid over the rest of the screen."""
        return QColor(8, 10, 18, round(255 * min(max(self.look.dim_percent, 0), 80) / 100))


def luminance(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2.2, 0 (black) … 1 (white)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of WCAG 2.2, 1…21.

    >>> round(contrast(QColor("white"), QColor("black")))
    21
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _colours(scheme: Scheme, palette: QPalette) -> Colours:
    fixed = {"light": LIGHT, "dark": DARK, "high-contrast": HIGH_CONTRAST}
    if scheme in fixed:
        return fixed[scheme]
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    if contrast(window, text) > 20 and window != QColor("white"):
        return HIGH_CONTRAST  # pure white on pure black is what high-contrast desktop themes ask for
    return DARK if luminance(window) < luminance(text) else LIGHT
