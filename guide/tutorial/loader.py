"""From a file to a tutorial: read, held against the schema, built. Problems instead of exceptions, all at once."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from guide.tutorial.builder import built
from guide.tutorial.document import Tutorial
from guide.tutorial.explanations import explained, meant_rule, told_once
from guide.tutorial.integrity import integrity
from guide.tutorial.problems import Path as DataPath
from guide.tutorial.problems import Position, Problem, Reporter, cut_off, in_order, likely
from guide.tutorial.salvage import holds, remains
from guide.tutorial.schema import schema
from guide.tutorial.validation import Schema, Violation, violations_of
from guide.tutorial.yaml_reader import MAX_PROBLEMS, Reading, read
from guide.tutorial.yaml_text import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file: a tutorial, or the reasons why there is none."""

    file: str
    """As problems name it."""
    tutorial: Tutorial | None
    """None where there is any problem."""
    problems: tuple[Problem, ...] = ()
    data: object = field(default=None, compare=False, repr=False)
    """What the file says, before a tutorial was built of it; None where there is none."""
    remains: Tutorial | None = field(default=None, compare=False, repr=False)
    """With problems: what could be built without the wrong parts. Not to be played; see `salvage.holds`."""
    positions: Mapping[DataPath, Position] = field(default_factory=dict)
    """Where each key and value stands: `positions[("steps", 3, "say")]`."""

    @property
    def reporter(self) -> Reporter:
        """What makes further problems of this file, for lint."""
        return Reporter(self.file, self.positions)


def load(path: Path) -> Loaded:
    """Load a tutorial file."""
    content = _content(path)
    if isinstance(content, Problem):
        return Loaded(str(path), None, (content,))
    return _loaded(read(content, str(path)), path.parent)


def loads(text: str | bytes, name: str = "tutorial.yaml", folder: Path | None = None) -> Loaded:
    """Load a tutorial from text. `folder` is where its pictures lie, if anywhere."""
    return _loaded(read(text, name), folder)


def _loaded(reading: Reading, folder: Path | None) -> Loaded:
    deviations = _deviations(reading)
    problems = [*reading.problems, *_told(deviations, reading)]
    if problems:
        return _salvaged(reading, [*reading.spoilt, *(found.path for found in deviations)], problems, folder)
    tutorial = built(reading.data, folder)
    torn = in_order(integrity(tutorial, Reporter(reading.file, reading.positions)))
    if torn:
        return Loaded(reading.file, None, torn, reading.data, tutorial, reading.positions)
    return Loaded(reading.file, tutorial, (), reading.data, positions=reading.positions)


def _salvaged(reading: Reading, wrong: list[DataPath], problems: list[Problem], folder: Path | None) -> Loaded:
    """Look at what is left without the wrong parts, so that all problems are told at once."""
    data = remains(reading.data, wrong)
    if data is None or _schema().violations(data, 1):
        return Loaded(reading.file, None, in_order(problems), positions=reading.positions)
    tutorial = built(data, folder)
    torn = [found for found in integrity(tutorial, Reporter(reading.file, reading.positions)) if holds(found, data)]
    return Loaded(reading.file, None, in_order([*problems, *torn]), None, tutorial, reading.positions)


def _deviations(reading: Reading) -> list[Violation]:
    if not reading.positions or (reading.problems and reading.data is None):
        return []
    violations = _schema().violations(reading.data, MAX_PROBLEMS)
    violations = [found for found in violations if not _spoilt(found.path, reading)]
    return violations + _misspelt(violations)


def _told(violations: list[Violation], reading: Reading) -> list[Problem]:
    report = Reporter(reading.file, reading.positions)
    problems = told_once(violations, [explained(found, report, reading.sources) for found in violations])
    if len(violations) >= MAX_PROBLEMS:
        problems.append(cut_off(problems))
    return problems


def _misspelt(violations: list[Violation]) -> list[Violation]:
    """Look into fields with misspelt names too, as what they were meant, so that all problems are told at once."""
    inside: list[Violation] = []
    for found in violations:
        rule = meant_rule(found)
        if rule is not None and len(violations) + len(inside) < MAX_PROBLEMS:
            inside += violations_of(rule, found.value[found.name], found.path, MAX_PROBLEMS - len(violations))
    return inside


def _spoilt(path: DataPath, reading: Reading) -> bool:
    """Whether the reader has already said that nothing sensible stands here."""
    return any(path[:length] in reading.spoilt for length in range(len(path) + 1))


@cache
def _schema() -> Schema:
    return Schema(schema())


def _content(path: Path) -> bytes | Problem:
    """Read at most one byte more than is allowed, from a real file only: a pipe or a device would never end."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return _missing(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Problem(str(path), 1, 1, f"the file cannot be read ({reason})", "a file you may read", rule="file")
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return Problem(str(path), 1, 1, "this is not a file", "a tutorial file (NAME.yaml)", rule="file")
        return file.read(MAX_BYTES + 1)


def _missing(path: Path) -> Problem:
    try:
        neighbours = sorted(entry.name for entry in os.scandir(path.parent))[:1000]
    except OSError:
        neighbours = []
    meant = likely(path.name, neighbours)
    return Problem(
        str(path), 1, 1, "there is no such file", None, str(path.with_name(meant)) if meant else None, rule="file"
    )
