"""How long it takes to find a control by its picture, and how that grows with the pixels; pyscreeze beside it.

A text editor fills screens of growing size; the first menus of its bar are what is looked for. `guide, new`: the first
look at a window's picture; `guide, again`: nothing has changed since. pyscreeze looks through a picture of the whole
screen, as its `locateOnScreen` does, with OpenCV and a confidence of 0.9; both times include taking the picture.
"""

from __future__ import annotations

import importlib
import importlib.util
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

import cv2
import mss
import numpy as np

from bench.tables import Table, median, ratio
from guide.desktop.handlers.x11.desktop import X11Desktop
from guide.desktop.virtual_screen import VirtualScreen, wait_until
from guide.desktop.windows import WindowInfo
from guide.desktop.worker import Worker
from guide.targeting.by_image import ImageRung
from guide.targeting.looking import Look, one_to_one
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.targets import ImageSpec, Target

SIZES = ((1280, 800), (1920, 1080), (2560, 1440), (3840, 2160))
ROUNDS = 7
PATIENCE_MS = 20_000
FILE = "control.png"
PIECE = DeviceRect(4, 4, 90, 22)
"""Of the window: its first menus."""


def main() -> None:
    """Print a table."""
    heads = ("guide, new", "guide, again", "pyscreeze", "× new")
    table = Table("one control found by its picture, ms", *heads, first_chars=14)
    for width, height in SIZES:
        with VirtualScreen(width, height) as screen, screen.entered(), tempfile.TemporaryDirectory() as folder:
            table.row(f"{width} × {height}", *measured(screen, Path(folder)))


def measured(screen: VirtualScreen, folder: Path) -> tuple[str, ...]:
    """Return the cells of one row."""
    posted: SimpleQueue[object] = SimpleQueue()
    worker = Worker(posted.put)
    desktop = X11Desktop(posted.put, display=screen.display)
    try:
        window = _opened(screen, desktop)
        picture = desktop.capture.grab(PIECE.translated(window.rect.x, window.rect.y))
        pixels = np.frombuffer(picture.pixels, np.uint8).reshape(picture.rect.height, picture.rect.width, 4)
        cv2.imwrite(str(folder / FILE), pixels[:, :, :3])

        def look(rung: ImageRung) -> None:
            target = Target(image=ImageSpec(FILE))
            asked = Look(target, (window,), desktop, "en", one_to_one, False, deadline_ms=PATIENCE_MS, folder=folder)
            finding = worker.wait(rung.look(asked))
            if finding.rect is None or finding.rect.intersected(picture.rect).empty:
                raise ValueError(f"not found: {finding.why}")

        known = ImageRung()
        new, again = _median_ms(lambda: look(ImageRung())), _median_ms(lambda: look(known))
        theirs = _pyscreeze(folder / FILE)
        peer = ("–", "–") if theirs is None else (f"{theirs:.1f}", ratio(theirs, new))
        return f"{new:.1f}", f"{again:.1f}", *peer
    finally:
        worker.shutdown()
        desktop.shutdown()


def _opened(screen: VirtualScreen, desktop: X11Desktop) -> WindowInfo:
    note = screen.home / "note.txt"
    note.write_text("\n".join(f"{line}: Buy milk, call the plumber, file the report. " * 6 for line in range(200)))
    screen.start("mousepad", str(note))

    def window() -> WindowInfo | None:
        return next((one for one in desktop.windows.snapshot().stack if "Mousepad" in one.title), None)

    wait_until(lambda: window() is not None, "the editor")
    screen.start("wmctrl", "-r", "Mousepad", "-b", "add,maximized_vert,maximized_horz").wait()
    wait_until(lambda: (one := window()) is not None and one.rect.width > screen.width_px - 50, "a large window")
    time.sleep(1)  # it paints
    found = window()
    assert found is not None
    return found


def _pyscreeze(file: Path) -> float | None:
    if importlib.util.find_spec("pyscreeze") is None:
        return None
    from PIL import Image  # noqa: PLC0415  (comes with the peer)

    pyscreeze = importlib.import_module("pyscreeze")

    needle = Image.open(file).convert("RGB")

    def look() -> None:
        with mss.MSS() as camera:
            seen = camera.grab(camera.monitors[0])
        haystack = Image.frombytes("RGB", seen.size, seen.bgra, "raw", "BGRX")
        if pyscreeze.locate(needle, haystack, confidence=0.9) is None:
            raise ValueError("pyscreeze did not find it")

    return _median_ms(look)


def _median_ms(call: Callable[[], None]) -> float:
    call()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    return median(times)


if __name__ == "__main__":
    main()
