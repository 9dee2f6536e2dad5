"""Finding controls in FeatherPad (Qt 5): no cache, menus with places while they are closed, mnemonics."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.desktop.elements import ElementQuery
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint
from tests.support.desktop import Person, SeenWindow, close_windows, open_program, shoot, wait_for_window, wait_until
from tests.targeting.seeker import Seeker, edges_are_drawn, element, seeker_on

pytestmark = pytest.mark.desktop
FEATHERPAD = "featherpad"


@pytest.fixture(scope="module")
def seeker(screen: VirtualScreen) -> Iterator[Seeker]:
    with seeker_on(screen) as made:
        yield made


@pytest.fixture
def editor(screen: VirtualScreen) -> Iterator[SeenWindow]:
    yield open_program(screen, FEATHERPAD, wm_class="featherpad")
    close_windows(screen)


def test_a_menu_is_opened_where_it_was_found(seeker: Seeker, editor: SeenWindow, person: Person) -> None:
    closed = seeker.sees(FEATHERPAD, element("menuitem", "Options"))
    item = seeker.find(FEATHERPAD, element("menuitem", "Wrap Lines"))
    assert (item.state, item.offscreen) == ("absent", True)

    person.clicks(closed.rect.center)
    wrap = seeker.sees(FEATHERPAD, element("menuitem", "Wrap Lines", state="checked"))
    assert wrap.window.kind == "menu"
    person.clicks(DevicePoint(wrap.rect.x + 2, wrap.rect.bottom - 2))

    seeker.loses(FEATHERPAD, element("menuitem", "Wrap Lines"))
    person.clicks(closed.rect.center)
    seeker.sees(FEATHERPAD, element("menuitem", "Wrap Lines", state="!checked"))


def test_a_button_of_the_tool_bar_does_what_it_is_called(seeker: Seeker, editor: SeenWindow, person: Person) -> None:
    # Given one tab
    seeker.sees(FEATHERPAD, element("tab", "Untitled"))
    # When New is pressed
    person.clicks(seeker.sees(FEATHERPAD, element("button", "New")).rect.center)
    # Then there are two of that name, and neither is guessed
    wait_until(lambda: seeker.find(FEATHERPAD, element("tab", "Untitled")).state == "ambiguous", "the second tab")
    assert seeker.find(FEATHERPAD, element("tab", "Untitled", index=1)).state == "found"


def test_text_is_read_from_the_right_one_of_two_fields(seeker: Seeker, editor: SeenWindow, person: Person) -> None:
    assert seeker.sees(FEATHERPAD, element("textbox", state="multi-line")).rect is not None
    both = seeker.find(FEATHERPAD, element("textbox"))
    assert both.state == "ambiguous"

    page = seeker.find(FEATHERPAD, element("textbox", state="multi-line"))
    person.clicks(page.rect.center)
    person.types("one two")
    wait_until(
        lambda: (
            seeker.find(FEATHERPAD, element("textbox", state="multi-line"), with_value=True).element.value == "one two"
        ),
        "the text",
    )
    search = seeker.find(FEATHERPAD, element("textbox", path=(("combobox", None),)), with_value=True)
    assert search.element.value == ""


def test_a_dialog_of_the_program_is_searched_too(
    seeker: Seeker, editor: SeenWindow, person: Person, screen: VirtualScreen
) -> None:
    seeker.sees(FEATHERPAD, element("menuitem", "Help"))
    person.clicks(seeker.sees(FEATHERPAD, element("menuitem", "Options")).rect.center)
    person.clicks(seeker.sees(FEATHERPAD, element("menuitem", "Preferences")).rect.center)
    dialog = wait_for_window(screen, title="Preferences")
    close = seeker.sees(FEATHERPAD, element("button", "Close"))
    assert close.window.id == dialog.xid
    # Its edge is drawn, one pixel inside what Qt counts as the button
    assert edges_are_drawn(shoot(screen), close.rect.grown(-1)) or edges_are_drawn(shoot(screen), close.rect)
    person.clicks(close.rect.center)
    seeker.loses(FEATHERPAD, element("button", "Close", window="Preferences"))


def test_a_tab_is_found_by_its_name(seeker: Seeker, editor: SeenWindow) -> None:
    tab = seeker.sees(FEATHERPAD, element("tab", "Untitled"))
    assert tab.confidence == 1.0


def test_what_a_menu_of_qt_lies_over_is_not_in_the_menu(seeker: Seeker, screen: VirtualScreen, person: Person) -> None:
    # given a menu that has opened over a box that opens a list itself
    program = Path(__file__).parent.parent / "support" / "programs" / "menu_over_box_qt.py"
    open_program(screen, sys.executable, str(program), title="Menu over a box")
    person.clicks(seeker.sees(program.stem, element("menuitem", "View")).rect.center)
    item = seeker.sees(program.stem, element("menuitem", "Continuous")).rect
    opened = seeker.windows().topmost_at(item.center)
    assert opened is not None
    assert not opened.managed
    # then the menu has its items, and nothing of the box
    shown = seeker.worker.wait(seeker.desktop.elements.search(ElementQuery(), opened, deadline_ms=5000)).elements
    assert "menuitem" in {info.role for info in shown}
    assert not {"textbox", "combobox"} & {info.role for info in shown if info.rect is not None}
    person.presses("Escape")
    close_windows(screen)
