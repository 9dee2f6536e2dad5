"""Every word of the player can be translated."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest

from guide import i18n
from guide.player import text

FOLDER = Path(inspect.getfile(text)).parent
SAID = [f for name, f in vars(text).items() if inspect.isfunction(f) and f.__module__ == text.__name__]
FILLING: dict[str, Any] = {"number": 1, "total": 2, "rating": 3, "count": 4, "reason": None}


def said(function: Callable[..., str]) -> str:
    """Call it with something for each parameter."""
    return function(**{name: FILLING.get(name, "ABC") for name in inspect.signature(function).parameters})


@pytest.mark.parametrize("function", SAID, ids=lambda function: function.__name__)
def test_each_says_something_with_all_that_varies_filled_in(function: Callable[..., str]) -> None:
    words = said(function)
    assert words
    assert not {"{", "}"} & set(words)


@pytest.mark.parametrize("function", SAID, ids=lambda function: function.__name__)
def test_each_goes_through_the_translator(monkeypatch: pytest.MonkeyPatch, function: Callable[..., str]) -> None:
    # given a language in which everything is said between these marks
    class Shouting(NullTranslations):
        def pgettext(self, context: str, message: str) -> str:
            return f"«{message}»"

        def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
            return f"«{msgid2}»"

    monkeypatch.setattr(i18n._Spoken, "words", i18n.Words("xx", Shouting()))
    # then it is heard
    assert "«" in said(function)


def test_there_is_no_other_place_with_words() -> None:
    for path in FOLDER.glob("*.py"):
        if path.name != "text.py":
            words = path.read_text(encoding="utf-8")
            assert not re.search(r"translate(_count|_listed)?\(\"|\.tr\(|QCoreApplication\.translate", words), path
