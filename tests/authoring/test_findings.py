"""What is to be said about a draft stands at its field, and can be put right there."""

from __future__ import annotations

from datetime import date

import pytest

from guide.authoring.draft import Draft
from guide.authoring.findings import Finding, findings
from guide.tutorial.source import SourceError

TODAY = date(2027, 1, 1)
GOOD = """\
format: 1
id: note
title: Save a note
steps:
  - id: menu
    say: Open the **File** menu.
    target: {element: {role: menuitem, name: File}}   # at the top
  - id: end
    say: Done.
"""


def only(text: str, rule: str) -> Finding:
    (found,) = [each for each in findings(text, TODAY) if each.rule == rule]
    return found


def repaired(text: str, rule: str) -> str:
    draft = Draft(text)
    fix = only(text, rule).fix
    assert fix is not None
    fix.apply(draft)
    return draft.text


def test_a_good_tutorial_has_no_findings() -> None:
    assert findings(GOOD, TODAY) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "step", "field"),
    [
        ("role: menuitem", "role: menuitm", "format", 0, ("target", "element", "role")),
        ("    say: Done.", "    say: Done.\n    utnil: confirmed", "format", 1, ("utnil",)),
        ("id: end", "id: menu", "duplicate-id", 1, ("id",)),
        ("    say: Done.", "    say: Done.\n    go: meun", "go-nowhere", 1, ("go", 0, "to")),
    ],
)
def test_a_slip_stands_at_its_field_and_is_put_right_by_a_press(
    right: str, wrong: str, rule: str, step: int, field: tuple[str | int, ...]
) -> None:
    text = GOOD.replace(right, wrong)
    found = only(text, rule)
    assert (found.severity, found.step, found.field) == ("error", step, field)
    after = repaired(text, rule)
    assert not [each for each in findings(after, TODAY) if each.rule == rule]
    assert "# at the top" in after


def test_a_review_that_is_overdue_is_put_off_by_a_press() -> None:
    after = repaired(GOOD.replace("title:", "review_by: 2020-01-01\ntitle:"), "lint.review")
    assert "review_by: 2020" not in after


def test_two_actions_become_two_steps_by_a_press() -> None:
    after = repaired(
        GOOD.replace("Open the **File** menu.", "Open the **File** menu, then choose Save."), "hint.actions"
    )
    assert Draft(after).ids == ["menu", "menu-2", "end"]


def test_a_fix_that_comes_too_late_changes_nothing() -> None:
    text = GOOD.replace("role: menuitem", "role: menuitm")
    fix = only(text, "format").fix
    assert fix is not None
    draft = Draft(text)
    draft.set_head(("title",), "Another")
    before = draft.text
    with pytest.raises(SourceError, match="changed since"):
        fix.apply(draft)
    assert draft.text == before


def test_what_cannot_be_read_at_all_has_a_finding_too() -> None:
    (found,) = findings("id: [", TODAY)
    assert (found.severity, found.step, found.line) == ("error", None, 1)
