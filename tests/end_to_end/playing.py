"""`guide play` as a process on a screen, and what its log says of where it is."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from guide.desktop.virtual_screen import VirtualScreen
from tests.support.desktop import wait_until

ROOT = Path(__file__).parent.parent.parent
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the log."""

    kind: str
    step: str | None
    detail: str | None
    outcome: str | None


class Playing:
    """A tutorial that is being played."""

    def __init__(self, screen: VirtualScreen, tutorial: Path, *options: str) -> None:
        self._screen = screen
        self.process = screen.start(sys.executable, "-m", "guide", "play", str(tutorial), *options, cwd=ROOT)

    def entries(self) -> list[Entry]:
        """Return what the log holds by now, oldest first."""
        return log_of(self._screen)

    def shown(self) -> list[str]:
        """Return the steps that were put on the screen, in order."""
        return [entry.step or "" for entry in self.entries() if entry.kind == "step-shown"]

    def wait_for_step(self, number: int) -> str | None:
        """Return the id of the `number`th step shown, None when the run ended before."""
        wait_until(
            lambda: len(self.shown()) >= number or self.process.poll() is not None,
            f"step {number} of the tutorial; the log: {self.entries()}",
            PATIENCE_S,
        )
        shown = self.shown()
        return shown[number - 1] if len(shown) >= number else None

    def done_with(self, number: int) -> None:
        """Wait until something came after the `number`th step."""
        wait_until(
            lambda: len(self.shown()) > number or self.process.poll() is not None,
            f"what comes after step {number}; the log: {self.entries()}",
            PATIENCE_S,
        )

    def ended(self) -> int:
        """Return the exit status, once it has ended."""
        try:
            return self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the player did not end; the log: {self.entries()}") from None


def log_of(screen: VirtualScreen) -> list[Entry]:
    """Return what the log of a screen's person holds by now, oldest first."""
    database = records_of(screen) / "records.sqlite3"
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as connection:
            rows = connection.execute(
                "SELECT kind, step, detail, outcome FROM events JOIN runs USING (run_pk) ORDER BY seq"
            ).fetchall()
    except sqlite3.DatabaseError:  # not there yet, or being made this moment
        return []
    return [Entry(*row) for row in rows]


def records_of(screen: VirtualScreen) -> Path:
    """Return the folder of the log of a screen's person."""
    elsewhere = screen.environment.get("GUIDE_HOME")
    return Path(elsewhere) / "data/records" if elsewhere else screen.home / ".local/share/guide/records"
