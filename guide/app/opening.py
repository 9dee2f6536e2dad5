"""Reading what a command line names, with the problems said as `file:line:column`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Never

from guide.app.exits import BadInputError
from guide.i18n import session_language
from guide.paths import Paths
from guide.settings import Settings, table
from guide.settings.model import BadValueError
from guide.tutorial.document import Tutorial
from guide.tutorial.loader import load
from guide.tutorial.localised import load_localised


def chosen_language(wanted: str | None = None) -> str:
    """Return the language to speak: as wanted on the command line, else as chosen in the settings, else the session's.

    BadInputError for one that is no language tag.
    """
    if wanted is None:
        return session_language(Settings.load(Paths.of_this_user()).get(table.LANGUAGE))
    try:
        return session_language(table.LANGUAGE.kind.read(wanted))
    except BadValueError as error:
        refuse(f"--language {wanted}: {error}")


def open_tutorial(path: Path, steps: Iterable[str] = (), language: str | None = None) -> Tutorial:
    """Return the tutorial in `path`, a file or a folder with one, in which all `steps` exist.

    In `language`, as far as it is translated; None: as it was written.

    Otherwise say why not and raise BadInputError.
    """
    file = only_file(path) if path.is_dir() else path
    loaded = load(file) if language is None else load_localised(file, language)
    if loaded.tutorial is None:
        refuse(*map(str, loaded.problems))
    ids = [step.id for step in loaded.tutorial.steps]
    for step in steps:
        if step not in ids:
            refuse(f"{file}: there is no step “{step}”; its steps are: {', '.join(ids)}")
    return loaded.tutorial


def open_tutorials(paths: Sequence[Path], language: str | None = None) -> list[tuple[Path, Tutorial]]:
    """Return all tutorials in these files and folders, each with its file; BadInputError for one id twice, too."""
    sources = [(file, open_tutorial(file, language=language)) for file in tutorial_files(paths)]
    first: dict[str, Path] = {}
    for file, tutorial in sources:
        other = first.setdefault(tutorial.id, file)
        if other is not file:
            refuse(f"{file}: its id is “{tutorial.id}”, like that of {other}; only one of them can be used at a time")
    return sources


def tutorial_files(paths: Sequence[Path]) -> list[Path]:
    """Return the tutorials among `paths`: files as they are, folders searched for `*.yaml` in order of name."""
    files: list[Path] = []
    for path in paths:
        files += _files_in(path) if path.is_dir() else [path]
    if not files:
        refuse("there is no tutorial (*.yaml) in " + ", ".join(map(str, paths)))
    return files


def writable_folder(path: Path) -> Path:
    """Return a folder that exists now and can be written to; else say why not and raise BadInputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            return path
    except OSError as error:
        refuse(f"{path}: nothing can be written there ({error.strerror or error})")


def refuse(*problems: str) -> Never:
    """Say what is wrong, and raise BadInputError."""
    for problem in problems:
        print(problem, file=sys.stderr)
    raise BadInputError


def only_file(folder: Path) -> Path:
    """Return the one tutorial in a folder; BadInputError where there is none, or more than one."""
    files = _files_in(folder)
    if not files:
        refuse(f"there is no tutorial (*.yaml) in {folder}")
    if len(files) > 1:
        refuse(f"there are several tutorials in {folder}; name one of them:", *(f"  {file}" for file in files))
    return files[0]


def _files_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*.yaml") if file.is_file())
