"""Whether Enter presses a button of Qt: as the toolkit does it, on each desktop, in a dialog and out of one."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest

from guide.desktop.elements import ElementQuery, ElementRef
from guide.desktop.handlers.atspi.nodes import Node, Program, Toolkit
from guide.desktop.handlers.atspi.pressing import any_button_by_enter, pressed_by_enter
from guide.desktop.handlers.atspi.roles import Role
from guide.desktop.handlers.atspi.states import State
from guide.desktop.session import open_desktop
from guide.desktop.virtual_screen import VirtualScreen
from guide.desktop.worker import Worker
from tests.end_to_end.keyboard import QT_PROGRAM
from tests.support.desktop import Person, open_program, wait_until

ROOT = ElementRef(":1.9", "/root")
CHECKBOX, TEXT = 7, 79
NOBODY = 2**22 + 1  # above what Linux counts processes to


def node(role: int, states: int = 0) -> Node:
    return Node(ElementRef(":1.9", f"/{role}"), role, "", states, 0)


def program(toolkit: Toolkit = "qt", version: str = "5.15.8") -> Program:
    return Program(":1.9", ROOT, "order", toolkit, version, NOBODY)


@pytest.mark.parametrize(
    ("states", "around", "pressed"),
    [
        (0, Role.FRAME, False),
        (State.FOCUSED, Role.FRAME, False),
        (State.FOCUSED | State.IS_DEFAULT, Role.FRAME, True),
        (0, Role.DIALOG, True),
        (0, Role.ALERT, True),
        (State.FOCUSED | State.IS_DEFAULT, Role.DIALOG, True),
        (State.FOCUSED, Role.DIALOG, False),
    ],
)
def test_what_is_the_default_is_pressed_and_in_a_dialog_what_will_be(states: int, around: int, pressed: bool) -> None:
    assert pressed_by_enter(node(Role.BUTTON, states), [node(around)], program()) is pressed


def test_of_other_toolkits_and_other_controls_nothing_is_said() -> None:
    assert pressed_by_enter(node(Role.BUTTON), [node(Role.FRAME)], program("gtk")) is None
    assert pressed_by_enter(node(CHECKBOX), [node(Role.FRAME)], program()) is None
    assert pressed_by_enter(node(TEXT), [node(Role.FRAME)], program(version="6.5.0")) is None


@pytest.mark.parametrize(
    ("environment", "pressed"),
    [
        ({}, False),
        ({"XDG_CURRENT_DESKTOP": "XFCE"}, True),
        ({"XDG_CURRENT_DESKTOP": "KDE"}, False),
        ({"XDG_CURRENT_DESKTOP": "LXQt"}, False),
        ({"DESKTOP_SESSION": "gnome"}, True),
        ({"XDG_CURRENT_DESKTOP": "GNOME", "QT_QPA_PLATFORMTHEME": "qt6ct"}, False),
        ({"QT_QPA_PLATFORMTHEME": "gtk3"}, True),
    ],
)
def test_on_desktops_like_gnome_any_button_is_pressed(environment: Mapping[str, str], pressed: bool) -> None:
    assert any_button_by_enter(environment) is pressed


@pytest.mark.desktop
@pytest.mark.parametrize(
    ("variables", "dialog", "presses"),
    [((), False, False), ((), True, True), (("XDG_CURRENT_DESKTOP=GNOME",), False, True)],
    ids=["in a window", "in a dialog", "as on GNOME"],
)
def test_a_real_button_is_told_as_it_is_pressed(
    variables: tuple[str, ...], dialog: bool, presses: bool, fresh_screen: VirtualScreen, person: Person
) -> None:
    # given a program of Qt 6 whose button has the keyboard
    command = ("env", *variables, sys.executable, QT_PROGRAM, *(("dialog",) if dialog else ()))
    open_program(fresh_screen, *command, title="Rows")
    with fresh_screen.entered():
        desktop, worker = open_desktop(lambda call: call()), Worker(lambda call: call())
        worker.at_end(desktop.elements.shutdown)
        try:

            def told(*states: str) -> bool | None:
                (window,) = [window for window in desktop.windows.snapshot().stack if window.managed]
                query = ElementQuery("button", name=lambda name: name == "Row 1", states=frozenset(states))
                found = worker.wait(desktop.elements.search(query, window)).elements
                return found[0].by_enter if found else None

            wait_until(lambda: told() is presses, "the button to be told")
            person.presses("Tab", "Tab")
            wait_until(lambda: told("focused") is presses, "the button to be told with the keyboard")
            # when Enter is pressed, then the program does what was told
            person.presses("Return")
            if not presses:
                person.presses("Tab", "space")
            done = "Row 1" if presses else "Row 2"
            wait_until(lambda: desktop.windows.snapshot().stack[-1].title == done, f"{done} to be pressed")
        finally:
            worker.shutdown()
            desktop.shutdown()
