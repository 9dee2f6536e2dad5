"""What a process uses, as Linux tells it, and the place for icons of a panel, to see when one is asked for."""

from __future__ import annotations

import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from Xlib import X
from Xlib.display import Display
from Xlib.protocol.event import ClientMessage

from guide.desktop.virtual_screen import VirtualScreen

ROOT = Path(__file__).parent.parent
PATIENCE_S = 30.0
_REQUEST_DOCK = 0
_CALM_S = 0.7
"""So long without a slice of the processor, and a program has started for good."""
_CALM_MS = 5


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes (2^20). Of `rss`, pages of libraries count in each process; of `pss`, each process's share of them."""

    rss: float
    pss: float
    uss: float
    """What would be free if the process ended."""

    @classmethod
    def of(cls, pid: int) -> Self:
        """Measure a process."""
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
        kb = {name: int(rest.split()[0]) for name, rest in (line.split(":", 1) for line in lines)}
        return cls(kb["Rss"] / 1024, kb["Pss"] / 1024, (kb["Private_Clean"] + kb["Private_Dirty"]) / 1024)


@dataclass(frozen=True, slots=True)
class Usage:
    """What all threads of a process have used so far."""

    at_s: float
    cpu_ns: int
    wakes: int
    """How often one of them slept and was woken."""

    @classmethod
    def of(cls, pid: int) -> Self:
        """Measure a process."""
        cpu_ns = wakes = 0
        for task in Path(f"/proc/{pid}/task").iterdir():
            cpu_ns += int((task / "schedstat").read_text().split()[0])
            status = (task / "status").read_text()
            wakes += int(status.partition("\nvoluntary_ctxt_switches:")[2].split()[0])
        return cls(time.monotonic(), cpu_ns, wakes)

    def percent_since(self, before: Usage) -> float:
        """Return how much of one processor was used since then."""
        return (self.cpu_ns - before.cpu_ns) / 1e7 / (self.at_s - before.at_s)

    def wakes_since(self, before: Usage) -> float:
        """Return how many wake-ups a second there were since then."""
        return (self.wakes - before.wakes) / (self.at_s - before.at_s)


def idle(pid: int, seconds: float) -> tuple[float, float]:
    """Return how much of a processor, in percent, and how many wake-ups a second a process needs from now on."""
    before = Usage.of(pid)
    time.sleep(seconds)
    after = Usage.of(pid)
    return after.percent_since(before), after.wakes_since(before)


def wait_until_calm(pid: int) -> None:
    """Return when a process has come to rest."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        before = Usage.of(pid).cpu_ns
        time.sleep(_CALM_S)
        if Usage.of(pid).cpu_ns - before < _CALM_MS * 1_000_000:
            return
    raise TimeoutError(f"process {pid} does not come to rest")


class Panel:
    """The place for icons on a screen: tells when a program asks to have its own there."""

    def __init__(self, screen: VirtualScreen) -> None:
        self._display = display = Display(screen.display)
        root = display.screen().root
        self._window = root.create_window(0, 0, 64, 64, 0, X.CopyFromParent, event_mask=X.StructureNotifyMask)
        self._window.map()
        selection = display.get_atom("_NET_SYSTEM_TRAY_S0")
        self._window.set_selection_owner(selection, X.CurrentTime)
        self._opcode = display.get_atom("_NET_SYSTEM_TRAY_OPCODE")
        data = (32, [X.CurrentTime, selection, self._window.id, 0, 0])
        news = ClientMessage(window=root, client_type=display.get_atom("MANAGER"), data=data)
        root.send_event(news, event_mask=X.StructureNotifyMask)
        display.sync()

    def wait_for_icon(self) -> None:
        """Return when a program asks; its icon is let in."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            while self._display.pending_events():
                event = self._display.next_event()
                if event.type == X.ClientMessage and event.client_type == self._opcode:
                    opcode, window = event.data[1][1:3]
                    if opcode == _REQUEST_DOCK:
                        self._let_in(window)
                        return
            select.select([self._display], [], [], 0.5)
        raise TimeoutError("nobody asked for a place for an icon")

    def close(self) -> None:
        """Take the place away."""
        self._display.close()

    def _let_in(self, window: int) -> None:
        icon = self._display.create_resource_object("window", window)
        icon.reparent(self._window, 0, 0)
        icon.map()
        self._display.sync()


@contextmanager
def running(screen: VirtualScreen, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python module on a screen for a while: `-m` and its name, with arguments."""
    process = screen.start(sys.executable, *command, cwd=ROOT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def settled_memory(pid: int) -> Memory:
    """Return what a process needs once it has come to rest."""
    wait_until_calm(pid)
    return Memory.of(pid)


def threads(pid: int) -> int:
    """Return how many threads a process has."""
    return sum(1 for _ in Path(f"/proc/{pid}/task").iterdir())
