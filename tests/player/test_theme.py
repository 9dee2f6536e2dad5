"""Colours that everybody can tell apart (WCAG 2.2), and text that grows."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from pytestqt.qtbot import QtBot

from guide.player.theme import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    RING_INNER,
    RING_OUTER,
    Colours,
    Look,
    Theme,
    contrast,
)

THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark"), pytest.param(HIGH_CONTRAST, id="contrast")]
TEXT, GRAPHIC = 4.5, 3.0


def between(one: str, other: str) -> float:
    return contrast(QColor(one), QColor(other))


@pytest.mark.parametrize("colours", THEMES)
def test_every_text_can_be_read(colours: Colours) -> None:
    for paper in (colours.surface, colours.hover, colours.hint, colours.warning):
        assert between(colours.text, paper) >= TEXT
    for ink in (colours.muted, colours.accent):
        assert between(ink, colours.surface) >= TEXT
    assert between(colours.muted, colours.hover) >= TEXT
    for button in (colours.accent, colours.accent_hover):
        assert between(colours.on_accent, button) >= TEXT
    for block in (colours.hint, colours.warning):
        assert between(colours.accent, block) >= TEXT  # links in notices


@pytest.mark.parametrize("colours", THEMES)
def test_every_sign_can_be_seen(colours: Colours) -> None:
    assert between(colours.control, colours.surface) >= GRAPHIC
    assert between(colours.accent, colours.rest) >= GRAPHIC  # how far one is
    assert between(colours.hint_mark, colours.hint) >= GRAPHIC
    assert between(colours.warning_mark, colours.warning) >= GRAPHIC
    assert between(colours.success, colours.surface) >= GRAPHIC
    assert between(colours.success, colours.hint) >= GRAPHIC
    assert between(colours.text, colours.surface) >= GRAPHIC  # the focus


@pytest.mark.parametrize("colours", THEMES)
def test_each_colour_is_a_colour(colours: Colours) -> None:
    values = [getattr(colours, field.name) for field in fields(colours) if field.name != "dark"]
    assert all(QColor(value).isValid() for value in values)


def test_one_tone_of_the_ring_stands_out_from_any_background() -> None:
    # given any grey, and any strong colour, a program may have beside the ring
    greys = [QColor(level, level, level) for level in range(256)]
    strengths = [(saturation, value) for saturation in (90, 255) for value in (60, 150, 255)]
    hues = [QColor.fromHsv(hue, *strength) for hue in range(0, 360, 10) for strength in strengths]
    # then one of its two tones has a contrast of 3:1 or more
    for background in (*greys, *hues):
        assert max(contrast(background, RING_INNER), contrast(background, RING_OUTER)) >= GRAPHIC
    assert contrast(RING_INNER, RING_OUTER) >= 9


def test_contrast_is_that_of_the_standard() -> None:
    assert round(contrast(QColor("white"), QColor("black")), 1) == 21.0
    assert round(contrast(QColor("#777777"), QColor("white")), 2) == 4.48  # the well-known near miss


@pytest.mark.parametrize(("scale", "times"), [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (9.0, 3.0), (0.2, 1.0)])
def test_text_grows_as_asked(qtbot: QtBot, scale: float, times: float) -> None:
    usual = Theme.of(Look()).text_px
    assert Theme.of(Look(text_scale=scale)).text_px == pytest.approx(usual * times, abs=1)


def test_text_is_never_smaller_than_can_be_read_from_a_chair(qtbot: QtBot) -> None:
    assert Theme.of(Look()).text_px >= 14


@pytest.mark.parametrize(
    ("window", "text", "expected"),
    [
        ("#f0f0f0", "#202020", LIGHT),
        ("#2b2b2b", "#eeeeee", DARK),
        ("#000000", "#ffffff", HIGH_CONTRAST),
        ("#ffffff", "#000000", LIGHT),
    ],
)
def test_the_desktop_decides_between_light_and_dark(qtbot: QtBot, window: str, text: str, expected: Colours) -> None:
    before = QGuiApplication.palette()
    palette = QPalette(before)
    palette.setColor(QPalette.ColorRole.Window, QColor(window))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
    QGuiApplication.setPalette(palette)
    try:
        assert Theme.of(Look()).colours is expected
    finally:
        QGuiApplication.setPalette(before)


def test_a_chosen_scheme_wins(qtbot: QtBot) -> None:
    assert Theme.of(Look(scheme="dark")).colours is DARK
    assert Theme.of(Look(scheme="high-contrast")).colours is HIGH_CONTRAST
