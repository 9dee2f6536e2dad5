"""The overlay on other screens: without a compositor, with two monitors, at other scales."""

from __future__ import annotations

import pytest

from guide.conductor.scene import Light, Scene
from guide.desktop.virtual_screen import VirtualScreen
from guide.player.light import AIR
from guide.player.theme import RING_INNER, RING_OUTER
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.player.actor import Actor
from tests.player.scenes import view
from tests.support.desktop import Shot, run, shoot, wait_until

pytestmark = pytest.mark.desktop

LIGHT = DeviceRect(500, 300, 120, 40)
DARK = RING_INNER.toTuple()[:3]
BRIGHT = RING_OUTER.toTuple()[:3]


def lit(*rects: DeviceRect) -> Scene:
    return Scene(view("showing"), tuple(Light(rect) for rect in rects), DeviceRect(300, 200, 600, 400))


def settled(screen: VirtualScreen, look) -> Shot:
    shots: list[Shot] = []

    def holds() -> bool:
        shots.append(shoot(screen))
        return bool(look(shots[-1]))

    wait_until(holds, "the picture", 8)
    return shots[-1]


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
    # given two monitors side by side, each with a scale of its own
    screen = make_screen(1920, 1080)
    run(screen, "xrandr", "--setmonitor", "L", "960/254x1080/286+0+0", "screen")
    run(screen, "xrandr", "--setmonitor", "R", "960/254x1080/286+960+0", "none")
    before = settled(screen, lambda shot: shot.at(DevicePoint(9, 9)) == (128, 128, 128))  # what picom paints
    with Actor(screen, QT_SCREEN_SCALE_FACTORS=scales, QT_SCALE_FACTOR_ROUNDING_POLICY="PassThrough") as actor:
        # when there is a light on each
        lights = (DeviceRect(301, 203, 121, 37), DeviceRect(1203, 407, 83, 51))
        actor.present(lit(*lights))
        plain = before.at(DevicePoint(5, 5))
        shot = settled(screen, lambda shot: plain not in {shot.at(DevicePoint(5, 5)), shot.at(DevicePoint(1900, 5))})
        # then each hole begins and ends on the right pixel
        for light, scale in zip(lights, map(float, scales.split(";")), strict=True):
            air = round(AIR * scale)
            hole = light.grown(air)
            for x in (hole.x, hole.right - 1):
                assert shot.at(DevicePoint(x, hole.center.y)) == before.at(DevicePoint(x, hole.center.y))
            for x in (hole.x - 1, hole.right):
                assert shot.at(DevicePoint(x, hole.center.y)) == DARK
            for y in (hole.y, hole.bottom - 1):
                assert shot.at(DevicePoint(hole.center.x, y)) == before.at(DevicePoint(hole.center.x, y))
            for y in (hole.y - 1, hole.bottom):
                assert shot.at(DevicePoint(hole.center.x, y)) == DARK
        # and the card covers neither
        assert all(actor.card().intersected(light).empty for light in lights)
