"""The promises of the overlay, under each window manager, with and without a compositor."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DeviceRect
from tests.accidents.desk import overlay
from tests.end_to_end.card import card_button
from tests.matrix.managers import SETUPS, MatrixDesk, Setup, desk_on
from tests.support.desktop import (
    active_window,
    focused_window,
    open_program,
    root_property,
    run,
    shoot,
    wait_until,
    wait_until_stable,
    windows,
)

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(180)]


_PAPER = (255, 255, 255)


@pytest.fixture(params=SETUPS, ids=lambda setup: setup.name)
def setup(request: pytest.FixtureRequest) -> Setup:
    made: Setup = request.param
    return made


@pytest.fixture
def desk(setup: Setup, make_screen: Callable[..., VirtualScreen]) -> MatrixDesk:
    return desk_on(make_screen, setup)


def test_a_click_in_the_light_reaches_the_program_and_counts(desk: MatrixDesk) -> None:
    playing = desk.play_menus()
    before = desk.quiet()
    # when the person clicks into the light as soon as it is there
    desk.person.clicks(desk.menu("Search").center)
    # then the menu opens, and the step is done
    wait_until(lambda: desk.quiet() > before, "the menu")
    assert playing.wait_for_step(2) == "document"
    desk.person.presses("Escape")
    wait_until(lambda: desk.lit("Document"), "the light on the next menu")


def test_a_click_beside_the_light_reaches_the_program(desk: MatrixDesk) -> None:
    playing = desk.play_menus()
    before = desk.quiet()
    desk.person.clicks(desk.menu("File").center)
    wait_until(lambda: desk.quiet() > before, "the File menu")
    # and the menu lies above the dim, as bright as ever
    (menu,) = wait_until_stable(lambda: overlay(desk.screen, desk.process.pid), "the menu")
    middle = DeviceRect(menu.center.x - 9, menu.center.y - 9, 18, 18)
    wait_until(lambda: _PAPER in shoot(desk.screen).colours(middle), "the menu to be seen undimmed")
    assert playing.shown() == ["search"]


def test_the_program_keeps_the_keyboard(desk: MatrixDesk) -> None:
    before = wait_until_stable(lambda: focused_window(desk.screen), "the keyboard")
    active = active_window(desk.screen)
    playing = desk.play_menus()
    assert focused_window(desk.screen) == before
    # not even a click on the card takes it
    desk.person.clicks(card_button(desk.screen, playing.process.pid, "Skip").center)
    assert playing.wait_for_step(2) == "document"
    assert focused_window(desk.screen) == before
    assert active_window(desk.screen) == active


def test_it_is_in_no_task_bar_and_no_switcher(desk: MatrixDesk) -> None:
    before = root_property(desk.screen, "_NET_CLIENT_LIST")
    playing = desk.play_menus()
    assert overlay(desk.screen, playing.process.pid)
    assert root_property(desk.screen, "_NET_CLIENT_LIST") == before
    # when the person looks for another window with Alt+Tab, it is none of ours
    desk.person.presses("alt+Tab")
    assert wait_until_stable(lambda: active_window(desk.screen), "the active window") == desk.editor.xid


def test_a_full_screen_program_does_not_cover_the_card(desk: MatrixDesk) -> None:
    playing = desk.play_menus()
    desk.person.presses("F11")
    full = DeviceRect(0, 0, desk.screen.width_px, desk.screen.height_px)
    wait_until(lambda: any(w.rect == full for w in windows(desk.screen)), "full screen")
    button = wait_until_stable(lambda: card_button(desk.screen, playing.process.pid, "Skip"), "the card")
    desk.person.clicks(button.center)
    assert playing.wait_for_step(2) == "document"


def test_it_leaves_with_a_minimised_program_and_comes_back(desk: MatrixDesk, setup: Setup) -> None:
    playing = desk.play_menus()
    if setup.minimises:
        run(desk.screen, "xdotool", "windowminimize", str(desk.editor.xid))
        wait_until(lambda: not overlay(desk.screen, playing.process.pid), "it to leave")
        run(desk.screen, "xdotool", "windowactivate", str(desk.editor.xid))
    else:  # where nothing can be minimised, a window is moved to where nobody looks
        i3(desk, "move scratchpad")
        wait_until(lambda: not overlay(desk.screen, playing.process.pid), "it to leave")
        i3(desk, "scratchpad show")
    wait_until(lambda: desk.lit("Search"), "it to come back")


def test_it_stays_on_its_desktop(desk: MatrixDesk) -> None:
    playing = desk.play_menus()
    _go_to_desktop(desk, 1)
    wait_until(lambda: not overlay(desk.screen, playing.process.pid), "it to leave")
    _go_to_desktop(desk, 0)
    wait_until(lambda: desk.lit("Search"), "it to come back")


def test_it_is_not_over_another_program_that_covers_the_target(desk: MatrixDesk, setup: Setup) -> None:
    playing = desk.play_menus()
    place = desk.menu("Search")
    other = open_program(desk.screen, "xterm", "-geometry", f"60x12+{place.x - 100}+{max(0, place.y - 60)}")
    if setup.window_manager == "i3":  # which lays windows side by side; this one shall lie above
        i3(desk, f"floating enable, move position {place.x - 100} px {place.y - 10} px")
    wait_until(lambda: not overlay(desk.screen, playing.process.pid), "it to leave")
    run(desk.screen, "xdotool", "windowkill", str(other.xid))
    wait_until(lambda: desk.lit("Search"), "it to come back")


def test_the_keyboard_goes_into_the_card_and_back(desk: MatrixDesk) -> None:
    in_program = wait_until_stable(lambda: focused_window(desk.screen), "the keyboard")
    playing = desk.play_menus()
    desk.person.presses("ctrl+alt+g")
    wait_until(lambda: focused_window(desk.screen) != in_program, "the keyboard in the card")
    desk.person.presses("ctrl+alt+g")
    wait_until(lambda: focused_window(desk.screen) == in_program, "the keyboard in the program")
    desk.person.presses("ctrl+alt+g")
    wait_until(lambda: focused_window(desk.screen) != in_program, "the keyboard in the card again")
    desk.person.presses("Escape")
    assert playing.ended() == 3
    wait_until(lambda: focused_window(desk.screen) == in_program, "the keyboard in the program again")


def test_a_moved_window_takes_its_light_along(desk: MatrixDesk, setup: Setup) -> None:
    desk.play_menus()
    before = desk.menu("Search")
    if setup.window_manager == "i3":
        i3(desk, "floating enable, move position 150 px 200 px")
    else:
        run(desk.screen, "xdotool", "windowmove", str(desk.editor.xid), "150", "200")
    wait_until(lambda: desk.menu("Search") != before, "the window to move")
    wait_until(lambda: desk.lit("Search"), "the light to be on it")


@pytest.mark.parametrize("window_manager", ["openbox", "i3", "icewm"])
def test_a_compositor_comes_and_goes(window_manager: str, make_screen: Callable[..., VirtualScreen]) -> None:
    desk = desk_on(make_screen, Setup(window_manager, "picom"))
    desk.play_menus()
    page, paper = desk.page, desk.bare.at(desk.page)
    assert shoot(desk.screen).at(page) != paper
    desk.screen.stop_compositor()
    wait_until(lambda: shoot(desk.screen).at(page) == paper and desk.lit("Search"), "a frame alone")
    desk.screen.start_compositor()
    wait_until(lambda: shoot(desk.screen).at(page) != paper and desk.lit("Search"), "the dim to be back")


def i3(desk: MatrixDesk, order: str) -> None:
    """Order i3 to do something."""
    run(desk.screen, "i3-msg", "--", order)


def _go_to_desktop(desk: MatrixDesk, number: int) -> None:
    if "Name: i3" in run(desk.screen, "wmctrl", "-m"):
        i3(desk, f"workspace {number + 1}")
    else:
        run(desk.screen, "wmctrl", "-n", "2")
        run(desk.screen, "wmctrl", "-s", str(number))
