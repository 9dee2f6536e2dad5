"""Finding controls in Mousepad (GTK 3)."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from guide.desktop.elements import DEFAULT_DEADLINE_MS
from guide.desktop.virtual_screen import VirtualScreen
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.targets import RegionSpec
from tests.support.desktop import Person, SeenWindow, close_windows, open_program, shoot, wait_for_window, wait_until
from tests.targeting.seeker import Seeker, edges_are_drawn, element, seeker_on

pytestmark = pytest.mark.desktop

FILE_MENU = element("menuitem", "File")
SAVE_AS = element("menuitem", {"en": "Save As…", "de": "Speichern unter…"})


@pytest.fixture(scope="module")
def seeker(screen: VirtualScreen) -> Iterator[Seeker]:
    with seeker_on(screen) as made:
        yield made


@pytest.fixture
def editor(screen: VirtualScreen) -> Iterator[SeenWindow]:
    yield open_program(screen, "mousepad", title="Mousepad")
    close_windows(screen)


def open_menu(seeker: Seeker) -> WindowInfo | None:
    """The menu that is open now, as a window."""
    return next((window for window in seeker.windows().stack if window.kind == "menu"), None)


@pytest.mark.parametrize("name", ["File", "Edit", "Search", "View", "Document", "Help"])
def test_each_menu_of_the_menu_bar_is_found_to_the_pixel(
    seeker: Seeker, editor: SeenWindow, person: Person, name: str
) -> None:
    # Given a menu in the menu bar
    found = seeker.sees("mousepad", element("menuitem", name))
    assert (found.signal, found.confidence) == ("element", 1.0)
    assert found.rect is not None

    # When the person clicks the first pixel of its last row
    person.clicks(DevicePoint(found.rect.x, found.rect.bottom - 1))

    # Then it opens, just below it, as GTK places menus
    menu = wait_until(lambda: open_menu(seeker), "the menu to open")
    assert (menu.rect.x, menu.rect.y) == (found.rect.x, found.rect.bottom)
    person.presses("Escape")
    wait_until(lambda: open_menu(seeker) is None, "the menu to close")


def test_a_menu_item_is_absent_until_its_menu_is_open(seeker: Seeker, editor: SeenWindow, person: Person) -> None:
    # Given that the File menu is closed
    seeker.sees("mousepad", FILE_MENU)
    closed = seeker.find("mousepad", SAVE_AS)
    assert (closed.state, closed.rect, closed.offscreen) == ("absent", None, True)
    assert "in a menu that is closed" in closed.why

    # When the person opens it
    person.clicks(seeker.sees("mousepad", FILE_MENU).rect.center)

    # Then the item is there, in the menu's own window, and clicking it does what it says
    item = seeker.sees("mousepad", SAVE_AS)
    assert item.window is not None
    assert not item.window.managed
    person.clicks(item.rect.center)
    dialog = wait_for_window(seeker.screen, title="Save As")
    assert seeker.sees("mousepad", element("button", "Save", window="Save As")).window.id == dialog.xid


def test_what_was_typed_is_read_from_the_text_area(seeker: Seeker, editor: SeenWindow, person: Person) -> None:
    area = seeker.sees("mousepad", element("textbox"))
    person.clicks(area.rect.center)
    person.types("Buy milk")
    wait_until(
        lambda: seeker.find("mousepad", element("textbox"), with_value=True).element.value == "Buy milk", "the text"
    )
    assert "focused" in seeker.find("mousepad", element("textbox")).element.states
    # and it is read only when asked for
    assert seeker.find("mousepad", element("textbox")).element.value is None


def test_the_find_dialog_is_searched_before_its_window(
    seeker: Seeker, editor: SeenWindow, person: Person, screen: VirtualScreen
) -> None:
    seeker.sees("mousepad", element("textbox"))
    person.presses("ctrl+r")
    wait_for_window(screen, title="Find and Replace")

    # Fields are found by the labels beside them, and each is where its border is drawn (on the right is its list)
    for label in ("Search for", "Replace with:"):
        field = seeker.sees("mousepad", element("textbox", label, window="Find and Replace"))
        assert edges_are_drawn(shoot(screen), field.rect, "left top bottom"), label
    for name in ("Match case", "Match whole word", "Regular expression"):
        assert seeker.find("mousepad", element("checkbox", name)).state == "found"

    # A box that is ticked tells so
    box = seeker.sees("mousepad", element("checkbox", "Match case", state="!checked"))
    person.clicks(box.rect.center)
    seeker.sees("mousepad", element("checkbox", "Match case", state="checked"))
    gone = seeker.find("mousepad", element("checkbox", "Match case", state="!checked"))
    assert gone.state == "absent"
    assert "is there, but not !checked" in gone.why


def test_buttons_of_a_dialog_are_found_to_the_pixel(
    seeker: Seeker, editor: SeenWindow, person: Person, screen: VirtualScreen
) -> None:
    seeker.sees("mousepad", element("textbox"))
    person.presses("ctrl+r")
    wait_for_window(screen, title="Find and Replace")
    for name in ("Find", "Replace", "Close"):
        button = seeker.sees("mousepad", element("button", name, window="Find and Replace"))
        assert edges_are_drawn(shoot(screen), button.rect), name


def test_two_that_are_equal_are_ambiguous_until_something_tells_them_apart(seeker: Seeker, editor: SeenWindow) -> None:
    seeker.sees("mousepad", FILE_MENU)
    several = seeker.find("mousepad", element("menuitem"))
    assert several.state == "ambiguous"
    assert several.rect is None
    assert "6 controls fit menuitem" in several.why

    second = seeker.find("mousepad", element("menuitem", index=1))
    assert (second.state, second.element.name, second.confidence) == ("found", "Edit", 0.8)
    beyond = seeker.find("mousepad", element("menuitem", index=9))
    assert beyond.state == "absent"

    place = RegionSpec(left=40, top=0, width=30, height=27)
    by_place = seeker.find("mousepad", element("menuitem", region=place))
    assert (by_place.state, by_place.element.name) == ("found", "Edit")


def test_a_region_that_contradicts_makes_the_answer_less_sure(seeker: Seeker, editor: SeenWindow) -> None:
    agreed = seeker.sees("mousepad", element("menuitem", "File", region=RegionSpec(left=4, top=2, width=40, height=24)))
    assert agreed.confidence == 1.0
    contradicted = seeker.sees(
        "mousepad", element("menuitem", "File", region=RegionSpec(right=4, bottom=2, width=40, height=24))
    )
    assert contradicted.confidence < 0.7
    assert "somewhere else" in contradicted.why


def test_what_is_not_there_is_absent(seeker: Seeker, editor: SeenWindow) -> None:
    seeker.sees("mousepad", FILE_MENU)
    assert seeker.find("mousepad", element("button", "Do my work")).state == "absent"
    assert seeker.find("nothing-like-it", FILE_MENU).why == "the program has no window"
    assert "no window" in seeker.find("mousepad", element("button", window="Print")).why


def test_the_rectangle_follows_the_window(seeker: Seeker, editor: SeenWindow, screen: VirtualScreen) -> None:
    before = seeker.sees("mousepad", FILE_MENU)
    screen.start("xdotool", "windowmove", "--sync", str(editor.xid), "300", "250")
    wait_until(lambda: seeker.find("mousepad", FILE_MENU).rect != before.rect, "the window to move")
    after = seeker.sees("mousepad", FILE_MENU)
    assert after.window.rect.x - before.window.rect.x == after.rect.x - before.rect.x
    assert after.window.rect.y - before.window.rect.y == after.rect.y - before.rect.y


def test_a_program_that_hangs_costs_the_deadline_and_is_found_again(seeker: Seeker, editor: SeenWindow) -> None:
    # Given a program that has stopped
    seeker.sees("mousepad", FILE_MENU)
    assert editor.pid is not None
    os.kill(editor.pid, signal.SIGSTOP)
    try:
        for _ in range(3):
            began = time.monotonic()
            finding = seeker.find("mousepad", FILE_MENU)
            assert time.monotonic() - began < DEFAULT_DEADLINE_MS / 1000 + 0.5
            # Then it is absent with the reason, and nothing hangs
            assert finding.state == "absent"
            assert "does not answer" in finding.why or "did not answer" in finding.why
    finally:
        os.kill(editor.pid, signal.SIGCONT)
    # And when it goes on, so does the search
    seeker.sees("mousepad", FILE_MENU)
