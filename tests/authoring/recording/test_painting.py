"""What nobody else may see is painted over, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

from guide.authoring.recording.acts import Typed, View
from guide.authoring.recording.painting import cropped, published
from guide.desktop.elements import ElementInfo
from guide.desktop.ports import Picture
from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.authoring.recording.made import HERE, WINDOW, act, control, window

FIELD = control("textbox", "Name", (10, 10, 40, 10))
INK, PAPER = b"\x01\x02\x03\x00", b"\xff\xff\xff\x00"


def ink_at(shown: Picture | None, point: DevicePoint) -> bool:
    assert shown is not None
    at = (point.y * HERE.width + point.x) * 4
    return bytes(shown.pixels[at : at + 4]) == INK


def shown(*elements: ElementInfo, typed: Typed, all_text: bool = False) -> Picture | None:
    return published(act("click", None, *elements, picture=PICTURE, bare=True), typed, all_text=all_text)


def _picture() -> Picture:
    pixels = bytearray(PAPER * (HERE.width * HERE.height))
    for y in range(5, HERE.height, 10):
        for x in range(5, HERE.width, 10):
            at = (y * HERE.width + x) * 4
            pixels[at : at + 4] = INK
    return Picture(HERE, bytes(pixels))


PICTURE = _picture()
IN_FIELD, ELSEWHERE = DevicePoint(25, 15), DevicePoint(105, 15)


def test_a_field_that_was_typed_into_is_empty_on_the_picture() -> None:
    drawn = shown(FIELD, typed=Typed(refs={FIELD.ref}))
    assert not ink_at(drawn, IN_FIELD)
    assert ink_at(drawn, ELSEWHERE)


def test_a_field_that_was_left_alone_stays() -> None:
    assert ink_at(shown(FIELD, typed=Typed()), IN_FIELD)


def test_a_password_field_never_shows() -> None:
    assert not ink_at(shown(replace(FIELD, states=frozenset({"password"})), typed=Typed()), IN_FIELD)


def test_what_repeats_a_text_is_painted_over_however_it_is_spaced() -> None:
    echo = control("label", "Thanks, 4111-1111!", (100, 10, 40, 10))
    assert not ink_at(shown(echo, typed=Typed(texts={"4111 1111"})), ELSEWHERE)


def test_all_text_goes_where_that_is_wanted_and_buttons_stay() -> None:
    label, button = control("label", "Ada", (10, 10, 40, 10)), control("button", "Save", (100, 10, 40, 10))
    drawn = shown(label, button, typed=Typed(), all_text=True)
    assert not ink_at(drawn, IN_FIELD)
    assert ink_at(drawn, ELSEWHERE)


def test_typing_that_nobody_can_place_hides_the_whole_window() -> None:
    assert not ink_at(shown(typed=Typed(windows={WINDOW.id: 0})), ELSEWHERE)


def test_a_menu_over_a_field_is_seen() -> None:
    # given a menu that is open over a field that was typed into
    menu = window(2, "", managed=False, kind="menu")
    over: WindowInfo = replace(menu, rect=DeviceRect(20, 10, 10, 10))
    done = act("click", None, FIELD, picture=PICTURE, bare=True)
    done.snapshot = WindowsSnapshot((WINDOW, over), WINDOW.id, ())
    done.views = (View(over, (control("menuitem", "Cut", (20, 10, 10, 10)),)), *done.views)
    drawn = published(done, Typed(refs={FIELD.ref}))
    # then the menu is on the picture, and the rest of the field is not
    assert ink_at(drawn, IN_FIELD)
    assert not ink_at(drawn, DevicePoint(45, 15))


def test_windows_of_other_programs_in_front_are_hidden() -> None:
    stranger = replace(window(3, "Mail", pid=9), frame=DeviceRect(100, 10, 20, 10))
    done = act("click", None, picture=PICTURE)
    done.snapshot = WindowsSnapshot((WINDOW, stranger), WINDOW.id, ())
    assert not ink_at(published(done, Typed()), ELSEWHERE)


def test_a_part_of_a_picture() -> None:
    part = cropped(PICTURE, DeviceRect(20, 10, 10, 10))
    assert (part.rect, bytes(part.pixels).count(INK)) == (DeviceRect(20, 10, 10, 10), 1)
