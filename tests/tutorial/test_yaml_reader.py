"""YAML 1.2 in, plain data with places out; what a tutorial does not need is refused, and all of it at once."""

from __future__ import annotations

from typing import Any

import pytest

from guide.tutorial.problems import Position
from guide.tutorial.yaml_reader import MAX_DEPTH, MAX_NODES, read


def data(text: str) -> Any:
    reading = read(text, "f.yaml")
    assert reading.problems == ()
    return reading.data


def problems(content: bytes | str) -> list[str]:
    return [str(problem) for problem in read(content, "f.yaml").problems]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("on", "on"),
        ("yes", "yes"),
        ("no", "no"),
        ("12:30", "12:30"),
        ("0777", 777),
        ("0o777", 511),
        ("0xFF", 255),
        ("1_000", "1_000"),
        ("+3", 3),
        ("-2.5e3", -2500.0),
        (".5", 0.5),
        ("1.", 1.0),
        ("2027-05-01", "2027-05-01"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("'7'", "7"),
        ('"true"', "true"),
        ("=", "="),
        ("<<", "<<"),
        ("1.2.3", "1.2.3"),
        ("-", ["x"]),
    ],
)
def test_words_mean_what_yaml_1_2_says(word: str, value: object) -> None:
    # the last row: a dash alone is an empty entry, so it gets one
    assert data(f"a: {word}" if word != "-" else "a:\n  - x") == {"a": value}


def test_keys_and_values_know_their_places() -> None:
    reading = read("a: 1\nlist:\n  - x\n  - {b: y}\n", "f.yaml")

    assert reading.positions == {
        (): Position(1, 1),
        ("a",): Position(1, 4, 1, 1),
        ("list",): Position(3, 3, 2, 1),
        ("list", 0): Position(3, 5),
        ("list", 1): Position(4, 5),
        ("list", 1, "b"): Position(4, 9, 4, 6),
    }


def test_columns_count_characters_not_bytes() -> None:
    assert read("{ä: 1, 😀: x}", "f.yaml").positions["😀",] == Position(1, 11, 1, 8)


def test_windows_line_ends_and_a_byte_order_mark_are_no_problem() -> None:
    reading = read("a: 1\r\nb: 2\r\n".encode("utf-8-sig"), "f.yaml")

    assert reading.data == {"a": 1, "b": 2}
    assert reading.positions["b",] == Position(2, 4, 2, 1)


def test_numbers_remember_how_they_were_written() -> None:
    assert read("a: 1.10\nb: '1.10'", "f.yaml").sources == {("a",): "1.10"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "f.yaml:1:1: the file is empty; allowed: a tutorial, beginning with: format: 1"),
        ("# nothing\n", "f.yaml:1:1: the file is empty; allowed: a tutorial, beginning with: format: 1"),
        ("a: 1\nb: 2\na: 3", "f.yaml:3:1: “a” is given twice in the same block, first in line 1"),
        ("a: &x 1", "f.yaml:1:4: a value that begins with “&” (“&x”) is a label in YAML"),
        ("a: *x", "f.yaml:1:4: a value that begins with “*” (“*x”) points at another place in YAML"),
        ("a: !!int 3", "f.yaml:1:4: a value that begins with “!” (“!!int”) names a type in YAML"),
        ("a: !checked", 'did you mean “"!checked"”?'),
        ("%YAML 1.1\n---\na: 1", "f.yaml:1:1: a line that begins with “%” has no place here"),
        ("a: 1\n---\nb: 2", "f.yaml:2:1: a second document begins here (“---”)"),
        ("{[a]: 1}", "f.yaml:1:2: a field's name must be a word"),
        ("? {a: b}\n: c", "f.yaml:1:3: a field's name must be a word"),
        ("a: " + "9" * 21, "f.yaml:1:4: this number has 21 characters"),
        ("a: 1e999", "f.yaml:1:4: this number is too large"),
        ("a: .inf", "f.yaml:1:4: this is not a number one can measure with"),
        ('a: "\\u202e"', "f.yaml:1:4: this text holds an invisible character (U+202E RIGHT-TO-LEFT OVERRIDE)"),
        ('a: "\\0"', "(U+0000 NUL)"),
        ("a: x\u202ey", "f.yaml:1:5: there is an invisible character here (U+202E RIGHT-TO-LEFT OVERRIDE)"),
        ("a: x\u2028y", "U+2028 LINE SEPARATOR"),
        ("a: \x1b[31m", "U+001B ESCAPE"),
        ("a: b\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("[" * (MAX_DEPTH + 1), f"f.yaml:1:{MAX_DEPTH + 1}: this is nested more than {MAX_DEPTH} levels deep"),
        ("[" + "1," * MAX_NODES + "1]", f"the file holds more than {MAX_NODES:,} values"),
    ],
)
def test_what_a_tutorial_does_not_need_is_refused(text: str, said: str) -> None:
    found = problems(text)
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"title: f\xfcr alle", "f.yaml:1:9: the byte 0xFC here (perhaps “ü” in Windows-1252) is not UTF-8"),
        ("\ufeffa: 1\nb: ü".encode("utf-16"), "f.yaml:1:1: the file is written in UTF-16"),
        ("a: 1".encode("utf-16-le"), "f.yaml:1:1: the file is written in UTF-16"),
        ("a: 1".encode("utf-32"), "f.yaml:1:1: the file is written in UTF-32"),
        ("ä: \n".encode() + b"\xff", "f.yaml:2:1: the byte 0xFF here (perhaps “ÿ” in Windows-1252) is not UTF-8"),
        (b"a" * (2**20 + 1), "f.yaml:1:1: the file is larger than 1 MiB"),
    ],
)
def test_a_wrong_encoding_says_which(content: bytes, said: str) -> None:
    (found,) = problems(content)
    assert said in found


def test_the_bounds_themselves_are_allowed() -> None:
    assert data("a: 1 #" + "x" * (2**20 - 6)) == {"a": 1}
    assert data("a: " + "9" * 20) == {"a": int("9" * 20)}
    assert data("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert len(data("[" + "1," * (MAX_NODES - 2) + "1]")) == MAX_NODES - 1


def test_not_every_invisible_character_is_listed() -> None:
    assert len(problems("a: " + "\u202e" * 300)) == 20


def test_several_problems_are_told_at_once_and_the_rest_is_still_read() -> None:
    # given a file with three slips that do not hide what follows
    reading = read("a: &x 1\nb: *x\nc: 3\nc: {d: [4]}\ne: 5\n", "f.yaml")
    # then each is told, in order, and the rest is there
    assert [(p.line, p.column, p.rule) for p in reading.problems] == [
        (1, 4, "alias"),
        (2, 4, "alias"),
        (4, 1, "duplicate-key"),
    ]
    assert reading.data == {"a": 1, "b": None, "c": 3, "e": 5}
    # and what could not be understood is marked, so that nobody complains of it again
    assert reading.spoilt == {("a",), ("b",)}


def test_both_parsers_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # given a machine whose PyYAML was built without libyaml
    import yaml

    text = "a: [1, 'x', {b: |\n c\n}]\nb: >\n  d\n  e\n"
    with_libyaml = read(text, "f.yaml")
    monkeypatch.delattr(yaml, "CSafeLoader")
    # then it reads the same, at the same places
    assert read(text, "f.yaml") == with_libyaml
