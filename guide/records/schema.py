"""What the file of the log looks like, and how an older file becomes a newer one.

The checks in the tables repeat the vocabulary's in coarse form: even a defect elsewhere cannot write a sentence.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

#: Tells a log of ours from any other SQLite file ("guid").
APPLICATION_ID: Final = 0x67756964

_ID_CHECK = "length({0}) <= 100 AND {0} NOT GLOB '*[^0-9A-Za-z_-]*'"
# JSON of ids, versions and numbers: the brackets, but no blank.
_JSON_CHECK = """length(state) <= 65536 AND state NOT GLOB '*[^]["{},:0-9A-Za-z.+~_-]*'"""
_NAME_CHECK = "length({0}) <= 80 AND {0} NOT GLOB '*[^0-9A-Za-z.+~:_-]*'"


#: What the tables hold, in the order in which it is read and carried over.
RUN_COLUMNS: Final = (
    "run_pk, run_id, person, machine, tutorial_id, tutorial_ver, app_id, app_ver, mode, started_ms, ended_ms, "
    "outcome, last_step, n_steps"
)
EVENT_COLUMNS: Final = "seq, run_pk, n, at_ms, kind, step, dur_ms, value, detail"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a version of the schema to the next, and why it was taken."""

    version: int
    reason: str
    sql: str


MIGRATIONS: Final[tuple[Migration, ...]] = (
    Migration(
        1,
        "What was done: runs, and what happened in each.",
        # AUTOINCREMENT: a number that was deleted is never given again, so that what was exported stays unique.
        # (run_pk, n): an event that is written again after a doubtful failure is still there once.
        f"""
        CREATE TABLE runs (
          run_pk       INTEGER PRIMARY KEY AUTOINCREMENT,
          run_id       BLOB NOT NULL UNIQUE CHECK (length(run_id) = 16),
          person       BLOB NOT NULL CHECK (length(person) = 16),
          machine      BLOB NOT NULL CHECK (length(machine) = 16),
          tutorial_id  TEXT NOT NULL CHECK ({_ID_CHECK.format("tutorial_id")}),
          tutorial_ver TEXT NOT NULL CHECK ({_NAME_CHECK.format("tutorial_ver")}),
          app_id       TEXT CHECK ({_NAME_CHECK.format("app_id")}),
          app_ver      TEXT CHECK ({_NAME_CHECK.format("app_ver")}),
          mode         TEXT NOT NULL CHECK (mode IN ('guided', 'rehearsal')),
          started_ms   INTEGER NOT NULL,
          ended_ms     INTEGER,
          outcome      TEXT CHECK (outcome IN ('completed', 'skipped', 'dismissed', 'failed')),
          last_step    TEXT CHECK ({_ID_CHECK.format("last_step")}),
          n_steps      INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX runs_by_tutorial ON runs (tutorial_id, started_ms);
        CREATE TABLE events (
          seq    INTEGER PRIMARY KEY AUTOINCREMENT,
          run_pk INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
          n      INTEGER NOT NULL,
          at_ms  INTEGER NOT NULL,
          kind   TEXT NOT NULL CHECK ({_ID_CHECK.format("kind")}),
          step   TEXT CHECK ({_ID_CHECK.format("step")}),
          dur_ms INTEGER,
          value  INTEGER,
          detail TEXT CHECK ({_ID_CHECK.format("detail")}),
          UNIQUE (run_pk, n)
        ) STRICT;
        """,
    ),
    Migration(
        2,
        "Where unfinished runs were left, so that they go on after a restart; what not to offer again.",
        f"""
        CREATE TABLE progress (
          tutorial_id TEXT PRIMARY KEY CHECK ({_ID_CHECK.format("tutorial_id")}),
          saved_ms    INTEGER NOT NULL,
          state       TEXT NOT NULL CHECK ({_JSON_CHECK})
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE dispositions (
          tutorial_id  TEXT PRIMARY KEY CHECK ({_ID_CHECK.format("tutorial_id")}),
          how          TEXT NOT NULL CHECK (how IN ('not-now', 'remind', 'never')),
          set_ms       INTEGER NOT NULL,
          remind_at_ms INTEGER
        ) STRICT, WITHOUT ROWID;
        """,
    ),
    Migration(
        3,
        "What was offered unasked, so that it stays seldom over restarts.",
        f"""
        CREATE TABLE offers (
          offer_pk    INTEGER PRIMARY KEY AUTOINCREMENT,
          at_ms       INTEGER NOT NULL,
          tutorial_id TEXT NOT NULL CHECK ({_ID_CHECK.format("tutorial_id")}),
          why         TEXT NOT NULL CHECK (why IN ('new', 'reminder'))
        ) STRICT;
        """,
    ),
    Migration(
        4,
        "Whether the targets of tutorials were still there, so that one sees when a control has gone, and since when.",
        f"""
        CREATE TABLE checks (
          check_pk     INTEGER PRIMARY KEY AUTOINCREMENT,
          machine      BLOB NOT NULL CHECK (length(machine) = 16),
          tutorial_id  TEXT NOT NULL CHECK ({_ID_CHECK.format("tutorial_id")}),
          tutorial_ver TEXT NOT NULL CHECK ({_NAME_CHECK.format("tutorial_ver")}),
          step         TEXT NOT NULL CHECK ({_ID_CHECK.format("step")}),
          app_id       TEXT CHECK ({_NAME_CHECK.format("app_id")}),
          app_ver      TEXT CHECK ({_NAME_CHECK.format("app_ver")}),
          how          TEXT NOT NULL CHECK (how IN ('look', 'rehearsal')),
          state        TEXT NOT NULL CHECK (state IN ('found', 'weaker', 'gone', 'ambiguous', 'not-shown')),
          signal       TEXT CHECK (signal IN ('element', 'image', 'text', 'region', 'window')),
          confidence   INTEGER,
          first_ms     INTEGER NOT NULL,
          last_ms      INTEGER NOT NULL,
          times        INTEGER NOT NULL
        ) STRICT;
        """,
    ),
)

#: The version that this program writes.
NEWEST: Final = MIGRATIONS[-1].version


class NewerSchemaError(Exception):
    """The file was written by a newer program; `version` is its schema's."""

    def __init__(self, version: int) -> None:
        super().__init__(f"schema version {version}, newest known is {NEWEST}")
        self.version = version


def version_of(connection: sqlite3.Connection) -> int:
    """Return the schema version of an open file; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> int:
    """Bring the file to the newest version, all or nothing, and return the version it had.

    `connection` is in autocommit mode. NewerSchemaError where the file is newer than the migrations.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = version_of(connection)
        _require_known(before, migrations)
        for migration in migrations[before:]:
            for statement in filter(str.strip, migration.sql.split(";")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {migration.version}")
        if before == 0:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return before


def _require_known(version: int, migrations: tuple[Migration, ...]) -> None:
    if version > migrations[-1].version:
        raise NewerSchemaError(version)
