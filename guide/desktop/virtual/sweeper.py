"""Ends every program of a virtual screen and removes its folder, whatever happened to the one who made it.

Run as a program of its own: it waits on its standard input, which closes when the maker is done, was
interrupted or was killed.  A program belongs to the screen when the screen's token is in the environment it
was started with; that also finds what it started in turn, and what detached itself from it.

It imports the standard library only and is started by its path, so that it costs one small process.
"""

from __future__ import annotations

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
_GIVE_UP_S = 10.0
"""A program in uninterruptible sleep can't be killed; waiting for it longer helps nobody."""


def programs_of(token: str) -> Iterator[int]:
    """Yield the process ids of the programs that carry the token (own programs; zombies are gone already)."""
    needle = token.encode()
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        with suppress(OSError):
            if needle in Path(entry.path, "environ").read_bytes():
                yield int(entry.name)


def end_programs(token: str) -> None:
    """Ask the programs to end, insist after a moment, and return when none is left."""
    began = time.monotonic()
    asked: set[int] = set()
    while left := set(programs_of(token)) - {os.getpid()}:
        age_s = time.monotonic() - began
        if age_s > _GIVE_UP_S:
            return
        insist = age_s > _GRACE_S
        for pid in left if insist else left - asked:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL if insist else signal.SIGTERM)
        asked |= left
        time.sleep(_LOOK_EVERY_S)


def remove_display(number: str) -> None:
    """Remove what an X server leaves in /tmp when it had to be killed."""
    for path in (f"/tmp/.X{number}-lock", f"/tmp/.X11-unix/X{number}"):  # noqa: S108  (fixed by X)
        with suppress(OSError):
            Path(path).unlink()


def main() -> None:
    """Wait for the end of the input, then sweep: ``sweeper.py TOKEN FOLDER``; the input names the display."""
    token, folder = sys.argv[1:3]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    display = sys.stdin.read().strip()
    end_programs(token)
    if display:
        remove_display(display)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
