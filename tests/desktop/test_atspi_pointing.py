"""What lies under a point: the innermost control, down to a spreadsheet's cell."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guide.desktop.elements import ElementInfo
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint
from tests.support.desktop import Person, close_windows, open_program
from tests.targeting.seeker import Seeker, element, seeker_on

pytestmark = pytest.mark.desktop


@pytest.fixture
def seeker(screen: VirtualScreen) -> Iterator[Seeker]:
    with seeker_on(screen) as made:
        yield made
    close_windows(screen)


def under(seeker: Seeker, point: DevicePoint) -> ElementInfo | None:
    """The element under a point of the highest window there."""
    window = seeker.windows().topmost_at(point)
    assert window is not None
    return seeker.worker.wait(seeker.desktop.elements.at(point, window, deadline_ms=5000))


def test_in_a_window_and_in_an_open_menu_of_gtk(seeker: Seeker, screen: VirtualScreen, person: Person) -> None:
    open_program(screen, "mousepad", title="Mousepad")
    menu = seeker.sees("mousepad", element("menuitem", "Search")).rect
    page = seeker.sees("mousepad", element("textbox")).rect
    assert under(seeker, menu.center).name == "Search"
    assert under(seeker, page.center).role == "textbox"
    assert under(seeker, page.center).path[0][0] == "window"

    person.clicks(menu.center)
    item = seeker.sees("mousepad", element("menuitem", "Find and Replace…")).rect
    assert under(seeker, item.center).name == "Find and Replace..."
    person.presses("Escape")


def test_in_a_window_and_in_a_popover_of_gtk_4(seeker: Seeker, screen: VirtualScreen, person: Person) -> None:
    open_program(screen, "gnome-calculator", title="Calculator")
    key = seeker.sees("gnome-calculator", element("button", "7")).rect
    assert under(seeker, key.center).name == "7"
    person.clicks(seeker.sees("gnome-calculator", element("button", "Basic")).rect.center)
    item = seeker.sees("gnome-calculator", element("menuitem", "Financial")).rect
    assert under(seeker, item.center).name == "Financial"
    person.presses("Escape")


def test_in_a_window_and_in_a_menu_of_qt(seeker: Seeker, screen: VirtualScreen, person: Person) -> None:
    open_program(screen, "featherpad", wm_class="featherpad")
    button = seeker.sees("featherpad", element("button", "Open")).rect
    assert under(seeker, button.center).name == "Open"
    person.clicks(seeker.sees("featherpad", element("menuitem", "Edit")).rect.center)
    item = seeker.sees("featherpad", element("menuitem", "Select All")).rect
    assert under(seeker, item.center).name == "Select All"
    person.presses("Escape")


def test_in_a_spreadsheet(seeker: Seeker, screen: VirtualScreen) -> None:
    open_program(screen, "soffice", "--calc", "--norestore", "--nologo", "--nofirststartwizard", title="Calc")
    cell = seeker.sees("soffice", element("cell", "D7")).rect
    told = under(seeker, cell.center)
    assert (told.role, told.name, told.rect) == ("cell", "D7", cell)
    bold = seeker.sees("soffice", element("button", "Bold")).rect
    assert under(seeker, bold.center).name == "Bold"
