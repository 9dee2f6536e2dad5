"""One part of a text is changed, and no other character moves."""

from __future__ import annotations

import copy
import difflib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.tutorial.source import SourceError, with_copy, with_item, with_moved, with_value, without
from guide.tutorial.source_tree import parsed

COMMENTED = """\
# The office desk looks after this.
format: 1
id: save  # never change
title: "Save a note"   # in quotes

# how people ask
questions:
  - How do I save?   # most often
  # from the hotline
  - Where is it?
tags: [notes, files]  # for the list

steps:
  # first of all
  - id: write
    say: >-
      Type a few words into
      the page.
    # why: the page has no name
    target: {element: {role: textbox}}  # the page
    until: {value: /\\S/}
    # do: click

  # --- then ---

  - id: menu   # the menu
    say: |
      Open the **File** menu.

      It is at the top.
    target:  # found by its name
      # or by its place
      element: {role: menuitem, name: 'File'}
      text: File
    stuck:
      after: 20s
      hint: At the top left.
  - {id: end, say: Done., until: confirmed}
# the end
"""


def changed_lines(before: str, after: str) -> list[str]:
    """Return the lines that differ, with + or - before them."""
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
    return [line[0] + " " + line[1:] for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_a_text_is_changed_where_it_stands_and_nowhere_else() -> None:
    after = with_value(COMMENTED, ("title",), "Keep a note")
    assert changed_lines(COMMENTED, after) == [
        '- title: "Save a note"   # in quotes',
        '+ title: "Keep a note"   # in quotes',
    ]


def test_a_block_of_text_stays_a_block() -> None:
    after = with_value(COMMENTED, ("steps", 1, "say"), "Open the **File** menu.\n\nIt is at the very top.\n")
    assert changed_lines(COMMENTED, after) == ["-       It is at the top.", "+       It is at the very top."]


def test_a_folded_text_stays_folded() -> None:
    after = with_value(COMMENTED, ("steps", 0, "say"), "Type a word.")
    assert changed_lines(COMMENTED, after) == [
        "-       Type a few words into",
        "-       the page.",
        "+       Type a word.",
    ]


def test_only_what_differs_in_a_target_is_changed() -> None:
    new = {"element": {"role": "menuitem", "name": "Datei"}, "text": "File", "region": {"left": 1}}
    after = with_value(COMMENTED, ("steps", 1, "target"), new)
    assert changed_lines(COMMENTED, after) == [
        "-       element: {role: menuitem, name: 'File'}",
        "+       element: {role: menuitem, name: 'Datei'}",
        "+       region: {left: 1}",
    ]


def test_a_new_field_stands_where_one_looks_for_it() -> None:
    after = with_value(COMMENTED, ("steps", 0, "stuck", "hint"), "Click it: then type.")
    assert changed_lines(COMMENTED, after) == ['+     stuck: {hint: "Click it: then type."}']


def test_what_is_left_empty_goes_with_its_last_field() -> None:
    once = without(COMMENTED, ("steps", 1, "stuck", "hint"))
    twice = without(once, ("steps", 1, "stuck", "after"))
    assert changed_lines(COMMENTED, twice) == ["-     stuck:", "-       after: 20s", "-       hint: At the top left."]


def test_a_step_is_moved_with_the_comment_above_it() -> None:
    after = with_moved(COMMENTED, ("steps",), 0, 2)
    assert [step["id"] for step in parsed(after).data["steps"]] == ["menu", "end", "write"]
    assert "  # first of all\n  - id: write\n" in after
    assert "    # do: click\n# the end\n" in after
    assert sorted(after.split("\n")) == sorted(COMMENTED.split("\n"))


def test_moving_there_and_back_is_as_if_nothing_had_been() -> None:
    assert with_moved(with_moved(COMMENTED, ("steps",), 0, 2), ("steps",), 2, 0) == COMMENTED


def test_a_copy_has_the_comments_too() -> None:
    after = with_copy(COMMENTED, ("steps",), 1, ("id",), "menu-2")
    assert after.count("# found by its name") == 2
    assert after.count("# the menu") == 2


def test_the_first_field_behind_a_dash_can_go() -> None:
    text = "go:\n  - when: clicked\n    # then\n    to: end\n  - when: confirmed\n    to: end\n"
    after = without(text, ("go", 1, "when"))
    assert after == "go:\n  - when: clicked\n    # then\n    to: end\n  - to: end\n"
    after = without(text, ("go", 0, "when"))
    assert after == "go:\n  -\n    # then\n    to: end\n  - when: confirmed\n    to: end\n"


def test_windows_line_ends_and_a_missing_last_one_are_kept() -> None:
    text = "title: a\r\nsteps:\r\n  - id: x\r\n    say: b"
    assert with_value(text, ("title",), "c") == text.replace("a", "c", 1)
    assert with_item("steps:\n- a", ("steps",), 1, "b") == "steps:\n- a\n- b\n"


def test_what_is_no_yaml_is_left_alone() -> None:
    with pytest.raises(SourceError):
        with_value("a: [b", ("a",), 1)
    with pytest.raises(SourceError):
        with_value("a: *b\nc: &b 1\n", ("c",), 1)


def _paths(data: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [at] if at else []
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        found += _paths(value, (*at, key))
    return found


TEXTS = st.one_of(
    st.sampled_from(["on", "yes", "12:30", "a: b", "a #b", "- x", "{target}", "'", '"', "ü — “x”", " a", "a ", "\ta"]),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\u2028\u2029"),
        max_size=30,
    ),
    st.lists(st.sampled_from(["One line.", "  in", "", "# no comment", "**File**: open", "- a"]), max_size=5).map(
        "\n".join
    ),
)
VALUES = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-99, 99),
    st.dictionaries(st.sampled_from(["role", "name", "when", "to"]), TEXTS, max_size=3),
    st.lists(TEXTS, max_size=3),
    st.lists(st.dictionaries(st.sampled_from(["when", "to", "say"]), TEXTS, min_size=1, max_size=3), max_size=3),
)
SHIPPED = sorted(Path(__file__).parents[2].glob("tutorials/*/*.yaml"))
SOURCES = [COMMENTED, *(path.read_text(encoding="utf-8") for path in SHIPPED)]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_value_anywhere_comes_back_as_it_was_given_and_comments_stay(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SOURCES))
    before = parsed(text).data
    path = data.draw(st.sampled_from(_paths(before)))
    value = data.draw(VALUES)
    after = with_value(text, path, value)
    meant = copy.deepcopy(before)
    around = meant
    for part in path[:-1]:
        around = around[part]
    around[path[-1]] = value
    assert parsed(after).data == meant
    if not isinstance(value, dict | list) and not isinstance(_at(before, path), dict | list):
        # what stands outside of the value's own lines is untouched, byte for byte
        node = parsed(text).at(path)
        assert node is not None
        assert after.startswith(text[: node.start])
        rest = text[node.end :]
        line, ending, below = rest.partition("\n")
        assert after.endswith(rest) or (after.endswith(ending + below) and line.strip() in after)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_anything_can_be_taken_out(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SOURCES))
    before = parsed(text).data
    path = data.draw(st.sampled_from(_paths(before)))
    after = without(text, path)
    gone = parsed(after).data
    added = [line for line in changed_lines(text, after) if line.startswith("+")]
    assert len(added) <= 1  # what stood in one line with it
    assert gone != before


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_steps_can_be_moved_copied_and_put_in_anywhere(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SOURCES))
    count = len(parsed(text).data["steps"])
    one, other = data.draw(st.integers(0, count - 1)), data.draw(st.integers(0, count - 1))
    moved = with_moved(text, ("steps",), one, other)
    assert sorted(moved.split("\n")) == sorted(text.split("\n"))
    assert with_moved(moved, ("steps",), other, one) == text
    put = with_item(text, ("steps",), one, {"id": "new", "say": "Do: this"})
    assert set(changed_lines(text, put)) <= {"+   - id: new", '+     say: "Do: this"', "+ "}
    assert without(put, ("steps", one)).split() == text.split()
    copied = with_copy(text, ("steps",), one, ("id",), "copy")
    assert parsed(copied).data["steps"][one + 1]["id"] == "copy"


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        data = data[part]
    return data
