"""Advice on what people read."""

from __future__ import annotations

from typing import Any

import pytest

from guide.authoring.hints import completion_told, hints, length_told, reading_s, second_action

FILE = {"element": {"role": "menuitem", "name": {"en": "File", "de": "Datei"}}}


def rules(say: str, **step: Any) -> list[str]:
    return [hint.rule for hint in hints({"say": say, **step})]


@pytest.mark.parametrize(
    ("say", "second"),
    [
        ("Open the **File** menu, then choose **Save**.", "choose **Save**."),
        ("Press Save and click OK.", "click OK."),
        ("Choose a colour. Click **OK**.", "Click **OK**."),
        ("Öffnen Sie das Menü und wählen Sie Speichern.", "wählen Sie Speichern."),
        ("Click **Save and close**.", None),
        ("Open the **File** menu. It is at the top left.", None),
        ("The table opens, and then it can be read.", None),
    ],
)
def test_the_second_action_is_found_and_nothing_else_is(say: str, second: str | None) -> None:
    at = second_action(say)
    assert (None if at is None else say[at:]) == second


def test_a_card_that_is_only_read_may_tell_a_story() -> None:
    assert "hint.actions" not in rules("Open it and press Save.", until="confirmed")


def test_to_click_into_a_field_and_type_there_is_one_thing() -> None:
    say = "Click into the page and type a word."
    assert rules(say, until={"value": "/a/"}) == []
    assert rules(say, until="clicked") == ["hint.actions"]


def test_the_name_is_said_as_it_stands_on_the_screen() -> None:
    assert rules("Open the **File** menu.", target=FILE) == []
    assert rules("Open the {target} menu.", target=FILE) == []
    hint = hints({"say": "Open the **first** menu.", "target": FILE})[0]
    assert (hint.rule, hint.replaced) == ("hint.name", "Open the {target} menu.")
    assert [hint.rule for hint in hints({"say": "Öffnen Sie **Datei**.", "target": FILE}, "de")] == []


def test_long_sentences_and_long_cards_are_told() -> None:
    assert rules("word " * 21) == ["hint.sentence"]
    assert rules("Five words are not many. " * 10) == ["hint.length"]


def test_a_card_of_ten_words_is_read_in_three_seconds() -> None:
    assert reading_s({"say": "One two three **four** five six seven eight nine ten."}) == pytest.approx(3.0)


def test_length_is_told_with_the_figures_there_are() -> None:
    assert "72 %" in completion_told(3)
    assert "16 %" in completion_told(7)
    assert length_told([{"say": "Open it."}]).startswith("1 step · 1 second to read · ")
