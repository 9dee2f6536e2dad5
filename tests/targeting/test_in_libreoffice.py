"""Finding controls in LibreOffice: parts of GTK and of its own, dialogs, a sheet that must not be gone through."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint
from tests.support.desktop import (
    Person,
    SeenWindow,
    close_windows,
    open_program,
    shoot,
    wait_for_window,
    wait_until,
    wait_until_stable,
)
from tests.targeting.seeker import Seeker, edges_are_drawn, element, seeker_on

pytestmark = pytest.mark.desktop
OFFICE = "soffice"
QUIET = ("--norestore", "--nologo", "--nofirststartwizard")


@pytest.fixture(scope="module")
def seeker(screen: VirtualScreen) -> Iterator[Seeker]:
    with seeker_on(screen) as made:
        yield made


@pytest.fixture(scope="module")
def calc(screen: VirtualScreen) -> Iterator[SeenWindow]:
    yield open_program(screen, "soffice", "--calc", *QUIET, title="Calc")
    close_windows(screen)


@pytest.fixture(scope="module")
def writer(screen: VirtualScreen, calc: SeenWindow) -> SeenWindow:
    return open_program(screen, "soffice", "--writer", *QUIET, title="Writer")


def memory_kb(pid: int) -> int:
    """What a process holds in memory now."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def test_a_cell_is_found_by_its_name_and_clicked_where_it_is(seeker: Seeker, calc: SeenWindow, person: Person) -> None:
    cell = seeker.sees(OFFICE, element("cell", "C5"))
    person.clicks(cell.rect.center)
    # The box beside the formula says which cell it was
    name_box = element("textbox", path=(("toolbar", "Formula Tool Bar"),), index=0)
    wait_until(lambda: seeker.find(OFFICE, name_box, with_value=True).element.value == "C5", "the cell to be chosen")
    person.types("42")
    person.presses("Return")
    written = element("cell", "C5")
    wait_until(lambda: seeker.find(OFFICE, written, with_value=True).element.value == "42", "the number")


def test_cells_meet_at_their_edges(seeker: Seeker, calc: SeenWindow) -> None:
    b3 = seeker.sees(OFFICE, element("cell", "B3")).rect
    c4 = seeker.sees(OFFICE, element("cell", "C4")).rect
    assert 0 <= c4.x - b3.right <= 1
    assert 0 <= c4.y - b3.bottom <= 1


def test_a_button_drawn_by_libreoffice_itself_is_where_it_says(
    seeker: Seeker, calc: SeenWindow, person: Person, screen: VirtualScreen
) -> None:
    bold = seeker.sees(OFFICE, element("button", "Bold"))
    away = bold.window.rect.center
    person.moves(away)
    calm = shoot(screen).colours(bold.rect)

    def looks_calm() -> bool:
        return shoot(screen).colours(bold.rect) == calm

    def points_at(point: DevicePoint) -> None:
        person.moves(away)  # else the words that explain the button open over it, and stay
        wait_until(looks_calm, "it to go out")
        person.moves(point)

    # when the pointer is on its first and on its last pixel, then it lights up, and beyond it does not
    for inside in (
        DevicePoint(bold.rect.x + 2, bold.rect.y + 2),
        DevicePoint(bold.rect.right - 3, bold.rect.bottom - 3),
    ):
        points_at(inside)
        wait_until(lambda: not looks_calm(), "it to light up")
    points_at(DevicePoint(bold.rect.center.x, bold.rect.y - 3))
    wait_until_stable(looks_calm, "it, unlit,")


def test_the_menu_of_a_tool_bar_button_is_searched_too(seeker: Seeker, calc: SeenWindow, person: Person) -> None:
    functions = seeker.sees(OFFICE, element("button", "Select Function"))
    person.clicks(functions.rect.center)
    total = seeker.sees(OFFICE, element("menuitem", "Sum"))
    assert not total.window.managed
    person.presses("Escape")
    seeker.loses(OFFICE, element("menuitem", "Sum"))


def test_a_sheet_tab_and_a_named_field(seeker: Seeker, calc: SeenWindow) -> None:
    assert seeker.sees(OFFICE, element("tab", "Sheet1")).rect is not None
    font = seeker.find(OFFICE, element("textbox", path=(("group", "Font Name"),)), with_value=True)
    assert (font.state, bool(font.element.value)) == ("found", True)


def test_a_spreadsheet_survives_twenty_searches_for_what_is_not_there(seeker: Seeker, calc: SeenWindow) -> None:
    # Given a spreadsheet that has been searched
    for target in (element("button", "Nowhere"), element("cell", "ZZ9999"), element(name="Nowhere")):
        seeker.find(OFFICE, target)
    assert calc.pid is not None
    before = memory_kb(calc.pid)
    # When it is searched again and again
    slowest = 0.0
    for _ in range(20):
        began = time.monotonic()
        assert seeker.find(OFFICE, element("button", "Nowhere")).state == "absent"
        slowest = max(slowest, time.monotonic() - began)
    # Then it has not grown by its cells, and has answered each time
    assert memory_kb(calc.pid) - before < 8_000
    assert slowest < 2.0


def test_menus_of_writer_are_found_in_its_own_window_alone(
    seeker: Seeker, writer: SeenWindow, person: Person, screen: VirtualScreen
) -> None:
    # Given a spreadsheet and a document of the same process
    insert = seeker.sees(OFFICE, element("menuitem", "Insert"))
    assert insert.window.id == writer.xid
    hidden = seeker.find(OFFICE, element("menuitem", "Page Break"))
    assert (hidden.state, hidden.offscreen) == ("absent", True)

    # When the menu is open, then what lies beneath it is not taken for a part of it
    person.clicks(insert.rect.center)
    item = seeker.sees(OFFICE, element("menuitem", "Page Break"))
    assert not item.window.managed
    bold = seeker.sees(OFFICE, element("button", "Bold"))
    assert bold.window.id == writer.xid
    person.presses("Escape")
    seeker.loses(OFFICE, element("menuitem", "Page Break"))


def test_a_menu_of_writer_is_the_only_one_however_often_it_is_asked_for(seeker: Seeker, writer: SeenWindow) -> None:
    # below the menu bar that GTK draws lies another, of LibreOffice, which has no height
    window = next(window for window in seeker.windows().stack if window.id == writer.xid)
    stop = seeker.desktop.elements.subscribe(lambda event: None, pid=window.pid)
    try:
        first = seeker.sees("soffice", element("menuitem", "Insert"))
        again = [seeker.find("soffice", element("menuitem", "Insert")) for _ in range(3)]
    finally:
        stop()
    assert [found.rect for found in again] == [first.rect] * 3
    assert any(found.why.endswith("by memory") for found in again)


def test_what_is_written_in_a_document_is_read(seeker: Seeker, writer: SeenWindow, person: Person) -> None:
    page = seeker.sees(OFFICE, element("document"))
    person.clicks(page.rect.center)
    person.types("A heading")
    wait_until(
        lambda: seeker.find(OFFICE, element("paragraph"), with_value=True).element.value == "A heading", "the text"
    )
    whole = seeker.find(OFFICE, element("document"), with_value=True)
    assert whole.element.value == "A heading"


def test_a_dialog_is_found_to_the_pixel_and_its_fields_by_their_labels(
    seeker: Seeker, writer: SeenWindow, person: Person, screen: VirtualScreen
) -> None:
    seeker.sees(OFFICE, element("document"))
    person.presses("ctrl+h")
    wait_for_window(screen, title="Find and Replace")
    field = seeker.sees(OFFICE, element("textbox", "Find", window="Find and Replace"))
    assert edges_are_drawn(shoot(screen), field.rect, "left top bottom")
    person.clicks(field.rect.center)
    person.types("heading")
    wait_until(
        lambda: (
            seeker.find(OFFICE, element("textbox", "Find:", window="Find and Replace"), with_value=True).element.value
            == "heading"
        ),
        "the word",
    )
    close = seeker.sees(OFFICE, element("button", "Close", window="Find and Replace"))
    assert edges_are_drawn(shoot(screen), close.rect)
    person.clicks(close.rect.center)
    seeker.loses(OFFICE, element("button", "Close", window="Find and Replace"))
