"""Looks after tutorials while nobody is there: whether the programs that are open anyway still have their targets.

The look is a process of its own. It loads much that one that waits all day shall not keep, hangs alone if a program
hangs, and is gone the moment somebody is back.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess

import guide
from guide.settings import table

if TYPE_CHECKING:
    from guide.app.machinery import Machinery
    from guide.desktop.windows import Stop
    from guide.tutorial.catalogue import Catalogue
    from guide.tutorial.entries import Entry

AT_ONCE = 5
"""Tutorials of one look …"""
PAUSE_MS = 30_000
"""… and how long until the next, while nobody is there: a machine at rest shall rest."""
ENDS_WITHIN_MS = 1000
COMMAND = ("-m", "guide", "health", "--at-rest", "--look")

_Asked = tuple[str, str, int | None]
"""A tutorial, its version, and the process that it was looked for in: one that was started anew may be another."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the looks ask of the tray program."""

    catalogue: Callable[[], Catalogue]
    running: Callable[[], bool]


class RestLooks:
    """Looks, at rest, at a few tutorials after the other; nothing is shown and nothing pressed."""

    def __init__(self, machinery: Machinery, around: Around) -> None:
        self._machinery = machinery
        self._around = around
        self._resting = False
        self._asked: set[_Asked] = set()
        self._asking: set[_Asked] = set()
        """What the process looks at that runs."""
        self._process: QProcess | None = None
        self._dying: set[QProcess] = set()
        """Ended, and not yet heard of: Qt must not forget one that runs."""
        self._stop_listening: Stop = lambda: None
        self._pause: Stop = lambda: None
        self._listen()
        self._stop_settings = machinery.settings.subscribe(self._setting_changed)

    def shutdown(self) -> None:
        """Look no more."""
        self._stop_settings()
        self._stop_listening()
        self._resting = False
        self._leave()
        for process in tuple(self._dying):
            process.waitForFinished(ENDS_WITHIN_MS)

    def look(self) -> None:
        """Look soon, if nobody is there: there may be other tutorials now."""
        self._begin()

    def _setting_changed(self, key: str) -> None:
        if key in {table.HEALTH_REST_S.key, table.LOG_ENABLED.key}:
            self._listen()

    def _listen(self) -> None:
        self._stop_listening()
        self._stop_listening = lambda: None
        self._rest(False)
        settings = self._machinery.settings
        rest_s = settings.get(table.HEALTH_REST_S)
        if rest_s and settings.get(table.LOG_ENABLED):
            self._stop_listening = self._machinery.desktop.idleness.subscribe(rest_s * 1000, self._rest)

    def _rest(self, resting: bool) -> None:
        self._resting = resting
        if resting:
            self._begin()
        else:
            self._leave()

    def _begin(self) -> None:
        if not self._resting or self._process is not None or self._around.running():
            return

        def told(battery: bool) -> None:
            if not battery:
                self._look()

        self._machinery.elsewhere(self._machinery.desktop.on_battery, told)

    def _look(self) -> None:
        """Look at the next few, if it is still so quiet."""
        if not self._resting or self._process is not None or self._around.running():
            return
        chosen = self._next()
        if not chosen:
            return
        self._asking = set(chosen)
        self._process = process = QProcess()
        process.setProgram(sys.executable)
        process.setArguments([*COMMAND, *(entry.file for entry in chosen.values())])
        # where guide lies, so that `-m` finds this guide, and no file of the folder that the person works in
        process.setWorkingDirectory(str(Path(guide.__file__).parent.parent))
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(lambda *_: self._finished(process))
        process.errorOccurred.connect(lambda _: self._finished(process))  # it could not be started
        process.start()

    def _next(self) -> dict[_Asked, Entry]:
        """Return tutorials of programs that are open, which were not looked at yet in this very process."""
        snapshot = self._machinery.desktop.windows.snapshot()
        active = snapshot.active_window
        if active is not None and active.fullscreen:  # somebody watches or presents, and touches nothing
            return {}
        found: dict[_Asked, Entry] = {}
        for window in reversed(snapshot.stack):
            if window.ours or not window.managed or not window.visible:
                continue
            for entry in self._around.catalogue().for_application(window.process, window.title):
                asked = (entry.id, entry.version, window.pid)
                if asked not in self._asked and len(found) < AT_ONCE:
                    found[asked] = entry
        return found

    def _finished(self, process: QProcess) -> None:
        if process is self._process:
            self._process = None
            self._asked |= self._asking
            self._pause()
            self._pause = self._machinery.timers.after(PAUSE_MS, self._begin)
        self._dying.discard(process)
        process.deleteLater()

    def _leave(self) -> None:
        """End what runs, at once: what it has seen it has written, and the rest is for another time."""
        self._pause()
        self._pause = lambda: None
        process, self._process = self._process, None
        if process is not None:
            self._dying.add(process)
            process.kill()
