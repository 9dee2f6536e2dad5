"""Whatever a program does with its accessibility tree, the overlay misses no frame and guide's memory stays."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from guide.desktop.elements import ElementQuery
from guide.desktop.handlers.atspi.elements import AtspiElements
from guide.desktop.virtual_screen import VirtualScreen
from guide.desktop.windows import WindowInfo
from guide.desktop.worker import Worker
from guide.tutorial.geometry import DeviceRect
from tests.support.desktop import wait_until

pytestmark = pytest.mark.desktop
PROGRAM = Path(__file__).with_name("atspi_hostile_program.py")
FRAME_S = 1 / 60
TICK_S = 0.001
WATCHED_S = 1.2
DEADLINE_MS = 800
MOST_MORE_MB = 50
TRIES = 4
"""What the machine does meanwhile takes frames too, now and then; what guide does takes one each time."""
LARGE = ("crowd", "endless", "hoard")
PLACE = DeviceRect(100, 100, 400, 300)


class Owner:
    """The thread with the windows: does what is posted to it, and notices how long it could do nothing."""

    def __init__(self) -> None:
        self.posted: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.heard = 0

    def watch(self, worker: Worker, question: Callable[[], object]) -> float:
        """Ask again and again for a while; return the longest time without a tick, in seconds.

        Without the time in which other programs had the processors: what guide does to itself is meant.
        """
        longest, answered = 0.0, [True]
        last = end = time.perf_counter()
        waits = Waits(threading.current_thread(), next(t for t in threading.enumerate() if t.name == "guide-worker"))
        kept_s = waits.seconds()
        end += WATCHED_S
        while last < end or not answered:
            if answered and last < end:
                answered.clear()
                worker.submit(question(), answered.append)  # type: ignore[arg-type]
            time.sleep(TICK_S)
            self._does()
            now, kept_now_s = time.perf_counter(), waits.seconds()
            longest = max(longest, now - last - (kept_now_s - kept_s))
            last, kept_s = now, kept_now_s
        waits.close()
        return longest

    def _does(self) -> None:
        try:
            while True:
                self.posted.get_nowait()()
        except Empty:
            return


@pytest.fixture
def owner(screen: VirtualScreen) -> Iterator[tuple[Owner, Worker, AtspiElements]]:
    made = Owner()
    with screen.entered():
        worker = Worker(made.posted.put)
        elements = AtspiElements(made.posted.put)
        worker.at_end(elements.shutdown)
        yield made, worker, elements
        worker.shutdown()


class Waits:
    """For how long two threads of this process could have run while others had the processors."""

    def __init__(self, *threads: threading.Thread) -> None:
        self._files = [os.open(f"/proc/self/task/{thread.native_id}/schedstat", os.O_RDONLY) for thread in threads]

    def seconds(self) -> float:
        """Return it, since they began. Two small reads: each gives the other thread the turn, as any call would."""
        return sum(int(os.pread(file, 64, 0).split()[1]) for file in self._files) / 1e9

    def close(self) -> None:
        for file in self._files:
            os.close(file)


def memory_mb() -> float:
    """Return what this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


MANNERS = ("good", "stopped", "gone", "storm", "table", "liar", "circle", "megabyte", "bytes", *LARGE)


@pytest.mark.parametrize("manner", MANNERS)
def test_no_frame_is_lost_and_memory_stays(
    owner: tuple[Owner, Worker, AtspiElements], screen: VirtualScreen, manner: str
) -> None:
    # given a hostile program that is on the bus, and somebody who listens to it and searches it
    me, worker, elements = owner
    program = screen.start(sys.executable, str(PROGRAM), manner)
    wait_until(lambda: str(program.pid) in max(screen.logs.iterdir()).read_text(), "the program to register")
    window = WindowInfo(7, "Hostile", "python", program.pid, None, PLACE, PLACE, PLACE)
    stop = elements.subscribe(lambda event: setattr(me, "heard", me.heard + 1), pid=program.pid)
    role = "gridcell" if manner == "table" else "button"

    def question() -> object:
        query = ElementQuery(role=role, name=lambda told: told == "nobody")
        return elements.search(query, window, deadline_ms=DEADLINE_MS)

    worker.wait(question())  # type: ignore[arg-type]
    if manner == "stopped":
        program.send_signal(signal.SIGSTOP)
    gc.collect()
    gc.freeze()  # as guide does when its first run begins: the tests' own things are many
    before = memory_mb()

    # when it is searched all the time, then the thread with the windows hardly notices
    longest = []
    for _ in range(TRIES):
        longest.append(me.watch(worker, question))
        if min(longest) < FRAME_S:
            break
    stop()
    gc.unfreeze()
    program.kill()
    assert min(longest) < FRAME_S
    assert memory_mb() - before < MOST_MORE_MB
    if manner == "storm":
        assert me.heard
