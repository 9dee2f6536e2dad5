"""Opening the log: made where there is none, migrated where it is older, set aside where it cannot be used.

Nothing here decides to throw anything away. A file of a newer program is kept untouched, a damaged one is kept and
what can still be read of it is carried over. Both are said, in words for a person.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from guide.records.salvage import salvage
from guide.records.schema import APPLICATION_ID, NEWEST, migrate, version_of

LOG_FILE: Final = "records.sqlite3"
LOCK_FILE: Final = "records.lock"
#: Files that were set aside, with SQLite's companions beside them.
SET_ASIDE_GLOB: Final = "records.*-*.sqlite3*"

#: Companions in the order in which they may vanish: a new file must never meet the old write-ahead log.
_COMPANIONS: Final = ("-wal", "-shm", "-journal", "")
_BUSY_TIMEOUT_S: Final = 5.0
#: 65,536 pages of 4 kB: 256 MB, eight times what ten years of one person need.
_MAX_PAGES: Final = 65_536
_REMOTE_FILE_SYSTEMS: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "glusterfs", "lustre", "fuse.sshfs",
})  # fmt: skip
_BROKEN_CODES: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

Kind = Literal["newer", "damaged"]


@dataclass(frozen=True, slots=True)
class Opened:
    """The log, open for writing. `notes`: what happened on the way that a person should know."""

    connection: sqlite3.Connection
    file: Path
    identity: tuple[int, int]
    """Device and inode: whether the file on the disk is still this one."""
    wal: bool = True
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
    notes = _set_aside_if_unusable(file, thorough)
    _make_private(file)
    connection = sqlite3.connect(
        file, isolation_level=None, timeout=_BUSY_TIMEOUT_S, check_same_thread=False, cached_statements=32
    )
    try:
        wal = _configure(connection, folder)
        migrate(connection)
        if notes.damaged is not None:
            notes.say(salvage(notes.damaged, connection).text)
        return Opened(connection, file, identity_of(file), wal, tuple(notes.texts))
    except BaseException:
        connection.close()
        raise


def make_folder(folder: Path) -> None:
    """Make the folder of the log, for this account alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        with suppress(PermissionError):  # not ours: whether we may write there, shows
            folder.chmod(0o700)


def is_broken(error: Exception) -> bool:
    """Whether SQLite says that the file is damaged or no database."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN_CODES


def identity_of(file: Path) -> tuple[int, int]:
    """Device and inode of a file; (0, 0) where there is none."""
    try:
        stat = os.stat(file)  # noqa: PTH116  (once per event: three times as fast as Path.stat)
    except OSError:
        return (0, 0)
    return (stat.st_dev, stat.st_ino)


def connect_reading(file: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """Open a log for reading only; sqlite3.OperationalError where there is none."""
    uri = f"{file.absolute().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_BUSY_TIMEOUT_S, check_same_thread=False)


def is_remote(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether a folder lies on another machine: the write-ahead log needs memory shared between processes."""
    here = folder.absolute()
    best, kind = -1, ""
    with suppress(OSError):
        for line in mounts.read_text("utf-8", "replace").splitlines():
            _, point, fstype, *_ = line.split(" ")
            depth = len(Path(point).parts)
            if depth > best and here.is_relative_to(point.replace("\\040", " ")):
                best, kind = depth, fstype
    return kind in _REMOTE_FILE_SYSTEMS or str(here).startswith("\\\\")


@dataclass(slots=True)
class _Notes:
    texts: list[str]
    damaged: Path | None = None

    def say(self, text: str) -> None:
        self.texts.append(text)


def _set_aside_if_unusable(file: Path, thorough: bool) -> _Notes:
    notes = _Notes([])
    try:
        version = _version_if_sound(file, thorough)
    except sqlite3.DatabaseError as error:
        if not is_broken(error):
            raise
        notes.damaged = _set_aside(file, "damaged")
        notes.say(f"The log was damaged. It is kept as {notes.damaged}; guide has begun a new one.")
        return notes
    if version > NEWEST:
        kept = _set_aside(file, "newer")
        notes.say(
            f"The log was written by a newer version of guide (schema {version}; this one knows {NEWEST}). "
            f"It is kept untouched as {kept}; guide has begun a new one."
        )
    return notes


def _version_if_sound(file: Path, thorough: bool) -> int:
    """Return the schema version (0: nothing there yet); an error for which `is_broken` holds where it is damaged."""
    if identity_of(file) == (0, 0):
        return 0
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


def _set_aside(file: Path, kind: Kind) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    names = (file.with_name(f"records.{kind}-{stamp}{'' if n == 1 else f'-{n}'}.sqlite3") for n in range(1, 10_000))
    kept = next(name for name in names if not name.exists())
    there = [suffix for suffix in _COMPANIONS if Path(f"{file}{suffix}").exists()]
    for suffix in there:  # all have their second name before any loses its first: a kill in between loses nothing
        with suppress(OSError):
            os.link(f"{file}{suffix}", f"{kept}{suffix}")
    for suffix in there:
        old, new = Path(f"{file}{suffix}"), Path(f"{kept}{suffix}")
        if new.exists():
            old.unlink()
        else:
            old.rename(new)
    return kept


def _make_private(file: Path) -> None:
    """Make the file with mode 0600 before SQLite does; its companions take the mode over."""
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if os.name == "posix" and file.stat().st_mode & 0o077:
        file.chmod(0o600)


def _configure(connection: sqlite3.Connection, folder: Path) -> bool:
    wanted = "DELETE" if is_remote(folder) else "WAL"
    (mode,) = connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    wal: bool = mode == "wal"
    connection.execute(f"PRAGMA synchronous = {'NORMAL' if wal else 'FULL'}")
    connection.execute("PRAGMA journal_size_limit = 4194304")
    connection.execute(f"PRAGMA max_page_count = {_MAX_PAGES}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    connection.execute("PRAGMA temp_store = MEMORY")  # no copies elsewhere on the disk
    connection.execute("PRAGMA trusted_schema = OFF")
    return wal
