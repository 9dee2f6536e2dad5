"""The reference implementation of JSON Schema is asked about what we let through, where that does not take long."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guide.tutorial import loader
from guide.tutorial import second_opinion as module
from guide.tutorial.check import check
from guide.tutorial.loader import loads
from guide.tutorial.second_opinion import second_opinion
from tests.tutorial.examples import EVERYTHING, SMALL


def test_it_has_nothing_against_what_is_right() -> None:
    assert second_opinion(loads(EVERYTHING)) is None
    # and of what is no tutorial enough is said already
    assert second_opinion(loads("nonsense")) is None


def test_it_is_told_where_it_differs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # given a reading of the schema that overlooks everything
    monkeypatch.setattr(loader, "_deviations", lambda reading: [])
    path = tmp_path / "small.yaml"
    path.write_text(SMALL + "    optional: perhaps\n")
    # then the reference does not
    (problem,) = check([path], date(2026, 6, 1)).problems
    assert (problem.line, problem.column, problem.severity, problem.rule) == (7, 15, "error", "schema")
    assert problem.what == "the tutorial does not fit its JSON Schema: 'perhaps' is not of type 'boolean'"


def test_it_is_not_asked_where_the_answer_would_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "_deviations", lambda reading: [])
    loaded = loads(SMALL + "    optional: perhaps\n")
    assert second_opinion(loaded) is not None

    monkeypatch.setattr(module, "MAX_VALUES", 3)
    assert second_opinion(loaded) is None
