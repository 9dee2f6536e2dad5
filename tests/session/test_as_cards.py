"""A tutorial where nothing can be seen: the same words, and ways on that a person can take."""

from __future__ import annotations

from guide.session.as_cards import as_cards
from guide.tutorial.conditions import Answered, Confirmed
from guide.tutorial.lint_steps import ways_on
from guide.tutorial.loader import load, loads
from tests.tutorial.examples import SHIPPED

ASKING = """
format: 1
id: asking
title: Asking
application: {process: mousepad, launch: mousepad}
start: [{window: {title: Mousepad}}]
steps:
  - id: menu
    say: Open the {target} menu.
    target: {element: {role: menuitem, name: {en: File, de: Datei}}}
    when: {shown: {element: {role: menuitem, name: File}}}
    restore: {when: {gone: {window: {title: Mousepad}}}, go: menu}
    go: [{when: {shown: {window: {title: Open}}}, to: end}, {when: {answered: yes-please}, to: end}, {to: asked}]
  - id: asked
    say: A question.
    ask: {question: More?, choices: [{id: yes-please, text: Yes}, {id: no-thanks, text: No}]}
  - {id: end, say: The end.}
"""


def test_what_is_only_to_be_seen_is_left_out_and_what_is_answered_stays() -> None:
    loaded = loads(ASKING)
    assert loaded.tutorial is not None, loaded.problems
    cards = as_cards(loaded.tutorial, "de")
    menu, asked, _end = cards.steps
    assert menu.say == "Open the **Datei** menu."
    assert (menu.targets, menu.when, menu.restore, menu.completes) == ((), None, (), Confirmed())
    assert [branch.to for branch in menu.go] == ["end", "asked"]
    assert asked.completes == Answered()
    assert (cards.start, cards.application.process, cards.application.launch) == ((), None, "mousepad")


def test_every_shipped_tutorial_leads_to_its_end() -> None:
    for file in SHIPPED:
        tutorial = load(file).tutorial
        assert tutorial is not None
        cards = as_cards(tutorial)
        assert len(cards.steps) == len(tutorial.steps)
        assert all(onward for onward in ways_on(cards).values())
