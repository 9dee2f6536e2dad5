"""Reading tutorials for a command, with the problems said as `file:line:column`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from guide.tutorial.document import Tutorial
from guide.tutorial.loader import load


class BadInputError(Exception):
    """The command line names something that cannot be used; what is wrong was said already."""


def open_tutorial(file: Path, steps: Iterable[str] = ()) -> Tutorial:
    """Return the tutorial in `file`, in which all `steps` exist; otherwise say why not and raise BadInputError."""
    loaded = load(file)
    for problem in loaded.problems:
        if problem.severity == "error" or loaded.tutorial is None:
            print(problem, file=sys.stderr)
    if loaded.tutorial is None:
        raise BadInputError
    ids = [step.id for step in loaded.tutorial.steps]
    for step in steps:
        if step not in ids:
            print(f"{file}: there is no step “{step}”; its steps are: {', '.join(ids)}", file=sys.stderr)
            raise BadInputError
    return loaded.tutorial


def tutorial_files(paths: Iterable[Path]) -> list[Path]:
    """Return the tutorials among `paths`: files as they are, folders searched for `*.yaml` in order of name."""
    files: list[Path] = []
    for path in paths:
        files += sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    if not files:
        print("there is no tutorial (*.yaml) in " + ", ".join(map(str, paths)), file=sys.stderr)
        raise BadInputError
    return files
