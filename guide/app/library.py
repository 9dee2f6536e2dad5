"""The tutorials that this person can be offered: read away from the GUI thread, and suited to person and machine."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from guide.app.machinery import Machinery
from guide.offers.suitable import Person, suiting
from guide.settings import table
from guide.tutorial.catalogue import Catalogue, Source, open_catalogue
from guide.tutorial.shipped import shipped_folder

_log = logging.getLogger(__name__)


class Library:
    """A catalogue that is looked at anew whenever somebody asks for it."""

    def __init__(self, machinery: Machinery, changed: Callable[[Catalogue], None]) -> None:
        """Hold nothing yet; `changed` is told of each new catalogue."""
        self.catalogue = Catalogue([], [])
        self._machinery = machinery
        self._changed = changed
        self._versions: dict[str, str | None] = {}

    def refresh(self) -> None:
        """Look into the folders again."""
        sources, cache, language = self._sources(), self._machinery.paths.cache, self._machinery.language
        post = self._machinery.post

        def glance(catalogue: Catalogue) -> None:
            post(lambda: self._refreshed(catalogue))

        self._machinery.elsewhere(
            lambda: open_catalogue(sources, cache, language=language, glance=glance), self._refreshed
        )

    def _sources(self) -> list[Source]:
        paths, settings = self._machinery.paths, self._machinery.settings
        machine = [Source("machine", folder) for folder in paths.machine_tutorials]
        extra = [Source("user", Path(folder)) for folder in settings.get(table.EXTRA_FOLDERS)]
        return [Source("shipped", shipped_folder()), *machine, *extra, Source("user", paths.user_tutorials)]

    def _refreshed(self, catalogue: Catalogue) -> None:
        settings = self._machinery.settings
        person = Person.of(settings.get(table.ROLES), settings.get(table.DEPARTMENTS))
        self.catalogue = catalogue.suiting(suiting(person, self._versions))
        self._learn_versions(catalogue)
        self._changed(self.catalogue)
        for problem in catalogue.problems:
            _log.info("%s", problem)

    def _learn_versions(self, catalogue: Catalogue) -> None:
        """Find out which versions of programs are here, where a tutorial is for some only."""
        wanted = {entry.process for entry in catalogue.entries if entry.app_versions and entry.process}
        unknown = wanted - self._versions.keys()
        if not unknown:
            return
        self._versions |= dict.fromkeys(unknown)  # asked once; until it is known, nothing is kept back
        version_of = self._machinery.desktop.windows.version_of

        def learned(versions: dict[str, str | None]) -> None:
            self._versions |= versions
            self._refreshed(catalogue)

        self._machinery.elsewhere(lambda: {process: version_of(process) for process in unknown}, learned)
