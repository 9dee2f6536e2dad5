"""Starts programs, each in a process group of its own, so that what it starts in turn ends with it."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from guide.desktop.handlers import desktop_entries
from guide.desktop.handlers.desktop_entries import DesktopEntry
from guide.desktop.ports import ProgramNotFoundError

#: How long a program may take to end when asked: LibreOffice needs some 0.4 s.
_GRACE_S = 2.0
_LOOK_EVERY_S = 0.02

_TERMINALS = ("x-terminal-emulator", "xterm")


class StartedProgram:
    """A program that we started. It lives on when we end, unless somebody calls `end`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        # Somebody has to take note of its end, or the kernel keeps a zombie.
        self._reaper = threading.Thread(target=process.wait, name=f"guide waits for {process.pid}", daemon=True)
        self._reaper.start()

    @property
    def pid(self) -> int | None:
        """Process id of what was started; the window may belong to a child of it."""
        return self._process.pid

    def running(self) -> bool:
        """Whether it, or anything that it started in its group, runs still."""
        return self._reaper.is_alive() or _group_alive(self._process.pid)

    def end(self) -> None:
        """Ask it to end, wait a moment, then insist."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if not self.running():
                break
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)
            self._wait()
        self._reaper.join(_GRACE_S)

    def _wait(self) -> None:
        deadline = time.monotonic() + _GRACE_S
        while self.running() and time.monotonic() < deadline:
            time.sleep(_LOOK_EVERY_S)


class LocalPrograms:
    """Starts programs of this machine."""

    def start(self, launch: str, *, environment: Mapping[str, str] | None = None) -> StartedProgram:
        """Open a desktop entry, an app id or an executable with arguments.

        `environment` is added to ours. An exact id comes first, then an executable on the path, then an id that
        ends so: `mousepad` starts the executable, `Calculator` finds org.gnome.Calculator.
        """
        surroundings = {**os.environ, **(environment or {})}
        entry = _resolve(launch, surroundings)
        process = subprocess.Popen(  # noqa: S603  (what a tutorial names; policy decides whether it may)
            _command(entry, surroundings),
            cwd=entry.folder if entry.folder and entry.folder.is_dir() else Path.home(),
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return StartedProgram(process)


def _resolve(launch: str, environment: Mapping[str, str]) -> DesktopEntry:
    try:
        words = shlex.split(launch)
    except ValueError as problem:
        raise ProgramNotFoundError(f"“{launch}” is not a command: {problem}") from None
    if not words:
        raise ProgramNotFoundError("Nothing was named that could be started.")
    alone = len(words) == 1
    looks_like_id = alone and ("." in words[0] or words[0].endswith(".desktop")) and "/" not in words[0]
    if looks_like_id and (entry := desktop_entries.find(words[0], environment)):
        return entry
    beside_us = str(Path(sys.executable).parent)  # guide itself need not be on the path
    path = environment.get("PATH") if words[0] != "guide" else os.pathsep.join((beside_us, environment.get("PATH", "")))
    if executable := shutil.which(words[0], path=path):
        return DesktopEntry((executable, *words[1:]))
    if alone and (entry := desktop_entries.find(words[0], environment)):
        return entry
    raise ProgramNotFoundError(
        f"There is no program “{words[0]}” here: neither on the path nor among the desktop entries."
    )


def _command(entry: DesktopEntry, environment: Mapping[str, str]) -> Sequence[str]:
    path = environment.get("PATH")
    if not Path(entry.command[0]).is_absolute() and shutil.which(entry.command[0], path=path) is None:
        raise ProgramNotFoundError(f"The desktop entry names “{entry.command[0]}”, which is not installed.")
    if not entry.in_terminal:
        return entry.command
    terminal = next((name for name in _TERMINALS if shutil.which(name, path=path)), None)
    if terminal is None:
        raise ProgramNotFoundError(f"“{entry.command[0]}” runs in a terminal, and there is none here.")
    return (terminal, "-e", *entry.command)


def _group_alive(group: int) -> bool:
    """Whether a process of the group is left that is more than a zombie."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with os.scandir("/proc") as entries:
        return any(_is_alive_in(group, entry) for entry in entries if entry.name.isdigit())


def _is_alive_in(group: int, entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        state, _, its_group = Path(entry.path, "stat").read_text().rpartition(")")[2].split()[:3]
        return int(its_group) == group and state != "Z"
    return False
