"""Makes the pictures of docs/authoring.md anew: the windows for authors on screens in memory, worked by real keys."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from guide.app.exits import DISMISSED  # noqa: E402
from guide.desktop.virtual_screen import VirtualScreen  # noqa: E402
from guide.tutorial.geometry import DevicePoint  # noqa: E402
from tests.end_to_end.authors_way import Author, Desk  # noqa: E402
from tests.end_to_end.proposing import proposes, takes  # noqa: E402
from tests.support.desktop import Person, open_program, wait_for_window  # noqa: E402
from tests.support.pictures import shoot  # noqa: E402
from tests.targeting.seeker import seeker_on  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
TUTORIAL = "mousepad-save-a-note"
#: A window is painted a moment after the window manager knows it.
SETTLED_S = 1.5

#: The key that opens a window, what its title has, and what its picture is called.
WINDOWS = (("F7", "As a colleague", "editor-colleague.png"), ("F9", "Review", "editor-review.png"))


#: A tutorial of two steps is played twice in less.
HEALED_S = 60.0
ORDER = """\
format: 1
id: order
title: Send an order
version: 1.0.0
application: {{process: order_qt, title: Order, launch: {launch}}}
steps:
  - id: express
    say: Tick {{target}}.
    target: {{element: {{role: checkbox, name: Express}}}}    # without a fee
    until: {{checked: true}}
  - id: send
    say: Press **Send order**.
    target:
      element: {{role: button, name: Send order}}
      text: Send the order
    until: {{window: {{title: Sent}}}}
    do: click
"""
#: Stations on the whole way of an author that have a picture.
STATIONS = ("recording", "trying", "published")


def main() -> int:
    """Take them; return the exit status."""
    take_the_way()
    take_a_proposal()
    return take_the_windows()


def take_the_way() -> None:
    """Go the whole way of an author, from the first click to what colleagues are given."""
    with tempfile.TemporaryDirectory() as name, VirtualScreen(1280, 800) as screen, seeker_on(screen) as seeker:

        def station(reached: str) -> None:
            if reached in STATIONS:
                _take(screen, f"author-{reached}.png")

        author = Author(Desk(screen, seeker), Path(name) / "look-for-a-word", station)
        editor = author.records()
        author.writes()
        author.tries()
        author.translates()
        author.puts_up()
        editor.terminate()
        editor.wait(10)
        author.publishes()


def take_a_proposal() -> None:
    """Propose a tutorial from the tray, and take it."""
    with tempfile.TemporaryDirectory() as name, VirtualScreen(1280, 800) as screen, seeker_on(screen) as seeker:
        desk = Desk(screen, seeker)
        proposes(desk, Path(name), lambda station: _take(screen, f"{station}.png"))
        takes(desk, Path(name), lambda station: _take(screen, f"{station}.png"))


def take_the_windows() -> int:
    """Show each window of the editor."""
    with tempfile.TemporaryDirectory() as name, VirtualScreen(1280, 800) as screen:
        folder = Path(name) / TUTORIAL
        shutil.copytree(ROOT / "tutorials" / TUTORIAL, folder)
        person = Person(screen)
        file = folder / f"{TUTORIAL}.yaml"
        process = screen.start(sys.executable, "-m", "guide", "edit", str(file), cwd=ROOT)
        wait_for_window(screen, title="Save a note")
        time.sleep(SETTLED_S)
        person.presses("ctrl+Next")
        _take(screen, "editor.png")
        _forms(screen, person)
        for key, title, picture in WINDOWS:
            person.presses(key)
            wait_for_window(screen, title=title)
            _take(screen, picture)
            person.presses("Escape")
        person.presses("F8")
        wait_for_window(screen, title="Translate")
        person.presses("Return")
        wait_for_window(screen, title="in “de”")
        _take(screen, "editor-translate.png")
        process.terminate()
        process.wait(10)
        pointed = _pointing(screen, person, Path(name))
    return pointed or _repairs()


def _forms(screen: VirtualScreen, person: Person) -> None:
    """Make a condition of two: what the step waited for, and something else."""
    window = wait_for_window(screen, title="Save a note")
    person.clicks(DevicePoint(window.rect.right - 180, window.rect.y + 407))
    person.presses("End", "Up", "Up", "Return")
    _take(screen, "editor-forms.png")
    person.presses("ctrl+z")


def _pointing(screen: VirtualScreen, person: Person, folder: Path) -> int:
    """Point at a menu of the program, and think better of it."""
    program = open_program(screen, "mousepad", title="Mousepad")
    person.moves(DevicePoint(program.rect.x + 60, program.rect.y + 12))
    process = screen.start(sys.executable, "-m", "guide", "pick", "--out", str(folder / "picked"), cwd=ROOT)
    time.sleep(2 * SETTLED_S)
    _take(screen, "editor-pick.png")
    person.presses("Escape")
    return 0 if process.wait(10) == DISMISSED else 1


def _repairs() -> int:
    """Take the repairs of a tutorial whose program has renamed two of its controls."""
    with tempfile.TemporaryDirectory() as name, VirtualScreen(1280, 800) as screen:
        program = ROOT / "tests" / "support" / "programs" / "order_qt.py"
        file = Path(name) / "order.yaml"
        file.write_text(ORDER.format(launch=f"{sys.executable} {program} 2"), encoding="utf-8")
        person = Person(screen)
        seen = ("env", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1")
        process = screen.start(*seen, sys.executable, "-m", "guide", "edit", str(file), cwd=ROOT)
        wait_for_window(screen, title="Send an order")
        time.sleep(SETTLED_S)
        person.presses("shift+F6")
        wait_for_window(screen, title="Repair")
        person.presses("space")
        time.sleep(HEALED_S)
        _take(screen, "editor-repair.png")
        process.terminate()
        return process.wait(10)


def _take(screen: VirtualScreen, name: str) -> None:
    time.sleep(SETTLED_S)
    picture = shoot(screen)
    picture.save(PICTURES / name)
    print(f"docs/pictures/{name}")


if __name__ == "__main__":
    sys.exit(main())
