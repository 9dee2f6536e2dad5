"""One thread that writes the log, so that nobody else waits for a disk.

It owns the only writing connection of the process and all checkpoints. What cannot be written now (disk full, folder
read-only, another process in the way) waits in memory, in order, and is written when that is over.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from guide.records.log_files import LOCK_FILE, LOG_FILE, is_broken, make_folder
from guide.records.opening import Opened, open_log
from guide.records.turns import NotOurTurnError, Turns

_log = logging.getLogger(__name__)

#: What may wait in memory: hours of a busy person, some megabytes.
_MAX_WAITING: Final = 20_000
#: While the log cannot be written, how long until the next try.
_RETRY_S: Final = 2.0
#: How often another process may be in the way before a person is told.
_PATIENCE: Final = 3


@dataclass(frozen=True, slots=True)
class Job:
    """One transaction. `durable`: on the disk when it is done, even if the power goes then."""

    write: Callable[[sqlite3.Connection], None]
    durable: bool = False


@dataclass(frozen=True, slots=True)
class _Flush:
    """Asks to be told once everything before it is written, or that it cannot be."""

    done: threading.Event
    answer: list[bool]


class _Stop:
    """Asks the thread to end."""


class Writer:
    """Takes jobs from any thread and commits them in order."""

    def __init__(self, folder: Path, on_trouble: Callable[[str], None], retry_s: float = _RETRY_S) -> None:
        self._folder = folder
        self._on_trouble = on_trouble
        self._retry_s = retry_s
        self._queue: SimpleQueue[Job | _Flush | _Stop] = SimpleQueue()
        self._waiting: deque[Job] = deque()
        self._turns: Turns | None = None
        self._opened: Opened | None = None
        self._said: set[str] = set()
        self._retry_at = 0.0
        self._failures = 0
        self._suspicious = False
        self._stopped = False
        self.lost = 0
        """Jobs that were given up: too many waiting, or a defect of ours."""
        self._thread = threading.Thread(target=self._run, name="guide-records", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Have a job written; returns at once."""
        if self._stopped or self._queue.qsize() + len(self._waiting) >= _MAX_WAITING:
            self.lost += 1
        else:
            self._queue.put(job)

    def flush(self, timeout_s: float) -> bool:
        """Wait until all jobs so far are committed; False when they are not, or not yet."""
        flush = _Flush(threading.Event(), [])
        if self._stopped:
            return False
        self._queue.put(flush)
        return flush.done.wait(timeout_s) and flush.answer[0]

    def shutdown(self, timeout_s: float) -> bool:
        """Write what waits, close, and end the thread; whether everything was written. May be called twice."""
        if self._stopped:
            return not self._waiting
        written = self.flush(timeout_s)
        self._stopped = True
        self._queue.put(_Stop())
        self._thread.join(timeout_s)
        return written and not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            try:
                item = self._queue.get(timeout=self._retry_s if self._waiting else None)
            except Empty:
                self._write_waiting()
                continue
            match item:
                case Job():
                    self._waiting.append(item)
                    if time.monotonic() >= self._retry_at:
                        self._write_waiting()
                case _Flush(done, answer):
                    answer.append(self._write_waiting())
                    done.set()
                case _Stop():
                    with suppress(OSError):
                        self._close()
                    return

    def _write_waiting(self) -> bool:
        """Write what waits, in order, up to the first that cannot be written now; whether nothing is left."""
        try:
            while self._waiting:
                self._write(self._waiting[0])
                self._waiting.popleft()
        except Exception as error:  # whatever it is, this thread must live: others wait for its answers
            if is_broken(error) and not self._suspicious:
                self._suspicious = True
                self._close_quietly()
                return self._write_waiting()  # in a new file: the damaged one is set aside as it is opened
            self._give_up_for_now(error)
            return False
        self._retry_at, self._failures = 0.0, 0
        return True

    def _write(self, job: Job) -> None:
        if self._opened is not None and not self._opened.still_there():
            self._close_quietly()  # the file was removed or replaced: go on in the one that others see
        if self._turns is None:
            make_folder(self._folder)
            self._turns = Turns(self._folder / LOCK_FILE)
        with self._turns.mine():
            if self._opened is None:
                self._open()
            assert self._opened is not None
            try:
                _commit(self._opened, job)
            except Exception as error:
                if isinstance(error, (OSError, sqlite3.OperationalError)) or is_broken(error):
                    raise
                self.lost += 1  # ours, not the environment's: writing it again would not help
                _log.error("an entry of the log could not be written: %s", type(error).__name__)

    def _open(self) -> None:
        self._opened = open_log(self._folder, thorough=self._suspicious)
        self._suspicious = False
        for note in self._opened.notes:
            self._say(note)

    def _give_up_for_now(self, error: Exception) -> None:
        self._retry_at = time.monotonic() + self._retry_s
        self._failures += 1
        if not isinstance(error, NotOurTurnError):
            self._close_quietly()
        elif self._failures < _PATIENCE:
            return  # someone deletes or exports; that takes seconds
        self._say(_explained(error, self._folder))

    def _say(self, text: str) -> None:
        """Tell a person, each thing once: a disk that is full now and then must not nag."""
        if text not in self._said:
            self._said.add(text)
            try:
                self._on_trouble(text)
            except Exception:
                _log.exception("a person could not be told: %s", text)

    def _close_quietly(self) -> None:
        with suppress(OSError, sqlite3.Error):
            self._close()

    def _close(self) -> None:
        if self._turns is None:
            return
        try:
            with self._turns.mine():  # closing the last connection runs a checkpoint
                self._close_connection()
        finally:
            self._turns.close()
            self._turns = None

    def _close_connection(self) -> None:
        if self._opened is not None:
            opened, self._opened = self._opened, None
            with suppress(sqlite3.Error):
                opened.connection.close()


def _commit(opened: Opened, job: Job) -> None:
    connection = opened.connection
    if job.durable and opened.wal:
        connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        job.write(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        if job.durable and opened.wal:
            connection.execute("PRAGMA synchronous = NORMAL")


def _explained(error: Exception, folder: Path) -> str:
    """Say for a person why nothing is logged, and what to do."""
    begin = f"What you do with guide is not being logged at the moment: {folder / LOG_FILE} "
    end = " guide works on without; nothing is lost that is already there."
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return f"{begin}cannot grow (the disk is full, or the log has reached its 256 MB).{end}"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return f"{begin}cannot be opened for writing; check the rights of the folder.{end}"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"{begin}is in use by another program.{end}"
    if isinstance(error, NotOurTurnError):
        return f"{begin}is in use by another program.{end}"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{begin}cannot be written ({reason}).{end}"
