"""What is wrong with a tutorial, said to a person who may never have seen YAML.

A problem is one line: `file:line:column: what is wrong; what is allowed; did you mean …`. Whatever it quotes from the
file is shortened and made harmless, so that one problem is always one line and never more than a line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]
Path = tuple[str | int, ...]
"""Where in the data: `("steps", 3, "target", "element", "role")`."""

#: Longer quotations from the file are cut: the position says where the rest is.
QUOTE_CHARACTERS = 48
#: A suggestion is there to be copied, so it may be longer.
SUGGESTED_CHARACTERS = 200
#: More names than this are not listed one by one, unless one of them is likely meant.
LISTED_NAMES = 24
#: Comparing very long words costs time and suggests nothing.
_COMPARED_CHARACTERS = 60

_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff0-\uffff]"
)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a value starts, and the key before it (both 0 where there is none). Counted from 1, in characters."""

    line: int
    column: int
    key_line: int = 0
    key_column: int = 0


Positions = Mapping[Path, Position]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where, and what to do about it.

    >>> print(Problem("a.yaml", 3, 5, "“untl” is not a field of a step", "say, until", "until"))
    a.yaml:3:5: “untl” is not a field of a step; allowed: say, until; did you mean “until”?
    """

    file: str
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    what: str
    """What is wrong."""
    allowed: str | None = None
    """What would be right, to be read after “allowed:”."""
    did_you_mean: str | None = None
    """What was probably meant, as it should stand in the file."""
    severity: Severity = "error"
    rule: str = "format"
    """Which rule says so, for programs: `yaml`, `format`, `lint.unreachable`, …"""
    path: Path = ()
    """Where in the data, for an editor that shows the problem at the field."""

    def __str__(self) -> str:
        """One line, as `guide check` prints it."""
        prefix = "" if self.severity == "error" else f"{self.severity}: "
        parts = [prefix + self.what]
        if self.allowed:
            parts.append(f"allowed: {self.allowed}")
        if self.did_you_mean:
            parts.append(f"did you mean “{shortened(self.did_you_mean, SUGGESTED_CHARACTERS)}”?")
        return f"{harmless(self.file)}:{self.line}:{self.column}: {'; '.join(parts)}"

    def as_json(self) -> dict[str, Any]:
        """Return the fields that `guide check --format json` prints."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
            "rule": self.rule,
            "what": self.what,
            "allowed": self.allowed,
            "did_you_mean": self.did_you_mean,
            "path": list(self.path),
        }


def harmless(text: str) -> str:
    """Return `text` with every character that could move the cursor, hide or reorder something made visible.

    >>> harmless("a" + chr(10) + "b" + chr(0x202E))
    'a⏎b<U+202E>'
    """
    return _UNPRINTABLE.sub(lambda m: "⏎" if m[0] == "\n" else f"<U+{ord(m[0]):04X}>", text)


def shortened(text: str, most: int = QUOTE_CHARACTERS) -> str:
    """Return `text` harmless and no longer than `most` characters, cut with an ellipsis."""
    text = harmless(text[: most + 1])
    return text if len(text) <= most else text[: most - 1] + "…"


def quoted(value: object) -> str:
    """Return a value of the file in quotation marks, shortened and harmless.

    >>> quoted("untl"), quoted(True), quoted(None)
    ('“untl”', '“true”', '“” (nothing)')
    """
    if value is None:
        return "“” (nothing)"
    if isinstance(value, bool):
        return f"“{str(value).lower()}”"
    return f"“{shortened(str(value))}”"


def listed(names: Iterable[str]) -> str:
    """Return names as one list, cut where it would be longer than anyone reads."""
    all_names = list(names)
    if len(all_names) <= LISTED_NAMES:
        return ", ".join(all_names)
    return ", ".join(all_names[:LISTED_NAMES]) + f", … ({len(all_names)} in all)"


def likely(word: str, names: Iterable[str], synonyms: Mapping[str, str] | None = None) -> str | None:
    """Return the one of `names` that was probably meant by `word`, or None."""
    folded = word.casefold().strip()[:_COMPARED_CHARACTERS]
    by_folded = {name.casefold(): name for name in names}
    meant = (synonyms or {}).get(folded)
    if meant in by_folded.values():
        return meant
    plain = re.sub(r"[\s_]+", "-", folded)
    for spelling in (folded, plain, plain.replace("-", "_"), plain.replace("-", "")):
        if spelling in by_folded:
            return by_folded[spelling]
    close = difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.65)
    return by_folded[close[0]] if close else None


def position_of(positions: Positions, path: Path) -> Position:
    """Return where `path` is, or the nearest thing around it that has a position.

    What the format takes as one or as a list (`restore`, `target`) is a list in the model, so an index 0 that the file
    has not is passed over.
    """
    found: Path = ()
    for part in path:
        alone = "target" if part == "targets" else part
        if (*found, part) in positions:
            found = (*found, part)
        elif (*found, alone) in positions:
            found = (*found, alone)
        elif part != 0:
            break
    return positions.get(found, Position(1, 1))


def cut_off(problems: Iterable[Problem]) -> Problem:
    """Return what is said at the last of too many problems."""
    last = in_order(problems)[-1]
    return Problem(last.file, last.line, last.column, "there are more problems in this file; these are the first")


@dataclass(frozen=True, slots=True)
class Reporter:
    """Makes problems of one file: knows its name and where everything is."""

    file: str
    positions: Positions

    def __call__(  # noqa: PLR0913 – the last three have defaults that nearly always fit
        self,
        path: Path,
        what: str,
        allowed: str | None = None,
        did_you_mean: str | None = None,
        *,
        severity: Severity = "error",
        rule: str = "format",
        at_key: bool = False,
    ) -> Problem:
        """Make a problem at the value of `path`, or at its key."""
        position = position_of(self.positions, path)
        line, column = position.line, position.column
        if at_key and position.key_line:
            line, column = position.key_line, position.key_column
        return Problem(self.file, line, column, what, allowed, did_you_mean, severity, rule, path)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems as one reads a file: by line and column, errors before warnings."""
    rank: Callable[[Problem], int] = lambda p: ("error", "warning", "note").index(p.severity)  # noqa: E731
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.line, p.column, rank(p))))
