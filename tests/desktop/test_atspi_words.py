"""AT-SPI's numbers, names, places and events in the port's words. Needs no screen."""

from __future__ import annotations

from typing import Any

import pytest

from guide.desktop.elements import ElementRef, PathQuery
from guide.desktop.handlers.atspi.event_words import decode
from guide.desktop.handlers.atspi.judging import path_holds
from guide.desktop.handlers.atspi.names import LONGEST_NAME, clean_name
from guide.desktop.handlers.atspi.places import Places
from guide.desktop.handlers.atspi.roles import answers_to, aria_role, numbers_for
from guide.desktop.handlers.atspi.states import state_bits, state_words
from guide.desktop.handlers.atspi.tables import Sight, spreadsheet_name
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DevicePoint, DeviceRect

REF = ElementRef(":1.7", "/org/a11y/atspi/accessible/12")


# --- roles --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "role"),
    [
        (0, "generic"), (2, "alert"), (7, "checkbox"), (8, "menuitemcheckbox"), (11, "combobox"), (16, "dialog"),
        (23, "window"), (29, "label"), (31, "list"), (32, "listitem"), (33, "menu"), (34, "menubar"),
        (35, "menuitem"), (37, "tab"), (38, "tablist"), (39, "group"), (40, "textbox"), (41, "menu"),
        (42, "progressbar"), (43, "button"), (44, "radio"), (45, "menuitemradio"), (48, "scrollbar"),
        (50, "separator"), (51, "slider"), (52, "spinbutton"), (54, "status"), (55, "table"), (56, "cell"),
        (57, "columnheader"), (60, "terminal"), (61, "textbox"), (62, "button"), (63, "toolbar"), (64, "tooltip"),
        (65, "tree"), (66, "treegrid"), (69, "window"), (73, "paragraph"), (75, "application"), (79, "textbox"),
        (83, "heading"), (88, "link"), (90, "row"), (91, "treeitem"), (92, "document"), (94, "document"),
        (95, "document"), (98, "listbox"), (99, "group"), (103, "meter"), (109, "article"), (116, "label"),
        (129, "button"), (130, "switch"), (131, "generic"), (-1, "generic"), (1 << 31, "generic"),
    ],
)  # fmt: skip
def test_each_role_number_has_its_aria_word(number: int, role: str) -> None:
    assert aria_role(number) == role


def test_the_word_file_in_a_menu_bar_is_a_menu_item() -> None:
    assert aria_role(33, parent=34) == "menuitem"
    assert aria_role(33, parent=33) == "menuitem"
    assert aria_role(33, parent=69) == "menu"
    assert 33 in numbers_for("menuitem")


def test_a_wanted_role_takes_what_aria_counts_among_it() -> None:
    assert answers_to("menuitemcheckbox", "menuitem")
    assert not answers_to("menuitem", "menuitemcheckbox")
    assert answers_to("switch", "checkbox")
    assert answers_to("paragraph", "textbox", editable=True)
    assert not answers_to("paragraph", "textbox")
    assert {40, 61, 77, 79} <= numbers_for("textbox")
    assert numbers_for("no such role") == frozenset()


# --- states -------------------------------------------------------------------------------------------------------


def test_states_are_words_and_enabled_means_usable() -> None:
    assert state_words(1 << 12 | 1 << 4 | 1 << 24) == {"focused", "checked", "enabled"}
    assert state_words(1 << 8) == frozenset()  # what AT-SPI calls enabled, without being sensitive
    assert state_words(1 << 43) == {"read-only"}


def test_states_come_in_two_words_of_32_bits() -> None:
    assert state_bits([1 << 25, 1 << 9]) == 1 << 25 | 1 << 41
    assert state_bits([-(1 << 31), 0]) == 1 << 31
    assert state_bits([]) == 0


# --- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "toolkit", "name"),
    [
        ("New Window      ", "gtk", "New Window"),
        ("7 7", "gtk4", "7"),
        ("7 7", "gtk", "7 7"),
        ("mod mod", "gtk4", "mod"),
        ("New Window", "gtk4", "New Window"),
        ("GtkMenuButton", "gtk4", ""),
        ("AdwGizmo", "gtk4", ""),
        ("Gtk", "gtk4", "Gtk"),
        ("two\nlines", "qt", "two lines"),
    ],
)
def test_names_lose_what_toolkits_add(told: str, toolkit: str, name: str) -> None:
    assert clean_name(told, toolkit) == name


def test_a_name_of_megabytes_is_cut() -> None:
    assert len(clean_name("x" * 5_000_000, "gtk")) == LONGEST_NAME


# --- places -------------------------------------------------------------------------------------------------------


def window(
    rect: tuple[int, int, int, int], client: tuple[int, int, int, int] | None = None, *, managed: bool = True
) -> WindowInfo:
    """A window that is drawn at `rect` and that its toolkit counts as `client`."""
    drawn, counted = DeviceRect(*rect), DeviceRect(*(client or rect))
    return WindowInfo(1, "", None, None, None, drawn, drawn, counted, managed=managed)


@pytest.mark.parametrize(
    ("toolkit", "of_window", "top", "told", "on_screen"),
    [
        # GTK 3 tells the screen's pixels, also under a frame that it counts in.
        ("gtk", window((380, 218, 640, 480)), (379, 196, 642, 507), (380, 218, 37, 27), (380, 218, 37, 27)),
        # Under GDK_SCALE=2 it counts in its own.
        ("gtk", window((100, 200, 1280, 960)), (50, 100, 640, 480), (60, 110, 30, 20), (120, 220, 60, 40)),
        # GTK 4 tells the window's, without the shadow that the desktop tells of,
        (
            "gtk4", window((130, 114, 350, 491), (105, 90, 400, 540)), (0, 0, 350, 491),
            (16, 293, 54, 40), (146, 407, 54, 40),
        ),
        # or with an edge that nobody tells of.
        ("gtk4", window((1030, 214, 360, 501)), (0, 0, 350, 491), (16, 293, 54, 40), (1051, 512, 54, 40)),
        # In a popover it adds the place of the button that opened it.
        (
            "gtk4", window((1044, 238, 265, 232), managed=False), (105, 6, 265, 232),
            (147, 78, 181, 32), (1086, 310, 181, 32),
        ),
        ("qt", window((1, 395, 700, 500)), (1, 395, 700, 500), (7, 395, 28, 22), (7, 395, 28, 22)),
        # Qt under QT_SCALE_FACTOR=2 counts in logical pixels from the window's own corner.
        ("qt", window((200, 300, 1400, 1000)), (200, 300, 700, 500), (210, 310, 20, 10), (220, 320, 40, 20)),
        # or 1.5, where its sizes are rounded.
        ("qt", window((200, 300, 1051, 750)), (133, 200, 700, 500), (143, 210, 20, 12), (215, 315, 30, 18)),
        # What is half scrolled away is clipped to the window.
        ("gtk", window((0, 0, 100, 100)), (0, 0, 100, 100), (90, 90, 40, 40), (90, 90, 10, 10)),
    ],
)  # fmt: skip
def test_places_are_repaired(
    toolkit: Any,
    of_window: WindowInfo,
    top: tuple[int, int, int, int],
    told: tuple[int, int, int, int],
    on_screen: tuple[int, int, int, int],
) -> None:
    assert Places(toolkit, of_window, top).device(told) == DeviceRect(*on_screen)


@pytest.mark.parametrize(
    "nowhere",
    [
        (-(1 << 31), -(1 << 31), 1, 1),
        (-(1 << 31) + 40, -(1 << 31) + 7, 30, 20),
        (0, 0, 0, 0),
        (0, 0, 1, 1),
        (10, 10, 0, 20),
        (10, 10, -5, 20),
        (10, 10, 1 << 30, 20),
        (5000, 5000, 20, 20),
    ],
)
def test_what_is_nowhere_has_no_rectangle(nowhere: tuple[int, int, int, int]) -> None:
    assert Places("gtk", window((0, 0, 640, 480)), (0, 0, 640, 480)).device(nowhere) is None


def test_a_page_is_told_in_the_screens_pixels_and_the_browser_around_it_is_not() -> None:
    places = Places("chromium", window((14, 10, 1563, 876), (10, 10, 1575, 880)), (7, 7, 1050, 587))
    assert places.device((91, 57, 34, 34)) == DeviceRect(136, 85, 51, 51)
    assert places.device((729, 358, 129, 37), physical=True) == DeviceRect(729, 358, 129, 37)


def test_libreoffices_own_parts_are_moved_down() -> None:
    places = Places("libreoffice", window((0, 21, 1400, 879)), (0, 0, 1400, 900))
    assert places.device((328, 62, 33, 35), lift=27) == DeviceRect(328, 89, 33, 35)
    assert places.of_the_program(DevicePoint(328, 89), lift=27) == (328, 62)


def test_what_lies_beneath_a_menu_is_not_in_it() -> None:
    menu = Places("gtk", window((100, 120, 80, 200), managed=False), None)
    assert menu.device((100, 140, 80, 20)) == DeviceRect(100, 140, 80, 20)
    assert menu.device((20, 130, 90, 20)) is None


# --- paths, tables --------------------------------------------------------------------------------------------------


def test_ancestors_are_wanted_in_order_with_others_in_between() -> None:
    path = (("window", "Editor", 0), ("group", "", 0), ("toolbar", "Main", 1), ("group", "", 0))
    assert path_holds(path, (PathQuery(role="toolbar"),))
    assert path_holds(path, (PathQuery(role="window"), PathQuery(name=lambda name: name == "Main")))
    assert not path_holds(path, (PathQuery(role="toolbar"), PathQuery(role="window")))
    assert path_holds(path, (PathQuery(role="toolbar", index=7),))  # not counted yet
    assert not path_holds(path, (PathQuery(role="toolbar", index=7),), with_index=True)
    assert path_holds(path, (PathQuery(role="toolbar", index=1),), with_index=True)


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((9, 25), "Z10"), ((0, 26), "AA1"), ((1048575, 16383), "XFD1048576")]
)
def test_cells_of_a_spreadsheet_have_names(place: tuple[int, int], name: str) -> None:
    assert spreadsheet_name(*place) == name


def test_what_is_in_sight_is_counted_with_both_ends() -> None:
    assert Sight(1, 2, 2, 3).cells() == [(1, 2), (1, 3), (2, 2), (2, 3)]


# --- events ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("interface", "member", "body", "kind"),
    [
        ("Object", "StateChanged", ["focused", 1, 0, None, {}], "focus"),
        ("Object", "StateChanged", ["checked", 1, 0, None, {}], "state"),
        ("Object", "StateChanged", ["defunct", 1, 0, None, {}], "gone"),
        ("Object", "StateChanged", ["has-tooltip", 1, 0, None, {}], None),
        ("Object", "TextChanged", ["insert", 0, 1, None, {}], "text"),
        ("Object", "PropertyChange", ["accessible-value", 0, 0, None, {}], "value"),
        ("Object", "PropertyChange", ["accessible-parent", 0, 0, None, {}], None),
        ("Object", "ChildrenChanged", ["add", 0, 0, None, ("", "")], "children"),
        ("Object", "BoundsChanged", ["", 0, 0, None, {}], "bounds"),
        ("Object", "ActiveDescendantChanged", ["", 0, 0, None, {}], "selection"),
        ("Object", "TextCaretMoved", ["", 3, 0, None, {}], None),
        ("Window", "Activate", ["", 0, 0, None, {}], "window"),
        ("Window", "activate", ["", 0, 0, None, {}], "window"),
        ("Focus", "Focus", ["", 0, 0, None, {}], "focus"),
        ("Mouse", "Abs", ["", 3, 0, None, {}], None),
        ("Object", "StateChanged", [], None),
        ("Object", "StateChanged", [3, "x"], None),
    ],
)
def test_events_become_news_or_nothing(interface: str, member: str, body: list[Any], kind: str | None) -> None:
    event = decode(f"org.a11y.atspi.Event.{interface}", member, REF, body, 42)
    assert (event.kind if event else None) == kind
    if event is not None:
        assert (event.ref, event.pid) == (REF, 42)


def test_a_state_that_went_says_so() -> None:
    event = decode("org.a11y.atspi.Event.Object", "StateChanged", REF, ["sensitive", 0, 0, None, {}], None)
    assert event is not None
    assert (event.state, event.on) == ("enabled", False)
