"""What a process holds: memory, handles, threads, resources of the X server, subscriptions on the buses."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from Xlib import error
from Xlib.display import Display

from guide.desktop.virtual_screen import VirtualScreen

_STATS = ("--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus")
_TRIES = 5
_A11Y = ("--session", "--print-reply=literal", "--dest=org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")


@dataclass(frozen=True, slots=True)
class Held:
    """What one process holds at one moment, or at least over several moments."""

    memory_mb: float
    """Resident."""
    handles: int
    threads: int
    x_resources: int = 0
    """Windows, pictures, contexts … in the X server."""
    subscriptions: int = 0
    """Match rules on the session's bus and on the one for accessibility."""

    @classmethod
    def by(cls, pid: int, screen: VirtualScreen | None = None) -> Self:
        """Look at a process, and with a screen at its servers too."""
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        handles, threads = (sum(1 for _ in Path(f"/proc/{pid}/{part}").iterdir()) for part in ("fd", "task"))
        if screen is None:
            return cls(pages * 4096 / 1e6, handles, threads)
        return cls(pages * 4096 / 1e6, handles, threads, _x_resources(screen, pid), _subscriptions(screen, pid))

    @classmethod
    def least(cls, moments: Iterable[Self]) -> Self:
        """Return the least of each: what is held between runs, at whichever moment of a run one looked."""
        seen = tuple(moments)
        return cls(*(min(getattr(moment, field.name) for moment in seen) for field in fields(cls)))

    def grown_percent(self, before: Self) -> float:
        """Return by how much the memory has grown since."""
        return (self.memory_mb / before.memory_mb - 1) * 100

    @property
    def counted(self) -> dict[str, int]:
        """What can be counted, and must not grow at all."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "memory_mb"}


def _x_resources(screen: VirtualScreen, pid: int) -> int:
    for _ in range(_TRIES):
        with suppress(error.XError, AttributeError):  # another program has gone while we asked; Xlib stumbles over it
            return _x_resources_now(screen, pid)
    raise RuntimeError(f"the X server does not say what process {pid} holds")


def _x_resources_now(screen: VirtualScreen, pid: int) -> int:
    display = Display(screen.display)
    try:
        display.res_query_version()
        told = display.res_query_client_ids([{"client": 0, "mask": 2}]).ids  # 2: by process
        ours = [one.spec.client for one in told if list(one.value) == [pid]]
        return sum(kind.count for client in ours for kind in display.res_query_client_resources(client).types)
    finally:
        display.close()


def _subscriptions(screen: VirtualScreen, pid: int) -> int:
    a11y = _send(screen, *_A11Y).strip()
    return sum(_rules(screen, bus, pid) for bus in (a11y, screen.environment["DBUS_SESSION_BUS_ADDRESS"]))


def _rules(screen: VirtualScreen, bus: str, pid: int) -> int:
    told = _send(screen, f"--bus={bus}", *_STATS, "org.freedesktop.DBus.Debug.Stats.GetAllMatchRules")
    by_name = {name: len(re.findall(r'string "type=', rules)) for name, rules in _entries(told)}
    return sum(rules for name, rules in by_name.items() if rules and _pid_of(screen, bus, name) == pid)


def _entries(told: str) -> list[tuple[str, str]]:
    parts = re.split(r'string "(:[0-9.]+)"', told)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def _pid_of(screen: VirtualScreen, bus: str, name: str) -> int | None:
    question = "org.freedesktop.DBus.GetConnectionUnixProcessID"
    try:
        return int(_send(screen, f"--bus={bus}", *_STATS, question, f"string:{name}").split()[-1])
    except subprocess.CalledProcessError:  # it has gone since
        return None


def _send(screen: VirtualScreen, *words: str) -> str:
    command = ["dbus-send", *words]
    return subprocess.run(command, env=screen.environment, capture_output=True, text=True, check=True).stdout
