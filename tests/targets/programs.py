"""How each program is brought into its states, and where its controls truly are.

The truth comes from elsewhere than the signals that are measured: from edges that are drawn in a colour of their own,
from the program itself, from the cells of a terminal, or from what was looked at and written down (`truths`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.document import Application
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.support.desktop import (
    Person,
    SeenWindow,
    Shot,
    connected,
    run,
    shoot,
    stacking,
    wait_for_window,
    wait_until,
    wait_until_stable,
    windows,
)
from tests.targeting.seeker import Seeker, element
from tests.targets import forms
from tests.targets.labels import Label

HERE = Path(__file__).parent
ORDERS = HERE / "orders.tcl"
ORDERS_TITLE = "Orders|Aufträge"
FIREFOX_SETTINGS: dict[str, str | int | bool] = {
    "accessibility.force_disabled": -1,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.policy.firstRunURL": "",
    "network.captive-portal-service.enabled": False,
    "termsofuse.bypassNotification": True,
}
"""Neither asks nor reaches out."""
CALCULATOR_SIZE = (480, 580)
LARGEST_CARET_PX = 150
"""It may blink."""
LOOKS_UNTIL_SETTLED = 6
"""A third of a second, between two blinks of a caret: an office draws its window, and some time later its tool bars."""
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
    language: str = "en"

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
        self.screen.start(*command, extra={**self.tongue, **(extra or {})})
        return wait_for_window(self.screen, title=title, besides=before)

    @property
    def tongue(self) -> dict[str, str]:
        """What makes programs speak the condition's language: the system need not know it."""
        language = self.condition.language
        return {"LANGUAGE": language} if language != "en" else {}

    def settles(self) -> None:
        """Wait until nothing moves on the screen any more."""
        alike = [shoot(self.screen)]

        def still() -> bool:
            now = shoot(self.screen)
            if changed_pixels(now, alike[-1]) > LARGEST_CARET_PX * self.condition.scale**2:
                alike.clear()
            alike.append(now)
            return len(alike) >= LOOKS_UNTIL_SETTLED

        wait_until(still, "the screen to settle")

    def rest(self) -> None:
        """Put the pointer where it lights nothing up."""
        aside = DevicePoint(1, 1)
        if self.person.pointer() != aside:  # it would be waited for to move
            self.person.moves(aside)


@dataclass(frozen=True, slots=True)
class Program:
    """One program."""

    toolkit: str
    process: str
    states: Mapping[str, Callable[[Scene], None]]
    """How to get from each state to the next, in order; the first starts the program."""
    truth: Callable[[Scene, Label], DeviceRect] | None = None
    """Where a control is; None: it was looked at and written down (`truths`)."""
    scales: tuple[float, ...] = (1, 2)
    languages: tuple[str, ...] = ("en", "de")

    def shows(self, condition: Condition) -> bool:
        """Whether it can look so."""
        return condition.scale in self.scales and condition.language in self.languages

    @property
    def application(self) -> Application:
        """As a tutorial says it."""
        return Application(process=self.process)


def changed_pixels(one: Shot, other: Shot) -> int:
    """Return how many pixels differ."""
    before, after = (np.frombuffer(shot.rgb, np.uint8).reshape(-1, 3) for shot in (one, other))
    return int((before != after).any(axis=1).sum())


def gtk(condition: Condition) -> dict[str, str]:
    """What makes GTK programs look so."""
    theme = {"GTK_THEME": "Adwaita:dark"} if condition.dark else {}
    return {**theme, "GDK_SCALE": f"{condition.scale:g}"}


def gtk4(condition: Condition) -> dict[str, str]:
    """What makes GTK 4 programs look so; drawn without OpenGL, which memory has not."""
    theme = {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"} if condition.dark else {}
    return {**theme, "GDK_SCALE": f"{condition.scale:g}", "GSK_RENDERER": "cairo"}


def qt(condition: Condition) -> dict[str, str]:
    """What makes Qt programs look and speak so."""
    spoken = {"LANG": "de_DE.UTF-8"} if condition.language == "de" else {}
    return {**spoken, "QT_SCALE_FACTOR": f"{condition.scale:g}"}


def qt_style(scene: Scene) -> tuple[str, ...]:
    """Return what makes programs of Qt 5 dark, where they are to be."""
    if not scene.condition.dark:
        return ()
    dark = scene.screen.home / "dark.qss"
    dark.write_text("* { background-color: #303030; color: #e8e8e8 }")
    return (f"-stylesheet={dark}",)


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
    text = label.name.replace("_", " ")
    window = windows(scene.screen)[-1]
    with connected(scene.screen) as display:
        hints = display.create_resource_object("window", window.xid).get_wm_normal_hints()
    # Save alone comes before Save as: the first is meant
    column = TERMINAL[label.row].index(text)
    x = window.rect.x + hints.base_width // 2 + column * hints.width_inc
    y = window.rect.y + hints.base_height // 2 + label.row * hints.height_inc
    return DeviceRect(x, y, len(text) * hints.width_inc, hints.height_inc)


def _mousepad(scene: Scene) -> None:
    note = scene.screen.home / "note.txt"
    note.write_text(NOTE)
    scene.start("mousepad", str(note), extra=gtk(scene.condition), title="Mousepad")


def _mousepad_menu(scene: Scene) -> None:
    scene.person.presses("alt+b" if scene.condition.language == "de" else "alt+e")
    wait_until(lambda: len(stacking(scene.screen)) > 1, "the menu")


def _mousepad_dialog(scene: Scene) -> None:
    scene.person.presses("Escape", "Escape")
    scene.person.presses("ctrl+r")
    wait_until_stable(lambda: len(windows(scene.screen)) > 1, "the dialog")


def _galculator(scene: Scene) -> None:
    scene.start("galculator", extra=gtk(scene.condition), title="galculator")


def _calculator(scene: Scene) -> None:
    window = scene.start("gnome-calculator", extra=gtk4(scene.condition), title="Calculator|Taschenrechner")
    # Left to itself it is sometimes 12 pixels higher than at other times
    wide, high = (str(round(side * scene.condition.scale)) for side in CALCULATOR_SIZE)
    run(scene.screen, "xdotool", "windowsize", str(window.xid), wide, high)
    scene.settles()


def _featherpad(scene: Scene) -> None:
    scene.start("featherpad", *qt_style(scene), extra=qt(scene.condition))


def _speedcrunch(scene: Scene) -> None:
    scene.start("speedcrunch", *qt_style(scene), extra=qt(scene.condition), title="SpeedCrunch")


def _speedcrunch_keypad(scene: Scene) -> None:
    before = shoot(scene.screen)
    scene.person.presses("ctrl+k")
    wait_until(lambda: shoot(scene.screen) != before, "the keypad")
    wait_until_stable(lambda: shoot(scene.screen), "the keypad to be drawn")


def _office(part: str, title: str) -> Callable[[Scene], None]:
    def start(scene: Scene) -> None:
        quiet = ("--norestore", "--nologo", "--nofirststartwizard")
        spoken = {"LC_ALL": "de_DE.UTF-8"} if scene.condition.language == "de" else {}
        scene.start("soffice", part, *quiet, extra={**gtk(scene.condition), **spoken}, title=title)
        bold = element("button", "/Bold|Fett/")
        wait_until(lambda: scene.seeker.find("soffice", bold).state == "found", "the tool bars")
        scene.settles()

    return start


def _form_file(scene: Scene) -> str:
    look = scene.condition
    path = scene.screen.home / "form.json"
    path.write_text(forms.described(dark=look.dark, language=look.language))
    return str(path)


def _form_page(scene: Scene) -> str:
    look = scene.condition
    return str(forms.page(scene.screen.home / "orders.html", dark=look.dark, language=look.language))


def _gtk4_form(scene: Scene) -> None:
    program = ("/usr/bin/python3", str(HERE / "form_gtk.py"))
    scene.start(*program, _form_file(scene), extra=gtk4(scene.condition), title=ORDERS_TITLE)


def _qt6_form(scene: Scene) -> None:
    extra = {**qt(scene.condition), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    scene.start(sys.executable, str(HERE / "form_qt.py"), _form_file(scene), extra=extra, title=ORDERS_TITLE)


def _swing_form(scene: Scene) -> None:
    look = scene.condition
    described = json.loads(forms.described(dark=look.dark, language=look.language))
    red, green, blue = described["background"]
    lines = [[described["title"], f"#{red:02x}{green:02x}{blue:02x}", described["ink"]]]
    lines += [[c["key"], c["kind"], c["words"], c["value"], *map(str, c["edge"])] for c in described["controls"]]
    path = scene.screen.home / "form.tsv"
    path.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    bridge = "-Djavax.accessibility.assistive_technologies=org.GNOME.Accessibility.AtkWrapper"
    scaled = f"-Dsun.java2d.uiScale={look.scale:g}"
    command = ("java", bridge, scaled, "-cp", "/usr/share/java/java-atk-wrapper.jar", str(HERE / "Orders.java"))
    scene.start(*command, str(path), title=ORDERS_TITLE)


def _chromium_form(scene: Scene) -> None:
    look = scene.condition
    # As root there is no sandbox; the rest keeps it from asking and from the network.
    quiet = ("--no-sandbox", "--no-first-run", "--no-default-browser-check", "--disable-gpu", "--password-store=basic")
    scaled = f"--force-device-scale-factor={look.scale:g}"
    folder = f"--user-data-dir={scene.screen.home / 'chromium'}"
    scene.start("chromium", *quiet, folder, scaled, _form_page(scene), title=ORDERS_TITLE)


def _firefox_form(scene: Scene) -> None:
    look = scene.condition
    folder = scene.screen.home / "firefox"
    folder.mkdir(exist_ok=True)
    settings = {**FIREFOX_SETTINGS, "layout.css.devPixelsPerPx": f"{look.scale:g}"}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
    (folder / "user.js").write_text("".join(lines))
    command = ("firefox-esr", "--no-remote", "--profile", str(folder))
    scene.start(*command, _form_page(scene), extra={"GNOME_ACCESSIBILITY": "1"}, title=ORDERS_TITLE)


def by_edges(scene: Scene, label: Label) -> DeviceRect:
    """The truth by edges of a colour of their own."""
    return forms.drawn_at(shoot(scene.screen), label.name, dark=scene.condition.dark)


ALL_SCALES = (1, 1.5, 2)
PROGRAMS = {
    "orders": Program("Tk", "orders.tcl", {"form": _orders}, _by_itself, ALL_SCALES, ("en",)),
    "xterm": Program("terminal", "xterm", {"menu": _xterm}, _by_cells, ALL_SCALES, ("en",)),
    "mousepad": Program("GTK 3", "mousepad", {"main": _mousepad, "menu": _mousepad_menu, "dialog": _mousepad_dialog}),
    "galculator": Program("GTK 3", "galculator", {"basic": _galculator}),
    "calculator": Program("GTK 4", "gnome-calculator", {"basic": _calculator}),
    "gtk4-form": Program("GTK 4", "form_gtk", {"form": _gtk4_form}, by_edges),
    "featherpad": Program("Qt 5", "featherpad", {"main": _featherpad}, scales=ALL_SCALES, languages=("en",)),
    "speedcrunch": Program(
        "Qt 5", "speedcrunch", {"main": _speedcrunch, "keypad": _speedcrunch_keypad}, scales=ALL_SCALES
    ),
    "qt6-form": Program("Qt 6", "form_qt", {"form": _qt6_form}, by_edges, ALL_SCALES),
    "calc": Program("LibreOffice", "soffice", {"empty": _office("--calc", "Calc")}),
    "writer": Program("LibreOffice", "soffice", {"empty": _office("--writer", "Writer")}),
    "chromium": Program("Chromium", "chromium", {"form": _chromium_form}, by_edges, ALL_SCALES),
    "firefox": Program("Firefox", "firefox-esr", {"form": _firefox_form}, by_edges, ALL_SCALES),
    "swing": Program("Java Swing", "Orders.java", {"form": _swing_form}, by_edges),
}
