"""A tutorial that loads hangs together: each id once, each reference leads to something."""

from __future__ import annotations

import pytest

from guide.tutorial.loader import loads

HEAD = "format: 1\nid: x\ntitle: X\nsteps:\n"
TWO = f"{HEAD}  - {{id: one, say: A}}\n  - {{id: two, say: B}}\n"
ASK = "ask: {question: '?', choices: [{id: a, text: A}, {id: b, text: B}]}"


def said(text: str) -> list[str]:
    return [str(problem) for problem in loads(text, "f.yaml").problems]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "  - {id: one, say: C}",
            "f.yaml:7:10: the id “one” is taken already, in line 5; allowed: each id once; did you",
        ),
        ("  - {id: s, say: C, go: tow}", "f.yaml:7:25: there is no step “tow” to go to; allowed: one, two, s; did you"),
        ("  - {id: s, say: C, go: [{when: focused, to: nix}]}", "f.yaml:7:46: there is no step “nix” to go to"),
        ("  - {id: s, say: C, restore: {when: focused, go: ones}}", "f.yaml:7:50: there is no step “ones” to go to"),
        ("  - {id: s, say: C, restore: [{when: focused, go: ones}]}", "f.yaml:7:51: there is no step “ones” to go to"),
        ("  - {id: s, say: C, until: {answered: a}}", "there is no choice “a” to answer with; allowed: an “ask” with"),
        (
            f"  - {{id: s, say: C, {ASK}, until: {{answered: c}}}}",
            "there is no choice “c” to answer with; allowed: a, b",
        ),
        ("  - {id: s, say: C, when: {not: {answered: c}}}", "there is no choice “c” to answer with"),
        (f"  - {{id: s, say: C, {ASK.replace('id: b', 'id: a')}}}", "the id “a” is taken already, in line 7"),
    ],
)
def test_what_leads_nowhere(line: str, expected: str) -> None:
    (found,) = said(TWO + line)
    assert found.startswith(expected) or expected in found


def test_an_answer_may_be_asked_for_later() -> None:
    # given a question, and a step that is only for those who answered it one way
    text = f"{HEAD}  - {{id: one, say: A, {ASK}}}\n  - {{id: two, say: B, when: {{answered: b}}}}\n"
    # then that is right
    assert said(text) == []
