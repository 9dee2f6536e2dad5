"""How long it takes to find one control by role and name in real programs, and how many questions that is.

`python -m bench.elements PROGRAM…` measures some of them. Each program runs on a screen of its own. `cold` is the first
search (the program has never been asked before), `warm` the median of the following ones; `absent` looks for what is
not there; `anew` is as warm, when the program told of something new since, so that nothing is remembered. Beside it
peers, where they are installed: a plain walk with the GObject bindings of AT-SPI, as most tools do it
(gir1.2-atspi-2.0); dogtail (python3-dogtail); and xa11y. `best ×`: how many times as long as guide, warm, the quickest
peer takes that finds it; `anew ×`: as long as guide, anew. All peers stop at the first that fits; guide looks on, to
know that it is the only one. The last rows are windows of more and more buttons, of which most have to be scrolled to.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from bench.tables import Table, ratio
from guide.desktop.elements import ElementQuery, Matches
from guide.desktop.handlers.x11.desktop import X11Desktop
from guide.desktop.virtual_screen import VirtualScreen, wait_until
from guide.desktop.windows import WindowInfo
from guide.desktop.worker import Worker

ROUNDS = 25
PATIENCE_MS = 20_000
SYSTEM_PYTHON = "/usr/bin/python3"
PATIENCE_WITH_PEERS_S = 60
MANY_BUTTONS = (100, 400, 1000, 5000)
MANY_QT_BUTTONS = 1000
OFFICE = ("--norestore", "--nologo", "--nofirststartwizard")

PEER = """
import sys, time, statistics, gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi
ROLES = ("push button", "toggle button", "button", "menu", "menu item")

def find(node, name, depth=0):
    if node is None or depth > 60: return None
    if node.get_name().strip() == name and node.get_role_name() in ROLES: return node
    count = node.get_child_count()
    if count > 1000 or node.get_state_set().contains(Atspi.StateType.MANAGES_DESCENDANTS): return None
    for i in range(count):
        if (found := find(node.get_child_at_index(i), name, depth + 1)): return found

pid, name, times = int(sys.argv[1]), sys.argv[2], []
for _ in range(5):
    Atspi.get_desktop(0).clear_cache()
    began = time.perf_counter()
    for i in range(Atspi.get_desktop(0).get_child_count()):
        program = Atspi.get_desktop(0).get_child_at_index(i)
        if program is not None and program.get_process_id() == pid:
            found = find(program, name)
    times.append(time.perf_counter() - began)
print(1000 * statistics.median(times), found is not None)
"""
DOGTAIL = """
import sys, time, statistics
from dogtail.config import config
config.checkForA11y = False
config.logDebugToFile = config.logDebugToStdOut = False
from dogtail.tree import root
from dogtail.predicate import GenericPredicate

pid, name, times, found = int(sys.argv[1]), sys.argv[2], [], None
for _ in range(3):
    began = time.perf_counter()
    for program in root.children:
        if program.get_process_id() == pid:
            found = program.findChild(GenericPredicate(name=name), retry=False, requireResult=False)
    times.append(time.perf_counter() - began)
print(1000 * statistics.median(times), found is not None)
"""
XA11Y = """
import sys, time, statistics, xa11y
pid, name, times = int(sys.argv[1]), sys.argv[2], []
program, found = xa11y.App.by_pid(pid), None
for _ in range(5):
    began = time.perf_counter()
    try:
        found = program.locator(f'[name="{name}"]').first().element()
    except xa11y.XA11yError:
        found = None
    times.append(time.perf_counter() - began)
print(1000 * statistics.median(times), found is not None)
"""
MANY_QT = """
import sys
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QScrollArea, QWidget
app, inside, area = QApplication([]), QWidget(), QScrollArea()
grid = QGridLayout(inside)
for number in range(int(sys.argv[1])):
    grid.addWidget(QPushButton(f"Button {number}"), number // 40, number % 40)
area.setWidget(inside)
area.setWindowTitle("Many")
area.resize(1000, 700)
area.show()
app.exec()
"""
PAGE = "data:text/html,<title>Many</title>" + "".join(f"<button>Button {number}</button>" for number in range(400))
CHROMIUM = ("--no-sandbox", "--no-first-run", "--force-renderer-accessibility", "--user-data-dir=/tmp/guide-bench-page")
MANY = """
import sys, gi
gi.require_version("Gtk", "3.0")
from gi.repository import Gtk
window, grid, count = Gtk.Window(title="Many"), Gtk.Grid(), int(sys.argv[1])
for number in range(count):
    button = Gtk.Button(label=f"Button {number}")
    grid.attach(button, number % 40, number // 40, 1, 1)
scrolled = Gtk.ScrolledWindow()
scrolled.add(grid)
window.add(scrolled)
window.set_default_size(1000, 700)
window.show_all()
Gtk.main()
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A program and a control to look for."""

    command: tuple[str, ...]
    title: str
    role: str
    name: str
    peer_name: str


CASES = {
    "mousepad (GTK 3)": Case(("mousepad",), "Mousepad", "menuitem", "Help", "Help"),
    "calculator (GTK 4)": Case(("gnome-calculator",), "Calculator", "button", "=", "= ="),
    "featherpad (Qt 5)": Case(("featherpad",), "Untitled", "button", "Find", "Find"),
    "Writer": Case(("soffice", "--writer", *OFFICE), "Writer", "button", "Bold", "Bold"),
    "Calc": Case(("soffice", "--calc", *OFFICE), "Calc", "button", "Bold", "Bold"),
}
CASES |= {
    f"{n} buttons": Case((SYSTEM_PYTHON, "-c", MANY, str(n)), "Many", "button", f"Button {n // 2}", f"Button {n // 2}")
    for n in MANY_BUTTONS
}
CASES |= {
    f"{MANY_QT_BUTTONS} buttons (Qt 6)": Case(
        ("env", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1", sys.executable, "-c", MANY_QT, str(MANY_QT_BUTTONS)),
        "Many",
        "button",
        "Button 500",
        "Button 500",
    ),
    "Chromium, 400 buttons": Case(("chromium", *CHROMIUM, PAGE), "Many", "button", "Button 200", "Button 200"),
}
PEERS = ((SYSTEM_PYTHON, PEER), (SYSTEM_PYTHON, DOGTAIL), (sys.executable, XA11Y))


def main(chosen: list[str]) -> None:
    """Measure and print a table."""
    heads = (
        "cold",
        "warm",
        "calls",
        "absent",
        "calls",
        "anew",
        "how",
        "GObject walk",
        "dogtail",
        "xa11y",
        "best ×",
        "anew ×",
    )
    table = Table("one control found by role and name, ms", *heads, first_chars=24)
    for label, case in CASES.items():
        if (not chosen or any(word in label.lower() for word in chosen)) and shutil.which(case.command[0]):
            table.row(label, *measured(case))


def measured(case: Case) -> tuple[str, ...]:
    """Return the cells of one row."""
    with VirtualScreen(1280, 800) as screen, screen.entered():
        posted: SimpleQueue[object] = SimpleQueue()
        worker = Worker(posted.put)
        desktop = X11Desktop(posted.put, display=screen.display)
        worker.at_end(desktop.elements.shutdown)
        try:
            screen.start(*case.command)
            window = _window(desktop, case.title)
            _calm(desktop, window)
            wanted, nobody = _query(case, case.name), _query(case, "nobody is called this")
            cold, _ = _search(worker, desktop, wanted, window)
            warm = [_search(worker, desktop, wanted, window) for _ in range(ROUNDS)]
            absent = [_search(worker, desktop, nobody, window) for _ in range(ROUNDS)]
            anew = [_search_anew(worker, desktop, wanted, window) for _ in range(ROUNDS)]
            found = warm[-1][1]
            ours = _median(warm)
            peers = [_peer(screen, window, case, command) for command in PEERS]
            how = found.how.removeprefix("by ") if found.elements else "NOT FOUND"
            calls, in_vain = str(found.calls), str(absent[-1][1].calls)
            times = f"{cold:.0f}", f"{ours:.1f}", calls, f"{_median(absent):.1f}", in_vain, f"{_median(anew):.1f}"
            return *times, how, *_cells(peers, ours, _median(anew))
        finally:
            worker.shutdown()
            desktop.shutdown()


def _query(case: Case, name: str) -> ElementQuery:
    return ElementQuery(role=case.role, name=lambda told: told == name)


def _search(worker: Worker, desktop: X11Desktop, query: ElementQuery, window: WindowInfo) -> tuple[float, Matches]:
    began = time.perf_counter()
    matches = worker.wait(desktop.elements.search(query, window, deadline_ms=PATIENCE_MS))
    return 1000 * (time.perf_counter() - began), matches


def _search_anew(worker: Worker, desktop: X11Desktop, query: ElementQuery, window: WindowInfo) -> tuple[float, Matches]:
    worker.call(desktop.elements.forget)
    return _search(worker, desktop, query, window)


def _median(rounds: list[tuple[float, Matches]]) -> float:
    return statistics.median(ms for ms, _ in rounds)


def _window(desktop: X11Desktop, title: str) -> WindowInfo:
    def titled() -> Iterator[WindowInfo]:
        return (window for window in desktop.windows.snapshot().stack if title in window.title)

    wait_until(lambda: next(titled(), None) is not None, f"a window called {title}")
    return next(titled())


def _calm(desktop: X11Desktop, window: WindowInfo) -> None:
    """Wait until the program has nothing more to do, without asking it anything."""
    stat = Path(f"/proc/{window.pid}/stat")
    used = [-1]

    def idle() -> bool:
        used.append(sum(int(field) for field in stat.read_text().rpartition(")")[2].split()[11:13]))
        time.sleep(0.2)
        return len(used) > 6 and used[-1] - used[-6] <= 2

    wait_until(idle, "the program to calm down")


def _cells(peers: list[float | None], *ours_ms: float) -> tuple[str, ...]:
    told = [ms for ms in peers if ms is not None]
    times = ("–" if ms is None else f"{ms:.1f}" for ms in peers)
    return *times, *(ratio(min(told), ms) if told else "–" for ms in ours_ms)


def _peer(screen: VirtualScreen, window: WindowInfo, case: Case, peer: tuple[str, str]) -> float | None:
    """Return the peer's time; None where it is not there, or finds nothing."""
    python, script = peer
    command = [python, "-c", script, str(window.pid), case.peer_name]
    try:
        done = subprocess.run(
            command, env=screen.environment, capture_output=True, text=True, timeout=PATIENCE_WITH_PEERS_S, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    ms, found = done.stdout.split()[-2:]
    return float(ms) if found == "True" else None


if __name__ == "__main__":
    main([word.lower() for word in sys.argv[1:]])
