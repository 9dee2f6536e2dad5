"""What this desktop does not let guide do: found out once it has started up, and said once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import guide
from guide.app.checkup.report import Line, remedies
from guide.app.checkup.told import Told
from guide.app.machinery import Machinery
from guide.player import text

CHECKUP_AFTER_MS = 20_000
"""A desktop that is starting has its panel and compositor by then."""
LOOK_WITHIN_S = 60


class Limits:
    """The limits of this session, as far as they are known."""

    def __init__(self, machinery: Machinery, whisper: Callable[[str], None]) -> None:
        self.lines: tuple[Line, ...] = ()
        self._machinery = machinery
        self._whisper = whisper
        self._stop = machinery.timers.after(CHECKUP_AFTER_MS, self._look)

    def shutdown(self) -> None:
        """Look no more."""
        self._stop()

    def told(self) -> str:
        """Return all of them, and what to do, for a person."""
        return "\n\n".join((*(f"{line.name}: {line.why}" for line in self.lines), *remedies(self.lines)))

    def _look(self) -> None:
        told = Told(self._machinery.paths.cache / "limits.json")

        def look() -> tuple[tuple[Line, ...], bool]:
            limits = limits_here()
            return limits, told.is_news(limits)

        self._machinery.elsewhere(look, self._found)

    def _found(self, answer: tuple[tuple[Line, ...], bool]) -> None:
        self.lines, is_news = answer
        if is_news:
            self._whisper(f"{text.limited_here()} {self.lines[0].why}")


def limits_here() -> tuple[Line, ...]:
    """Look, in a process of its own: it loads all that guide is made of, and the one that waits shall not keep that."""
    done = subprocess.run(
        [sys.executable, "-m", "guide.app.checkup"],
        cwd=Path(guide.__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=LOOK_WITHIN_S,
        check=True,
    )
    return tuple(Line(**line) for line in json.loads(done.stdout))
