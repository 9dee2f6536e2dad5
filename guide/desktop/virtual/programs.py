"""Starts the programs of a virtual screen, each with its own log, and tells when they are ready."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

READY_WITHIN_S = 30.0
"""A cold start on a busy machine takes some 3 s; ten times that is "it does not work"."""
_LOOK_EVERY_S = 0.02

_PACKAGES = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "dbus-send": "dbus",
    "i3": "i3-wm",
    "kwin_x11": "kwin-x11",
    "soffice": "libreoffice",
}
"""The Debian and Ubuntu package of a program, where it is not called like the program."""


class VirtualScreenError(RuntimeError):
    """The screen or a program on it did not start; the message says why and what to do, for a person."""


def require(name: str, path: str | None = None) -> None:
    """Do nothing when the program is installed; else say which package has it."""
    if shutil.which(name, path=path) is None:
        package = _PACKAGES.get(name, name)
        raise VirtualScreenError(f"{name} is not installed. On Debian or Ubuntu: apt-get install {package}")


def wait_until(condition: Callable[[], bool], what: str, within_s: float = READY_WITHIN_S) -> None:
    """Return when the condition holds; `VirtualScreenError` naming ``what`` when it never does."""
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            raise VirtualScreenError(f"Waited {within_s:g} s in vain for {what}.")
        time.sleep(_LOOK_EVERY_S)


class Programs:
    """The programs of one screen, in the order of their start."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._started: list[tuple[subprocess.Popen[bytes], Path]] = []

    def start(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        cwd: Path,
        pass_fds: Sequence[int] = (),
    ) -> subprocess.Popen[bytes]:
        """Start a program in a session of its own, its output going to a log."""
        require(command[0], environment.get("PATH"))
        log = self._logs / f"{len(self._started):02}-{Path(command[0]).name}.log"
        with log.open("wb") as output:
            program = subprocess.Popen(  # noqa: S603  (the caller's own command)
                command,
                env=environment,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=pass_fds,
            )
        self._started.append((program, log))
        return program

    def start_announcing(
        self, command: Callable[[int], Sequence[str]], environment: Mapping[str, str], cwd: Path
    ) -> str:
        """Start a program that writes one line to a file descriptor when it is ready; return the line."""
        listen, announce = os.pipe()
        try:
            try:
                program = self.start(command(announce), environment, cwd, pass_fds=(announce,))
            finally:
                os.close(announce)
            return self._read_line(listen, program)
        finally:
            os.close(listen)

    def wait_until(self, program: subprocess.Popen[bytes], condition: Callable[[], bool], what: str) -> None:
        """Wait for a condition that the program brings about; it must not end before."""

        def holds() -> bool:
            if program.poll() is not None:
                raise self._failed(program, f"ended with status {program.returncode} before {what}")
            return condition()

        wait_until(holds, what)

    def reap(self) -> None:
        """Take note of the end of each program; they have been ended by now."""
        for program, _ in self._started:
            program.wait(READY_WITHIN_S)
        self._started.clear()

    def _read_line(self, descriptor: int, program: subprocess.Popen[bytes]) -> str:
        deadline = time.monotonic() + READY_WITHIN_S
        line = b""
        while not line.endswith(b"\n"):
            readable, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
            part = os.read(descriptor, 4096) if readable else b""
            if not part:
                raise self._failed(program, "did not become ready" if not readable else "ended at once")
            line += part
        return line.decode().strip()

    def _failed(self, program: subprocess.Popen[bytes], why: str) -> VirtualScreenError:
        log = next(log for started, log in self._started if started is program)
        said = log.read_text(errors="replace").strip()[-2000:]
        return VirtualScreenError(f"{Path(os.fsdecode(_first(program))).name} {why}.\n{said}".strip())


def _first(program: subprocess.Popen[bytes]) -> str:
    return str(program.args[0]) if isinstance(program.args, (list, tuple)) else str(program.args)
