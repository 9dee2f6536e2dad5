"""Slips that break YAML are told in words that help to repair them, by either parser."""

from __future__ import annotations

import pytest
import yaml

from guide.tutorial.yaml_reader import read

SLIPS = {
    "a colon inside a text": (
        "say: Choose Save: then go on",
        "1:17: the text of “say” holds a colon with a space after it",
        'say: "Choose Save: then go on"',
    ),
    "indented too far": ("say: a\n  title: b", "2:8: “title: b” begins further to the right", None),
    "no space after the colon": ("title:Save\nid: a", "1:7: after “title:” a space is missing", "title: Save"),
    "bold at the beginning": ("say: **Bold** is good", "1:6: a text that begins with “*”", 'say: "**Bold** is good"'),
    "target at the beginning": (
        "say: {target} is it",
        "the text of “say” begins with “{”, which",
        'say: "{target} is it"',
    ),
    "a bracket at the beginning": ("say: [x] done", "the text of “say” begins with “[”, which", 'say: "[x] done"'),
    "text after the quotation": (
        'say: "Save" it',
        "1:13: the text of “say” goes on after its closing",
        "say: '\"Save\" it'",
    ),
    "an apostrophe in apostrophes": (
        "say: 'it's here'",
        "goes on after its closing quotation mark",
        'say: "it\'s here"',
    ),
    "an at sign": ("say: @home", "1:6: a text cannot begin with “@” in YAML", 'say: "@home"'),
    "a tab": ("a: b\n\tc: d", "2:1: there is a tab here", None),
    "a dash": ("say: - x", "the value of “say” begins with “- ”", 'say: "- x"'),
    "an open quotation": (
        'a: b\nsay: "Save\nid: x\n',
        '2:6: the quotation mark " that opens here is never closed',
        None,
    ),
    "an open list": ("a: [b, c\nd: e\n", "the bracket “[” that opens in line 1 is not closed before this", None),
    "an open mapping": ("a: {b: c\nd: e\n", "the bracket “{” that opens in line 1 is not closed before this", None),
    "a bracket too many": ("a: {b: c}}", "1:10: “}” closes a bracket that was not opened", None),
    "a Windows path": ('a: "C:\\Users"', "a backslash begins a special character", "'C:\\Users'"),
    "an unquoted negation": ("a: [!checked]", "1:5: a text that begins with “!”", '"!checked"'),
    "a line without a name": ("a: b\nfoo\nc: d", "2:1: “foo” has no “name: ” before it", None),
    "a list without its dash": ("a:\n  - b\n  c: d", "3:3: “c: d” stands in a list but does not begin with “- ”", None),
    "a block text on its first line": ("a: |x\n  y", "after “|” or “>” nothing may stand on the same line", None),
    "a nothing in a list": ("a: {b: c,, d}", "1:10: something is missing before “,”", None),
    "two tutorials": ("a\nb: c\n--- d", "", None),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_in_words(slip: str) -> None:
    text, said, meant = SLIPS[slip]
    reading = read(text, "f.yaml")

    assert reading.data is None
    (problem,) = reading.problems
    assert said in str(problem)
    assert meant is None or problem.did_you_mean == meant


@pytest.mark.parametrize("slip", [slip for slip in SLIPS if SLIPS[slip][2]])
def test_what_is_suggested_can_be_read(slip: str) -> None:
    # given what a slip was taken for
    _, _, meant = SLIPS[slip]
    assert meant is not None
    # then it is YAML
    assert read(meant if ":" in meant.strip("\"'") else f"a: {meant}", "f.yaml").problems == ()


@pytest.mark.parametrize("slip", SLIPS)
def test_the_parser_written_in_python_tells_of_the_slip_too(slip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    problem, *_ = read(SLIPS[slip][0], "f.yaml").problems

    assert "cannot be read as YAML (" not in str(problem)
    assert 1 <= problem.line <= len(SLIPS[slip][0].splitlines())
