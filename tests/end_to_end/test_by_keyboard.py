"""A click without a mouse counts: mnemonics, shortcuts, Tab and Space, over real programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import ROOT, Playing
from tests.support.desktop import Person, open_program, wait_until, windows

pytestmark = pytest.mark.desktop

HEAD = """\
format: 1
id: keys
title: By keyboard
application: {{process: {process}}}
steps:
"""
STEP = "  - {{id: s{number}, say: 'Press {{target}}.', target: {{element: {{role: {role}, name: {name}}}}}}}\n"
QT_PROGRAM = ROOT / "tests" / "support" / "programs" / "rows_qt.py"


def tutorial(folder: Path, process: str, *controls: tuple[str, str]) -> Path:
    """Write a tutorial that wants each control clicked."""
    steps = [STEP.format(number=number, role=role, name=name) for number, (role, name) in enumerate(controls, 1)]
    file = folder / "keys.yaml"
    file.write_text(HEAD.format(process=process) + "".join(steps))
    return file


def follow(playing: Playing, person: Person, presses: Sequence[tuple[str, ...]]) -> None:
    """Press, for each step once it is on the screen, its keys."""
    for number, keys in enumerate(presses, 1):
        assert playing.wait_for_step(number) == f"s{number}"
        person.presses(*keys)
    wait_until(lambda: "completed" in [entry.kind for entry in playing.entries()], f"the end; {playing.entries()}")


def test_a_menu_by_its_letters(fresh_screen: VirtualScreen, person: Person, tmp_path: Path) -> None:
    open_program(fresh_screen, "mousepad", title="Mousepad")
    file = tutorial(tmp_path, "mousepad", ("menuitem", "File"), ("menuitem", "Save As…"), ("button", "Cancel"))
    playing = Playing(fresh_screen, file, "--quit-when-done")
    follow(playing, person, [("alt+f",), ("a",), ("alt+c",)])
    assert playing.ended() == 0


def test_what_is_in_a_closed_menu_by_its_shortcut(fresh_screen: VirtualScreen, person: Person, tmp_path: Path) -> None:
    # given a step about an item of a menu that nobody has opened
    open_program(fresh_screen, "mousepad", title="Mousepad")
    playing = Playing(fresh_screen, tutorial(tmp_path, "mousepad", ("menuitem", "Save As…")), "--quit-when-done")
    wait_until(lambda: "lost" in [entry.kind for entry in playing.entries()], "the closed menu to be noticed")
    # when the shortcut that does the same is pressed, then that is the same
    person.presses("ctrl+shift+s")
    assert playing.ended() == 0
    wait_until(lambda: any("Save As" in window.title for window in windows(fresh_screen)), "the dialog")


def test_a_button_by_tab_and_space(fresh_screen: VirtualScreen, person: Person, tmp_path: Path) -> None:
    open_program(fresh_screen, sys.executable, str(QT_PROGRAM), title="Rows")
    playing = Playing(fresh_screen, tutorial(tmp_path, "rows_qt", ("button", "Row 2")), "--quit-when-done")
    assert playing.wait_for_step(1) == "s1"
    for key in ("Tab", "Tab", "Tab", "space"):
        person.presses(key)
    assert playing.ended() == 0
    wait_until(lambda: any(window.title == "Row 2" for window in windows(fresh_screen)), "the button to be pressed")
