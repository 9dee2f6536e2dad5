"""The handouts that are opened: with pictures from a real rehearsal, and one that wants to break out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guide.export.building import handout_of
from guide.export.handout import Handout
from guide.export.markup import parsed
from guide.export.shots import Pictures
from guide.tutorial.localised import load_localised
from tests.export.made import HOSTILE, handout_in

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a rehearsal in German has left."""
    from guide.app.rehearse import ScreenSize, rehearse_on_virtual_screens

    out = tmp_path_factory.mktemp("report")
    file = ROOT / "tutorials/mousepad-save-a-note/mousepad-save-a-note.yaml"
    tutorial = load_localised(file, "de").tutorial
    assert tutorial is not None
    status = rehearse_on_virtual_screens([(file, tutorial)], out, ScreenSize(), compositor=True, language="de")
    assert status == 0
    return out


@pytest.fixture(scope="session")
def note(report: Path) -> Handout:
    """The note, in German, with a picture of each step."""
    return shipped("mousepad-save-a-note", "de", report)


@pytest.fixture
def quiz() -> Handout:
    """The tutorial with a question."""
    return shipped("guide-first-steps", "en")


@pytest.fixture
def hostile(tmp_path: Path) -> Handout:
    """One whose texts want to break out."""
    made = handout_in(tmp_path)
    pages = tuple(replace(page, title=HOSTILE, say=parsed(HOSTILE)) for page in made.pages)
    return replace(made, title=HOSTILE, pages=pages)


def shipped(name: str, language: str, report: Path | None = None) -> Handout:
    """Return the handout of a tutorial that comes with guide."""
    tutorial = load_localised(ROOT / "tutorials" / name / f"{name}.yaml", language).tutorial
    assert tutorial is not None
    return handout_of(tutorial, Pictures.from_report(report, name) if report is not None else None)
