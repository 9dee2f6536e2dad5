"""Malformed tutorials: valid ones with one to four slips of a pen, an editor or a program. Deterministic."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.tutorial.examples import EVERYTHING, SHIPPED, SMALL

INSERTED = [
    *"[]{}:,-&*!|>%@`\"'#\t\n \\/?",
    ": ",
    " #",
    "- ",
    "---\n",
    "\u202e",
    "\u2028",
    "\x00",
    "\ud800",
    "ü",
    "😀",
    "<<: ",
]
INSERTED += ["&a ", "*a ", "!!python/object:os.system ", "? ", "[[", "{{", "0x", "1e999", ".nan", "~", "yes", "9" * 30]
VALUES = [
    "",
    "~",
    "true",
    "7",
    "-1",
    "1.5",
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "text",
    "'",
    '"',
    "|",
    ">-",
    "2027-13-45",
    "/(/",
    "/x/",
]
VALUES += [
    "clicked",
    "{clicked: true}",
    "{pressed: Ctrl+}",
    "../x.png",
    "/etc/passwd",
    "20",
    "20 s",
    "99h",
    "x" * 5000,
    "*a",
]
WORDS = [
    "until",
    "say",
    "id",
    "target",
    "element",
    "role",
    "name",
    "steps",
    "when",
    "go",
    "to",
    "ask",
    "choices",
    "do",
    "type",
]

Slip = Callable[[random.Random, str], str]


def _lines(change: Callable[[random.Random, list[str], int], None]) -> Slip:
    def slip(dice: random.Random, text: str) -> str:
        lines = text.split("\n")
        change(dice, lines, dice.randrange(len(lines)))
        return "\n".join(lines)

    return slip


def _delete_line(dice: random.Random, lines: list[str], at: int) -> None:
    del lines[at]


def _double_line(dice: random.Random, lines: list[str], at: int) -> None:
    lines.insert(dice.randrange(len(lines)), lines[at])


def _indent(dice: random.Random, lines: list[str], at: int) -> None:
    lines[at] = dice.choice([" ", "  ", "\t", "      "]) + lines[at]


def _outdent(dice: random.Random, lines: list[str], at: int) -> None:
    lines[at] = lines[at][dice.randrange(1, 3) :]


def _new_value(dice: random.Random, lines: list[str], at: int) -> None:
    key, colon, _ = lines[at].partition(": ")
    lines[at] = f"{key}{colon or ': '}{dice.choice(VALUES)}"


def _new_key(dice: random.Random, lines: list[str], at: int) -> None:
    key, colon, value = lines[at].partition(":")
    blank = len(key) - len(key.lstrip(" -"))
    lines[at] = f"{key[:blank]}{dice.choice(WORDS)}{colon}{value}"


def _misspell(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _insert(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text))
    return text[:at] + dice.choice(INSERTED) + text[at:]


def _delete(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text))
    return text[:at] + text[at + dice.randrange(1, 6) :]


def _cut_off(dice: random.Random, text: str) -> str:
    return text[: dice.randrange(len(text))]


def _replace_word(dice: random.Random, text: str) -> str:
    return text.replace(dice.choice(WORDS), dice.choice(WORDS), 1)


SLIPS: list[Slip] = [
    *map(_lines, (_delete_line, _double_line, _indent, _outdent, _new_value, _new_key)),
    *(_misspell, _insert, _insert, _delete, _cut_off, _replace_word),
]


def malformed(count: int, seed: int = 1) -> Iterator[str]:
    """Yield `count` documents, most of them wrong somewhere."""
    dice = random.Random(seed)
    whole = [SMALL, EVERYTHING, *(path.read_text("utf-8") for path in SHIPPED)]
    for _ in range(count):
        text = dice.choice(whole)
        for _ in range(dice.randrange(1, 5)):
            text = dice.choice(SLIPS)(dice, text) or "x"
        yield text
