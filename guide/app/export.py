"""`guide export`: tutorials handed on as files, with pictures from a rehearsal."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from guide.app import exits
from guide.app.opening import chosen_language, open_tutorials, refuse, writable_folder
from guide.tutorial.document import Tutorial
from guide.tutorial.localised import localised
from guide.tutorial.translations import counted

if TYPE_CHECKING:
    from guide.export.shots import Pictures

#: The libraries that write files for others; who only plays tutorials need not have them.
_MISSING = "Handing on needs the extra “export”: python -m pip install 'guide[export]' ({reason})."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    to: list[str]
    out: Path
    report: Path | None = None
    rehearse: bool = False
    languages: list[str] | None = None
    """None: as the tutorial was written."""


def export(paths: Sequence[Path], wanted: Wanted) -> int:
    """Write the files and say which; 0, or 4 where a rehearsal did not complete or a library is missing."""
    sources = open_tutorials(paths)
    languages: list[str | None] = [chosen_language(language) for language in wanted.languages or []]
    wishes = [(*source, language) for source in sources for language in languages or [None]]
    jobs = [(file, _in(tutorial, file, language), language) for file, tutorial, language in wishes]
    out = writable_folder(wanted.out)
    try:
        return max(_export(file, tutorial, language, wanted, out) for file, tutorial, language in jobs)
    except ModuleNotFoundError as error:
        print(_MISSING.format(reason=error), file=sys.stderr)
        return exits.NOT_COMPLETED


def _in(tutorial: Tutorial, file: Path, language: str | None) -> Tutorial:
    """Return the tutorial in a language. BadInputError where nobody has translated it."""
    if language is None or language == tutorial.language:
        return tutorial
    translated = localised(tutorial, file, language)
    if translated.language == tutorial.language:
        refuse(f"{file}: nobody has translated it to “{language}” ({file.stem}.{language}.po beside it would)")
    for count in counted(tutorial, file):
        if count.language == translated.language and count.texts:
            left = f"{count.texts} of {count.of_texts} texts are not translated to “{count.language}”"
            print(f"{file}: {left}; they stay as they were written", file=sys.stderr)
    return translated


def _export(file: Path, tutorial: Tutorial, language: str | None, wanted: Wanted, out: Path) -> int:
    from guide.export.exporting import export as write

    status = 0
    with ExitStack() as stack:
        report = wanted.report
        if wanted.rehearse:
            report = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guide-rehearsal-")))
            status = _rehearse(file, tutorial, language, report)
        suffix = f".{tutorial.language}" if language is not None else ""
        pictures = _pictures(report, tutorial) if report is not None else None
        for exported in write(tutorial, wanted.to, out, pictures=pictures, suffix=suffix):
            print(f"{exported.file}: {exported.steps} steps, {exported.pictures} with a picture")
    return status


def _pictures(report: Path, tutorial: Tutorial) -> Pictures:
    from guide.export.shots import Pictures, ReportError

    try:
        return Pictures.from_report(report, tutorial.id)
    except ReportError as error:
        refuse(str(error))


def _rehearse(file: Path, tutorial: Tutorial, language: str | None, report: Path) -> int:
    """Rehearse for the pictures; what it did not come to has none."""
    from guide.app.rehearse import ScreenSize, rehearse_on_virtual_screens

    return rehearse_on_virtual_screens([(file, tutorial)], report, ScreenSize(), compositor=True, language=language)
