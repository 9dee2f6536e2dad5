"""How a step is performed when it does not say so."""

from __future__ import annotations

import pytest

from guide.tutorial.actions import Action, Click, Drag, Press, Type, Wait
from guide.tutorial.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Checked,
    Clicked,
    Condition,
    Confirmed,
    Dragged,
    Focused,
    Gone,
    Not,
    Pressed,
    Selected,
    Shown,
    Value,
    Waited,
    WindowActive,
)
from guide.tutorial.defaults import actions_for, performable
from guide.tutorial.document import Ask, Choice, Step
from guide.tutorial.patterns import LocalName, TextPattern
from guide.tutorial.targets import ElementSpec, Target, WindowSpec

TARGET = Target(ElementSpec(role="button"))
OTHER = Target(ElementSpec(role="dialog"))
WINDOW = WindowSpec(LocalName({"": TextPattern("Save As")}))
ANYTHING = Value(TextPattern(r"/\S+/"))
MILK = Value(TextPattern("Buy milk"))


@pytest.mark.parametrize(
    ("until", "actions"),
    [
        (Clicked(), (Click(),)),
        (Dragged(30, -5), (Drag(30, -5),)),
        (Clicked("double-click"), (Click("double-click"),)),
        (Pressed("Ctrl+S"), (Press("Ctrl+S"),)),
        (Confirmed(), ()),
        (Answered("a"), ()),
        (MILK, (Type("Buy milk"),)),
        (ANYTHING, ()),
        (Checked(), (Click(),)),
        (Selected(selected=False), (Click(),)),
        (Shown(OTHER), (Click(),)),
        (Gone(OTHER), (Click(),)),
        (WindowActive(WINDOW), (Click(),)),
        (Focused(), (Click(),)),
        (Not(Checked()), (Click(),)),
        (Waited(3000), (Wait(Waited(3000)),)),
        (AllOf((Clicked(), Shown(OTHER))), (Click(),)),
        (AllOf((MILK, Pressed("Enter"))), (Type("Buy milk"), Press("Enter"))),
        (AnyOf((Waited(3000), Pressed("Enter"))), (Press("Enter"),)),
        (AnyOf((Confirmed(), Waited(3000))), (Wait(Waited(3000)),)),
        (AnyOf((ANYTHING, MILK)), (Type("Buy milk"),)),
    ],
)
def test_with_a_target_it_follows_from_the_condition(until: Condition, actions: tuple[Action, ...]) -> None:
    assert actions_for(Step("s", "x", targets=(TARGET,), until=until)) == actions


@pytest.mark.parametrize("until", [Shown(OTHER), Gone(OTHER), WindowActive(WINDOW), Not(Shown(OTHER))])
def test_without_a_target_what_comes_by_itself_is_waited_for(until: Condition) -> None:
    assert actions_for(Step("s", "x", until=until)) == (Wait(until),)


def test_what_the_step_says_comes_first() -> None:
    assert actions_for(Step("s", "x", until=Clicked(), do=())) == ()
    assert actions_for(Step("s", "x", until=Clicked(), do=(Press("F1"),))) == (Press("F1"),)


def test_without_until_it_follows_from_what_completes_the_step() -> None:
    question = Ask("?", (Choice("a", "A"), Choice("b", "B")))

    assert actions_for(Step("s", "x", targets=(TARGET,))) == (Click(),)
    assert actions_for(Step("s", "x")) == ()
    assert actions_for(Step("s", "x", targets=(TARGET,), ask=question)) == ()


@pytest.mark.parametrize(
    ("until", "can_be"),
    [(ANYTHING, False), (MILK, True), (AllOf((Clicked(), ANYTHING)), False), (AnyOf((ANYTHING, MILK)), True)],
)
def test_a_text_that_is_only_described_cannot_be_typed_for_someone(until: Condition, can_be: bool) -> None:
    assert performable(Step("s", "x", targets=(TARGET,), until=until)) is can_be
    assert performable(Step("s", "x", targets=(TARGET,), until=until, do=(Type("x"),)))
