"""The tutorials of this machine: found in folders, indexed, searchable. One broken file never hides the others.

A file is read once and then known by its stamp (path, time of change, size) from a cache in the user's folder, so that
ten thousand tutorials are listed in a fraction of a second. The cache only lists: what is played is read again.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from guide.tutorial.catalogue_cache import Stamp, read_cache, write_cache
from guide.tutorial.entries import Entry, SourceKind, from_record, to_record
from guide.tutorial.problems import Problem, harmless
from guide.tutorial.reading import WORTH_IT, read_entries
from guide.tutorial.search import Hit, Search

if TYPE_CHECKING:
    from guide.tutorial.loader import Loaded

#: Folders inside folders of tutorials: by department, by program. Deeper ones are something else.
MAX_FOLDER_DEPTH = 6
#: Somebody's whole home given as a folder of tutorials must not cost minutes and gigabytes.
MAX_FILES = 50_000

Progress = Callable[[int, int], None]
"""Told how many files of how many have been looked at."""


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of tutorials. Sources are given from the most general to the most personal."""

    kind: SourceKind
    path: Path


class Catalogue:
    """What the sources hold. Frozen: `refreshed` makes a new one."""

    def __init__(
        self,
        sources: Iterable[Source],
        files: Iterable[Entry],
        cache_folder: Path | None = None,
        language: str | None = None,
        suits: Callable[[Entry], bool] = lambda entry: True,
    ) -> None:
        """`suits`: which of them are offered; those for others are there all the same, by their id."""
        self.sources = tuple(sources)
        self._suits = suits
        self._cache_folder = cache_folder
        self._language = language
        self.files = tuple(files)
        """Every file that was found, the broken ones too."""
        every, self.broken, self.shadowed = _sorted_out(self.files)
        self.entries = tuple(entry for entry in every if suits(entry))
        self._by_id = {entry.id: entry for entry in every}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files that cannot be offered."""
        return tuple(problem for entry in self.broken for problem in entry.problems)

    def get(self, tutorial_id: str) -> Entry | None:
        """Return the tutorial of that id, or None."""
        return self._by_id.get(tutorial_id)

    def load(self, tutorial_id: str) -> Loaded | None:
        """Read the tutorial of that id from its file, now; None where the catalogue has none."""
        entry = self.get(tutorial_id)
        return _load(entry.path, self._language) if entry else None

    def for_application(self, process: str | None, title: str = "") -> tuple[Entry, ...]:
        """Return the tutorials for the program in front, by its executable and its window's title; sorted by title.

        Where some of a program's tutorials name this very window (Calc and Writer are one executable), only these.
        """
        found = [entry for entry in self.entries if entry.is_for_process(process)]
        for_window = [entry for entry in found if entry.is_for_title(title)]
        general = [entry for entry in found if not entry.window_titles]
        if for_window:
            found = for_window + general
        if not found:
            found = [entry for entry in self.entries if entry.process is None and entry.is_for_title(title)]
        return tuple(sorted(found, key=lambda entry: entry.title.casefold()))

    def search(self, query: str, *, process: str | None = None, title: str = "", limit: int = 50) -> tuple[Hit, ...]:
        """Return what fits a question, best first, those for the program in front before the others."""
        in_front = {entry.id for entry in self.for_application(process, title)} if process or title else set()
        return self._search.hits(query, in_front, limit)

    @cached_property
    def _search(self) -> Search:
        return Search(self.entries)

    def suiting(self, suits: Callable[[Entry], bool]) -> Catalogue:
        """Return the catalogue as somebody sees it whom only some tutorials suit."""
        return Catalogue(self.sources, self.files, self._cache_folder, self._language, suits)

    def refreshed(self, progress: Progress | None = None) -> Catalogue:
        """Return the catalogue as the folders are now. Only what has changed is read."""
        fresh = open_catalogue(self.sources, self._cache_folder, progress, language=self._language)
        return fresh.suiting(self._suits)


def open_catalogue(
    sources: Iterable[Source],
    cache_folder: Path | None = None,
    progress: Progress | None = None,
    *,
    language: str | None = None,
    glance: Callable[[Catalogue], None] | None = None,
) -> Catalogue:
    """Return the catalogue of some folders, as someone who speaks `language` shall see it (None: as it is written).

    Reads every file that the cache does not know: a task for a worker, not for the thread of a window. Where these are
    many, `glance` is called before, with what their heads say: one can list and find by it, and what is broken inside
    is not known yet.
    """
    sources = tuple(sources)
    found = list(_tutorial_files(sources))
    known = read_cache(cache_folder, language) if cache_folder else {}
    entries = {n: _known(known.get(path), stamp, path, kind) for n, (path, kind, stamp) in enumerate(found)}
    files = {number: entry for number, entry in entries.items() if entry is not None}
    unknown = [(number, path, kind) for number, (path, kind, _) in enumerate(found) if number not in files]

    def catalogue(files: dict[int, Entry]) -> Catalogue:
        return Catalogue(sources, (files[number] for number in sorted(files)), cache_folder, language)

    if glance is not None and len(unknown) >= WORTH_IT:
        glance(catalogue(files | dict(read_entries(unknown, "head", language))))
    tell = progress or (lambda done, of: None)
    tell(len(files), len(found))
    for number, entry in read_entries(unknown, "whole", language):
        files[number] = entry
        if len(files) % 100 == 0 or len(files) == len(found):
            tell(len(files), len(found))
    if cache_folder and (unknown or len(known) != len(found)):
        fresh = {path: (stamp, to_record(files[number])) for number, (path, _, stamp) in enumerate(found)}
        write_cache(cache_folder, fresh, language)
    return catalogue(files)


def _load(path: Path, language: str | None) -> Loaded:
    from guide.tutorial.loader import load  # noqa: PLC0415 -- where the cache knows all files, it is not needed
    from guide.tutorial.localised import load_localised  # noqa: PLC0415

    return load(path) if language is None else load_localised(path, language)


def _known(cached: tuple[Stamp, list[object]] | None, stamp: Stamp, path: str, kind: SourceKind) -> Entry | None:
    if cached is None or cached[0] != stamp:
        return None
    try:
        return from_record(cached[1], path, kind)
    except (TypeError, ValueError, AttributeError, KeyError):  # somebody else's record: read the file again
        return None


def _tutorial_files(sources: Iterable[Source]) -> Iterator[tuple[str, SourceKind, Stamp]]:
    """Yield every tutorial file with its stamp, each once, in order of sources and paths."""
    seen: set[str] = set()
    for source in sources:
        for path, stamp in yaml_files(source.path):
            if path not in seen:
                seen.add(path)
                yield path, source.kind, stamp
                if len(seen) >= MAX_FILES:
                    return


def yaml_files(folder: str | Path, depth: int = MAX_FOLDER_DEPTH) -> Iterator[tuple[str, Stamp]]:
    """Yield the `*.yaml` files in a folder and the folders inside it, in order; hidden ones and linked folders not."""
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError:
        return
    translations = [entry for entry in entries if entry.name.endswith(".po")]
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                if depth > 0:
                    yield from yaml_files(entry.path, depth - 1)
            elif entry.name.endswith(".yaml") and entry.is_file():
                start = entry.name.removesuffix("yaml")
                beside = [po for po in translations if po.name.startswith(start)]
                yield entry.path, _stamp([entry, *beside])
        except OSError:  # gone since it was listed
            continue


def _stamp(files: list[os.DirEntry[str]]) -> Stamp:
    """Return when a tutorial and its translations were changed, how large they are, and which there are."""
    stats = [(entry.name, entry.stat()) for entry in files]
    return tuple(
        number
        for name, status in stats
        for number in (zlib.crc32(name.encode("utf-8", "surrogateescape")), status.st_mtime_ns, status.st_size)
    )


def _sorted_out(files: Iterable[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[Entry, ...]]:
    """Return those to offer, those that are broken, and those that a later source has replaced."""
    chosen: dict[str, Entry] = {}
    broken: list[Entry] = []
    shadowed: list[Entry] = []
    for entry in files:
        other = None if entry.broken else chosen.get(entry.id)
        if entry.broken:
            broken.append(entry)
        elif other is None:
            chosen[entry.id] = entry
        elif other.kind == entry.kind:
            broken.append(_taken(entry, other))
        else:
            shadowed.append(other)
            chosen[entry.id] = entry
    return tuple(chosen.values()), tuple(broken), tuple(shadowed)


def _taken(entry: Entry, other: Entry) -> Entry:
    what = f"the id “{entry.id}” is taken already, by {harmless(other.file)}"
    allowed = "an id that no other tutorial has"
    problem = Problem(entry.file, 1, 1, what, allowed, rule="duplicate-id", path=("id",))
    return replace(entry, problems=(problem,))
