"""What cuts off what, and where to scroll: decided on numbers alone."""

from __future__ import annotations

import pytest

from guide.desktop.elements import ElementRef, Scrolled
from guide.desktop.handlers.atspi.nodes import Node, Toolkit
from guide.desktop.handlers.atspi.roles import Role
from guide.desktop.handlers.atspi.scrolling import Area, enough, may_cut_off, where_to_scroll
from guide.tutorial.geometry import DeviceRect

FILLER = 20
VIEW = DeviceRect(100, 100, 300, 200)


def node(role: int, name: str = "") -> Node:
    return Node(ElementRef("b", f"/{role}/{name}"), role, name, 0, 1)


def area(content: DeviceRect | None = None) -> Area:
    return Area(node(Role.SCROLL_PANE), VIEW, content)


@pytest.mark.parametrize(
    ("toolkit", "roles", "cutting"),
    [
        ("gtk", (Role.FRAME, FILLER, Role.SCROLL_PANE, Role.VIEWPORT, FILLER), [2, 3]),
        ("gtk", (Role.FRAME, Role.SCROLL_PANE, Role.COMBO_BOX, Role.MENU), []),
        ("gtk", (Role.FRAME, Role.SCROLL_PANE, Role.DIALOG, FILLER), []),
        ("qt", (Role.FRAME, FILLER, FILLER), [1, 2]),
        ("qt", (Role.FRAME, FILLER, Role.TREE_ITEM), [1]),
        ("chromium", (Role.FRAME, FILLER, Role.DOCUMENT_WEB, FILLER), [2]),
    ],
)
def test_what_cuts_off_is_told_by_role_or_known_of_the_toolkit(
    toolkit: Toolkit, roles: tuple[int, ...], cutting: list[int]
) -> None:
    assert may_cut_off([node(role) for role in roles], toolkit) == cutting


def test_a_popover_is_not_cut_off_by_what_lies_around_its_button() -> None:
    chain = [node(Role.FRAME), node(Role.SCROLL_PANE), node(FILLER, "GtkPopoverMenu"), node(Role.VIEWPORT)]
    assert may_cut_off(chain, "gtk4") == [3]


@pytest.mark.parametrize(
    ("whole", "way"),
    [
        (DeviceRect(120, 400, 80, 30), "down"),
        (DeviceRect(120, 295, 80, 30), "down"),
        (DeviceRect(120, 20, 80, 30), "up"),
        (DeviceRect(900, 150, 80, 30), "right"),
        (DeviceRect(0, 150, 80, 30), "left"),
    ],
)
def test_one_scrolls_to_the_side_it_lies_on(whole: DeviceRect, way: str) -> None:
    assert where_to_scroll(whole, area()) == Scrolled(VIEW, way)  # type: ignore[arg-type]


def test_what_is_in_the_area_is_not_hidden_by_it() -> None:
    assert where_to_scroll(DeviceRect(120, 150, 80, 30), area()) is None
    assert where_to_scroll(DeviceRect(120, 280, 80, 30), area()) is None, "most of it is seen"


def test_where_the_program_does_not_say_the_room_that_is_left_says_it() -> None:
    def way(x: int, y: int, width: int, height: int) -> str | None:
        found = where_to_scroll(None, area(DeviceRect(x, y, width, height)))
        assert found is not None
        return found.way

    assert way(100, 100, 300, 1000) == "down"
    assert way(100, -700, 300, 1000) == "up"
    assert way(100, -100, 300, 1000) is None, "both are possible"
    assert where_to_scroll(None, area()) == Scrolled(VIEW, None)


def test_half_of_something_small_is_enough_and_a_part_of_something_large() -> None:
    assert enough(DeviceRect(0, 0, 80, 11), DeviceRect(0, 0, 80, 22))
    assert not enough(DeviceRect(0, 0, 80, 10), DeviceRect(0, 0, 80, 22))
    assert enough(DeviceRect(0, 0, 300, 200), DeviceRect(0, 0, 300, 9000))
