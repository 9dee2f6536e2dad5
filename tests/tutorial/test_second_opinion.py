"""When a tutorial is checked, the reference implementation of JSON Schema has the last word."""

from __future__ import annotations

from guide.tutorial.loader import loads
from guide.tutorial.second_opinion import second_opinion
from tests.tutorial.examples import format_example


def test_it_agrees_with_what_we_let_through() -> None:
    loaded = loads(format_example())
    assert loaded.tutorial is not None
    assert second_opinion(loaded.data, loaded.reporter) is None


def test_it_is_told_where_it_differs() -> None:
    # given a tutorial that our own validation was wrong about
    loaded = loads(format_example())
    assert isinstance(loaded.data, dict)
    data = loaded.data | {"steps": "none"}
    # when the reference implementation looks at it
    problem = second_opinion(data, loaded.reporter)
    # then the author hears it, at the place
    assert problem is not None
    assert problem.severity == "error"
    assert "JSON Schema" in problem.what
    assert problem.line in {loaded.positions[("steps",)].line, loaded.positions[("steps",)].key_line}
