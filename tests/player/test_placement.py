"""Where the card goes: inside the work area, and not over what it talks about."""
# ruff: noqa: PLR0917  (properties take what they vary)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.player.placement import CardSize, Placed, Spacing, kept_inside, place_card, stand_alone
from guide.tutorial.geometry import DeviceRect

SPACING = Spacing()
WORK = DeviceRect(0, 0, 1280, 800)
CARD = CardSize(344, 180)

coordinates = st.integers(-3000, 6000)


@st.composite
def work_areas(draw: st.DrawFn) -> DeviceRect:
    return DeviceRect(
        draw(st.integers(-2000, 4000)),
        draw(st.integers(-2000, 2000)),
        draw(st.integers(300, 4000)),
        draw(st.integers(300, 2200)),
    )


@st.composite
def rects(draw: st.DrawFn) -> DeviceRect:
    return DeviceRect(draw(coordinates), draw(coordinates), draw(st.integers(1, 3000)), draw(st.integers(1, 2000)))


sizes = st.builds(CardSize, st.integers(150, 800), st.integers(60, 700))
places = st.sampled_from(["top", "right", "bottom", "left", "over", "auto"])
sides = st.sampled_from([None, "top", "right", "bottom", "left"])


def meet(one: DeviceRect, other: DeviceRect) -> bool:
    return not one.intersected(other).empty


def has_room(work: DeviceRect, light: DeviceRect, size: CardSize) -> bool:
    """Whether any side of the light has room for the card, the ring between them."""
    seen = light.intersected(work)
    if size.width > work.width or size.height > work.height:
        return False
    gap = SPACING.tight_gap
    return (
        seen.x - work.x >= size.width + gap
        or work.right - seen.right >= size.width + gap
        or seen.y - work.y >= size.height + gap
        or work.bottom - seen.bottom >= size.height + gap
    )


@given(work_areas(), st.lists(rects(), max_size=3), sizes, places, st.booleans(), st.booleans(), sides)
def test_a_card_that_fits_is_inside_the_work_area(work, lights, size, prefer, mirrored, in_list, stay) -> None:
    placed = place_card(work, lights, size, prefer=prefer, right_to_left=mirrored, in_list=in_list, stay=stay)
    assert (placed.rect.width, placed.rect.height) == (size.width, size.height)
    if size.width <= work.width and size.height <= work.height:
        assert work.intersected(placed.rect) == placed.rect
    else:  # too big: at least its beginning can be read
        assert placed.rect.x >= work.x
        assert placed.rect.y >= work.y


@given(work_areas(), rects(), sizes, places, st.booleans(), st.booleans(), sides)
def test_the_light_stays_free_when_any_side_has_room(work, light, size, prefer, mirrored, in_list, stay) -> None:
    placed = place_card(work, [light], size, prefer=prefer, right_to_left=mirrored, in_list=in_list, stay=stay)
    if prefer != "over" and has_room(work, light, size):
        assert not meet(placed.rect, light.intersected(work))


@given(work_areas(), st.lists(rects(), min_size=1, max_size=3), sizes, places, st.booleans(), sides)
def test_an_arrow_touches_its_light_from_the_card_edge(work, lights, size, prefer, mirrored, stay) -> None:
    placed = place_card(work, lights, size, prefer=prefer, right_to_left=mirrored, stay=stay)
    if placed.side is None:
        return
    card = placed.rect
    light = next(seen for seen in (light.intersected(work) for light in lights) if not seen.empty)
    across = placed.side in {"top", "bottom"}
    length = card.width if across else card.height
    assert SPACING.corner <= placed.arrow <= length - SPACING.corner
    tip = (card.x if across else card.y) + placed.arrow
    assert (light.x if across else light.y) <= tip <= (light.right if across else light.bottom)
    gap = {
        "bottom": card.y - light.bottom,
        "top": light.y - card.bottom,
        "right": card.x - light.right,
        "left": light.x - card.right,
    }[placed.side]
    assert gap == SPACING.gap


@given(work_areas(), st.one_of(st.none(), rects()), sizes, st.booleans())
def test_a_card_that_points_at_nothing_is_inside_the_work_area_too(work, window, size, mirrored) -> None:
    placed = stand_alone(work, window, size, right_to_left=mirrored)
    assert placed.side is None
    if size.width <= work.width and size.height <= work.height:
        assert work.intersected(placed.rect) == placed.rect


@pytest.mark.parametrize(
    ("light", "options", "side"),
    [
        pytest.param(DeviceRect(400, 100, 80, 30), {}, "bottom", id="below is where one looks first"),
        pytest.param(DeviceRect(400, 760, 80, 30), {}, "right", id="beside a status bar"),
        pytest.param(DeviceRect(1200, 760, 70, 30), {}, "top", id="above the corner"),
        pytest.param(DeviceRect(400, 300, 200, 25), {"in_list": True}, "right", id="beside an entry of a menu"),
        pytest.param(DeviceRect(400, 100, 80, 30), {"prefer": "left"}, "left", id="where the author wants it"),
        pytest.param(DeviceRect(10, 100, 80, 30), {"prefer": "left"}, "bottom", id="unless there is no room"),
        pytest.param(DeviceRect(400, 300, 80, 30), {"stay": "top"}, "top", id="where it was"),
        pytest.param(
            DeviceRect(500, 300, 80, 30), {"prefer": "left", "right_to_left": True}, "right", id="mirrored for RTL"
        ),
    ],
)
def test_the_side(light: DeviceRect, options: dict, side: str) -> None:
    assert place_card(WORK, [light], CARD, **options).side == side


def test_another_side_with_an_arrow_is_better_than_a_tight_place_without() -> None:
    # given a light with room for the card below it, but none for the arrow
    light = DeviceRect(400, 560, 80, 30)
    assert place_card(WORK, [light], CardSize(344, 200)).side == "right"
    # unless the author wants it there
    assert place_card(WORK, [light], CardSize(344, 200), prefer="bottom").rect.y == 598


def test_a_light_as_big_as_the_screen_is_covered_at_the_far_corner() -> None:
    placed = place_card(WORK, [WORK], CARD)
    assert placed == Placed(DeviceRect(1280 - 344 - 12, 800 - 180 - 12, 344, 180))


def test_other_lights_are_left_free_as_well() -> None:
    # given a second light right below the first
    first, second = DeviceRect(400, 100, 80, 30), DeviceRect(400, 200, 80, 30)
    # when the card is placed
    placed = place_card(WORK, [first, second], CARD)
    # then it covers neither
    assert not meet(placed.rect, first)
    assert not meet(placed.rect, second)


def test_a_card_for_a_light_off_the_screen_stands_alone() -> None:
    assert place_card(WORK, [DeviceRect(5000, 5000, 10, 10)], CARD) == stand_alone(WORK, None, CARD)


def test_a_card_without_a_light_stands_in_its_window() -> None:
    placed = stand_alone(WORK, DeviceRect(100, 100, 600, 400), CARD)
    assert placed.rect == DeviceRect(700 - 24 - 344, 500 - 24 - 180, 344, 180)


def test_what_a_hand_drags_off_the_screen_comes_back() -> None:
    assert kept_inside(DeviceRect(1200, -50, 344, 180), WORK) == DeviceRect(936, 0, 344, 180)
