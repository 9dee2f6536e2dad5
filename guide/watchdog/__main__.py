"""The process: `python -m guide.watchdog PID FREE_AFTER_S END_AFTER_S`, started by guide alone (see `heart`).

Its input says that guide lives and ends when guide ends, however that came about; then this ends too.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from Xlib import error

from guide.desktop.handlers.x11.connection import Connection, NoDisplayError
from guide.watchdog.screen import free
from guide.watchdog.vigil import Measures, Vigil
from guide.watchdog.wire import FREED

_IN, _OUT = 0, 1
_STOPPED = frozenset("Tt")
"""States of a process that somebody stopped on purpose: a debugger, Ctrl+Z, the session manager."""


def main(pid: int, free_after_s: float, end_after_s: float) -> int:
    """Watch over the process `pid`, which is our parent, until it ends."""
    with suppress(OSError, ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(NoDisplayError, error.ConnectionClosedError, OSError):  # without an X server there is nothing to do
        _watch(Connection(), pid, free_after_s, end_after_s)
    return 0


def _watch(x: Connection, pid: int, free_after_s: float, end_after_s: float) -> None:
    def free_screen() -> None:
        if free(x, pid):
            os.write(_OUT, FREED)

    def end() -> None:
        if os.getppid() == pid and not stopped(pid):
            sys.stderr.write(
                f"guide did not answer for {end_after_s:g} s and was ended. What was done is in its log; "
                "start it again to go on.\n"
            )
            os.kill(pid, signal.SIGKILL)

    Vigil(Measures(free_after_s, free_screen, end_after_s, end), _listen, time.monotonic).keep()


def _listen(timeout_s: float | None) -> bytes | None:
    readable, _, _ = select.select([_IN], [], [], timeout_s)
    return os.read(_IN, 4096) if readable else None


def stopped(pid: int) -> bool:
    """Whether somebody stopped a process; False where the system does not say."""
    with suppress(OSError, IndexError):
        # pid (name) state …; the name may hold blanks and brackets
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in _STOPPED
    return False


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])))
