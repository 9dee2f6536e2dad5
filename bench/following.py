"""A window moves: when is the hole over its control where the control is? Beside guide, the same with PyWinCtl.

Measured from the request to move the window, through the window manager, until the overlay has painted the hole in its
new place (`painted`), and until one sees it there, with a compositor in between (`seen`).
"""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from Xlib.display import Display
from Xlib.xobject.drawable import Window

from bench.probes import Memory, idle, running
from bench.scenery import (
    LOOK_EVERY_S,
    SIZES,
    alpha,
    brightness,
    client,
    connected,
    overlays,
    until,
    without_motion,
    write_tutorial,
)
from bench.tables import Table, median, p95, ratio
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint

MOVES, PEER_MOVES = 150, 30
IDLE_S = 10.0
SETTLED_S = 3.0
"""After which an overlay has done all that it does at first; one that polls never comes to rest."""
PAUSES_S = (0.03, 0.33)
"""Between two moves, so that each is measured alone, and none in step with who looks each 0.3 s."""
FURTHER_PX = 260
TITLE = "Mousepad"
MENU = DevicePoint(20, 12)
"""Inside Mousepad's first menu, from the corner of its window."""
TUTORIAL = {
    "application": {"process": "mousepad"},
    "steps": [
        {"id": "menu", "say": "Open {target}.", "until": "confirmed",
         "target": {"element": {"role": "menuitem", "name": "File"}}}
    ],
}  # fmt: skip


@dataclass(slots=True)
class Measured:
    """Milliseconds of each move, and what the overlay costs while nothing moves."""

    painted: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    percent: float = 0.0
    wakes: float = 0.0
    memory_mb: float = 0.0

    @property
    def at_rest(self) -> tuple[str, str, str]:
        """What it costs while nothing moves, as cells."""
        return f"{self.percent:.3f}", f"{self.wakes:.2f}", f"{self.memory_mb:.0f}"


def main() -> None:
    """Measure on each screen and print."""
    for width, height in SIZES:
        with VirtualScreen(width, height) as screen, connected(screen) as display:
            without_motion(screen)
            screen.start("mousepad")
            editor = until(lambda display=display: client(display, TITLE), "the editor")
            ours = measured(screen, display, editor, guide_command(screen), MOVES)
            peers = {
                how: measured(screen, display, editor, peer_command(editor, interval), PEER_MOVES)
                for how, interval in (("as it comes", "0.3"), ("looking each 10 ms", "0.01"))
            }
        table = Table(f"{width} × {height}: window moved → hole repainted, ms", "median", "p95", "ratio (p95)", "aim")
        told(table, "guide, painted", ours.painted, ours.painted, "p95 < 8")
        told(table, "guide, seen (through picom)", ours.seen, ours.painted)
        for how, peer in peers.items():
            told(table, f"PyWinCtl {how}, painted", peer.painted, ours.painted)
        heads = ("% of a CPU", "wake-ups/s", "MB (RSS)", "aim")
        table = Table(f"{width} × {height}: an overlay that stands still", *heads)
        table.row("guide, a step on the screen", *ours.at_rest, "0.0; < 1")
        for how, peer in peers.items():
            table.row(f"PyWinCtl {how}", *peer.at_rest)


def told(table: Table, what: str, times: list[float], ours: list[float], aim: str = "") -> None:
    """Add a row."""
    table.row(what, f"{median(times):.2f}", f"{p95(times):.2f}", ratio(p95(times), p95(ours)), aim)


def guide_command(screen: VirtualScreen) -> tuple[str, ...]:
    """Return what plays a step that stays."""
    return ("-m", "guide", "play", str(write_tutorial(screen.home, "menu", TUTORIAL)), "--give-up", "0")


def peer_command(editor: Window, interval_s: str) -> tuple[str, ...]:
    """Return what starts the peer, with its hole where guide has one."""
    title = str(editor.get_wm_name())
    return ("-m", "bench.peers.pywinctl_overlay", title, str(MENU.x), str(MENU.y), interval_s)


def measured(screen: VirtualScreen, display: Display, editor: Window, command: tuple[str, ...], moves: int) -> Measured:
    """Run one overlay and move the window under it."""
    result, chance = Measured(), random.Random(1)  # noqa: S311  (no secret)
    with running(screen, *command) as process, following(display, editor, process) as (dim, offset):
        time.sleep(SETTLED_S)
        result.percent, result.wakes = idle(process.pid, IDLE_S)
        result.memory_mb = Memory.of(process.pid).rss
        root = display.screen().root
        for number in range(moves):
            place = root.translate_coords(editor, 0, 0)
            x, y = (100 + number % 2 * FURTHER_PX + number % 7, 120 + number % 5)
            there = DevicePoint(place.x + offset.x, place.y + offset.y)
            begun = time.perf_counter()
            editor.configure(x=x, y=y)
            display.flush()
            until(lambda there=there: alpha(dim, there) > 0 or None, "the hole to leave", every_s=LOOK_EVERY_S)
            here = root.translate_coords(editor, 0, 0)
            now = DevicePoint(here.x + offset.x, here.y + offset.y)
            until(lambda now=now: alpha(dim, now) == 0 or None, "the hole to come", every_s=LOOK_EVERY_S)
            result.painted.append((time.perf_counter() - begun) * 1000)
            until(lambda now=now: brightness(root, now) > 500 or None, "the hole to be seen", every_s=LOOK_EVERY_S)
            result.seen.append((time.perf_counter() - begun) * 1000)
            time.sleep(chance.uniform(*PAUSES_S))
    return result


@contextmanager
def following(
    display: Display, editor: Window, process: subprocess.Popen[bytes]
) -> Iterator[tuple[Window, DevicePoint]]:
    """Wait for the overlay; yield its window, and where its hole is beside the corner of the editor."""
    place = display.screen().root.translate_coords(editor, 0, 0)
    inside = DevicePoint(MENU.x + 4, MENU.y + 4)
    menu = DevicePoint(place.x + inside.x, place.y + inside.y)

    def hole() -> Window | None:
        lying = overlays(display, process.pid)
        return lying[0][0] if lying and alpha(lying[0][0], menu) == 0 else None

    window = until(hole, "the hole over the menu")
    display.sync()
    yield window, inside


if __name__ == "__main__":
    main()
