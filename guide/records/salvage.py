"""Reading what is left of a damaged log.

SQLite's own recovery is not built into every system's copy; reading by ranges of row numbers, and halving a range
wherever it cannot be read, brings back all rows but those on the damaged pages (99.9 % where one page was hit).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from guide.records.checks import COLUMNS as CHECK_COLUMNS
from guide.records.log_files import connect_reading
from guide.records.schema import EVENT_COLUMNS, RUN_COLUMNS

_CHUNK = 4096
#: A damaged page of 60 rows costs some 130 failures: enough for 400 of them, or half a second.
_MAX_FAILURES = 50_000
#: How far to look when not even the highest row number can be read: 16 times what ten years of one person write.
_UNKNOWN_END = 1 << 21
#: A damaged file may name any number; no log of 256 MB has as many rows.
_FURTHEST_END = 1 << 26

_SMALL = {
    "progress": "tutorial_id, saved_ms, state",
    "dispositions": "tutorial_id, how, set_ms, remind_at_ms",
    "offers": "at_ms, tutorial_id, why",
    "checks": CHECK_COLUMNS,
}


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How much came back."""

    runs: int = 0
    events: int = 0


def salvage(damaged: Path, into: sqlite3.Connection) -> Salvaged:
    """Copy every row that can still be read and is still sound into a fresh log (in autocommit mode).

    Errors of the damaged file mean less to copy; an error of the fresh one is raised.
    """
    source = _readable(damaged)
    if source is None:
        return Salvaged()
    with closing(source):
        into.execute("BEGIN IMMEDIATE")
        runs = _copy(into, "runs", RUN_COLUMNS, _rows(source, "runs", "run_pk", RUN_COLUMNS))
        events = _copy(into, "events", EVENT_COLUMNS, _rows(source, "events", "seq", EVENT_COLUMNS))
        for table, columns in _SMALL.items():
            _copy(into, table, columns, _few(source, f"SELECT {columns} FROM {table}"))  # noqa: S608
        _carry_numbers(source, into)
        into.execute("COMMIT")
    return Salvaged(runs, events)


def _readable(damaged: Path) -> sqlite3.Connection | None:
    for immutable in (False, True):  # the second try leaves out a write-ahead log that stands in the way
        source = connect_reading(damaged, immutable=immutable)
        try:
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.DatabaseError:
            source.close()
        else:
            return source
    return None


def _rows(source: sqlite3.Connection, table: str, key: str, columns: str) -> Iterator[tuple[object, ...]]:
    sql = f"SELECT {columns} FROM {table} NOT INDEXED WHERE {key} BETWEEN ? AND ?"  # noqa: S608
    failures = 0
    for first in range(1, _end(source, table, key) + 1, _CHUNK):
        ranges = [(first, first + _CHUNK - 1)]
        while ranges and failures < _MAX_FAILURES:
            low, high = ranges.pop()
            try:
                yield from source.execute(sql, (low, high)).fetchall()
            except sqlite3.DatabaseError:
                failures += 1
                if low < high:
                    middle = (low + high) // 2
                    ranges += [(middle + 1, high), (low, middle)]


def _end(source: sqlite3.Connection, table: str, key: str) -> int:
    questions = (
        f"SELECT max({key}) FROM {table}",  # noqa: S608
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",  # noqa: S608
    )
    if not _few(source, f"SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '{table}'"):  # noqa: S608
        return 0
    answers = [row[0] for question in questions for row in _few(source, question) if isinstance(row[0], int)]
    return min(max(answers), _FURTHEST_END) if answers else _UNKNOWN_END


def _few(source: sqlite3.Connection, sql: str) -> list[tuple[object, ...]]:
    try:
        return source.execute(sql).fetchall()
    except sqlite3.DatabaseError:
        return []


def _copy(into: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> int:
    """Insert what the tables' own checks let through; return how many that were."""
    marks = ", ".join("?" for _ in columns.split(","))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
    copied = 0
    for row in rows:
        with suppress(sqlite3.IntegrityError):  # not sound any more, or its run is lost
            copied += into.execute(sql, row).rowcount
    return copied


def _carry_numbers(source: sqlite3.Connection, into: sqlite3.Connection) -> None:
    """Go on numbering where the damaged log was, though its last rows may have been deleted or lost."""
    for name, number in _few(
        source, "SELECT name, seq FROM sqlite_sequence WHERE name IN ('runs', 'events', 'checks')"
    ):
        if isinstance(number, int) and 0 < number <= _FURTHEST_END:
            changed = into.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, name))
            if not changed.rowcount:
                into.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, number))
