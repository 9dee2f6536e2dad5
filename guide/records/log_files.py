"""The files of one log: their names, who may read them, and how they are opened for reading."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

LOG_FILE: Final = "records.sqlite3"
LOCK_FILE: Final = "records.lock"
KEY_FILE: Final = "records.key"
#: What could be carried over from a damaged log, complete, before it takes the log's place.
RESCUED_FILE: Final = "records.rescued.sqlite3"
#: Files that were set aside, with SQLite's companions beside them.
SET_ASIDE_GLOB: Final = "records.*-*.sqlite3*"
#: SQLite's files for one database, in the order in which they may vanish: a new one must never meet the old
#: write-ahead log, which SQLite would play back into it.
SUFFIXES: Final = ("-wal", "-shm", "-journal", "")

#: How long a program that knows nothing of our turns may be in the way.
BUSY_TIMEOUT_S: Final = 5.0

_REMOTE_FILE_SYSTEMS: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "glusterfs", "lustre", "fuse.sshfs",
})  # fmt: skip
_BROKEN_CODES: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def make_folder(folder: Path) -> None:
    """Make the folder of the log, for this account alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        with suppress(PermissionError):  # not ours: whether we may write there, shows
            folder.chmod(0o700)


def make_private(file: Path) -> None:
    """Make the file with mode 0600 before SQLite does; its companions take the mode over."""
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if os.name == "posix" and file.stat().st_mode & 0o077:
        file.chmod(0o600)


def identity_of(file: Path) -> tuple[int, int]:
    """Device and inode of a file; (0, 0) where there is none."""
    try:
        stat = os.stat(file)  # noqa: PTH116  (once per event: three times as fast as Path.stat)
    except OSError:
        return (0, 0)
    return (stat.st_dev, stat.st_ino)


def connect_reading(file: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """Open a log for reading only; sqlite3.OperationalError where there is none.

    `immutable`: as if nobody wrote, and without the write-ahead log.
    """
    uri = f"{file.absolute().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S, check_same_thread=False)


def connect_writing(file: Path) -> sqlite3.Connection:
    """Open or make a log for writing, in autocommit mode, for its owner alone."""
    make_private(file)
    connection = sqlite3.connect(
        file, isolation_level=None, timeout=BUSY_TIMEOUT_S, check_same_thread=False, cached_statements=32
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def is_broken(error: Exception) -> bool:
    """Whether SQLite says that the file is damaged or no database."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN_CODES


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
