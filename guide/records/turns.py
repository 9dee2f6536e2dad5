"""Processes take turns at writing the log.

SQLite would let them queue by itself. But versions up to 3.51.2 (Debian 12 has 3.40.1) can lose a commit when one
connection resets the write-ahead log while another begins a checkpoint (sqlite.org/wal.html#walresetbug), and each
commit may run a checkpoint. So whoever writes, opens or closes the log for writing holds this lock meanwhile. It
costs about two microseconds, and the system frees it when a process dies.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FIRST_PAUSE_S = 0.0005
_LONGEST_PAUSE_S = 0.02


class NotOurTurnError(OSError):
    """Another process has been writing for longer than we wait."""


class Turns:
    """The lock file of one log."""

    def __init__(self, file: Path, wait_s: float = 5.0) -> None:
        self._fd = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        self._wait_s = wait_s

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Hold the lock; NotOurTurnError after `wait_s` seconds without it. Not reentrant."""
        if not _try_lock(self._fd):
            self._queue_up()
        try:
            yield
        finally:
            _unlock(self._fd)

    def close(self) -> None:
        """Give the file back."""
        os.close(self._fd)

    def _queue_up(self) -> None:
        give_up_at, pause_s = time.monotonic() + self._wait_s, _FIRST_PAUSE_S
        while not _try_lock(self._fd):
            if time.monotonic() > give_up_at:
                raise NotOurTurnError("another process is writing the log")
            time.sleep(pause_s)
            pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(fd: int) -> bool:
        os.lseek(fd, 0, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(fd: int) -> None:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)
