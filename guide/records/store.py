"""The log, as the rest of the program sees it. Every call returns at once; one thread does the writing.

What counts as acknowledged: all that `flush` has confirmed survives the death of the process; a run's end, once
confirmed, survives the loss of power too.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import sys
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from guide.records.checks import Check, accepted_check, write_check
from guide.records.reader import Disposition, Habits, How, NothingLoggedError, Reader
from guide.records.schema import NewerSchemaError
from guide.records.sink import Run, RunStart
from guide.records.vocabulary import (
    Entry,
    RefusedError,
    accepted_entry,
    accepted_start,
    check_end,
    check_progress,
    is_id,
    is_version,
)
from guide.records.writer import Job, Writer

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
ClockMs = Callable[[], int]

#: How long a question about stored progress may wait for what was just saved.
_READ_YOUR_WRITES_S: Final = 0.2

_INSERT_RUN = """INSERT INTO runs
  (run_id, person, machine, tutorial_id, tutorial_ver, app_id, app_ver, mode, started_ms, n_steps)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_id) DO NOTHING"""
# No run, no event: where its owner deleted a run that still goes on, what follows is not written either.
_INSERT_EVENT = """INSERT INTO events (run_pk, n, at_ms, kind, step, dur_ms, value, detail)
  SELECT run_pk, ?, ?, ?, ?, ?, ?, ? FROM runs WHERE run_id = ? ON CONFLICT (run_pk, n) DO NOTHING"""
_END_RUN = "UPDATE runs SET ended_ms = ?, outcome = ?, last_step = ? WHERE run_id = ?"
# Later than all before, also when the clock was set back: what was left last is offered first.
_SAVE_PROGRESS = """INSERT INTO progress (tutorial_id, saved_ms, state)
  VALUES (?, max(?, (SELECT coalesce(max(saved_ms), 0) + 1 FROM progress)), ?)
  ON CONFLICT (tutorial_id) DO UPDATE SET saved_ms = excluded.saved_ms, state = excluded.state"""
_SET_DISPOSITION = """INSERT INTO dispositions (tutorial_id, how, set_ms, remind_at_ms) VALUES (?, ?, ?, ?)
  ON CONFLICT (tutorial_id) DO UPDATE
  SET how = excluded.how, set_ms = excluded.set_ms, remind_at_ms = excluded.remind_at_ms"""


def now_ms() -> int:
    """Return the time of day, UTC, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def _to_stderr(text: str) -> None:
    _log.warning("%s", text)


class Store:
    """The log of this account on this machine (a `Sink`), and where unfinished runs were left.

    `on_trouble` is told once, in words for a person, when the log cannot be written or had to be set aside; it is
    called on the writing thread. `keep_log` False: runs leave no trace, progress is kept all the same. `strict`:
    raise where something is refused, instead of dropping and counting it (default: in Python's development mode).
    """

    def __init__(
        self,
        folder: Path,
        *,
        on_trouble: Callable[[str], None] = _to_stderr,
        clock_ms: ClockMs = now_ms,
        keep_log: bool = True,
        strict: bool | None = None,
    ) -> None:
        self._folder = folder
        self._clock_ms = clock_ms
        self.keep_log = keep_log
        self._strict = sys.flags.dev_mode if strict is None else strict
        self._writer = Writer(folder, on_trouble)
        self._progress: dict[str, dict[str, Any] | None] = {}
        self._dispositions: dict[str, Disposition] = {}
        self._offered: list[tuple[str, int]] = []
        self.refused = 0
        """How often something was not written because it has no place in a log."""
        self._writer.submit(Job(lambda connection: None))  # opens the file early: migrated before anyone asks

    @property
    def lost(self) -> int:
        """How many writes were given up: too many were waiting, or SQLite refused them."""
        return self._writer.lost

    def begin(self, start: RunStart) -> Run:
        """Begin a run."""
        if not self.keep_log:
            return SilentRun()
        try:
            return _StoredRun(self, accepted_start(start, self._refuse))
        except RefusedError as error:
            self._refuse(error)
            return SilentRun()

    def flush(self, timeout_s: float = 5.0) -> bool:
        """Wait until everything so far is committed; False where it is not. Not for the GUI thread."""
        return self._writer.flush(timeout_s)

    def shutdown(self, timeout_s: float = 5.0) -> bool:
        """Write what waits and close; False where something could not be written in time."""
        return self._writer.shutdown(timeout_s)

    def save_progress(self, tutorial_id: str, progress: Mapping[str, Any]) -> None:
        """Keep where a run was left: the fields of the session's progress as plain values."""
        try:
            check_progress(tutorial_id, progress)
        except RefusedError as error:
            self._refuse(error)
            return
        self._progress[tutorial_id] = dict(progress)
        row = (tutorial_id, self._clock_ms(), json.dumps(progress, separators=(",", ":")))
        self._write(_SAVE_PROGRESS, row)

    def clear_progress(self, tutorial_id: str) -> None:
        """Forget it: the run has ended."""
        self._progress[tutorial_id] = None
        self._write("DELETE FROM progress WHERE tutorial_id = ?", (tutorial_id,))

    def progress(self, tutorial_id: str) -> dict[str, Any] | None:
        """Return where the run of this tutorial was left; None: nowhere. Lists come back as tuples."""
        return _tupled(self._ask(lambda log: log.progress(tutorial_id), lambda: self._progress.get(tutorial_id)))

    def last_unfinished(self) -> dict[str, Any] | None:
        """Return the progress that was saved last of all; None where nothing is unfinished."""

        def remembered() -> dict[str, Any] | None:
            return next((p for p in reversed(self._progress.values()) if p is not None), None)

        return _tupled(self._ask(lambda log: log.last_unfinished(), remembered))

    def set_disposition(self, tutorial_id: str, how: How, *, remind_at_ms: int | None = None) -> None:
        """Keep what the person said about being offered this tutorial again."""
        if not is_id(tutorial_id) or how not in {"not-now", "remind", "never"}:
            self._refuse(RefusedError("disposition: not in the vocabulary of the log"))
            return
        said = Disposition(how, self._clock_ms(), remind_at_ms)
        self._dispositions[tutorial_id] = said
        self._write(_SET_DISPOSITION, (tutorial_id, said.how, said.set_ms, said.remind_at_ms))

    def clear_disposition(self, tutorial_id: str) -> None:
        """Forget what was said: the person has taken it up."""
        self._dispositions.pop(tutorial_id, None)
        self._write("DELETE FROM dispositions WHERE tutorial_id = ?", (tutorial_id,))

    def note_offer(self, tutorial_id: str, why: Literal["new", "reminder"]) -> None:
        """Keep that a tutorial was offered unasked."""
        if not is_id(tutorial_id) or why not in {"new", "reminder"}:
            self._refuse(RefusedError("offer: not in the vocabulary of the log"))
            return
        at_ms = self._clock_ms()
        self._offered.append((tutorial_id, at_ms))
        self._write("INSERT INTO offers (at_ms, tutorial_id, why) VALUES (?, ?, ?)", (at_ms, tutorial_id, why))

    def habits(self) -> Habits:
        """Return what is known of this person where it matters what to offer. Not for the GUI thread."""

        def remembered() -> Habits:
            return Habits(tuple(self._offered), frozenset(), dict(self._dispositions))

        return self._ask(lambda log: log.habits(), remembered)

    def checked(self, check: Check) -> None:
        """Keep what a look at the targets of a step saw."""
        if not self.keep_log:
            return
        try:
            accepted = accepted_check(check, self._refuse)
        except RefusedError as error:
            self._refuse(error)
            return
        folder, at_ms = self._folder, self._clock_ms()

        def write(connection: sqlite3.Connection) -> None:
            from guide.records.pseudonyms import pseudonyms  # noqa: PLC0415 -- loads OpenSSL

            write_check(connection, accepted, pseudonyms(folder).machine, at_ms)

        self._writer.submit(Job(write))

    def learned_stuck_ms(self, tutorial_id: str, step: str) -> int | None:
        """Return the time in which four of five runs got on from this step; None below five."""
        return self._read(lambda log: log.learned_stuck_ms(tutorial_id, step), lambda: None)

    def _ask(self, question: Callable[[Reader], _T], remembered: Callable[[], _T]) -> _T:
        """Ask the file, what was just saved included, or, where that cannot be, what this process remembers."""
        return self._read(question, remembered) if self._writer.flush(_READ_YOUR_WRITES_S) else remembered()

    def _read(self, question: Callable[[Reader], _T], remembered: Callable[[], _T]) -> _T:
        try:
            with Reader(self._folder) as log:
                return question(log)
        except (sqlite3.Error, OSError, NewerSchemaError, NothingLoggedError):
            return remembered()

    def _write(self, sql: str, values: tuple[object, ...], *, durable: bool = False) -> None:
        def write(connection: sqlite3.Connection) -> None:
            connection.execute(sql, values)

        self._writer.submit(Job(write, durable))

    def _refuse(self, error: RefusedError) -> None:
        if self._strict:
            raise error
        self.refused += 1


class SilentRun:
    """A run that leaves no trace."""

    def entry(
        self,
        kind: str,
        *,
        step: str | None = None,
        dur_ms: int | None = None,
        value: int | None = None,
        detail: str | None = None,
    ) -> None:
        """Write nothing."""

    def program_version(self, version: str) -> None:
        """Write nothing."""

    def end(self, outcome: str, *, last_step: str | None) -> None:
        """Write nothing."""


class _StoredRun:
    """A run of the store. Its events are numbered here, so that none is ever there twice."""

    def __init__(self, store: Store, start: RunStart) -> None:
        self._store = store
        self._ids = start.ids
        self._id = uuid.uuid4().bytes
        self._n = 0
        self._numbering = threading.Lock()
        self._begin(start, store._clock_ms())

    def _begin(self, start: RunStart, at_ms: int) -> None:
        folder, run_id = self._store._folder, self._id

        def write(connection: sqlite3.Connection) -> None:
            from guide.records.pseudonyms import pseudonyms  # noqa: PLC0415 -- loads OpenSSL: when a run begins

            who = pseudonyms(folder)  # asked each time: after the key was deleted, nobody is who they were
            told = (start.tutorial_id, start.tutorial_version, start.app_id, start.app_version, start.mode)
            connection.execute(_INSERT_RUN, (run_id, who.person, who.machine, *told, at_ms, start.n_steps))

        self._store._writer.submit(Job(write))

    def entry(
        self,
        kind: str,
        *,
        step: str | None = None,
        dur_ms: int | None = None,
        value: int | None = None,
        detail: str | None = None,
    ) -> None:
        """Write one event; also after the end, for a rating."""
        at_ms = self._store._clock_ms()
        entry = Entry(kind, step, dur_ms, value, detail)
        try:
            entry = accepted_entry(entry, self._ids, self._store._refuse)
        except RefusedError as error:
            self._store._refuse(error)
            return
        with self._numbering:
            self._n += 1
            row = (self._n, at_ms, entry.kind, entry.step, entry.dur_ms, entry.value, entry.detail, self._id)
            self._store._write(_INSERT_EVENT, row)

    def program_version(self, version: str) -> None:
        """Write which version of the program it is over."""
        if is_version(version):
            self._store._write("UPDATE runs SET app_ver = ? WHERE run_id = ?", (version, self._id))
        else:
            self._store._refuse(RefusedError("app_version: not in the vocabulary of the log"))

    def end(self, outcome: str, *, last_step: str | None) -> None:
        """Write the end, and have it on the disk even if the power goes."""
        at_ms = self._store._clock_ms()
        try:
            check_end(outcome, last_step, self._ids)
        except RefusedError as error:
            self._store._refuse(error)
            return
        self._store._write(_END_RUN, (at_ms, outcome, last_step, self._id), durable=True)


def _tupled(progress: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the values as they were before they were JSON: tuples instead of lists."""

    def tuples(value: Any) -> Any:
        return tuple(tuples(item) for item in value) if isinstance(value, (list, tuple)) else value

    return None if progress is None else {key: tuples(value) for key, value in progress.items()}
