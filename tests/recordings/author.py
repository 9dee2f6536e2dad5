"""The author: a person who does a task at the pace of somebody who shows it, and a recording of it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guide.desktop.elements import ElementInfo, ElementQuery
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint
from tests.support.desktop import Person, open_program, wait_until
from tests.support.windows import run
from tests.targeting.seeker import Seeker

ROOT = Path(__file__).parent.parent.parent
#: Somebody who shows a task waits until the others have seen what came of a click.
PACE_S = 0.8
PATIENCE_S = 60.0


class Author:
    """Does things by the names of controls, with the real pointer and the real keyboard."""

    def __init__(self, screen: VirtualScreen, seeker: Seeker) -> None:
        self._screen = screen
        self._person = Person(screen)
        self._seeker = seeker

    def clicks(self, role: str, name: str = "", *, number: int = 0, times: int = 1) -> None:
        """Click a control; `name`: what it may be called, by `|`; `number`: which of several."""
        self._person.clicks(self._where(role, name, number), times=times)
        self._shows()

    def drags(self, role: str, name: str, *, right: int) -> None:
        """Take hold of the left end of a control, and let go so far to the right."""
        middle = self._where(role, name, 0)
        rect = self._all(role, name)[0].rect
        assert rect is not None
        grip = DevicePoint(rect.x + 8, middle.y)
        self._person.drags(grip, DevicePoint(grip.x + right, grip.y))
        self._shows()

    def scrolls(self, role: str, name: str, notches: int) -> None:
        """Turn the wheel over a control, one notch after the other."""
        where = self._where(role, name, 0)
        for _ in range(notches):
            self._person.scrolls(where, 1)
        self._shows()

    def opens(self, command: str) -> None:
        """Open another program."""
        open_program(self._screen, command, wm_class=command)
        self._shows()

    def goes_to(self, title: str) -> None:
        """Bring a window forward by the list of windows."""
        run(self._screen, "wmctrl", "-a", title)
        self._shows()

    def types(self, text: str) -> None:
        """Type into what has the keyboard."""
        self._person.types(text)
        self._shows()

    def presses(self, keys: str) -> None:
        """Press a shortcut, in X's words."""
        self._person.presses(keys)
        self._shows()

    def waits(self) -> None:
        """Let the others see what came of it."""
        self._shows()

    def _where(self, role: str, name: str, number: int) -> DevicePoint:
        seen: list[DevicePoint] = []

        def settled() -> DevicePoint | None:
            found = self._all(role, name)
            if len(found) <= number or found[number].rect is None:
                return None
            seen.append(found[number].rect.center)  # type: ignore[union-attr]
            return seen[-1] if seen[-2:-1] == seen[-1:] else None

        return wait_until(settled, f"{role} {name}", PATIENCE_S)

    def _all(self, role: str, name: str) -> list[ElementInfo]:
        names = name.split("|") if name else []

        def meant(told: str) -> bool:
            return not names or re.sub(r"\s*\.\.\.$|\s+…$", "…", told.strip()) in names

        query = ElementQuery(role=role, name=meant if names else None)
        for window in reversed(self._seeker.windows().stack):
            if not window.visible or "guide" in window.title:
                continue
            matches = self._seeker.worker.wait(self._seeker.desktop.elements.search(query, window, deadline_ms=5000))
            if found := [info for info in matches.elements if info.rect is not None]:
                return found
        return []

    @staticmethod
    def _shows() -> None:
        time.sleep(PACE_S)


@dataclass(slots=True)
class Recorded:
    """What a recording left behind."""

    folder: Path
    status: int = -1
    said: str = ""
    ends_itself: bool = False
    """It was told to stop already."""


@contextmanager
def recording(screen: VirtualScreen, folder: Path, *options: str) -> Iterator[Recorded]:
    """Record on a screen what is done inside."""
    recorded = Recorded(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "guide", "record", "--out", str(folder), *options],
        env=dict(screen.environment),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    begun = process.stderr.readline()
    assert "recording" in begun, begun + process.stderr.read()
    time.sleep(PACE_S)
    try:
        yield recorded
    finally:
        if not recorded.ends_itself:
            process.send_signal(signal.SIGINT)
        recorded.said = process.communicate(timeout=PATIENCE_S)[1]
        recorded.status = process.returncode


def guide(*words: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command of guide to its end."""
    return subprocess.run(
        [sys.executable, "-m", "guide", *words],
        env=dict(environment) if environment is not None else None,
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=240,
    )
