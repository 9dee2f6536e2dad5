"""Deleting so that it is gone: from the tables, the free pages, the write-ahead log, and the files set aside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from guide.records.log_files import KEY_FILE, LOCK_FILE, LOG_FILE, RESCUED_FILE, SET_ASIDE_GLOB
from guide.records.opening import open_log
from guide.records.reader import Selection
from guide.records.turns import Turns


@dataclass(frozen=True, slots=True)
class Deleted:
    """What is gone."""

    runs: int = 0
    events: int = 0
    checks: int = 0
    """Rows of what looks at targets saw."""
    files: tuple[Path, ...] = ()
    """Files that had been set aside."""
    in_use: bool = False
    """Someone is reading an old state of the log just now: its last copy goes when they are done."""


def delete(folder: Path, selection: Selection) -> Deleted:
    """Delete runs, their events, and what else is kept about the same tutorials or times.

    Damaged files that were set aside go too: they cannot be edited, and what could be read of them is in the log.
    With everything also go the files of newer versions and the key of the pseudonyms: whoever is logged from then on
    has no link to who was logged before. OSError and sqlite3.Error where the system does not let us.
    """
    if not folder.is_dir():
        return Deleted()
    turns = Turns(folder / LOCK_FILE)
    try:
        with turns.mine():
            rows = _delete_rows(folder, selection) if (folder / LOG_FILE).exists() else Deleted()
            files = tuple(_delete_files(folder, selection))
    finally:
        turns.close()
    return replace(rows, files=files)


def _delete_rows(folder: Path, selection: Selection) -> Deleted:
    where, values = selection.where()
    with closing(open_log(folder).connection) as connection:
        connection.execute("BEGIN IMMEDIATE")
        chosen = f"SELECT run_pk FROM runs WHERE {where}"  # noqa: S608
        events = connection.execute(f"DELETE FROM events WHERE run_pk IN ({chosen})", values).rowcount  # noqa: S608
        runs = connection.execute(f"DELETE FROM runs WHERE {where}", values).rowcount  # noqa: S608
        checks = _delete_checks(connection, selection)
        _delete_progress(connection, selection)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return Deleted(runs, events, checks, in_use=bool(busy))


def _delete_checks(connection: sqlite3.Connection, selection: Selection) -> int:
    """Delete what was seen then; what began then and was seen later began, as far as is still known, later."""
    where, values = selection.where_checks()
    deleted = connection.execute(f"DELETE FROM checks WHERE {where}", values).rowcount  # noqa: S608
    if selection.before_ms is not None and selection.run_id is None:
        connection.execute(
            "UPDATE checks SET first_ms = max(first_ms, ?) WHERE tutorial_id = coalesce(?, tutorial_id)",
            (selection.before_ms, selection.tutorial_id),
        )
    return deleted


def _delete_progress(connection: sqlite3.Connection, selection: Selection) -> None:
    if selection.run_id is not None or selection.since_ms is not None:
        return  # what is kept about a tutorial belongs to no single run, and only its last state is kept
    for table, time in (("progress", "saved_ms"), ("dispositions", "set_ms"), ("offers", "at_ms")):
        connection.execute(
            f"DELETE FROM {table} WHERE tutorial_id = coalesce(?, tutorial_id) AND {time} < coalesce(?, {time} + 1)",  # noqa: S608
            (selection.tutorial_id, selection.before_ms),
        )


def _delete_files(folder: Path, selection: Selection) -> Iterator[Path]:
    for file in sorted({*folder.glob(SET_ASIDE_GLOB), *folder.glob(f"{RESCUED_FILE}*")}):
        if selection.everything or not file.name.startswith("records.newer-"):
            file.unlink()
            yield file
    if selection.everything:
        (folder / KEY_FILE).unlink(missing_ok=True)
