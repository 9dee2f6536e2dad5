"""Ends every program of a virtual screen and removes its folder, whatever happened to the one who made it.

Run as a program of its own: it waits on its standard input, which closes when the maker is done, was
interrupted or was killed.  A program belongs to the screen when the screen's token is in the environment it
was started with; that also finds what it started in turn, and what detached itself from it.  Some (Chromium) write
over that part of their memory: they are known by what they say, which goes to the screen's folder.

It imports the standard library only and is started by its path, so that it costs one small process.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_GRACE_S = 2.0
"""How long a program may take to end by itself: LibreOffice needs some 0.4 s, a hung program never does."""
_LOOK_EVERY_S = 0.02
_LISTENS = 0x10000
"""The flag of a listening socket in /proc/net/unix (``__SO_ACCEPTCON`` of Linux)."""
_GIVE_UP_S = 10.0
"""A program in uninterruptible sleep can't be killed; waiting for it longer helps nobody."""


def programs_of(token: str, folder: str | None = None) -> Iterator[int]:
    """Yield the process ids of programs that carry the token, or write into the folder (zombies are gone already)."""
    needle = token.encode()
    for entry in os.scandir("/proc"):
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                if needle in Path(entry.path, "environ").read_bytes() or (folder and _writes_into(entry.path, folder)):
                    yield int(entry.name)


def _writes_into(process: str, folder: str) -> bool:
    """Whether a process writes what it says into a folder, as programs of a screen do."""
    links = (Path(process, "fd", number) for number in ("1", "2"))
    return any(link.readlink().is_relative_to(folder) for link in links if link.is_symlink())


def sockets_of(pid: int) -> Iterator[Path]:
    """Yield the files of the sockets that a program listens on.

    A program that is told to end often leaves them: LibreOffice in /tmp, an X server that was killed too.
    """
    with suppress(OSError):
        held = {link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir()}
        for inode, path in listening(f"/proc/{pid}/net/unix"):
            if f"socket:[{inode}]" in held:
                yield path


def listening(table: str = "/proc/net/unix") -> Iterator[tuple[str, Path]]:
    """Yield the sockets with a file that somebody listens on, with their inode."""
    for line in Path(table).read_text().splitlines()[1:]:
        _, _, _, flags, _, _, inode, *path = line.split(maxsplit=7)
        if int(flags, 16) & _LISTENS and path and path[0].startswith("/"):
            yield inode, Path(path[0])


def remove(sockets: set[Path]) -> None:
    """Remove the files of sockets that nobody listens on any more.

    The next screen may have taken the number, and so the socket, of one that has just closed. Screens begin under the
    same lock, so that none does so between the look and the removal.
    """
    lock = os.open("/tmp", os.O_RDONLY | os.O_DIRECTORY)  # noqa: S108  (where X keeps its sockets)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for socket in sockets - {path for _, path in listening()}:
            socket.unlink(missing_ok=True)
    finally:
        os.close(lock)


def end_programs(token: str, folder: str | None = None) -> None:
    """Ask the programs to end, insist after a moment, and return when none is left, nor a socket of theirs."""
    began = time.monotonic()
    asked: set[int] = set()
    sockets: set[Path] = set()
    while (left := set(programs_of(token, folder))) and (age_s := time.monotonic() - began) < _GIVE_UP_S:
        insist = age_s > _GRACE_S
        for pid in left if insist else left - asked:
            sockets.update(sockets_of(pid))
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL if insist else signal.SIGTERM)
        asked |= left
        time.sleep(_LOOK_EVERY_S)
    remove(sockets)


def main() -> None:
    """Wait for the end of the input, then sweep: ``sweeper.py TOKEN FOLDER``."""
    token, folder = sys.argv[1:3]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.read()
    end_programs(token, folder)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
