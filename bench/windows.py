"""What it costs to follow windows, observe input and take pictures on X11, and how soon one is told.

On a screen of its own. `thread` is the way without a toolkit (a thread waits for the connection's news), `loop` the
way with one (the owner's own event loop waits, as Qt does with a QSocketNotifier). Beside them, pynput where it is
installed.
"""

from __future__ import annotations

import importlib.util
import os
import select
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from Xlib import X
from Xlib.display import Display
from Xlib.xobject.drawable import Window

from bench.tables import Table, median, p95
from guide.desktop.handlers.capture import ScreenCapture
from guide.desktop.handlers.pynput_input import PynputObservedInput
from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.observed import RecordedInput
from guide.desktop.handlers.x11.windows import X11Windows
from guide.desktop.inputs import ObservedInput
from guide.desktop.virtual_screen import VirtualScreen, wait_until
from guide.desktop.windows import Stop
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.keys import Chord

ROUNDS = 200
IDLE_S = 3.0
PAUSE_S = 0.004
"""Between two rounds, so that each is measured alone."""
MOTION_HZ = 1000
TABLE: list[Table] = []
"""The one that is being printed."""


def main() -> None:
    """Print all figures."""
    TABLE.append(Table("windows, input and pictures, ms", "median", "p95", first_chars=54))
    with VirtualScreen(1920, 1080) as screen, screen.entered():
        display = Display()
        follow(display)
        snapshots(display)
        clicks(display)
        idle(display)
        pictures()
        display.close()


def report(what: str, times_s: list[float]) -> None:
    """Print median and 95th percentile."""
    TABLE[0].row(what, f"{median(times_s) * 1000:.2f}", f"{p95(times_s) * 1000:.2f}")


def follow(display: Display) -> None:
    """Measure from the request to move a window, through the window manager, to the call of the subscriber."""
    with opened(display, 5) as windows:
        told = threading.Event()
        for name, port in (("thread", X11Windows(Connection(), lambda call: call())), ("loop", by_own_loop(told))):
            stop = port.subscribe(lambda event: told.set() if event.kind == "moved" else None)
            times = []
            for round_ in range(ROUNDS):
                told.clear()
                began = time.perf_counter()
                windows[0].configure(x=100 + round_, y=80 + round_)
                display.flush()
                while not told.is_set():
                    if name == "loop":
                        select.select([port], [], [], 1)
                        port.dispatch()
                    else:
                        told.wait(1)
                times.append(time.perf_counter() - began)
                time.sleep(PAUSE_S)
            report(f"window moved → told, {name}", times)
            stop()
            port.shutdown()


def by_own_loop(told: threading.Event) -> X11Windows:
    """Return windows whose news this very thread reads."""
    del told

    def drive(_descriptor: int, _dispatch: Callable[[], None]) -> Stop:
        return lambda: None

    return X11Windows(Connection(), lambda call: call(), drive)


def snapshots(display: Display) -> None:
    """Measure a look at all windows: while listening, and without."""
    for count in (1, 5, 20, 50):
        with opened(display, count) as windows:
            port = X11Windows(Connection(), lambda call: call())
            report(f"snapshot of {count} windows, not listening", timed(port.snapshot, 20))
            stop = port.subscribe(lambda event: None)
            report(f"snapshot of {count} windows, listening", timed(port.snapshot, ROUNDS))

            def change(port: X11Windows = port, windows: list[Window] = windows) -> None:
                windows[0].set_wm_name(str(time.perf_counter()))
                display.sync()
                port.snapshot()

            report("the same, with one title changed before (and sent)", timed(change, ROUNDS))
            stop()
            port.shutdown()


def clicks(display: Display) -> None:
    """Measure from the press of a button to the call of the subscriber."""
    for name, observed in observers():
        told = threading.Event()
        stop = observed.subscribe(lambda event, told=told: told.set())  # type: ignore[misc]
        observed.watch(frozenset({Chord.parse("Ctrl+S")}))
        time.sleep(0.3)  # pynput says that it listens a moment before it does
        times = []
        for round_ in range(ROUNDS):
            told.clear()
            began = time.perf_counter()
            display.xtest_fake_input(X.ButtonPress if round_ % 2 == 0 else X.ButtonRelease, 2)
            display.flush()
            told.wait(1)
            times.append(time.perf_counter() - began)
            time.sleep(PAUSE_S)
        report(f"click → told, {name}", times)
        end(stop, display)


def idle(display: Display) -> None:
    """Measure the processor's time of this process with everything listening, while nothing and while much happens."""
    windows = X11Windows(Connection(), lambda call: call())
    stop_windows = windows.subscribe(lambda event: None)
    for name, observed in observers():
        stop = observed.subscribe(lambda event: None)
        observed.watch(frozenset({Chord.parse("Ctrl+S")}))
        time.sleep(0.3)
        TABLE[0].row(f"processor while nothing happens, {name}", f"{share_of_processor(IDLE_S):.2f} %")
        mover = os.fork()
        if mover == 0:
            move_pointer()
        what = f"processor while the pointer moves at {MOTION_HZ} Hz, {name}"
        TABLE[0].row(what, f"{share_of_processor(IDLE_S):.2f} %")
        os.kill(mover, 9)
        os.waitpid(mover, 0)
        end(stop, display)
    stop_windows()
    windows.shutdown()
    display.sync()


def move_pointer() -> None:
    """Move the pointer until killed, in a process of its own so that it is not counted."""
    display = Display()
    step = 0
    while True:
        step += 1
        display.xtest_fake_input(X.MotionNotify, x=200 + step % 600, y=300 + step % 300)
        display.flush()
        time.sleep(1 / MOTION_HZ)


def share_of_processor(seconds: float) -> float:
    """Return how much of one processor this process takes, in percent."""
    before = time.process_time()
    time.sleep(seconds)
    return (time.process_time() - before) / seconds * 100


def pictures() -> None:
    """Measure pictures of the screen."""
    camera = ScreenCapture()
    report("picture of 1920 × 1080", timed(camera.grab, 50))
    report("picture of 640 × 480", timed(lambda: camera.grab(DeviceRect(100, 100, 640, 480)), 50))
    camera.shutdown()


def observers() -> Iterator[tuple[str, ObservedInput]]:
    """Yield the handlers of observed input that there are."""
    yield "RECORD", RecordedInput(Connection, lambda call: call())
    if importlib.util.find_spec("pynput") is not None:
        yield "pynput", PynputObservedInput(lambda call: call())


def end(stop: Stop, display: Display) -> None:
    """Stop observing; pynput on X notices that with the next key and click."""
    stop()
    shift, button = display.keysym_to_keycode(0xFFE1), 2
    for kind, detail in (
        (X.KeyPress, shift),
        (X.KeyRelease, shift),
        (X.ButtonPress, button),
        (X.ButtonRelease, button),
    ):
        display.xtest_fake_input(kind, detail)
        display.sync()
    time.sleep(0.2)


def timed(call: Callable[[], object], rounds: int) -> list[float]:
    """Return how long each of many calls took, after one that is not counted."""
    call()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return times


@contextmanager
def opened(display: Display, count: int) -> Iterator[list[Window]]:
    """Open managed windows for a while."""
    root = display.screen().root
    windows = [root.create_window(20 * n, 15 * n, 300, 200, 0, X.CopyFromParent) for n in range(count)]
    for window in windows:
        window.set_wm_name(f"window {window.id}")
        window.map()
    display.sync()
    listed = display.get_atom("_NET_CLIENT_LIST")

    def number() -> int:
        value = root.get_full_property(listed, X.AnyPropertyType)
        return len(value.value) if value else 0

    wait_until(lambda: number() == count, "the windows")
    time.sleep(0.5)  # the window manager places and paints
    try:
        yield windows
    finally:
        for window in windows:
            window.destroy()
        display.sync()
        wait_until(lambda: number() == 0, "the windows to go")


if __name__ == "__main__":
    main()
