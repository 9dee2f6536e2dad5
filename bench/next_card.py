"""How long it takes from a click on what the card points at until the next card is on the screen.

Measured from the press of the mouse, through a program that is asked where its next button is, until the last change of
the card's place on the screen, compositor included. `light`: until the hole is over the next button.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest
from Xlib.xobject.drawable import Window

from bench.peers.two_buttons import LEFT, RIGHT, TITLE
from bench.probes import ROOT, running
from bench.scenery import LOOK_EVERY_S, SIZES, alpha, client, connected, overlays, until, without_motion, write_tutorial
from bench.tables import Table, median, p95
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint, DeviceRect

STEPS = 40
NOT_COUNTED = 4
"""The first cards are made while they are shown, and show where the next ones will be."""
CALM_S = 0.25
"""So long without a change, and a card has come for good."""
PAUSE_S = 0.4


@dataclass(slots=True)
class Measured:
    """Milliseconds of each click."""

    light: list[float] = field(default_factory=list)
    card: list[float] = field(default_factory=list)


def main() -> None:
    """Measure on each screen and print."""
    table = Table("click → next card on the screen, ms", "light median", "light p95", "card median", "card p95", "aim")
    for width, height in SIZES:
        with VirtualScreen(width, height) as screen, connected(screen) as display:
            without_motion(screen)
            result = measured(screen, display)
        figures = (f"{of(times):.1f}" for times in (result.light, result.card) for of in (median, p95))
        table.row(f"guide, {width} × {height}", *figures, "card < 50")


def tutorial() -> dict[str, object]:
    """Return steps that go to and fro between the two buttons."""
    names = ["Left" if number % 2 == 0 else "Right" for number in range(STEPS)]
    target = [{"element": {"role": "button", "name": name}} for name in names]
    steps = [
        {"id": f"s{number}", "title": f"Number {number}", "say": f"Press {names[number]}, the {number}th time.",
         "target": target[number], "until": "clicked"}
        for number in range(STEPS)
    ]  # fmt: skip
    return {"application": {"title": TITLE}, "steps": steps}


def measured(screen: VirtualScreen, display: Display) -> Measured:
    """Click through the tutorial."""
    result, root = Measured(), display.screen().root
    screen.start(
        sys.executable, "-m", "bench.peers.two_buttons", extra={"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}, cwd=ROOT
    )
    window = until(lambda: client(display, TITLE), "the program")
    file = write_tutorial(screen.home, "to-and-fro", tutorial())
    with running(screen, "-m", "guide", "play", str(file), "--give-up", "0") as process:
        places: dict[int, DeviceRect] = {}
        for number in range(STEPS - 1):
            here, there = _button(root, window, number), _button(root, window, number + 1)
            until(lambda here=here: _lit(display, process.pid, here), f"the light of step {number}")
            time.sleep(PAUSE_S)
            places[number % 2] = _card(display, process.pid)
            if number < NOT_COUNTED:
                _press(display, here)
                continue
            light_ms, card_ms = _timed(display, process.pid, here, there, places[(number + 1) % 2])
            result.light.append(light_ms)
            result.card.append(card_ms)
    return result


def _timed(display: Display, pid: int, here: DevicePoint, there: DevicePoint, place: DeviceRect) -> tuple[float, float]:
    """Press here; return when the light is there, and when the card's next place has changed for the last time."""
    root, dim = display.screen().root, overlays(display, pid)[0][0]
    seen, light_s = _strip(root, place), 0.0
    begun = changed = time.perf_counter()
    _press(display, here)
    while time.perf_counter() - changed < CALM_S:
        now = _strip(root, place)
        if now != seen:
            seen, changed = now, time.perf_counter()
        if not light_s and alpha(dim, there) == 0:
            light_s = time.perf_counter() - begun
        time.sleep(LOOK_EVERY_S)
    return light_s * 1000, (changed - begun) * 1000


def _press(display: Display, point: DevicePoint) -> None:
    for kind, detail in ((X.MotionNotify, 0), (X.ButtonPress, 1), (X.ButtonRelease, 1)):
        xtest.fake_input(display, kind, detail, x=point.x, y=point.y)
    display.sync()


def _button(root: Window, window: Window, number: int) -> DevicePoint:
    corner, place = root.translate_coords(window, 0, 0), (LEFT, RIGHT)[number % 2]
    return DevicePoint(corner.x + place.center().x(), corner.y + place.center().y())


def _lit(display: Display, pid: int, point: DevicePoint) -> bool:
    lying = overlays(display, pid)
    return bool(lying) and alpha(lying[0][0], point) == 0


def _card(display: Display, pid: int) -> DeviceRect:
    """Return where the card is: of the windows that do not fill the screen, the smallest, its shadow left aside."""
    return overlays(display, pid)[-1][1]


def _strip(root: Window, place: DeviceRect) -> bytes:
    """Return what one sees of a card: some rows of pixels are enough."""
    rows = (place.y + place.height * part // 8 for part in range(1, 8))
    return b"".join(root.get_image(place.x, y, place.width, 1, X.ZPixmap, 0xFFFFFFFF).data for y in rows)


if __name__ == "__main__":
    main()
