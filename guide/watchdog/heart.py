"""guide's end of the pipe: starts the watchdog when it is first needed, and tells it that guide lives."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import guide
from guide.watchdog.wire import BEAT, REST

_log = logging.getLogger(__name__)

#: A guide that has hung for so long does not come back: it is ended, so that it can be started again.
END_AFTER_S: Final = 60.0
#: What of the promised time is left for taking the windows off: some 10 ms, and a busy machine comes late.
_TO_ACT_S: Final = 0.5
#: A beat that comes later than this many intervals after the last is missing.
_LATE: Final = 1.5
#: It ends at once when its input does.
_END_WITHIN_S: Final = 1.0


class Heart:
    """Beats for one watchdog. No call waits; where the watchdog cannot be had, guide works without."""

    def __init__(self, free_within_s: float, *, end_after_s: float = END_AFTER_S) -> None:
        """`free_within_s`: how long after the last moment in which guide was awake the screen is free, at most."""
        self.interval_s = free_within_s / 2
        """How often to beat: one may come late."""
        self._times = (max(free_within_s - _TO_ACT_S, _LATE * self.interval_s), end_after_s)
        self._process: subprocess.Popen[bytes] | None = None
        self._in_vain = False
        """It could not be started once; said once, not tried with each beat."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {'of ' + str(self._process.pid) if self._process else 'at rest'}>"

    def beat(self) -> None:
        """Say that guide is awake and has something on the screen; starts the watchdog where there is none."""
        if self._process is None and not self._in_vain:
            self._process = _start(self._times)
            self._in_vain = self._process is None
        self._say(BEAT)

    def rest(self) -> None:
        """Say that nothing is on the screen: silence means nothing until the next beat."""
        self._say(REST)

    def fileno(self) -> int | None:
        """Return the descriptor that can be read after the watchdog has freed the screen; None: there is none."""
        if self._process is None or self._process.stdout is None:
            return None
        return self._process.stdout.fileno()

    def freed(self) -> bool:
        """Read what made `fileno` readable: whether windows were taken off the screen; if not, the watchdog has ended.

        Not to be called while there is nothing to read.
        """
        descriptor = self.fileno()
        return descriptor is not None and bool(os.read(descriptor, 64))

    def stop(self) -> None:
        """End the watchdog; the next beat starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        with process:  # closes both pipes; the end of its input ends it
            with suppress(OSError):
                assert process.stdin is not None
                process.stdin.close()
            try:
                process.wait(_END_WITHIN_S)
            except subprocess.TimeoutExpired:
                process.kill()

    def _say(self, word: bytes) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):  # it has ended, as `freed` will say; or its pipe is full
                os.write(self._process.stdin.fileno(), word)


def _start(times: Sequence[float]) -> subprocess.Popen[bytes] | None:
    try:
        process = subprocess.Popen(  # noqa: S603  (our own module)
            [*_command(), str(os.getpid()), *map(str, times)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # where guide lies, so that `-m` finds this guide, and no file of the folder that the person works in
            cwd=Path(guide.__file__).parent.parent,
            start_new_session=True,  # Ctrl+Z and Ctrl+C in a terminal are meant for guide alone
            bufsize=0,
        )
    except OSError as problem:
        _log.warning("guide runs without its watchdog: %s", problem)
        return None
    assert process.stdin is not None
    os.set_blocking(process.stdin.fileno(), False)
    return process


def _command() -> list[str]:
    # In a packaged guide (`sys.frozen`) there is no Python to call: its own executable will have to take a hidden
    # word for this, before it imports anything of Qt.
    return [sys.executable, "-m", "guide.watchdog"]
