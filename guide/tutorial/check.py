"""`guide check`: everything that is wrong with some files or folders, all at once.

Text: one problem a line, `file:line:column: what; allowed: …; did you mean …?`, warnings and notes marked as such; one
line that says so where there is nothing to report. JSON: one object, see `as_json`.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TextIO

from guide.tutorial.catalogue import yaml_files
from guide.tutorial.lint import lint
from guide.tutorial.loader import Loaded, load
from guide.tutorial.problems import Problem, harmless, in_order
from guide.tutorial.second_opinion import second_opinion
from guide.tutorial.shipped import shipped_folder

#: What a wrong file costs the one who gave it to us.
BAD_INPUT = 2
#: Neighbours looked at for the tutorials that one requires.
_MAX_NEIGHBOURS = 2000
_ID_LINE = re.compile(rb"^id:[ \t]*[\"']?([a-z0-9-]{1,100})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome for all files."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]

    def count(self, severity: str) -> int:
        """Return how many problems are of a severity."""
        return sum(1 for problem in self.problems if problem.severity == severity)

    @property
    def status(self) -> int:
        """0, or 2 where there is any error. Warnings and notes are advice."""
        return BAD_INPUT if self.count("error") else 0

    def as_json(self) -> dict[str, Any]:
        """Return what `guide check --format json` prints."""
        return {
            "files": len(self.files),
            "errors": self.count("error"),
            "warnings": self.count("warning"),
            "notes": self.count("note"),
            "problems": [problem.as_json() for problem in self.problems],
        }


def run_check(
    paths: Sequence[Path],
    format: Literal["text", "json"] = "text",
    out: TextIO | None = None,
    *,
    today: date | None = None,
) -> int:
    """Check files and folders, write what was found to `out` (standard output), and return the exit status."""
    out = out or sys.stdout
    unicode_out = _speaks_unicode(out)
    checked = check(paths, today or date.today())
    if format == "json":
        json.dump(checked.as_json(), out, ensure_ascii=not unicode_out, indent=2)
        out.write("\n")
        return checked.status
    for problem in checked.problems:
        out.write(f"{problem}\n")
    if not checked.problems:
        count = len(checked.files)
        out.write(
            f"{count} tutorials, no problems\n" if count != 1 else f"{harmless(str(checked.files[0]))}: no problems\n"
        )
    return checked.status


def _speaks_unicode(out: TextIO) -> bool:
    """Whether everything can be written to `out`; what cannot is written as an escape and does not stop us."""
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors="backslashreplace")
        return out.encoding.casefold().replace("-", "") == "utf8"
    return True


def check(paths: Sequence[Path], today: date) -> Checked:
    """Load and lint files and folders."""
    files, problems = _files(paths)
    loaded = [(path, load(path)) for path in files]
    known = _known_ids(loaded)
    for path, result in loaded:
        problems += result.problems
        problems += lint(result, today, path=path, known_ids=known)
        if against := second_opinion(result):
            problems.append(against)
    problems += _same_ids(loaded)
    return Checked(files, in_order(problems))


def _files(paths: Sequence[Path]) -> tuple[tuple[Path, ...], list[Problem]]:
    """Return the tutorial files of the paths, each once, and what is wrong with the paths themselves."""
    files: dict[Path, None] = {}
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        inside = [Path(file) for file, _ in yaml_files(path)]
        files |= dict.fromkeys(inside)
        if not inside:
            what = "there is no tutorial in this folder"
            problems.append(Problem(str(path), 1, 1, what, "files called NAME.yaml", rule="file"))
        problems += _misnamed(path)
    return tuple(files), problems


def _misnamed(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.glob("**/*.yml"))[:100]:
        what = "the file is not found by the catalogue, because its name ends in .yml"
        name = str(path.with_suffix(".yaml"))
        yield Problem(str(path), 1, 1, what, "a name that ends in .yaml", name, "warning", "file")


def _same_ids(loaded: Iterable[tuple[Path, Loaded]]) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for path, result in loaded:
        if result.tutorial is None:
            continue
        own_id = result.tutorial.id
        if own_id in first:
            what = f"the tutorial's id “{own_id}” is taken already, by {harmless(str(first[own_id]))}"
            yield result.reporter(("id",), what, "an id that no other tutorial has", rule="duplicate-id")
        first.setdefault(own_id, path)


def _known_ids(loaded: list[tuple[Path, Loaded]]) -> frozenset[str]:
    """Return the ids that `requires` may name: of what is checked and, where these do not do, beside it and shipped."""
    known = {result.tutorial.id for _, result in loaded if result.tutorial}
    required = {own_id for _, result in loaded if result.tutorial for own_id in result.tutorial.requires}
    if required <= known:
        return frozenset(known)
    asking = {path.resolve() for path, result in loaded if result.tutorial and result.tutorial.requires}
    for path in [*asking, shipped_folder() / "any"]:
        known |= _ids_around(path)
    return frozenset(known)


def _ids_around(path: Path) -> set[str]:
    """Return the ids of the tutorials in a file's folder and in the folders beside it: a tutorial often has its own."""
    here, above = path.parent, path.parent.parent
    around = [file for folder in (here, above) for pattern in ("*.yaml", "*/*.yaml") for file in folder.glob(pattern)]
    return {own_id for neighbour in around[:_MAX_NEIGHBOURS] if (own_id := _id_of(neighbour))}


def _id_of(path: Path) -> str | None:
    """Return a file's id without reading the rest of it."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            found = _ID_LINE.search(file.read(1 << 16))
    except OSError:
        return None
    return found[1].decode() if found else None
