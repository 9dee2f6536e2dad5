"""A click without a mouse, over programs of every toolkit: what does the same counts, and what does not does not."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.keyboard import MOUSEPAD, ROWS, Press, Program, begin, follow, is_chosen, kinds, reached
from tests.support.desktop import Person, wait_until

pytestmark = pytest.mark.desktop

CALCULATOR = Program("gnome-calculator", ("gnome-calculator",), "Calculator")
ROWS_DIALOG = replace(ROWS, command=(*ROWS.command, "dialog"))
ROWS_GNOME = replace(ROWS, command=("env", "XDG_CURRENT_DESKTOP=GNOME", *ROWS.command))
FEATHERPAD = Program("featherpad", ("featherpad",), wm_class="featherpad")
WRITER = Program("soffice.bin", ("soffice", "--writer", "--norestore", "--nologo"), "Writer")

DONE = {
    "GTK 3: a menu and its letters": (
        MOUSEPAD,
        Press("menuitem", "File", ("alt+f",)),
        Press("menuitem", "Save As…", ("a",)),
        Press("button", "Cancel", ("alt+c",)),
    ),
    "GTK 3: arrows and Enter": (
        MOUSEPAD,
        Press("menuitem", "File", ("alt+f",)),
        Press("menuitem", "New Window", ("Return",), arrow="Down"),
    ),
    "GTK 3: a shortcut, the menu closed": (MOUSEPAD, Press("menuitem", "Save As…", ("ctrl+shift+s",))),
    "GTK 3: Tab and Space": (
        MOUSEPAD,
        Press("menuitem", "File", ("alt+f",)),
        Press("menuitem", "Save As…", ("a",)),
        Press("button", "Cancel", ("shift+Tab", "space")),
    ),
    "GTK 4: Tab and Space": (CALCULATOR, Press("button", "'7'", ("Tab", "Down", "space"))),
    "Qt 5: arrows and Enter": (
        FEATHERPAD,
        Press("menuitem", "File", ("Escape", "alt+f")),
        Press("menuitem", "Open", ("Return",), arrow="Down"),
    ),
    "Qt 6: Tab and Space": (ROWS, Press("button", "Row 2", ("Tab", "Tab", "Tab", "space"))),
    "Qt 6: Tab and Enter in a dialog": (ROWS_DIALOG, Press("button", "Row 2", ("Tab", "Tab", "Tab", "Return"))),
    "Qt 6: Tab and Enter on GNOME": (ROWS_GNOME, Press("button", "Row 2", ("Tab", "Tab", "Tab", "Return"))),
    "LibreOffice: a menu and its letters": (
        WRITER,
        Press("menuitem", "File", ("alt+f",)),
        Press("menuitem", "Save As...", ("a",)),
    ),
    "LibreOffice: a shortcut, the menu closed": (WRITER, Press("menuitem", "Save As...", ("ctrl+shift+s",))),
}

NOT_DONE = {
    "GTK 3: Escape out of a menu": (MOUSEPAD, Press("menuitem", "Save As…", ("alt+f", "Down", "Down", "Escape"))),
    "GTK 3: Space in a text": (MOUSEPAD, Press("textbox", "", ("space", "Return"))),
    "GTK 3: a letter in a text": (MOUSEPAD, Press("menuitem", "Save As…", ("a", "s", "space"))),
    "GTK 3: Enter on another item": (MOUSEPAD, Press("menuitem", "Save As…", ("alt+f", "Down", "Return"))),
    "Qt 5: Escape out of a menu": (FEATHERPAD, Press("menuitem", "Save As", ("alt+f", "Down", "Escape"))),
    "Qt 6: Space on another button": (ROWS, Press("button", "Row 2", ("Tab", "space"))),
    "Qt 6: Enter on a button outside a dialog": (ROWS, Press("button", "Row 2", ("Tab", "Tab", "Tab", "Return"))),
}


@pytest.mark.parametrize("case", DONE)
def test_it_counts(case: str, fresh_screen: VirtualScreen, person: Person, tmp_path: Path) -> None:
    program, *presses = DONE[case]
    playing = begin(fresh_screen, program, tmp_path, presses)
    follow(playing, person, presses, partial(is_chosen, fresh_screen, program, tmp_path))
    assert playing.ended() == 0


@pytest.mark.parametrize("case", NOT_DONE)
def test_it_does_not_count(case: str, fresh_screen: VirtualScreen, person: Person, tmp_path: Path) -> None:
    # given a step, and after it one that is done by hand
    program, wanted = NOT_DONE[case]
    playing = begin(fresh_screen, program, tmp_path, [wanted], stuck_s=6)
    wait_until(lambda: reached(playing, "s1"), f"the step; {playing.entries()}", 30)
    # when keys are pressed that do something else
    person.presses(*wanted.keys)
    # then the step is not done by the time that help is offered
    wait_until(lambda: "hint" in kinds(playing) or playing.process.poll() is not None, "help to be offered", 60)
    assert "step-done" not in kinds(playing)
