"""Opening the log: made where there is none, migrated where it is older, set aside where it cannot be used.

Nothing here decides to throw anything away. A file of a newer program is kept untouched, a damaged one is kept and
what can still be read of it is carried over. Both are said, in words for a person.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from guide.records.log_files import LOG_FILE, connect_reading, connect_writing, identity_of, is_broken, is_remote
from guide.records.schema import APPLICATION_ID, NEWEST, migrate, version_of
from guide.records.setting_aside import finish_rescue, rescue, set_aside

#: 65,536 pages of 4 kB: 256 MB, eight times what ten years of one person need.
_MAX_PAGES: Final = 65_536


@dataclass(frozen=True, slots=True)
class Opened:
    """The log, open for writing. `notes`: what happened on the way that a person should know."""

    connection: sqlite3.Connection
    file: Path
    identity: tuple[int, int]
    """Device and inode: whether the file on the disk is still this one."""
    wal: bool
    """Whether a write-ahead log is used; else each commit is on the disk by itself."""
    notes: tuple[str, ...] = ()

    def still_there(self) -> bool:
        """Whether the file that is open is the one that others see."""
        return identity_of(self.file) == self.identity


def open_log(folder: Path, *, thorough: bool = False) -> Opened:
    """Open the log for writing; the caller holds the turn (see `turns`).

    `thorough`: check the whole file even if nothing suggests that it is damaged. OSError and
    sqlite3.OperationalError where the system does not let us.
    """
    file = folder / LOG_FILE
    notes = _make_usable(file, thorough)
    connection = connect_writing(file)
    try:
        wal = _configure(connection, folder)
        migrate(connection)
        return Opened(connection, file, identity_of(file), wal, notes)
    except BaseException:
        connection.close()
        raise


def _make_usable(file: Path, thorough: bool) -> tuple[str, ...]:
    """Set aside what cannot be used; return what to say about it."""
    carried_over = ""
    try:
        version = _version_if_sound(file, thorough)
    except sqlite3.DatabaseError as error:
        if not is_broken(error):
            raise
        version = 0
        carried_over = rescue(file)
    if kept := finish_rescue(file):
        return (f"guide's log was damaged. It is kept as {kept}. {carried_over}".rstrip(),)
    if version > NEWEST:
        kept = set_aside(file, "newer")
        return (
            f"guide's log was written by a newer version of guide (schema {version}; this one knows {NEWEST}). "
            f"It is kept untouched as {kept}; a new one has begun.",
        )
    return ()


def _version_if_sound(file: Path, thorough: bool) -> int:
    """Return the schema version (0: nothing there yet); an error for which `is_broken` holds where it is damaged."""
    if identity_of(file) == (0, 0):
        return 0
    if Path(f"{file}-journal").exists():
        # Someone was killed in a transaction before there was a write-ahead log. Who only reads cannot undo it.
        with closing(connect_writing(file)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    # A write-ahead log with something in it means that someone was killed, or is writing just now: worth a look.
    wal = Path(f"{file}-wal")
    unclean = wal.exists() and wal.stat().st_size > 0
    with closing(connect_reading(file)) as connection:
        version = version_of(connection)
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if application_id != APPLICATION_ID and (version or tables):
            raise _broken("not a log of guide")
        if version <= NEWEST and (thorough or unclean):
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise _broken(verdict)
    return version


def _broken(why: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(why)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _configure(connection: sqlite3.Connection, folder: Path) -> bool:
    wanted = "DELETE" if is_remote(folder) else "WAL"
    (mode,) = connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    wal: bool = mode == "wal"
    connection.execute(f"PRAGMA synchronous = {'NORMAL' if wal else 'FULL'}")
    connection.execute("PRAGMA journal_size_limit = 4194304")
    connection.execute("PRAGMA cache_size = -512")  # kB; it writes at the end of the file, and the rest is seldom read
    connection.execute(f"PRAGMA max_page_count = {_MAX_PAGES}")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    connection.execute("PRAGMA temp_store = MEMORY")  # no copies elsewhere on the disk
    connection.execute("PRAGMA trusted_schema = OFF")
    return wal
