"""How each program is brought into its states, and where its controls truly are.

The truth comes from elsewhere than the signals that are measured: from the accessibility tree, from the program itself,
or from the cells of a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.document import Application
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.support.desktop import (
    Person,
    SeenWindow,
    connected,
    wait_for_window,
    wait_until,
    wait_until_stable,
    windows,
)
from tests.targeting.seeker import Seeker, element
from tests.targets.labels import Label

ORDERS = Path(__file__).with_name("orders.tcl")
NOTE = "Buy milk\nCall the plumber about the kitchen\nFile the report\n"
TERMINAL = (
    "Warehouse terminal 4",
    "",
    "  1. Receive goods",
    "  2. Send goods",
    "  3. Count the shelf",
    "  4. Print labels",
    "",
    "F2 Save   F3 Save as   F10 Quit",
    "",
)


@dataclass(frozen=True, slots=True)
class Condition:
    """How the programs look."""

    name: str
    scale: float = 1
    dark: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Of the screen."""
        return round(1280 * self.scale), round(800 * self.scale)


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen in one condition."""

    screen: VirtualScreen
    seeker: Seeker
    person: Person
    condition: Condition

    def start(self, *command: str, extra: Mapping[str, str] | None = None, title: str = "") -> SeenWindow:
        """Start a program and return its window, once it keeps still."""
        before = frozenset(w.xid for w in windows(self.screen))
        self.screen.start(*command, extra=extra)
        return wait_for_window(self.screen, title=title, besides=before)

    def rest(self) -> None:
        """Put the pointer where it lights nothing up."""
        self.person.moves(DevicePoint(1, 1))


@dataclass(frozen=True, slots=True)
class Program:
    """One program."""

    toolkit: str
    process: str
    states: Mapping[str, Callable[[Scene], None]]
    """How to get from each state to the next, in order; the first starts the program."""
    truth: Callable[[Scene, Label], DeviceRect]
    scales: tuple[float, ...] = (1, 2)

    @property
    def application(self) -> Application:
        """As a tutorial says it."""
        return Application(process=self.process)


def gtk(condition: Condition) -> dict[str, str]:
    """What makes GTK programs look so."""
    theme = {"GTK_THEME": "Adwaita:dark"} if condition.dark else {}
    return {**theme, "GDK_SCALE": f"{condition.scale:g}"}


def by_tree(process: str) -> Callable[[Scene, Label], DeviceRect]:
    """The truth by the accessibility tree."""

    def truth(scene: Scene, label: Label) -> DeviceRect:
        assert label.element is not None
        rect = scene.seeker.sees(process, label.element).rect
        assert rect is not None
        return rect

    return truth


def _orders(scene: Scene) -> None:
    look = scene.condition
    told = scene.screen.home / "orders.txt"
    told.unlink(missing_ok=True)
    scene.start("wish", str(ORDERS), "--", f"{look.scale:g}", "dark" if look.dark else "light", str(told))
    wait_until_stable(lambda: told.read_text() if told.exists() else None, "the places of its controls")


def _by_itself(scene: Scene, label: Label) -> DeviceRect:
    lines = (line.split() for line in (scene.screen.home / "orders.txt").read_text().splitlines())
    places = {name: DeviceRect(*map(int, numbers)) for name, *numbers in lines}
    return places[label.name]


def _xterm(scene: Scene) -> None:
    look = scene.condition
    script = scene.screen.home / "menu.sh"
    script.write_text("clear\nprintf '%s\\n' " + " ".join(f"'{line}'" for line in TERMINAL) + "\nexec sleep 1000\n")
    colours = ("-bg", "black", "-fg", "#d0d0d0") if look.dark else ("-bg", "white", "-fg", "black")
    font = ("-fa", "DejaVu Sans Mono", "-fs", f"{10 * look.scale:g}", "-geometry", "60x16")
    scene.start("xterm", *font, *colours, "-e", "sh", str(script))


def _by_cells(scene: Scene, label: Label) -> DeviceRect:
    assert label.text is not None
    window = windows(scene.screen)[-1]
    with connected(scene.screen) as display:
        hints = display.create_resource_object("window", window.xid).get_wm_normal_hints()
    # Save alone comes before Save as: the first is meant
    column = TERMINAL[label.row].index(label.text)
    x = window.rect.x + hints.base_width // 2 + column * hints.width_inc
    y = window.rect.y + hints.base_height // 2 + label.row * hints.height_inc
    return DeviceRect(x, y, len(label.text) * hints.width_inc, hints.height_inc)


def _mousepad(scene: Scene) -> None:
    note = scene.screen.home / "note.txt"
    note.write_text(NOTE)
    scene.start("mousepad", str(note), extra=gtk(scene.condition), title="Mousepad")


def _mousepad_menu(scene: Scene) -> None:
    edit = scene.seeker.sees("mousepad", element("menuitem", "Edit")).rect
    assert edit is not None
    scene.person.clicks(edit.center)


def _mousepad_dialog(scene: Scene) -> None:
    scene.person.presses("Escape", "Escape")
    scene.seeker.loses("mousepad", element("menuitem", "Select All"))
    scene.person.presses("ctrl+r")
    wait_for_window(scene.screen, title="Find and Replace")


def _calculator(scene: Scene) -> None:
    look = scene.condition
    theme = {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"} if look.dark else {}
    scene.start("gnome-calculator", extra={**theme, "GDK_SCALE": f"{look.scale:g}"}, title="Calculator")


def _featherpad(scene: Scene) -> None:
    look = scene.condition
    dark = scene.screen.home / "dark.qss"
    dark.write_text("* { background-color: #303030; color: #e8e8e8 }")
    style = (f"-stylesheet={dark}",) if look.dark else ()
    scene.start("featherpad", *style, extra={"QT_SCALE_FACTOR": f"{look.scale:g}"})


def _calc(scene: Scene) -> None:
    quiet = ("--norestore", "--nologo", "--nofirststartwizard")
    scene.start("soffice", "--calc", *quiet, extra=gtk(scene.condition), title="Calc")
    wait_until(lambda: scene.seeker.find("soffice", element("button", "Bold")).state == "found", "the tool bar of Calc")


ALL_SCALES = (1, 1.5, 2)
PROGRAMS = {
    "orders": Program("Tk", "orders.tcl", {"form": _orders}, _by_itself, ALL_SCALES),
    "xterm": Program("terminal", "xterm", {"menu": _xterm}, _by_cells, ALL_SCALES),
    "mousepad": Program(
        "GTK 3",
        "mousepad",
        {"main": _mousepad, "menu": _mousepad_menu, "dialog": _mousepad_dialog},
        by_tree("mousepad"),
    ),
    "calculator": Program("GTK 4", "gnome-calculator", {"basic": _calculator}, by_tree("gnome-calculator")),
    "featherpad": Program("Qt 5", "featherpad", {"main": _featherpad}, by_tree("featherpad"), ALL_SCALES),
    "calc": Program("LibreOffice", "soffice", {"empty": _calc}, by_tree("soffice")),
}
