"""Our reading of the schema decides as the reference implementation does; what it says of a slip fits in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from guide.tutorial.formats import FORMATS
from guide.tutorial.loader import loads
from guide.tutorial.schema import schema, schema_path, schema_text
from guide.tutorial.targets import ElementSpec, RegionSpec
from guide.tutorial.validation import Schema
from guide.tutorial.yaml_reader import read
from tests.tutorial.examples import EVERYTHING, SMALL, format_example
from tests.tutorial.mutations import malformed

IN_STEP = SMALL + "    "


def reference() -> jsonschema.Draft202012Validator:
    formats = jsonschema.FormatChecker(formats=())
    for name, text_format in FORMATS.items():
        formats.checks(name)(lambda text, flaw=text_format.flaw: not isinstance(text, str) or flaw(text) is None)
    return jsonschema.Draft202012Validator(schema(), format_checker=formats)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema_path().read_text("utf-8").startswith(schema_text())


def subschemas(part: Any, path: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, dict):
        yield path, part
        for key, inner in part.items():
            if key not in ("examples", "default", "defaultSnippets", "enum", "required"):
                yield from subschemas(inner, f"{path}/{key}")
    elif isinstance(part, list):
        for number, inner in enumerate(part):
            yield from subschemas(inner, f"{path}/{number}")


def test_every_field_explains_itself_in_an_editor() -> None:
    # given each field of each mapping in the format
    definitions = schema()["$defs"]
    for path, part in subschemas(schema()):
        for name, field in part.get("properties", {}).items():
            # then it, or what it refers to, has a description
            target = definitions[field["$ref"].removeprefix("#/$defs/")] if "$ref" in field else {}
            assert field.get("description") or target.get("description"), f"{path}/{name}"


def test_every_example_in_the_schema_is_right() -> None:
    definitions = schema()["$defs"]
    for path, part in subschemas(schema()):
        rule = {**{key: value for key, value in part.items() if key != "$schema"}, "$defs": definitions}
        checks = reference().evolve(schema=rule)
        for example in part.get("examples", []):
            assert list(checks.iter_errors(example)) == [], f"{path}: {example}"


@pytest.mark.parametrize("seed", range(4))
def test_our_verdict_is_that_of_the_reference(seed: int) -> None:
    # given a thousand documents, most of them malformed, as far as they are YAML
    ours, theirs = Schema(schema()), reference()
    verdicts = set()
    for text in [SMALL, EVERYTHING, format_example(), *malformed(250, seed=100 + seed)]:
        reading = read(text, "f.yaml")
        if reading.data is None:
            continue
        # then both take it or both refuse it
        verdict = not ours.violations(reading.data, 100)
        assert verdict == theirs.is_valid(reading.data), text
        verdicts.add(verdict)
    assert verdicts == {True, False}


SLIPS = {
    "untl: clicked": ("“untl” is not a field of a step", "until"),
    "until: click": ("“click” is not a condition", "clicked"),
    "until: shown": ("“shown” is not a condition", "{shown: …}"),
    "until: pressed": ("“pressed” is not a condition", "{pressed: Ctrl+S}"),
    "until: checked": ("“checked” is not a condition", "{checked: true}"),
    "until: {presed: Ctrl+S}": ("“presed” is not a field of a condition", "pressed"),
    "until: {clicked: true}": ("“clicked” stands alone, without a value", "clicked"),
    "until: {pressed: Ctrl-S}": ("“Ctrl-S” is not a key or shortcut", "Ctrl+S"),
    "until: {pressed: Strg+Enetr}": ("“Strg+Enetr” is not a key or shortcut", "Ctrl+Enter"),
    "until: {pressed: F1, value: x}": ("“until” says 2 things at once: “pressed”, “value”", None),
    "until: {}": ("“until” is empty", None),
    "until: [clicked]": ("“until” is a list", "{all: […]}"),
    "until:": ("“until” has no value", None),
    "until: {waited: 3}": ("“waited” is read as a whole number (“3”)", "3s"),
    "until: {waited: 3 Sek}": ("“3 Sek” is not a duration", "3s"),
    "until: {waited: 0s}": ("“0s” is no time one waits", None),
    "until: {value: /(a/}": ("“/(a/” is not a regular expression that can be used (a “)” is missing", None),
    "until: {value: /a(?=b)/}": ("look-ahead “(?=” is not possible", None),
    "until: {value: //}": ("“//” is an expression that fits every text", None),
    "until: {checked: yes}": ("“checked” is a text (“yes”)", "true"),
    "optional: yes": ("“optional” is a text (“yes”)", "true"),
    "title: 2024": ("“title” is read as a whole number (“2024”)", '"2024"'),
    "title: 1.10": ("“title” is read as a number (“1.10”)", '"1.10"'),
    "title: ' '": ("“title” is empty", None),
    "target: Save": ("“target” is a text (“Save”)", None),
    "target: {}": ("“target” is empty", None),
    "target: {role: button}": ("“role” is not a field of “target”", "element: {role: …}"),
    "target: {element: {role: push button}}": ("“push button” is not a role", "button"),
    "target: {element: {role: buton}}": ("“buton” is not a role", "button"),
    "target: {element: {name: 7}}": ("“name” is read as a whole number (“7”)", '"7"'),
    "target: {element: {name: {english: Save}}}": ("“english” is not a language", "en"),
    "target: {element: {state: disabled}}": ("“disabled” is not a state", "not enabled"),
    "target: {element: {index: -1}}": ("“index” is -1", None),
    "target: {element: {index: 1.5}}": ("“index” is read as a number (“1.5”)", None),
    "target: {image: ../a.png}": ("“../a.png” lies outside the tutorial's folder", "a.png"),
    "target: {image: /etc/a.png}": ("“/etc/a.png” lies outside the tutorial's folder", "a.png"),
    "target: {image: 'https://x.org/a.png'}": ("is an address, not a file beside the tutorial", None),
    "target: {image: a.gif}": ("“a.gif” is not the name of a picture", None),
    "target: {image: {fil: a.png}}": ("“fil” is not a field of “image”", "file"),
    "target: {region: {left: 1, right: 2, top: 3, width: 4, height: 5}}": ("do not fit together", None),
    "target: {region: {left: 1, top: 2, width: 10px, height: 3}}": ("“width” is a text (“10px”)", "10"),
    "target: {region: {left: 1, top: 2, width: 10, height: 0}}": ("“height” is 0", None),
    "place: middle": ("“middle” is not a value of “place”", None),
    "hint: At the top": ("“hint” is not a field of a step", "stuck: {hint: …}"),
    "stuck: {hitn: At the top}": ("“hitn” is not a field of “stuck”", "hint"),
    "media: a.png": ("“media” is a text (“a.png”)", None),
    "media: {file: a.png}": ("“media” has no “alt”", None),
    "do: clik": ("“clik” is not an action", "click"),
    "do: [click, {tpye: x}]": ("“tpye” is not a field of an action", "type"),
    "go: 3": ("“go” is read as a whole number (“3”)", '"3"'),
    "go: [{when: answered}]": ("this branch has no “to”", None),
    "ask: {question: x, choices: [{id: a, text: b}]}": ("“choices” has one entry", None),
    "say: twice": ("“say” is given twice in the same block, first in line 6", None),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_one_sentence_at_its_place(slip: str) -> None:
    said, meant = SLIPS[slip]
    result = loads(f"{IN_STEP}{slip}\n", "f.yaml")

    first, *more = result.problems
    assert result.tutorial is None
    assert said in first.what
    assert first.did_you_mean == meant
    assert first.line == 7
    assert len(str(first)) < 500
    assert [problem for problem in more if problem.path[: len(first.path)] == first.path] == []


@pytest.mark.parametrize(
    ("line", "column", "allowed"),
    [
        (
            "until: shown",
            12,
            "clicked, double-clicked, right-clicked, confirmed, focused, answered, or one of {pressed: …}",
        ),
        ("until: {clicked: true}", 13, "clicked, double-clicked"),
        (
            "until: {presed: F1}",
            13,
            "pressed, value, shown, gone, focused, checked, selected, window, waited, answered,",
        ),
        ("until: {}", 5, "one of {pressed: …}, {value: …}"),
        ("target: {}", 5, "at least one of element, image, text, region, window"),
        ("target: Save", 13, "a target with the fields element, image, text, region, window"),
        ("target: {element: {name: 7}}", 30, "a text, or /a regular expression/, or one for each language, such as"),
        ("target: {element: {role: x}}", 30, "button, menuitem, textbox, checkbox, tab, treeitem, … (88 in all)"),
        ("target: {element: {state: x}}", 31, "not checked, … (90 in all), or a list of these"),
        ("target: {element: {index: -1}}", 31, "a whole number from 0 to 10000"),
        ("go: 3.5", 9, "letters, digits, hyphens and underscores, such as open-menu, or a list"),
        (
            "do: x",
            9,
            "double-click, right-click, or one of {open: …}, {type: …}, {press: …}, {drag: …}, {wait: …}, or a list",
        ),
        ("stuck: {offers: x}", 21, "a list, each entry some text"),
        ("title: " + "x" * 201, 12, "at most 200"),
    ],
)
def test_what_is_allowed_is_said_at_the_column(line: str, column: int, allowed: str) -> None:
    problem = loads(f"{IN_STEP}{line}\n", "f.yaml").problems[0]

    assert problem.column == column
    assert problem.allowed is not None
    assert allowed in problem.allowed


def test_whole_numbers_are_numbers_and_the_other_way_round() -> None:
    line = "target: {element: {index: 2.0}, region: {left: 1, top: 1.5, width: 2, height: 2.5}}"
    tutorial = loads(f"{IN_STEP}{line}\n").tutorial

    assert tutorial is not None
    (target,) = tutorial.steps[0].targets
    assert target.element == ElementSpec(index=2)
    assert target.region == RegionSpec(width=2, height=2.5, left=1, top=1.5)


def test_a_target_and_targets_are_one_too_many() -> None:
    (problem,) = loads(f"{IN_STEP}target: {{text: a}}\n    targets: [{{text: b}}]\n", "f.yaml").problems

    assert str(problem).startswith("f.yaml:8:5: “target”, “targets” do not fit together; allowed: either “target” or")


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = """\
id: Save A Note
title: 7
review_by: 1.5.2027
version: 1.2
language: german
tags: notes
steps:
  - id: a
  - {say: b, untl: {pressed: Ctrl-S}}
  - foo
format: 2
"""
    found = [(problem.line, problem.column, problem.did_you_mean) for problem in loads(text).problems]

    assert found == [
        (1, 5, "save-a-note"),
        (2, 8, '"7"'),
        (3, 12, "2027-05-01"),
        (4, 10, '"1.2"'),
        (5, 11, "de"),
        (6, 7, "[notes]"),
        (8, 5, None),  # no say
        (9, 5, None),  # no id
        (9, 14, "until"),
        (9, 30, "Ctrl+S"),  # inside the misspelt field
        (10, 5, None),
        (11, 9, "1"),
    ]


def test_a_missing_field_that_is_only_misspelt_is_told_once() -> None:
    problems = loads(SMALL.replace("say:", "sya:")).problems

    assert [problem.did_you_mean for problem in problems] == ["say"]


def test_a_file_full_of_slips_is_cut_off() -> None:
    text = SMALL + "".join(f"  - {{id: s{number}, sey: x}}\n" for number in range(190))
    problems = loads(text).problems

    assert 50 <= len(problems) <= 101
    assert "more problems in this file" in problems[-1].what


def test_too_many_steps_are_told_at_the_first_too_many() -> None:
    text = SMALL + "".join(f"  - {{id: s{number}, say: x}}\n" for number in range(200))
    (problem,) = loads(text).problems

    assert (problem.what, problem.allowed, problem.line) == ("“steps” has 201 entries", "at most 200", 206)
