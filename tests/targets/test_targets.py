"""The labelled set itself, and some of it looked for; `make targets` looks for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.tutorial.geometry import DeviceRect
from tests.support.desktop import Shot
from tests.targets.forms import FORM, background, drawn_at, edge
from tests.targets.labels import STAGES
from tests.targets.measuring import CONDITIONS, RECORDED, TREELESS, WHOLE, measure
from tests.targets.programs import PROGRAMS
from tests.targets.reports import complaints, page
from tests.targets.truths import Truths


def test_the_set_is_as_large_as_was_asked() -> None:
    assert sum(len(stage.labels) for stage in STAGES) >= 150
    assert len(PROGRAMS) >= 10
    assert len({program.toolkit for program in PROGRAMS.values()}) >= 7
    assert {condition.scale for condition in CONDITIONS} >= {1, 1.5, 2}


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_each_control_has_a_truth_in_each_condition(stage) -> None:  # type: ignore[no-untyped-def]
    program = PROGRAMS[stage.program]
    assert stage.state in program.states
    if program.truth is None:
        known = Truths().names(stage)
        for condition in (condition for condition in CONDITIONS if program.shows(condition)):
            assert known[condition.name] == {label.name for label in stage.labels}, condition.name


def test_a_border_of_its_own_colour_tells_where_a_control_is() -> None:
    # Given two boxes whose borders no eye tells from what is behind them, and a stray pixel
    boxes = {FORM[4]: DeviceRect(10, 20, 60, 14), FORM[5]: DeviceRect(10, 40, 64, 14)}
    width, height = 120, 80
    pixels = bytearray(bytes(background(dark=False)) * (width * height))
    for control, rect in boxes.items():
        for y in range(rect.y, rect.bottom):
            for x in range(rect.x, rect.right):
                if x in (rect.x, rect.right - 1) or y in (rect.y, rect.bottom - 1):
                    pixels[3 * (y * width + x) : 3 * (y * width + x) + 3] = bytes(edge(control, dark=False))
    pixels[0:3] = bytes(edge(FORM[5], dark=False))
    shot = Shot(width, height, bytes(pixels))
    # Then each is where it was drawn
    assert {c: drawn_at(shot, c.key, dark=False) for c in boxes} == boxes


@pytest.mark.desktop
def test_some_controls_are_found_right_with_and_without_the_tree(tmp_path: Path) -> None:
    # When a form of Qt 6 and a terminal are looked at
    results = list(measure(tmp_path, [RECORDED], ["qt6-form", "xterm"]))
    # Then every control is right with all signals, and with picture and words alone; and nothing else is taken for one
    asked = [result for result in results if result.signal in (WHOLE, TREELESS)]
    assert len(asked) == 2 * 18
    assert not complaints(asked)
    assert not [result for result in results if result.outcome == "wrong"]
    assert "| Qt 6 | as recorded | 12 | 12 (100.0%) | 0 | 0 | 0 | 0 |" in page(results)
