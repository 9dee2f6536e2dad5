"""Questions asked of the log, through a connection that can only read. A writer is never in its way, nor it in his."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from guide.records.checks import COLUMNS as CHECK_COLUMNS
from guide.records.checks import SINCE_VERSION as CHECKS_SINCE
from guide.records.checks import CheckRecord
from guide.records.log_files import LOG_FILE, connect_reading
from guide.records.schema import EVENT_COLUMNS, NEWEST, RUN_COLUMNS, NewerSchemaError, version_of

How = Literal["not-now", "remind", "never"]

#: Fewer say nothing about what is usual.
_LEAST_SAMPLES: Final = 5
#: Four of five people had got on by then; one straggler (lunch, a telephone call) in five does not move it.
_GOT_ON: Final = 0.8
#: Programs and habits change: only the latest runs count. More would also cost more than a millisecond or two.
_LATEST_RUNS: Final = 50


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run. `ended_ms`, `outcome`, `last_step` None: it has not ended (or the machine died). Times are UTC, ms."""

    run_pk: int
    run_id: bytes
    person: bytes
    machine: bytes
    tutorial_id: str
    tutorial_version: str
    app_id: str | None
    app_version: str | None
    mode: str
    started_ms: int
    ended_ms: int | None
    outcome: str | None
    last_step: str | None
    n_steps: int


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event. `seq` orders all events of a log, `n` those of a run; neither is ever given twice."""

    seq: int
    run_pk: int
    n: int
    at_ms: int
    kind: str
    step: str | None
    dur_ms: int | None
    value: int | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class Disposition:
    """What a person said about being offered a tutorial. `remind_at_ms`: UTC, with `remind`."""

    how: How
    set_ms: int
    remind_at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Habits:
    """What is known of a person where it matters what to offer them. Times are UTC milliseconds."""

    offered: tuple[tuple[str, int], ...] = ()
    """What was offered unasked, and when, oldest first."""
    done: frozenset[str] = frozenset()
    """Tutorials that were done to their end, steps left out or not."""
    dispositions: Mapping[str, Disposition] = field(default_factory=dict)
    """What was said, by tutorial."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which runs are meant; None does not matter. `since_ms` is included, `before_ms` is not (start of the run)."""

    tutorial_id: str | None = None
    run_id: bytes | None = None
    since_ms: int | None = None
    before_ms: int | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing narrows it."""
        return self == EVERYTHING

    def where(self) -> tuple[str, list[object]]:
        """As an SQL condition on `runs`, with its values."""
        parts = {
            "tutorial_id = ?": self.tutorial_id,
            "run_id = ?": self.run_id,
            "started_ms >= ?": self.since_ms,
            "started_ms < ?": self.before_ms,
        }
        given = {sql: value for sql, value in parts.items() if value is not None}
        return " AND ".join(given) or "1", list(given.values())

    def where_checks(self) -> tuple[str, list[object]]:
        """As an SQL condition on `checks`, by the last look of each row; none belongs to a run."""
        where, values = self.where()
        return ("0", []) if self.run_id is not None else (where.replace("started_ms", "last_ms"), values)


EVERYTHING: Final = Selection()


class NothingLoggedError(Exception):
    """There is no log yet."""


class Reader:
    """An open log. NothingLoggedError where there is none yet; NewerSchemaError where it is newer than we know."""

    def __init__(self, folder: Path) -> None:
        file = folder / LOG_FILE
        if not file.exists():
            raise NothingLoggedError(str(file))
        self._connection = connect_reading(file)
        version = version_of(self._connection)
        if not 0 < version <= NEWEST:
            self._connection.close()
            raise NewerSchemaError(version) if version else NothingLoggedError(str(file))
        self._version = version

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it."""
        self._connection.close()

    def runs(self, selection: Selection = EVERYTHING) -> list[RunRecord]:
        """Return the runs, oldest first."""
        where, values = selection.where()
        sql = f"SELECT {RUN_COLUMNS} FROM runs WHERE {where} ORDER BY started_ms, run_pk"  # noqa: S608
        return [RunRecord(*row) for row in self._connection.execute(sql, values)]

    def events(self, run_pk: int) -> list[EventRecord]:
        """Return the events of a run in order."""
        sql = f"SELECT {EVENT_COLUMNS} FROM events WHERE run_pk = ? ORDER BY n"  # noqa: S608
        return [EventRecord(*row) for row in self._connection.execute(sql, (run_pk,))]

    def counts(self, selection: Selection = EVERYTHING) -> tuple[int, int]:
        """Return how many runs and events are meant."""
        where, values = selection.where()
        sql = f"""SELECT count(*), (SELECT count(*) FROM events WHERE run_pk IN (SELECT run_pk FROM runs WHERE {where}))
                  FROM runs WHERE {where}"""  # noqa: S608
        runs, events = self._connection.execute(sql, values * 2).fetchone()
        return runs, events

    def checks(self, selection: Selection = EVERYTHING) -> list[CheckRecord]:
        """Return what looks at targets saw, in the order in which it was first seen."""
        if self._version < CHECKS_SINCE:
            return []
        where, values = selection.where_checks()
        sql = f"SELECT {CHECK_COLUMNS} FROM checks WHERE {where} ORDER BY first_ms, check_pk"  # noqa: S608
        return [CheckRecord(*row) for row in self._connection.execute(sql, values)]

    def learned_stuck_ms(self, tutorial_id: str, step: str) -> int | None:
        """Return the time in which four of five did this step, from the latest runs; None below five samples."""
        sql = """SELECT e.dur_ms FROM
                   (SELECT run_pk FROM runs WHERE tutorial_id = ? AND mode = 'guided'
                    ORDER BY started_ms DESC LIMIT ?) AS r
                 JOIN events AS e ON e.run_pk = r.run_pk
                 WHERE e.kind = 'step-done' AND e.step = ? AND e.dur_ms IS NOT NULL"""
        times = sorted(row[0] for row in self._connection.execute(sql, (tutorial_id, _LATEST_RUNS, step)))
        return times[math.ceil(_GOT_ON * len(times)) - 1] if len(times) >= _LEAST_SAMPLES else None

    def progress(self, tutorial_id: str) -> dict[str, Any] | None:
        """Return where an unfinished run was left."""
        sql = "SELECT state FROM progress WHERE tutorial_id = ?"
        row = self._connection.execute(sql, (tutorial_id,)).fetchone()
        return json.loads(row[0]) if row else None

    def last_unfinished(self) -> dict[str, Any] | None:
        """Return the progress that was saved last."""
        row = self._connection.execute("SELECT state FROM progress ORDER BY saved_ms DESC LIMIT 1").fetchone()
        return json.loads(row[0]) if row else None

    def habits(self) -> Habits:
        """Return what is known of this person where it matters what to offer."""
        ask = self._connection.execute
        done = ask(
            "SELECT DISTINCT tutorial_id FROM runs WHERE mode = 'guided' AND outcome IN ('completed', 'skipped')"
        )
        dispositions = ask("SELECT tutorial_id, how, set_ms, remind_at_ms FROM dispositions")
        return Habits(
            tuple(ask("SELECT tutorial_id, at_ms FROM offers ORDER BY offer_pk")),
            frozenset(row[0] for row in done),
            {tutorial_id: Disposition(*said) for tutorial_id, *said in dispositions},
        )
