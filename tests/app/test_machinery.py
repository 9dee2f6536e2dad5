"""What a run takes place in: here, how it looks by the person's choice and the desktop's."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.app.machinery import look_of
from guide.desktop.preferences import Preferences
from guide.paths import Paths
from guide.settings import Settings, table


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("GUIDE_HOME", str(tmp_path))
    return Settings.load(Paths.of_this_user())


@pytest.mark.parametrize(
    ("desktop", "scheme"),
    [
        (Preferences(), "system"),
        (Preferences(dark=False), "light"),
        (Preferences(dark=True), "dark"),
        (Preferences(dark=True, high_contrast=True), "high-contrast"),
    ],
)
def test_colours_are_the_desktops_unless_the_person_chose(
    settings: Settings, desktop: Preferences, scheme: str
) -> None:
    assert look_of(settings, desktop).scheme == scheme
    settings.set(table.THEME, "light")
    assert look_of(settings, desktop).scheme == "light"


@pytest.mark.parametrize(
    ("choice", "desktop", "reduced"),
    [
        ("system", None, False),
        ("system", False, False),
        ("system", True, True),
        ("on", False, True),
        ("off", True, False),
    ],
)
def test_nothing_moves_where_the_person_or_the_desktop_says_so(
    settings: Settings, choice: str, desktop: bool | None, reduced: bool
) -> None:
    settings.set(table.REDUCED_MOTION, choice)
    assert look_of(settings, Preferences(reduced_motion=desktop)).reduced_motion is reduced
