"""What a catalogue knows of a tutorial without opening it: enough to list, find and offer it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal

from guide.tutorial.patterns import TextPattern
from guide.tutorial.problems import Problem

if TYPE_CHECKING:
    from guide.tutorial.document import Tutorial
    from guide.tutorial.loader import Loaded

SourceKind = Literal["shipped", "machine", "user"]
#: Problems kept of a broken file; `guide check` shows them all.
KEPT_PROBLEMS = 10

_WORD = re.compile(r"\w+")


Words = tuple[str, ...]
"""The words of a tutorial for the search, each between spaces: of its title, questions, tags, summary, and the rest."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a catalogue. With problems it is no tutorial, and all but `file`, `kind` and `problems` is empty."""

    file: str
    kind: SourceKind
    id: str = ""
    title: str = ""
    summary: str = ""
    language: str = "en"
    version: str = ""
    tags: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    process: str | None = None
    window_titles: tuple[str, ...] = ()
    """Patterns for the title of the program's window, in any language; empty: any title."""
    app_versions: str | None = None
    steps: int = 0
    opens_itself: bool = False
    problems: tuple[Problem, ...] = ()
    words: Words = ()

    @property
    def path(self) -> Path:
        """The tutorial's file."""
        return Path(self.file)

    @property
    def broken(self) -> bool:
        """Whether the file is no tutorial that can be played."""
        return bool(self.problems)

    def is_for_process(self, process: str | None) -> bool:
        """Whether it is about the program of this executable (`EXCEL` and `excel.exe` are the same)."""
        return self.process is not None and process is not None and _bare(self.process) == _bare(process)

    def is_for_title(self, title: str) -> bool:
        """Whether it is about windows of this title."""
        return bool(title) and any(TextPattern(source).contained_in(title) for source in self.window_titles)


def _bare(process: str) -> str:
    return process.casefold().removesuffix(".exe").removesuffix(".bin")


def words_in(text: str) -> list[str]:
    """Return the words of a text as the search compares them: lower case, without accents.

    >>> words_in("Öffnen Sie das Menü!")
    ['offnen', 'sie', 'das', 'menu']
    """
    plain = text.casefold()
    if plain.isascii():
        return _WORD.findall(plain)
    plain = unicodedata.normalize("NFKD", plain)
    return _WORD.findall("".join(character for character in plain if not unicodedata.combining(character)))


def entry_of(loaded: Loaded, file: str, kind: SourceKind, original: Tutorial | None = None) -> Entry:
    """Return the entry of a file that was loaded; where it is translated, the words of the `original` find it too."""
    tutorial = loaded.tutorial
    if tutorial is None:
        return Entry(file, kind, problems=loaded.problems[:KEPT_PROBLEMS])
    names = tutorial.application.title.by_language.values() if tutorial.application.title else ()
    return Entry(
        file,
        kind,
        id=tutorial.id,
        title=tutorial.title,
        summary=tutorial.summary,
        language=tutorial.language,
        version=tutorial.version,
        tags=tutorial.tags,
        questions=tutorial.questions,
        requires=tutorial.requires,
        roles=tutorial.audience.roles,
        departments=tutorial.audience.departments,
        process=tutorial.application.process,
        window_titles=tuple(pattern.source for pattern in names),
        app_versions=tutorial.application.versions,
        steps=len(tutorial.steps),
        opens_itself=tutorial.opens_itself,
        words=_words(tutorial, original),
    )


def _words(tutorial: Tutorial, original: Tutorial | None) -> Words:
    from guide.tutorial.texts import texts_of  # noqa: PLC0415

    own = {"title", "summary", "questions"}
    rest = [text.text for text in texts_of(tutorial) if text.path[0] not in own]
    if original is not None and original.language != tutorial.language:
        rest += [text.text for text in texts_of(original)]
    names = tutorial.application.title.by_language.values() if tutorial.application.title else ()
    rest += [tutorial.application.process or "", *(pattern.source for pattern in names)]
    places = ([tutorial.title], tutorial.questions, tutorial.tags, [tutorial.summary], rest)
    return tuple(_joined(texts) for texts in places)


def _joined(texts: Iterable[str]) -> str:
    unique = dict.fromkeys(word for text in texts for word in words_in(text))
    return f" {' '.join(unique)} "


_RECORDED = tuple(field.name for field in fields(Entry))[2:]
_PROBLEMS = _RECORDED.index("problems")
#: What a record is made of; the process and the versions may be unknown.
_SHAPES = frozenset(
    (*(str,) * 5, *(list,) * 5, process, list, versions, int, bool, list, list)
    for process in (str, NoneType)
    for versions in (str, NoneType)
)


def to_record(entry: Entry) -> list[Any]:
    """Return the entry as plain data for the cache, without its file and source: these are where it is found."""
    record = [getattr(entry, name) for name in _RECORDED]
    record[_PROBLEMS] = [list(problem.as_json().values()) for problem in entry.problems]
    return record


def from_record(record: list[Any], file: str, kind: SourceKind) -> Entry:
    """Return the entry of a record; ValueError or TypeError where it is none."""
    if tuple(map(type, record)) not in _SHAPES or any(type(item) is not str for part in record[5:10] for item in part):
        raise ValueError("a record of another layout")
    values: list[Any] = [tuple(value) if value.__class__ is list else value for value in record]
    if values[_PROBLEMS]:
        values[_PROBLEMS] = tuple(_problem(problem) for problem in values[_PROBLEMS])
    return Entry(file, kind, *values)


def _problem(values: list[Any]) -> Problem:
    file, line, column, severity, rule, what, allowed, meant, path = values
    return Problem(file, line, column, what, allowed, meant, severity, rule, tuple(path))
