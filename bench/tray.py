"""What waiting costs: memory, start and idling of the tray program, beside the least that one with PySide6 can be."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bench.probes import Memory, Panel, idle, running, settled_memory, threads
from bench.tables import Table, median, ratio
from guide.desktop.virtual_screen import VirtualScreen

STARTS = 9
IDLE_S = 20.0
PROGRAMS = {"guide": ("-m", "guide"), "bare": ("-m", "bench.peers.bare_tray")}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one program costs while it waits."""

    memory: Memory
    threads: int
    percent: float
    wakes: float


def main() -> None:
    """Print the tables."""
    with VirtualScreen(1920, 1080) as screen:
        panel = Panel(screen)
        waiting(screen, panel, PROGRAMS["guide"], 0)  # the first day: caches are made
        starts = started(screen, panel)
        costs = {name: waiting(screen, panel, command, IDLE_S) for name, command in PROGRAMS.items()}
        panel.close()
    ours, bare = costs["guide"], costs["bare"]
    table = Table("the tray program, everyday start", "guide", "bare PySide6", "ratio", "aim")

    def compare(what: str, form: str, ours: float, theirs: float, aim: str) -> None:
        table.row(what, form.format(ours), form.format(theirs), ratio(ours, theirs), aim)

    compare("start until the icon asks for its place, s", "{:.3f}", starts["guide"], starts["bare"], "1.50 ×")
    compare("memory, MB (RSS)", "{:.1f}", ours.memory.rss, bare.memory.rss, "1.30 ×")
    compare("  its share of what is shared (PSS)", "{:.1f}", ours.memory.pss, bare.memory.pss, "")
    compare("  its own alone (USS)", "{:.1f}", ours.memory.uss, bare.memory.uss, "")
    compare("idle, % of a processor", "{:.3f}", ours.percent, bare.percent, "0.0 %")
    compare("wake-ups a second", "{:.2f}", ours.wakes, bare.wakes, "< 1")
    compare("threads", "{:.0f}", ours.threads, bare.threads, "")


def started(screen: VirtualScreen, panel: Panel) -> dict[str, float]:
    """Return how long each takes from its start until its icon asks for a place, in turns; the first is not counted."""
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for _ in range(1 + STARTS):
        for name, command in PROGRAMS.items():
            begun = time.perf_counter()
            with running(screen, *command):
                panel.wait_for_icon()
                times[name].append(time.perf_counter() - begun)
    return {name: median(taken[1:]) for name, taken in times.items()}


def waiting(screen: VirtualScreen, panel: Panel, command: tuple[str, ...], seconds: float) -> Waiting:
    """Let one wait."""
    with running(screen, *command) as process:
        panel.wait_for_icon()
        memory = settled_memory(process.pid)
        percent, wakes = idle(process.pid, seconds) if seconds else (0.0, 0.0)
        return Waiting(memory, threads(process.pid), percent, wakes)


if __name__ == "__main__":
    main()
