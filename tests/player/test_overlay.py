"""The overlay over real programs on a real screen, with the real pointer and the real keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guide.conductor.scene import Light, Scene
from guide.desktop.virtual_screen import VirtualScreen
from guide.player.light import AIR, INNER, OUTER
from guide.player.theme import RING_INNER, RING_OUTER
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.player.actor import Actor
from tests.player.scenes import view
from tests.support.desktop import (
    Colour,
    Person,
    SeenWindow,
    Shot,
    connected,
    focused_window,
    open_program,
    root_property,
    run,
    shoot,
    stacking,
    wait_until,
    windows,
)

pytestmark = pytest.mark.desktop

CORNER = 8
"""Radius of the hole's corners: there, pixels are mixed."""


@pytest.fixture(scope="module")
def mousepad(screen: VirtualScreen) -> SeenWindow:
    """A program to teach, in the middle of the screen."""
    seen = open_program(screen, "mousepad", wm_class="mousepad")
    run(screen, "xdotool", "windowmove", "--sync", str(seen.xid), "200", "150")
    run(screen, "xdotool", "windowsize", "--sync", str(seen.xid), "640", "400")
    run(screen, "xdotool", "windowactivate", "--sync", str(seen.xid))
    return wait_until(lambda: next((w for w in windows(screen) if w.rect.width == 640), None), "its new size")


@pytest.fixture
def actor(screen: VirtualScreen) -> Iterator[Actor]:
    with Actor(screen) as made:
        yield made


def at(window: SeenWindow, x: int, y: int, width: int, height: int) -> DeviceRect:
    return DeviceRect(window.rect.x + x, window.rect.y + y, width, height)


def over(window: SeenWindow, *rects: DeviceRect, guess: bool = False, **more: object) -> Scene:
    return Scene(view("showing", **more), tuple(Light(rect, guess) for rect in rects), window.rect)


def file_menu(window: SeenWindow) -> DeviceRect:
    return at(window, 4, 2, 38, 24)


def dimmed(colour: Colour, percent: int = 42) -> Colour:
    alpha = round(255 * percent / 100) / 255
    red, green, blue = (round(c * (1 - alpha) + d * alpha) for c, d in zip(colour, (8, 10, 18), strict=True))
    return red, green, blue


def close_to(one: Colour, other: Colour, by: int = 2) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def settled(screen: VirtualScreen, look) -> Shot:
    """A picture for which `look` holds: the compositor paints a moment later than we do."""
    found: list[Shot] = []

    def holds() -> bool:
        found.append(shoot(screen))
        return bool(look(found[-1]))

    wait_until(holds, "the picture", 5)
    return found[-1]


def has_dim(shot: Shot) -> bool:
    return max(shot.at(DevicePoint(2, 2))) < 100  # the desktop behind everything is a medium grey


def our_windows(screen: VirtualScreen, window: SeenWindow) -> list[int]:
    """Top-level windows above the program."""
    order = stacking(screen)
    return order[order.index(window.xid) + 1 :]


def test_in_the_hole_the_program_is_untouched_and_around_it_dimmed(
    screen: VirtualScreen, mousepad: SeenWindow, actor: Actor
) -> None:
    # given a program, as it looks by itself
    light = at(mousepad, 60, 2, 110, 24)
    before = shoot(screen)
    # when a light is on a part of its menu bar
    actor.present(over(mousepad, light))
    after = settled(screen, has_dim)
    # then each pixel in the hole is the program's own
    hole = light.grown(AIR)
    for y in range(hole.y, hole.bottom):
        inset = CORNER if y < hole.y + CORNER or y >= hole.bottom - CORNER else 0
        for x in range(hole.x + inset, hole.right - inset):
            point = DevicePoint(x, y)
            assert after.at(point) == before.at(point), (x, y)
    # and right beside it is the ring, in two tones
    middle = hole.center.y
    tones = [after.at(DevicePoint(x, middle)) for x in range(hole.x - round(INNER) - round(OUTER), hole.x)]
    assert tones == [RING_OUTER.toTuple()[:3]] * round(OUTER) + [RING_INNER.toTuple()[:3]] * round(INNER)
    # and everywhere else the program is there, darker
    card = actor.card().grown(40)
    ring = hole.grown(round(INNER) + round(OUTER))
    outside = [
        DevicePoint(x, y)
        for x in range(0, screen.width_px, 7)
        for y in range(0, screen.height_px, 7)
        if not card.contains(DevicePoint(x, y)) and not ring.contains(DevicePoint(x, y))
    ]
    wrong = [p for p in outside if not close_to(after.at(p), dimmed(before.at(p)))]
    assert wrong == []


def test_nothing_is_left_when_the_scene_is_gone(screen: VirtualScreen, mousepad: SeenWindow, actor: Actor) -> None:
    before = shoot(screen)
    actor.present(over(mousepad, file_menu(mousepad)))
    settled(screen, has_dim)
    actor.present(None)
    assert settled(screen, lambda shot: shot == before) == before


def test_clicks_in_the_hole_and_beside_it_reach_the_program(
    screen: VirtualScreen, person: Person, mousepad: SeenWindow, actor: Actor
) -> None:
    # given a light on the File menu
    actor.present(over(mousepad, file_menu(mousepad)))
    quiet = len(stacking(screen))
    # when the person clicks in the hole, then its menu opens
    person.clicks(file_menu(mousepad).center)
    wait_until(lambda: len(stacking(screen)) == quiet + 1, "the File menu to open")
    person.presses("Escape")
    wait_until(lambda: len(stacking(screen)) == quiet, "the File menu to close")
    # and where it is dark, the Edit menu does
    person.clicks(at(mousepad, 46, 2, 36, 24).center)
    wait_until(lambda: len(stacking(screen)) == quiet + 1, "the Edit menu to open")
    person.presses("Escape")
    wait_until(lambda: len(stacking(screen)) == quiet, "the Edit menu to close")
    assert actor.wishes() == []


def test_clicks_on_the_shadow_and_the_arrow_reach_the_program(
    screen: VirtualScreen, person: Person, mousepad: SeenWindow, actor: Actor
) -> None:
    # given a card over the text, below a light
    actor.present(over(mousepad, at(mousepad, 300, 60, 60, 20)))
    card = actor.card()
    person.clicks(at(mousepad, 20, 150, 1, 1).center)
    # when the person types, clicks right beside the card, and types again
    person.types("milk")
    wait_until(lambda: any("*" in w.title for w in windows(screen)), "the text to arrive")
    with connected(screen) as display:
        root = display.screen().root
        for point in (DevicePoint(card.x - 3, card.center.y), DevicePoint(card.center.x, card.y - 4)):
            person.moves(point)
            under = root.query_pointer().child
            # then what lies under the pointer is the program's frame, not the shadow
            assert under.id not in our_windows(screen, mousepad)
    person.presses("ctrl+a", "Delete")


def test_the_program_keeps_the_keyboard(
    screen: VirtualScreen, person: Person, mousepad: SeenWindow, actor: Actor
) -> None:
    run(screen, "xdotool", "windowactivate", "--sync", str(mousepad.xid))
    before = focused_window(screen)
    actor.present(over(mousepad, file_menu(mousepad), can_next=True))
    assert focused_window(screen) == before
    # not even a click on the card takes it
    person.clicks(actor.button("next"))
    actor.hear("wish")
    assert focused_window(screen) == before


def test_the_overlay_is_in_no_task_bar(screen: VirtualScreen, mousepad: SeenWindow, actor: Actor) -> None:
    known, others = root_property(screen, "_NET_CLIENT_LIST"), set(stacking(screen))
    actor.present(over(mousepad, file_menu(mousepad)))
    assert len(set(stacking(screen)) - others) == 3
    assert root_property(screen, "_NET_CLIENT_LIST") == known


def test_a_program_in_full_screen_does_not_cover_the_card(
    screen: VirtualScreen, person: Person, mousepad: SeenWindow, actor: Actor
) -> None:
    # given a step on the screen
    actor.present(over(mousepad, file_menu(mousepad)))
    # when its program goes full screen
    run(screen, "xdotool", "windowactivate", "--sync", str(mousepad.xid))
    person.presses("F11")
    try:
        full = DeviceRect(0, 0, screen.width_px, screen.height_px)
        wait_until(lambda: any(w.rect == full for w in windows(screen)), "full screen")
        # then card and dim are still there
        card = actor.card()
        paper, dark = DevicePoint(card.x + 6, card.bottom - 10), DevicePoint(screen.width_px - 9, 300)
        settled(screen, lambda shot: shot.at(paper) == (255, 255, 255) and shot.at(dark) == dimmed((255, 255, 255)))
    finally:
        person.presses("F11")
        wait_until(lambda: any(w.rect == mousepad.rect for w in windows(screen)), "its old size")


def test_buttons_work_by_real_clicks(screen: VirtualScreen, person: Person, mousepad: SeenWindow, actor: Actor) -> None:
    actor.present(over(mousepad, file_menu(mousepad), can_back=True, can_skip=True, can_next=True))
    for name in ("back", "skip", "next", "pause"):
        person.clicks(actor.button(name))
    wait_until(lambda: len(actor.wishes()) == 4, "four wishes")
    assert actor.wishes() == ["Back()", "Skip()", "Next()", "Pause()"]
    person.clicks(actor.button("stop"))
    wait_until(lambda: actor.button("remind"), "the ways to end")
    person.clicks(actor.button("remind"))
    wait_until(lambda: actor.wishes()[-1] == "Dismiss(how='remind')", "the wish")


def test_escape_in_the_card_ends_and_elsewhere_is_the_programs(
    screen: VirtualScreen, person: Person, mousepad: SeenWindow, actor: Actor
) -> None:
    actor.present(over(mousepad, file_menu(mousepad), can_next=True))
    # when the keyboard is in the program, Escape is its own
    person.presses("Escape")
    # when it is in the card, Return is Next and Escape ends
    actor.take_keyboard()
    wait_until(lambda: focused_window(screen) in our_windows(screen, mousepad), "the keyboard in the card")
    person.presses("Return")
    person.presses("Escape")
    wait_until(lambda: len(actor.wishes()) == 2, "two wishes")
    assert actor.wishes() == ["Next()", "Dismiss(how='not-now')"]
    # and when it is taken back, the card says so
    run(screen, "xdotool", "windowfocus", "--sync", str(mousepad.xid))
    actor.hear("keyboard_left")


def test_the_keyboard_comes_into_the_card_whatever_has_moved_it_since_the_card_came(
    screen: VirtualScreen, mousepad: SeenWindow, actor: Actor
) -> None:
    # given a card on the screen, and a program that has been given the keyboard after that
    actor.present(over(mousepad, file_menu(mousepad)))
    run(screen, "xdotool", "windowfocus", str(mousepad.xid))
    # when the card asks for it, which has heard of nothing since
    actor.take_keyboard()
    # then it gets it
    wait_until(lambda: focused_window(screen) in our_windows(screen, mousepad), "the keyboard in the card")


def test_a_card_that_leaves_with_the_keyboard_says_so(
    screen: VirtualScreen, mousepad: SeenWindow, actor: Actor
) -> None:
    # given the keyboard in the card
    actor.present(over(mousepad, file_menu(mousepad)))
    actor.take_keyboard()
    wait_until(lambda: focused_window(screen) in our_windows(screen, mousepad), "the keyboard in the card")
    # when everything is taken off the screen
    actor.present(None)
    # then whoever brought the keyboard there can give it back
    actor.hear("keyboard_left")


def test_a_menu_that_is_open_eats_a_click_but_the_card_gets_it_once(
    screen: VirtualScreen, person: Person, mousepad: SeenWindow, actor: Actor
) -> None:
    # given an open menu of the program, which holds the pointer
    run(screen, "xdotool", "windowactivate", "--sync", str(mousepad.xid))
    actor.present(over(mousepad, at(mousepad, 400, 300, 40, 20), can_next=True, can_skip=True))
    quiet = len(stacking(screen))
    person.clicks(file_menu(mousepad).center)
    wait_until(lambda: len(stacking(screen)) == quiet + 1, "the menu")
    # when the person clicks on the card, and the listener tells of it
    point = actor.button("next")
    person.clicks(point)
    assert actor.click_at(point)
    wait_until(lambda: len(stacking(screen)) == quiet, "the menu to close")
    # then it counts, once
    wait_until(lambda: actor.wishes() == ["Next()"], "the wish")
    # and so does a click without a menu that both see
    point = actor.button("skip")
    person.clicks(point)
    assert actor.click_at(point)
    wait_until(lambda: len(actor.wishes()) > 1, "the second wish")
    assert actor.wishes() == ["Next()", "Skip()"]


def test_the_card_can_be_carried(screen: VirtualScreen, person: Person, mousepad: SeenWindow, actor: Actor) -> None:
    actor.present(over(mousepad, file_menu(mousepad)))
    before = actor.card()
    start = DevicePoint(before.x + 8, before.bottom - 8)
    person.drags(start, DevicePoint(start.x + 300, start.y + 120))
    wait_until(lambda: actor.card() == before.translated(300, 120), "the card to be carried")


def test_a_menu_opened_later_lies_above_the_dim_and_the_next_light_above_the_menu(
    screen: VirtualScreen, person: Person, mousepad: SeenWindow, actor: Actor
) -> None:
    # given a light on the File menu
    actor.present(over(mousepad, file_menu(mousepad)))
    settled(screen, has_dim)
    quiet = stacking(screen)
    person.clicks(file_menu(mousepad).center)
    # when the menu is open, it is above everything of ours
    wait_until(lambda: len(stacking(screen)) == len(quiet) + 1, "the menu")
    (menu,) = set(stacking(screen)) - set(quiet)
    assert stacking(screen)[-1] == menu
    # and when the next step points into it, the light comes above the menu
    actor.present(over(mousepad, at(mousepad, 8, 40, 180, 26), step_id="entry", number=4))
    wait_until(lambda: stacking(screen)[-1] != menu, "the light to come up")
    person.presses("Escape", "Escape")
    wait_until(lambda: menu not in stacking(screen), "the menu to close")


def test_a_guess_is_dashed(screen: VirtualScreen, mousepad: SeenWindow, actor: Actor) -> None:
    light = at(mousepad, 100, 60, 300, 100)
    actor.present(over(mousepad, light, guess=True))
    shot = settled(screen, has_dim)
    hole = light.grown(AIR)
    middle = [shot.at(DevicePoint(x, hole.y - 2)) for x in range(hole.x + 20, hole.right - 20)]
    dark = sum(close_to(colour, RING_INNER.toTuple()[:3], 8) for colour in middle)
    white = sum(close_to(colour, (255, 255, 255), 8) for colour in middle)
    assert dark > len(middle) / 4
    assert white > len(middle) / 4


def test_the_light_follows_without_leaving_a_trace(screen: VirtualScreen, mousepad: SeenWindow, actor: Actor) -> None:
    # given two pictures of a light at its place
    light = at(mousepad, 300, 60, 80, 24)
    actor.present(over(mousepad, light))
    settled(screen, has_dim)
    at_home = shoot(screen)
    # when it went away and came back in many small steps
    for step in (*range(0, 120, 7), *range(120, -1, -9), 0):
        actor.move_lights(Light(light.translated(step, step // 2)))
    # then the screen is the same to the pixel
    assert settled(screen, lambda shot: shot == at_home) == at_home
