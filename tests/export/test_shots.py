"""Pictures from a rehearsal: cut, lit, and never a danger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guide.export.shots import Pictures, ReportError, beside
from tests.export.made import opened, picture, report_in

WHITE, RED = (255, 255, 255), (255, 0, 0)


def test_a_large_picture_is_cut_to_what_matters_and_lit(tmp_path: Path) -> None:
    # given a red control at the right bottom of a large window that lies at 20, 10 on the screen
    picture(tmp_path / "a.png", (1280, 800), (1000, 700, 1099, 729))
    seen = {"program_picture": "a.png", "program_rect": [20, 10, 1280, 800], "rect": [1020, 710, 100, 30]}
    shot = Pictures.from_report(report_in(tmp_path, one=seen), "a-note").of("one", "alt")
    # then the part around it is shown
    assert shot is not None
    assert (shot.width_px, shot.height_px) == (860, 540)
    image = opened(shot.data)
    pixels = [(x, y) for x in range(860) for y in range(540) if image.getpixel((x, y)) == RED]
    # the whole control as bright as it was, everything else darker
    assert len(pixels) == 100 * 30
    assert image.getpixel((5, 5)) not in (WHITE, RED)
    # and a ring around it
    left, top = min(pixels)
    above = [image.getpixel((left + 50, top - distance)) for distance in range(1, 20)]
    assert any(is_ring(colour) for colour in above)


def is_ring(colour: object) -> bool:
    """Whether this is the blue of the ring."""
    assert isinstance(colour, tuple)
    return bool(colour[2] > colour[0] + 80)


def test_a_small_picture_is_shown_whole(tmp_path: Path) -> None:
    picture(tmp_path / "a.png", (400, 300))
    seen = {"program_picture": "a.png", "program_rect": [0, 0, 400, 300], "rect": [0, 0, 400, 300]}
    shot = Pictures.from_report(report_in(tmp_path, one=seen), "a-note").of("one", "alt")
    assert shot is not None
    image = opened(shot.data)
    assert image.size == (400, 300)
    # the ring around what reaches to every edge is inside, too
    assert any(is_ring(image.getpixel((x, 150))) for x in range(8))
    assert any(is_ring(image.getpixel((x, 150))) for x in range(392, 400))


def test_a_picture_of_the_whole_screen_is_taken_as_it_is(tmp_path: Path) -> None:
    # given a desktop that does not keep windows apart: the light is in the picture already
    picture(tmp_path / "a.png", (300, 200))
    told = Pictures.from_report(report_in(tmp_path, one={"picture": "a.png", "rect": [5, 5, 9, 9]}), "a-note")
    shot = told.of("one", "alt")
    assert shot is not None
    assert opened(shot.data).getpixel((100, 100)) == WHITE


@pytest.mark.parametrize(
    "seen",
    [
        {},
        {"program_picture": "none.png", "program_rect": [0, 0, 9, 9], "rect": [0, 0, 3, 3]},
        {"program_picture": "../outside.png", "program_rect": [0, 0, 9, 9], "rect": [0, 0, 3, 3]},
        {"program_picture": "/etc/passwd", "program_rect": [0, 0, 9, 9], "rect": [0, 0, 3, 3]},
        {"program_picture": "report.json", "program_rect": [0, 0, 9, 9], "rect": [0, 0, 3, 3]},
        {"program_picture": ["x"], "program_rect": "x", "rect": None},
    ],
)
def test_what_is_no_picture_of_the_report_is_none(tmp_path: Path, seen: dict[str, object]) -> None:
    picture(tmp_path / "outside.png")
    assert Pictures.from_report(report_in(tmp_path / "report", one=seen), "a-note").of("one", "alt") is None


@pytest.mark.parametrize("rect", [[-50, -50, 10, 10], [9000, 9000, 5, 5], [0, 0, 10**9, 10**9], [5, 5, -1, -1]])
def test_a_mark_outside_the_picture_does_no_harm(tmp_path: Path, rect: list[int]) -> None:
    picture(tmp_path / "a.png", (300, 200))
    seen = {"program_picture": "a.png", "program_rect": [0, 0, 300, 200], "rect": rect}
    shot = Pictures.from_report(report_in(tmp_path, one=seen), "a-note").of("one", "alt")
    assert shot is not None
    assert opened(shot.data).size == (300, 200)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"tutorials": [{"id": "a-note"}]}', '{"tutorials": 3}', "[" * 9999]
)
def test_what_is_no_report_is_said(tmp_path: Path, content: str) -> None:
    (tmp_path / "report.json").write_text(content)
    with pytest.raises(ReportError):
        Pictures.from_report(tmp_path, "a-note")


def test_a_report_about_another_tutorial_is_said(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(json.dumps({"tutorials": [{"id": "other", "steps": []}]}))
    with pytest.raises(ReportError, match="says nothing about a-note"):
        Pictures.from_report(tmp_path, "a-note")


def test_a_picture_beside_the_tutorial_is_shown_at_its_size(tmp_path: Path) -> None:
    picture(tmp_path / "a.png", (30, 20))
    shot = beside(tmp_path, "a.png", "alt")
    assert shot is not None
    assert (shot.width_px, shot.suffix) == (30, "png")
    assert beside(tmp_path, "b.png", "alt") is None
    assert beside(None, "a.png", "alt") is None
