"""Pointing at a target: from the window for authors, over programs of GTK and Qt, and in a menu that stays open."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.loader import load
from tests.end_to_end.playing import ROOT
from tests.support.desktop import (
    Person,
    SeenWindow,
    active_window,
    open_program,
    stacking,
    wait_for_window,
    wait_until,
    windows,
)
from tests.support.windows import connected

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(120)]
NOTE = ROOT / "tutorials" / "mousepad-save-a-note"
QT_PROGRAM = ROOT / "tests" / "support" / "programs" / "rows_qt.py"


def signs(screen: VirtualScreen) -> list[str]:
    """Return the titles of what guide shows while somebody points."""
    with connected(screen) as display:
        made = (display.create_resource_object("window", xid) for xid in stacking(screen))
        names = [window.get_full_text_property(display.get_atom("_NET_WM_NAME")) for window in made]
        return [str(name) for name in names if str(name).startswith("Point at it")]


def pointing(screen: VirtualScreen) -> None:
    wait_until(lambda: bool(signs(screen)), "guide to say what is under the pointer")


def picked(screen: VirtualScreen, out: Path, *options: str) -> subprocess.Popen[bytes]:
    process = screen.start(sys.executable, "-m", "guide", "pick", "--out", str(out), *options, cwd=ROOT)
    pointing(screen)
    return process


def result(process: subprocess.Popen[bytes], out: Path) -> dict[str, Any]:
    assert process.wait(30) == 0
    data: dict[str, Any] = json.loads((out / "picked.json").read_text(encoding="utf-8"))
    return data


def menu(window: SeenWindow, number: int) -> DevicePoint:
    """Return a point on one of the first menus of Mousepad."""
    return DevicePoint(window.rect.x + 18 + 42 * number, window.rect.y + 12)


def test_a_target_is_pointed_at_from_the_editor_and_found_again(
    fresh_screen: VirtualScreen, person: Person, tmp_path: Path
) -> None:
    # given an author who edits a tutorial about the program beside it
    screen = fresh_screen
    mousepad = open_program(screen, "mousepad", title="Mousepad")
    shutil.copytree(NOTE, tmp_path / "note")
    file = tmp_path / "note" / f"{NOTE.name}.yaml"
    process = screen.start(sys.executable, "-m", "guide", "edit", str(file), cwd=ROOT)
    editor = wait_for_window(screen, title="Save a note")
    wait_until(lambda: active_window(screen) == editor.xid, "the editor to be in front")
    # when they point at another menu of it, and click
    person.presses("F4")
    pointing(screen)
    wait_until(lambda: active_window(screen) != editor.xid, "the editor to step aside")
    shown = len(stacking(screen))
    person.clicks(menu(mousepad, 1))
    wait_until(lambda: active_window(screen) == editor.xid, "the editor to come back")
    # then the program has not opened the menu
    wait_until(lambda: not signs(screen), "the sign to leave")
    assert len(stacking(screen)) <= shown
    # and the step points at it, by all that describes it, and is found there
    old = file.read_text(encoding="utf-8")

    def saved() -> bool:
        person.presses("ctrl+s")
        return file.read_text(encoding="utf-8") != old

    wait_until(saved, "the tutorial to be saved")
    after = load(file).tutorial
    assert after is not None
    target = after.steps[0].targets[0]
    assert target.element is not None
    assert target.element.name is not None
    assert target.image is not None
    assert (target.element.role, target.element.name.shown("en")) == ("menuitem", "Edit")
    assert (file.parent / target.image.file).is_file()
    found = tmp_path / "found.json"
    command = f"{sys.executable} -m guide locate --format json {file} {after.steps[0].id} > {found}"
    assert screen.start("sh", "-c", command, cwd=ROOT).wait(60) == 0
    told = json.loads(found.read_text(encoding="utf-8"))
    x, y, width, height = told["rect"]
    assert told["signal"] == "element"
    assert x <= menu(mousepad, 1).x < x + width
    assert y <= menu(mousepad, 1).y < y + height
    # and one step back brings back what was there
    person.presses("ctrl+z")
    person.presses("ctrl+s")
    wait_until(lambda: file.read_text(encoding="utf-8") == old, "the old target")
    process.terminate()
    process.wait(10)


def test_a_button_of_qt_is_picked_by_keyboard_and_not_pressed(
    screen: VirtualScreen, person: Person, tmp_path: Path
) -> None:
    # given a program whose title changes as a button is pressed
    program = open_program(screen, sys.executable, str(QT_PROGRAM), title="Rows")
    person.moves(DevicePoint(program.rect.x + 60, program.rect.y + 24))
    process = picked(screen, tmp_path)
    # when somebody moves on with the arrow keys, and takes what is there
    start = person.pointer()
    person.presses("Right", "Right")
    wait_until(lambda: person.pointer().x == start.x + 16, "the pointer to have moved")
    person.presses("Return")
    # then it is told by its name, with a picture, and found by it; and it was not pressed
    told = result(process, tmp_path)
    assert told["target"]["element"] == {"role": "button", "name": {"en": "Row 0"}}
    assert (told["state"], told["signal"]) == ("found", "element")
    assert (tmp_path / told["target"]["image"]).is_file()
    assert any(window.title == "Rows" for window in windows(screen))


def test_escape_gives_the_pointer_back(screen: VirtualScreen, person: Person, tmp_path: Path) -> None:
    # given somebody who points
    process = picked(screen, tmp_path)
    # when they think better of it
    person.presses("Escape")
    # then nothing was picked
    assert process.wait(30) == 3
    assert not (tmp_path / "picked.json").exists()


def test_what_the_pointer_rests_on_is_taken_while_its_menu_is_open(
    fresh_screen: VirtualScreen, person: Person, tmp_path: Path
) -> None:
    # given an open menu, which holds pointer and keyboard
    mousepad = open_program(fresh_screen, "mousepad", title="Mousepad")
    closed = len(stacking(fresh_screen))
    person.clicks(menu(mousepad, 0))
    wait_until(lambda: len(stacking(fresh_screen)) > closed, "the menu")
    # when guide is asked to pick, and the pointer rests on an item
    process = picked(fresh_screen, tmp_path, "--program", "mousepad")
    person.moves(DevicePoint(mousepad.rect.x + 60, mousepad.rect.y + 36))
    # then that is taken
    told = result(process, tmp_path)
    assert told["target"]["element"]["role"] == "menuitem"
    assert told["target"]["element"]["name"]["en"] == "New"
    assert told["state"] == "found"


@pytest.mark.parametrize(
    ("window_manager", "compositor", "scale"),
    [("xfwm4", None, "1"), ("openbox", "picom", "1.5"), ("xfwm4", None, "2")],
)
def test_a_frame_is_drawn_and_a_control_taken_on_any_desktop(
    make_screen: Callable[..., VirtualScreen], tmp_path: Path, window_manager: str, compositor: str | None, scale: str
) -> None:
    # given a program under another window manager, without a compositor, or on a scaled screen
    screen = make_screen(
        1280, 800, window_manager=window_manager, compositor=compositor, extra={"QT_SCALE_FACTOR": scale}
    )
    person = Person(screen)
    mousepad = open_program(screen, "mousepad", title="Mousepad")
    point = menu(mousepad, 1)
    # when somebody draws a frame in it
    process = picked(screen, tmp_path / "frame", "--program", "mousepad")
    start = DevicePoint(mousepad.rect.x + 40, mousepad.rect.y + 6)
    person.drags(start, DevicePoint(start.x + 80, start.y + 18))
    told = result(process, tmp_path / "frame")
    # then that is the target, at its place in logical pixels, with a picture of just that
    region, factor = told["target"]["region"], float(scale)
    assert [round(region[side] * factor) for side in ("left", "top", "width", "height")] == [40, 6, 80, 18]
    image = told["target"]["image"]
    with Image.open(tmp_path / "frame" / (image if isinstance(image, str) else image["file"])) as crop:
        assert crop.size == (80, 18)
    assert told["state"] == "found"
    # and a click takes the control below it
    person.moves(point)
    process = picked(screen, tmp_path / "control", "--program", "mousepad")
    person.clicks(point)
    told = result(process, tmp_path / "control")
    assert (told["what"], told["state"], told["signal"]) == ("menu item “Edit”", "found", "element")


def test_a_window_of_guide_itself_is_refused_and_one_goes_on(
    fresh_screen: VirtualScreen, person: Person, tmp_path: Path
) -> None:
    # given a window of guide beside a program
    screen = fresh_screen
    mousepad = open_program(screen, "mousepad", title="Mousepad")
    file = tmp_path / "note.yaml"
    file.write_text("format: 1\nid: note\ntitle: A note\nsteps:\n  - {id: a, say: Done.}\n", encoding="utf-8")
    editor = screen.start(sys.executable, "-m", "guide", "edit", str(file), cwd=ROOT)
    own = wait_for_window(screen, title="^A note")
    process = picked(screen, tmp_path / "out")
    # when somebody clicks on it
    person.clicks(own.rect.center)
    # then nothing is taken; and once it is out of the way, a click on the program takes that
    editor.terminate()
    editor.wait(10)
    wait_until(lambda: not any("A note" in window.title for window in windows(screen)), "the window to be gone")
    assert not (tmp_path / "out" / "picked.json").exists()

    def taken() -> bool:  # guide may hear a moment later than we that the window has gone
        if process.poll() is None:
            person.clicks(menu(mousepad, 0))
        return process.poll() is not None

    wait_until(taken, "the menu to be taken")
    assert result(process, tmp_path / "out")["what"] == "menu item “File”"
