"""What X tells in numbers, understood: keys, properties of windows, strips that panels take. Needs no screen."""

from __future__ import annotations

import pytest

from guide.desktop.handlers.clicks import ClickCounter
from guide.desktop.handlers.x11 import properties as read
from guide.desktop.handlers.x11.keyboard import Keyboard, Stroke
from guide.desktop.handlers.x11.keysyms import character, key_name, keysym_of
from guide.desktop.handlers.x11.lending import LentKeys
from guide.desktop.handlers.x11.screens import work_area
from guide.tutorial.geometry import DevicePoint, DeviceRect
from guide.tutorial.keys import Chord

# --- keys ---------------------------------------------------------------------------------------------------------

MASKS = {"Shift": 1, "Ctrl": 4, "Alt": 8, "NumLock": 16, "Meta": 64, "Level3": 128}
GERMAN = Keyboard(
    first=10,
    symbols=[
        [ord("q"), ord("Q"), ord("q"), ord("Q"), ord("@"), 0x7D9],  # 10
        [ord("+"), ord("*"), 0, 0, ord("~"), 0],  # 11
        [ord("="), ord("+")],  # 12, as on an American keyboard
        [0xFF95, 0xFFB7],  # 13: keypad, Home and 7
        [],  # 14
        [0, 0],  # 15
        [0xFF09, 0xFE20],  # 16: Tab
        [ord("s"), ord("S"), 0x6D9, 0x6F9],  # 17: S, and Ы in the second layout
        [0],  # 18
        [ord(" "), ord(" ")],  # 19
    ],
    masks=MASKS,
)


@pytest.mark.parametrize(
    ("keycode", "state", "expected"),
    [
        (10, 0, {"Q"}),
        (10, 1, {"Shift+Q"}),
        (10, 2, {"Q"}),  # Caps Lock
        (10, 4 | 16, {"Ctrl+Q"}),  # Num Lock
        (10, 4 | 1, {"Ctrl+Shift+Q"}),
        (10, 128 | 4, {"Ctrl+Q", "Ctrl+@"}),
        (11, 4, {"Ctrl++"}),
        (11, 4 | 1, {"Ctrl+Shift++", "Ctrl+*"}),
        (12, 4 | 1, {"Ctrl+Shift+=", "Ctrl++"}),
        (13, 0, {"Home"}),
        (13, 16, {"7"}),
        (16, 1, {"Shift+Tab"}),
        (17, 4, {"Ctrl+S", "Ctrl+Ы"}),
        (17, 4 | 1 << 13, {"Ctrl+S", "Ctrl+Ы"}),
        (17, 64 | 8, {"Meta+Alt+S", "Meta+Alt+Ы"}),
        (19, 0, {"Space"}),
        (19, 1, {"Shift+Space"}),
        (14, 0, set()),
        (200, 4, set()),
    ],
)
def test_a_key_has_all_the_names_that_people_give_it(keycode: int, state: int, expected: set[str]) -> None:
    assert GERMAN.chords(keycode, state) == {Chord.parse(text) for text in expected}


def test_characters_are_made_by_the_key_that_has_them() -> None:
    assert GERMAN.stroke(ord("q")) == Stroke(10)
    assert GERMAN.stroke(ord("Q")) == Stroke(10, shift=True)
    assert GERMAN.stroke(ord("@")) == Stroke(10, level3=True)
    assert GERMAN.stroke_of("Ω", keysym_of("Ω")) == Stroke(10, shift=True, level3=True), "by its old keysym"
    assert GERMAN.stroke(ord("é")) is None
    assert GERMAN.stroke(0xFFB7) is None, "the keypad's numbers need Num Lock"
    assert GERMAN.stroke(ord("s"), group=1) is None, "that key is Ы there"
    assert GERMAN.stroke_of("ы", keysym_of("ы"), group=1) == Stroke(17)
    assert GERMAN.stroke_of_key("S", group=1) == Stroke(17), "shortcuts count in any layout"


def test_the_longest_row_of_unused_keys_is_lent() -> None:
    assert GERMAN.spare() == [14, 15]


@pytest.mark.parametrize(
    ("keysym", "expected"),
    [
        (0x61, "a"),
        (0xFC, "ü"),
        (0x1B1, "ą"),
        (0x6C1, "а"),
        (0x7E1, "α"),
        (0xCE0, "א"),
        (0x20AC, "€"),
        (0x13BD, "œ"),
        (0x0100263A, "☺"),
        (0x0101F600, "😀"),
        (0xFFB5, "5"),
        (0xFFE1, None),
        (0xFE03, None),
    ],
)
def test_keysyms_of_all_ages_are_characters(keysym: int, expected: str | None) -> None:
    assert character(keysym) == expected
    if expected is not None and keysym not in (0x20AC, 0xFFB5):
        assert character(keysym_of(expected)) == expected


def test_a_letter_that_grows_when_it_becomes_a_capital_stays_as_it_is() -> None:
    assert key_name(ord("ß")) == "ß"


def test_a_text_is_split_where_the_keys_run_out() -> None:
    lent = LentKeys.__new__(LentKeys)
    lent._spare = [14, 15]
    parts = list(lent.parts("αa βγδa α εa", set("αβγδε")))
    assert "".join(parts) == "αa βγδa α εa"
    assert [len(set(part) & set("αβγδε")) for part in parts] == [4, 1]


# --- windows --------------------------------------------------------------------------------------------------------

ATOMS = {1: "_NET_WM_WINDOW_TYPE_DIALOG", 2: "_NET_WM_WINDOW_TYPE_DOCK", 3: "_KDE_SPECIAL", 4: "_NET_WM_STATE_HIDDEN"}
ATOMS |= {5: "_NET_WM_WINDOW_TYPE_POPUP_MENU", 6: "_NET_WM_STATE_SHADED", 7: "_NET_WM_WINDOW_TYPE_NORMAL"}


def test_titles_in_any_encoding() -> None:
    both = {"_NET_WM_NAME": "Grüße".encode(), "WM_NAME": b"other"}
    assert read.text(both, "_NET_WM_NAME", "WM_NAME") == "Grüße"
    assert read.text({"WM_NAME": "Grüße".encode("latin-1")}, "_NET_WM_NAME", "WM_NAME") == "Grüße"
    assert read.text({"_NET_WM_NAME": (1, 2)}, "_NET_WM_NAME") == ""


@pytest.mark.parametrize(
    ("types", "managed", "transient", "expected"),
    [
        ((1,), True, 0, "dialog"),
        ((3, 2), True, 0, "dock"),
        ((5,), False, 0, "menu"),
        ((), True, 0, "normal"),
        ((), True, 99, "dialog"),
        ((), False, 0, "popup"),
        ((7,), False, 0, "popup"),
    ],
)
def test_kinds_of_windows(types: tuple[int, ...], managed: bool, transient: int, expected: str) -> None:
    told = {"_NET_WM_WINDOW_TYPE": types, "WM_TRANSIENT_FOR": (transient,)}
    assert read.kind(told, ATOMS.__getitem__, managed=managed) == expected


def test_minimised_is_what_the_window_manager_says() -> None:
    iconic = {"WM_STATE": (3, 0)}
    assert read.minimised(iconic, frozenset(), wm_tells_hidden=False)
    assert not read.minimised(iconic, frozenset(), wm_tells_hidden=True), "openbox says so on other desktops, too"
    assert read.minimised({}, frozenset({"HIDDEN"}), wm_tells_hidden=True)
    assert read.minimised({}, frozenset({"SHADED"}), wm_tells_hidden=True), "rolled up: nothing of it can be seen"


def test_desktops() -> None:
    assert read.on_desktop({"_NET_WM_DESKTOP": (2,)}, 2)
    assert not read.on_desktop({"_NET_WM_DESKTOP": (1,)}, 2)
    assert read.on_desktop({"_NET_WM_DESKTOP": (0xFFFFFFFF,)}, 2)
    assert read.on_desktop({}, 2)
    assert read.on_desktop({"_NET_WM_DESKTOP": (1,)}, None)


def test_the_class_is_the_second_word_of_its_property() -> None:
    assert read.app_class({"WM_CLASS": b"xterm\0XTerm\0"}) == "XTerm"
    assert read.app_class({"WM_CLASS": b"only\0"}) == "only"
    assert read.app_class({}) is None


# --- screens --------------------------------------------------------------------------------------------------------

LEFT, RIGHT = DeviceRect(0, 0, 1000, 800), DeviceRect(1000, 0, 1000, 600)
DESKTOP = DeviceRect(0, 0, 2000, 800)
TOP_OF_LEFT = (0, 0, 30, 0, 0, 0, 0, 0, 0, 999, 0, 0)
BOTTOM_OF_RIGHT = (0, 0, 0, 240, 0, 0, 0, 0, 0, 0, 1000, 1999)  # 40 pixels of a monitor that ends 200 higher
RIGHT_EDGE = (0, 50, 0, 0, 0, 0, 0, 599, 0, 0, 0, 0)
LEFT_OF_RIGHT = (1060, 0, 0, 0, 0, 599, 0, 0, 0, 0, 0, 0)  # reaches across the whole left monitor


def test_panels_take_their_strip_of_their_own_monitor() -> None:
    struts = (TOP_OF_LEFT, BOTTOM_OF_RIGHT, RIGHT_EDGE)
    assert work_area(LEFT, DESKTOP, struts) == DeviceRect(0, 30, 1000, 770)
    assert work_area(RIGHT, DESKTOP, struts) == DeviceRect(1000, 0, 950, 560)


def test_a_panel_on_the_edge_between_two_monitors_leaves_the_other_one_alone() -> None:
    assert work_area(LEFT, DESKTOP, (LEFT_OF_RIGHT,)) == LEFT
    assert work_area(RIGHT, DESKTOP, (LEFT_OF_RIGHT,)) == DeviceRect(1060, 0, 940, 600)


def test_what_the_window_manager_says_itself_counts_where_it_touches_the_monitor() -> None:
    told = (DeviceRect(0, 25, 1000, 775), DeviceRect(1000, 10, 1000, 590))
    assert work_area(LEFT, DESKTOP, (), told) == told[0]
    assert work_area(RIGHT, DESKTOP, (), told) == told[1]


def test_nonsense_leaves_the_whole_monitor() -> None:
    assert work_area(LEFT, DESKTOP, ((0, 0, 500, 500, 0, 0, 0, 0, 0, 999, 0, 999),)) == LEFT


# --- clicks ---------------------------------------------------------------------------------------------------------


def test_presses_in_one_place_soon_after_each_other_belong_together() -> None:
    clicks, here, there = ClickCounter(), DevicePoint(10, 10), DevicePoint(30, 10)
    assert clicks.count(here, "left", 1000, down=True) == 1
    assert clicks.count(here, "left", 1050, down=False) == 1
    assert clicks.count(DevicePoint(12, 9), "left", 1300, down=True) == 2
    assert clicks.count(here, "left", 1350, down=False) == 2
    assert clicks.count(here, "left", 1500, down=True) == 3
    assert clicks.count(here, "left", 2000, down=True) == 1, "too late"
    assert clicks.count(here, "right", 2100, down=True) == 1, "another button"
    assert clicks.count(there, "right", 2200, down=True) == 1, "another place"
    assert clicks.count(there, "right", 5, down=True) == 1, "the clock began anew"
