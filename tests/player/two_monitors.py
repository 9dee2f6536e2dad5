"""Two monitors side by side, each with a scale of its own, and what is to be seen on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from guide.conductor.scene import Light, Scene
from guide.desktop.virtual_screen import VirtualScreen
from guide.player.light import AIR
from guide.player.theme import RING_INNER, Look
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.player.actor import Actor
from tests.player.scenes import view
from tests.support.desktop import Shot, run, shoot, wait_until

DARK = RING_INNER.toTuple()[:3]
SEAM = 960
"""Where the right monitor begins."""


def lit(*rects: DeviceRect) -> Scene:
    """A step with these lights, over a window in the middle."""
    return Scene(view("showing"), tuple(Light(rect) for rect in rects), DeviceRect(300, 200, 600, 400))


def settled(screen: VirtualScreen, look: Callable[[Shot], object]) -> Shot:
    """Return a picture for which `look` holds."""
    shots: list[Shot] = []

    def holds() -> bool:
        shots.append(shoot(screen))
        return bool(look(shots[-1]))

    wait_until(holds, "the picture", 8)
    return shots[-1]


@contextmanager
def two_monitors(
    screen: VirtualScreen,
    scales: str,
    look: Look = Look(reduced_motion=True),  # noqa: B008  (frozen)
) -> Iterator[tuple[Actor, Shot]]:
    """Lend an actor on two monitors of these scales, and the picture of what is behind."""
    run(screen, "xrandr", "--setmonitor", "L", f"{SEAM}/254x1080/286+0+0", "screen")
    run(screen, "xrandr", "--setmonitor", "R", f"{SEAM}/254x1080/286+{SEAM}+0", "none")
    before = settled(screen, lambda shot: shot.at(DevicePoint(9, 9)) == (128, 128, 128))  # what picom paints
    scaled = {"QT_SCREEN_SCALE_FACTORS": scales, "QT_SCALE_FACTOR_ROUNDING_POLICY": "PassThrough"}
    with Actor(screen, look, **scaled) as actor:
        yield actor, before


def both_dimmed(screen: VirtualScreen, before: Shot) -> Shot:
    """Return a picture in which both monitors are dark at the top."""
    plain = before.at(DevicePoint(5, 5))
    return settled(screen, lambda shot: plain not in {shot.at(DevicePoint(5, 5)), shot.at(DevicePoint(1900, 5))})


def holes_are_exact(screen: VirtualScreen, scales: str) -> None:
    """Put a light on each monitor: each hole begins and ends on the right pixel, and the card covers neither."""
    with two_monitors(screen, scales) as (actor, before):
        lights = (DeviceRect(301, 203, 121, 37), DeviceRect(1203, 407, 83, 51))
        actor.present(lit(*lights))
        shot = both_dimmed(screen, before)
        for light, scale in zip(lights, map(float, scales.split(";")), strict=True):
            edges_are_exact(shot, before, light.grown(round(AIR * scale)))
        assert all(actor.card().intersected(light).empty for light in lights)


def edges_are_exact(shot: Shot, before: Shot, hole: DeviceRect) -> None:
    """Assert that the program is seen to the last pixel of a hole, and the ring from the next one on."""
    for x in (hole.x, hole.right - 1):
        assert shot.at(DevicePoint(x, hole.center.y)) == before.at(DevicePoint(x, hole.center.y))
    for x in (hole.x - 1, hole.right):
        assert shot.at(DevicePoint(x, hole.center.y)) == DARK
    for y in (hole.y, hole.bottom - 1):
        assert shot.at(DevicePoint(hole.center.x, y)) == before.at(DevicePoint(hole.center.x, y))
    for y in (hole.y - 1, hole.bottom):
        assert shot.at(DevicePoint(hole.center.x, y)) == DARK
