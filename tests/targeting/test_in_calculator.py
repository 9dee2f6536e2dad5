"""Finding controls in GNOME Calculator (GTK 4): places in the window, content boxes, popovers, names that are none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.support.desktop import Person, SeenWindow, Shot, close_windows, open_program, shoot, wait_until
from tests.targeting.seeker import Seeker, edges_are_drawn, element, seeker_on

pytestmark = pytest.mark.desktop
CALCULATOR = "gnome-calculator"
DISPLAY = element("textbox", state="editable")


@pytest.fixture(scope="module")
def seeker(screen: VirtualScreen) -> Iterator[Seeker]:
    with seeker_on(screen) as made:
        yield made


@pytest.fixture
def calculator(screen: VirtualScreen) -> Iterator[SeenWindow]:
    yield open_program(screen, CALCULATOR, title="Calculator")
    close_windows(screen)


@pytest.mark.parametrize("name", ["7", "0", "mod", "×", "=", "√"])
def test_a_button_is_found_to_the_pixel_that_is_drawn(
    seeker: Seeker, calculator: SeenWindow, screen: VirtualScreen, name: str
) -> None:
    found = seeker.sees(CALCULATOR, element("button", name))
    picture = shoot(screen)
    assert edges_are_drawn(picture, found.rect)
    assert found.rect == drawn_around(picture, found.rect.center)
    assert found.why.endswith("to its drawn edges")


def drawn_around(picture: Shot, inside: DevicePoint) -> DeviceRect:
    """The rectangle of one colour around a point near its corner text, found by another way than the product's."""
    x, y = inside.x, inside.y
    colour = picture.at(DevicePoint(x - 20, y))
    left, right, top, bottom = x - 20, x + 20, y, y
    while picture.at(DevicePoint(left - 1, y)) == colour:
        left -= 1
    while picture.at(DevicePoint(right + 1, y)) == colour:
        right += 1
    while picture.at(DevicePoint(x - 20, top - 1)) == colour:
        top -= 1
    while picture.at(DevicePoint(x - 20, bottom + 1)) == colour:
        bottom += 1
    return DeviceRect(left, top, right - left + 1, bottom - top + 1)


def test_pressing_what_was_found_calculates(seeker: Seeker, calculator: SeenWindow, person: Person) -> None:
    for name in ("1", "2", "×", "3", "="):
        person.clicks(seeker.sees(CALCULATOR, element("button", name)).rect.center)
    wait_until(lambda: seeker.find(CALCULATOR, DISPLAY, with_value=True).element.value == "36", "the result")


def test_a_flat_button_keeps_the_place_of_what_is_drawn_in_it(seeker: Seeker, calculator: SeenWindow) -> None:
    undo = seeker.sees(CALCULATOR, element("button", "Undo"))
    assert "drawn edges" not in undo.why
    assert undo.window.rect.intersected(undo.rect) == undo.rect


def test_a_button_that_opens_a_menu_is_as_large_as_it_is_drawn_under_the_pointer(
    seeker: Seeker, calculator: SeenWindow, screen: VirtualScreen, person: Person
) -> None:
    found = seeker.sees(CALCULATOR, element("button", "Basic"))
    person.moves(found.rect.center)
    wait_until(lambda: edges_are_drawn(shoot(screen), found.rect), "the button to be drawn where it was found")


def test_what_gtk_calls_things_without_a_name_is_no_name(seeker: Seeker, calculator: SeenWindow) -> None:
    display = seeker.sees(CALCULATOR, DISPLAY)
    assert display.element.name == ""
    assert "multi-line" in display.element.states


def test_items_of_a_popover_are_where_the_popover_shows_them(
    seeker: Seeker, calculator: SeenWindow, person: Person, screen: VirtualScreen
) -> None:
    # Given that the mode menu is closed
    mode = seeker.sees(CALCULATOR, element("button", "Basic"))
    assert seeker.find(CALCULATOR, element("menuitem", "Advanced")).state == "absent"

    # When the person opens it
    person.clicks(mode.rect.center)
    item = seeker.sees(CALCULATOR, element("menuitem", "Advanced"))
    assert not item.window.managed

    # Then the item is where it can be chosen, by its first and its last row
    person.clicks(DevicePoint(item.rect.x + 1, item.rect.bottom - 2))
    seeker.sees(CALCULATOR, element("button", "Advanced"))
    seeker.loses(CALCULATOR, element("button", "Basic"))


def test_a_choice_among_radio_items_tells_which_one_it_is(
    seeker: Seeker, calculator: SeenWindow, person: Person
) -> None:
    person.clicks(seeker.sees(CALCULATOR, element("button", "Basic")).rect.center)
    seeker.sees(CALCULATOR, element("menuitemradio", "Basic", state="checked"))
    assert seeker.find(CALCULATOR, element("menuitem", "Financial", state="checked")).state == "absent"
    assert seeker.find(CALCULATOR, element("menuitem", "Financial", state="!checked")).state == "found"
