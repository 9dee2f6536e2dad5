"""The rest of the program says nothing to the log that it would not take."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from guide.records.vocabulary import KINDS, OUTCOMES, WORDS
from guide.session.effects import EntryKind
from guide.session.view import Outcome, Reason
from guide.targeting.finding import Signal

HOUSE = Path(__file__).parents[2] / "guide"


def test_kinds_outcomes_reasons_and_signals_are_those_of_the_other_rooms() -> None:
    assert set(get_args(EntryKind)) | {"found", "rated"} == KINDS
    assert set(get_args(Outcome)) == OUTCOMES
    assert set(get_args(Reason)) <= WORDS
    assert set(get_args(Signal)) <= WORDS


def constants(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression can be, as far as they stand in it: `a if b else c` has two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from (*constants(node.body), *constants(node.orelse))


def said_to_the_log(file: Path) -> Iterator[tuple[str, str]]:
    """Yield each kind and each detail that stands in a call of `log…`, `entry` or `Log`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {"log", "log_time", "entry", "Log"}:
            yield from (("kind", text) for argument in node.args[:1] for text in constants(argument))
            yield from (
                ("detail", text)
                for keyword in node.keywords
                if keyword.arg == "detail"
                for text in constants(keyword.value)
            )


@pytest.mark.parametrize("room", ["session", "conductor", "rehearsal", "app", "player"])
def test_every_word_that_is_said_to_the_log_is_in_its_vocabulary(room: str) -> None:
    words = {"kind": KINDS, "detail": WORDS}
    unknown = [
        f"{file.relative_to(HOUSE)}: {field} {text!r}"
        for file in sorted((HOUSE / room).rglob("*.py"))
        for field, text in said_to_the_log(file)
        if text not in words[field]
    ]
    assert unknown == []


def test_this_finds_words_at_all() -> None:
    found = [said for file in (HOUSE / "session").glob("*.py") for said in said_to_the_log(file)]
    assert ("kind", "step-done") in found
    assert ("detail", "already") in found
