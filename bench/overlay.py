"""What the overlay costs: `python bench/overlay.py`. Makes its own screens.

Prints, for 1920 × 1080 and 3840 × 2160: how long a step takes from the call until it is painted, how long following a
moving window takes, and how much processor a step that nobody touches needs.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from guide.conductor.scene import Light, Scene
from guide.desktop.virtual_screen import VirtualScreen
from guide.player.stage import Stage
from guide.player.theme import Look
from guide.session.view import View
from guide.tutorial.geometry import DeviceRect

_STEPS = 60
_MOVES = 400
_IDLE_S = 10.0


def main() -> None:
    """Measure on each screen, in a process of its own."""
    for width, height in ((1920, 1080), (3840, 2160)):
        with VirtualScreen(width, height, accessibility=False) as screen:
            done = subprocess.run(
                [sys.executable, __file__, "measure"],
                env=screen.environment,
                check=True,
                capture_output=True,
                text=True,
            )
            sys.stdout.write(f"{width} x {height}\n{done.stdout}")


def measure() -> None:
    """Measure on this screen."""
    app = QApplication(["guide"])
    stage = Stage(Look(reduced_motion=True))
    window = DeviceRect(200, 150, 1200, 700)

    def pause(for_s: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(for_s * 1000), loop.quit)
        loop.exec()

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

    tell("first step, painted after", [show(0)[1]])
    times = [show(number) for number in range(1, _STEPS)]
    tell("next step, call", [call for call, _ in times])
    tell("next step, painted after", [painted for _, painted in times])
    tell("follow a window, call", [moved(stage, step(1), number) for number in range(_MOVES)])
    shown = []
    for number in range(_MOVES):
        start = time.perf_counter()
        moved(stage, step(1), number)
        app.processEvents()
        shown.append((time.perf_counter() - start) * 1000)
    tell("follow a window, painted after", shown)
    pause(1)
    before, start = used_s(), time.monotonic()
    pause(_IDLE_S)
    percent = 100 * (used_s() - before) / (time.monotonic() - start)
    sys.stdout.write(f"  a step that nobody touches: {percent:.2f} % of one processor\n")
    sys.stdout.write(f"  memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most\n")
    stage.shutdown()


def moved(stage: Stage, scene: Scene, number: int) -> float:
    """Move the lights one place further and return how long the call took, in milliseconds."""
    lights = tuple(Light(light.rect.translated(number % 200, number % 90)) for light in scene.lights)
    start = time.perf_counter()
    stage.move_lights(lights, scene.window)
    return (time.perf_counter() - start) * 1000


def used_s() -> float:
    """Return the processor time of this process so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def tell(what: str, times_ms: list[float]) -> None:
    """Print a median and a 95th percentile."""
    ordered = sorted(times_ms)
    worst = ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]
    sys.stdout.write(f"  {what}: {statistics.median(ordered):.2f} ms median, {worst:.2f} ms p95\n")


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
