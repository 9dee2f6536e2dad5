"""Every word of the player can be translated."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from guide.player import text

FOLDER = Path(inspect.getfile(text)).parent
SAID = [f for name, f in vars(text).items() if inspect.isfunction(f) and f.__module__ == text.__name__]
FILLING: dict[str, Any] = {"number": 1, "total": 2, "rating": 3, "count": 4, "reason": None}


def said(function: Callable[..., str]) -> str:
    """Call it with something for each parameter."""
    return function(**{name: FILLING.get(name, "ABC") for name in inspect.signature(function).parameters})


def translations(path: Path) -> Iterator[ast.Call]:
    """Yield the calls of `translate` in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "translate":
            yield node


@pytest.mark.parametrize("function", SAID, ids=lambda function: function.__name__)
def test_each_says_something_with_all_that_varies_filled_in(function: Callable[..., str]) -> None:
    words = said(function)
    assert words
    assert not {"{", "}"} & set(words)


@pytest.mark.parametrize("function", SAID, ids=lambda function: function.__name__)
def test_each_goes_through_the_translator(qtbot: QtBot, function: Callable[..., str]) -> None:
    class Shouting(QTranslator):
        def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
            return f"«{source}»" if context == "player" else ""

        def isEmpty(self) -> bool:
            return False

    shouting = Shouting()
    QCoreApplication.installTranslator(shouting)
    try:
        assert "«" in said(function)
    finally:
        QCoreApplication.removeTranslator(shouting)


def test_what_is_translated_is_written_out() -> None:
    """Linguist's tools collect literals: a text that is put together is never offered to a translator."""
    for call in translations(FOLDER / "text.py"):
        assert all(isinstance(argument, ast.Constant) for argument in call.args), call.lineno


def test_there_is_no_other_place_with_words() -> None:
    for path in FOLDER.glob("*.py"):
        if path.name != "text.py":
            assert not list(translations(path)), path
            assert ".tr(" not in path.read_text(encoding="utf-8"), path
