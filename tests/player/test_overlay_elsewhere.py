"""The overlay on other screens: without a compositor, with two monitors, at other scales."""

from __future__ import annotations

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from guide.player.light import AIR
from guide.player.theme import RING_OUTER
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.player.actor import Actor
from tests.player.two_monitors import DARK, holes_are_exact, lit, settled
from tests.support.desktop import shoot

pytestmark = pytest.mark.desktop

LIGHT = DeviceRect(500, 300, 120, 40)
BRIGHT = RING_OUTER.toTuple()[:3]


def test_without_a_compositor_there_is_a_frame_and_nothing_else(plain_screen: VirtualScreen) -> None:
    # given a screen that composes nothing
    before = shoot(plain_screen)
    with Actor(plain_screen) as actor:
        actor.composited(composited=False)
        # when a step is shown
        actor.present(lit(LIGHT))
        hole = LIGHT.grown(AIR)
        shot = settled(plain_screen, lambda shot: shot.at(DevicePoint(hole.x - 2, hole.center.y)) == DARK)
        # then there is a ring of two tones
        assert [shot.at(DevicePoint(hole.x - n, hole.center.y)) for n in range(1, 7)] == [DARK] * 3 + [BRIGHT] * 3
        # and in it, and far from it, the screen is as it was
        card = actor.card()
        for x in range(0, plain_screen.width_px, 5):
            for y in range(0, plain_screen.height_px, 5):
                point = DevicePoint(x, y)
                if not card.contains(point) and (hole.contains(point) or not hole.grown(6).contains(point)):
                    assert shot.at(point) == before.at(point), point


def test_when_the_compositor_ends_no_black_screen_is_left(fresh_screen: VirtualScreen) -> None:
    # given a dimmed screen
    before = shoot(fresh_screen)
    with Actor(fresh_screen) as actor:
        actor.present(lit(LIGHT))
        settled(fresh_screen, lambda shot: shot.at(DevicePoint(9, 9)) != before.at(DevicePoint(9, 9)))
        # when the compositor ends
        fresh_screen.stop_compositor()
        actor.composited(composited=False)
        # then soon only the frame is left
        frame = DevicePoint(LIGHT.x - AIR - 2, LIGHT.center.y)
        settled(
            fresh_screen,
            lambda shot: shot.at(DevicePoint(9, 9)) == before.at(DevicePoint(9, 9)) and shot.at(frame) == DARK,
        )
        # and when it is back, so is the dim
        fresh_screen.start_compositor()
        actor.composited(composited=True)
        settled(fresh_screen, lambda shot: shot.at(DevicePoint(9, 9)) not in {before.at(DevicePoint(9, 9)), (0, 0, 0)})


@pytest.mark.parametrize("scales", ["1;1", "1.25;1", "1;1.5", "1.75;1.25", "2;1.5"])
def test_holes_are_exact_on_each_monitor_at_any_scale(make_screen, scales: str) -> None:
    holes_are_exact(make_screen(1920, 1080), scales)
