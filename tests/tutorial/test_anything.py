"""Whatever is given, the answer is a tutorial or problems, never an exception, and the places lie in the text."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from guide.tutorial.lint import lint
from guide.tutorial.loader import Loaded, loads
from guide.tutorial.schema import schema
from guide.tutorial.validation import Schema
from tests.tutorial.examples import EVERYTHING
from tests.tutorial.test_validation import reference, subschemas

SCHEMA = schema()
NAMES = sorted({name for _, part in subschemas(SCHEMA) for name in part.get("properties", {})})
WORDS = [
    "clicked",
    "click",
    "button",
    "a-b",
    "Ctrl+S",
    "3s",
    "/x/",
    "/(/",
    "en",
    "x.png",
    "../x.png",
    "not checked",
    "",
    "1.0",
]

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 300), st.floats(-3, 3), st.sampled_from(WORDS), st.text(max_size=8)
)
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)
steps = st.fixed_dictionaries(
    {"id": st.sampled_from(["a", "b", "c"]), "say": st.sampled_from(["Hi", "`a` <b>"])},
    optional=dict.fromkeys(("target", "until", "do", "when", "stuck", "restore", "go", "ask", "media"), values),
)
tutorials = st.fixed_dictionaries(
    {"format": st.just(1), "id": st.just("x"), "title": st.just("X"), "steps": st.lists(steps, min_size=1, max_size=3)},
    optional=dict.fromkeys(("application", "start", "audience", "requires", "language", "version"), values),
)
quick = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def assert_sound(result: Loaded, text: str) -> None:
    assert (result.tutorial is None) == bool(result.problems)
    lines = text.removeprefix("\ufeff").splitlines() or [""]
    for problem in (*result.problems, *lint(result, date(2026, 6, 1))):
        assert "\n" not in str(problem)
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert problem.what


@quick
@given(st.text(max_size=200))
@example("\ufeff")
@example("a: >-")
@example("\u0085")
def test_any_text(text: str) -> None:
    assert_sound(loads(text), text)


@quick
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    assert_sound(loads(content), content.decode("utf-8", "replace"))


@quick
@given(st.data())
def test_a_tutorial_with_a_piece_of_anything_in_it(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(EVERYTHING)))
    until = data.draw(st.integers(at, min(at + 30, len(EVERYTHING))))
    text = EVERYTHING[:at] + data.draw(st.text(max_size=6)) + EVERYTHING[until:]
    assert_sound(loads(text), text)


@quick
@given(tutorials | values)
def test_any_data_has_the_verdict_of_the_reference(data: Any) -> None:
    ours = not Schema(SCHEMA).violations(data, 100)

    assert ours == reference().is_valid(data)
    text = yaml.safe_dump(data, allow_unicode=True)
    assert_sound(loads(text), text)
