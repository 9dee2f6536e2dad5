"""One line of a checkup, and how all of them are told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, TextIO

State = Literal["works", "limited", "missing"]
"""`limited`: guide does without, and less well."""
_SIGNS = {"works": "works  ", "limited": "limited", "missing": "MISSING"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    name: str
    state: State
    why: str
    """For a person: what was found, or what is missing."""
    remedy: str | None = None
    """One line to copy, or what to do."""


def tell(lines: Sequence[Line], out: TextIO) -> None:
    """Write a line for each, then what to do about those that do not work, each once."""
    reasons = {line.why for line in lines if line.state == "missing"}
    said_once = len(reasons) == 1 and sum(line.state == "missing" for line in lines) > 1
    width = max(len(line.name) for line in lines)
    for line in lines:
        why = "" if said_once and line.state == "missing" else line.why
        print(f"{_SIGNS[line.state]}  {line.name:<{width}}  {why}".rstrip(), file=out)
    if said_once:  # one reason for all of it
        print(f"\n{reasons.pop()}", file=out)
    for remedy in remedies(lines):
        print(f"Try: {remedy}", file=out)


def tell_json(lines: Iterable[Line], out: TextIO) -> None:
    """Write them as a list of objects."""
    json.dump([asdict(line) for line in lines], out, ensure_ascii=False, indent=2)
    print(file=out)


def remedies(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return what to do, each once."""
    return tuple(dict.fromkeys(line.remedy for line in lines if line.state != "works" and line.remedy))
