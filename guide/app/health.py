"""`guide health`: how the targets of tutorials are, as the log says, and a look at what is open now."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from guide.app import exits
from guide.app.opening import refuse, tutorial_files
from guide.app.scales import scale_for
from guide.desktop.ports import Desktop
from guide.desktop.session import open_desktop
from guide.health.looking import due_steps, is_open, look
from guide.health.summary import TutorialHealth, summaries
from guide.paths import Paths
from guide.records.checks import Check, CheckRecord
from guide.records.reader import NothingLoggedError, Reader, Selection
from guide.records.schema import NewerSchemaError
from guide.records.store import Store, now_ms
from guide.records.vocabulary import is_version
from guide.settings import Settings, table
from guide.targeting.finder import Finder
from guide.targeting.looking import ScaleOf
from guide.tutorial.document import Tutorial
from guide.tutorial.loader import load

NOT_YET = (
    "Nothing has been looked at yet. `guide rehearse` looks at every step of a tutorial, `guide health --look` at what "
    "is open now; guide in the tray does so by itself while nobody works."
)
_LAST = 19
"""The lowest priority."""
LOG_OFF = "No log is kept here (the setting log.enabled), so nothing that is seen would be remembered."
HOW_TO_REPAIR = "`guide heal FILE --rehearse` says what has become of it, and proposes a repair."


@dataclass(frozen=True, slots=True)
class How:
    """What the command line asks for."""

    tutorials: Sequence[str] = ()
    """Ids; none: all."""
    form: str = "text"
    """text or json"""


def health(how: How) -> int:
    """Say how the tutorials are by what was seen last; return the exit status."""
    known = summaries(_records(Paths.of_this_user().records))
    wanted = [summary for summary in known if not how.tutorials or summary.tutorial_id in how.tutorials]
    for missing in sorted(set(how.tutorials) - {summary.tutorial_id for summary in known}):
        print(f"{missing}: it has not been looked at yet", file=sys.stderr)
    if not known:
        print(NOT_YET, file=sys.stderr)
    _say(wanted, how.form)
    if how.form == "text" and any(summary.broken or summary.counts["weaker"] for summary in wanted):
        print(HOW_TO_REPAIR, file=sys.stderr)
    return exits.NOT_COMPLETED if any(summary.broken for summary in wanted) else 0


def look_now(paths: Sequence[Path], form: str, language: str) -> int:
    """Look at what is open of these tutorials' programs, and say how they are; return the exit status."""
    tutorials = _tutorials(paths)
    looked = _look(tutorials, language, only_due=False)
    for tutorial in tutorials:
        if tutorial.id not in looked:
            print(f"{tutorial.id}: its program has no window that could be looked at", file=sys.stderr)
    return health(How(sorted(looked), form)) if looked else exits.NOT_COMPLETED


def look_at_rest(paths: Sequence[Path], language: str) -> int:
    """Look for the tray program: without a word, and only at what nobody has looked at for a day.

    Whatever else the machine has to do goes first.
    """
    if hasattr(os, "nice"):
        os.nice(_LAST)
    _look(_tutorials(paths), language, only_due=True)
    return 0  # whoever started it in passing asks for no answer


def remember(checks: Sequence[Check]) -> None:
    """Write into the log what was seen, where one is kept. Waits until it is written, at most for some seconds."""
    store = _store()
    for check in checks:
        store.checked(check)
    store.shutdown()


def _store() -> Store:
    paths = Paths.of_this_user()
    return Store(paths.records, keep_log=Settings.load(paths).get(table.LOG_ENABLED))


def _tutorials(paths: Sequence[Path]) -> list[Tutorial]:
    loaded = [(file, load(file)) for file in tutorial_files(paths)]
    for _, one in loaded:
        if one.tutorial is None:
            print(*one.problems, sep="\n", file=sys.stderr)
    return [one.tutorial for _, one in loaded if one.tutorial is not None]


def _look(tutorials: Sequence[Tutorial], language: str, *, only_due: bool) -> set[str]:
    """Look at each, write what is seen as it is seen, and return the ids of those that were looked at."""
    store = _store()
    if not store.keep_log:
        store.shutdown()
        refuse(LOG_OFF)
    desktop, scale = open_desktop(lambda call: call()), scale_for(tutorials)

    async def one_after_the_other() -> set[str]:
        return {t.id for t in tutorials if await _looked_at(t, desktop, store, language, scale, only_due=only_due)}

    try:
        return asyncio.run(one_after_the_other())
    finally:
        desktop.shutdown()
        store.shutdown()


async def _looked_at(  # noqa: PLR0913
    tutorial: Tutorial, desktop: Desktop, store: Store, language: str, scale: ScaleOf, *, only_due: bool
) -> bool:
    finder = Finder.of(desktop, tutorial, language=language, scale=scale)
    if not is_open(finder, desktop.windows.snapshot()):
        return False
    process = tutorial.application.process
    version = desktop.windows.version_of(process) if process else None
    version = version if version is not None and is_version(version) else None
    records = _records(Paths.of_this_user().records, tutorial.id)
    steps = due_steps(tutorial, version, records, now_ms()) if only_due else tutorial.steps
    seen = False
    async for check in look(tutorial, steps, finder, desktop.windows.snapshot, version, records):
        store.checked(check)
        seen = True
    return seen


def _records(folder: Path, tutorial_id: str | None = None) -> list[CheckRecord]:
    try:
        with Reader(folder) as log:
            return log.checks(Selection(tutorial_id))
    except NothingLoggedError:
        return []
    except (sqlite3.Error, OSError, NewerSchemaError) as error:
        print(f"The log in {folder} cannot be read ({error}); `guide records list` says more.", file=sys.stderr)
        return []


def _say(known: Sequence[TutorialHealth], form: str) -> None:
    for summary in known:
        print(*([json.dumps(summary.as_json())] if form == "json" else summary.lines()), sep="\n")
