"""What the stage itself costs, without a program and without a search, at 1920 × 1080 and 3840 × 2160.

How long a step takes from the call until it is painted, and a light that follows a moving window.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from bench.probes import ROOT
from bench.tables import Table, median, p95
from guide.conductor.scene import Light, Scene
from guide.desktop.virtual_screen import VirtualScreen
from guide.player.stage import Stage
from guide.player.theme import Look
from guide.session.view import View
from guide.tutorial.geometry import DeviceRect

_STEPS = 60
_MOVES = 400


def main() -> None:
    """Measure on each screen, in a process of its own."""
    for width, height in ((1920, 1080), (3840, 2160)):
        with VirtualScreen(width, height, accessibility=False) as screen:
            done = subprocess.run(
                [sys.executable, "-m", "bench.overlay", "measure"],
                env=screen.environment,
                cwd=ROOT,
                check=True,
                capture_output=True,
                text=True,
            )
            table = Table(f"{width} × {height}: the stage, ms", "median", "p95")
            for what, *times in json.loads(done.stdout):
                table.row(what, *(f"{time:.2f}" for time in times))


def measure() -> None:
    """Measure on this screen."""
    app = QApplication(["guide"])  # noqa: F841  (it lives as long as this function)
    stage = Stage(Look(reduced_motion=True))
    window = DeviceRect(200, 150, 1200, 700)

    def step(number: int) -> Scene:
        at = DeviceRect(220 + number * 13 % 900, 160 + number * 29 % 600, 90, 30)
        words = "Open the **File** menu."
        view = View("showing", "Save a note", f"s{number}", say=words, number=3, total=7, can_skip=True)
        return Scene(view, (Light(at),), window)

    def show(number: int) -> tuple[float, float]:
        loop = QEventLoop()
        stage.painted.connect(loop.quit)
        start = time.perf_counter()
        stage.present(step(number))
        called = time.perf_counter()
        loop.exec()
        stage.painted.disconnect(loop.quit)
        return (called - start) * 1000, (time.perf_counter() - start) * 1000

    first = [show(0)[1]]
    times = [show(number) for number in range(1, _STEPS)]
    followed = [moved(stage, step(1), number) for number in range(_MOVES)]
    stage.shutdown()
    rows = {
        "first step, painted after": first,
        "next step, call": [call for call, _ in times],
        "next step, painted after": [painted for _, painted in times],
        "a light follows its window, painted": followed,
    }
    json.dump([(what, median(of), p95(of)) for what, of in rows.items()], sys.stdout)


def moved(stage: Stage, scene: Scene, number: int) -> float:
    """Move the lights one place further and return how long the call took, in milliseconds."""
    lights = tuple(Light(light.rect.translated(number % 200, number % 90)) for light in scene.lights)
    start = time.perf_counter()
    stage.move_lights(lights, scene.window)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
