"""What is on the screen during a run: a view of the session and where its lights are, in device pixels."""

from __future__ import annotations

from dataclasses import dataclass

from guide.conductor.lookout import Lookout
from guide.conductor.presence import covered, working_elsewhere
from guide.session.view import FINAL, View
from guide.tutorial.geometry import DeviceRect

#: States in which the step's targets are lit.
LIT = frozenset({"showing", "waiting"})
#: States in which nothing of ours is on the screen.
OFF = frozenset({"paused", "away"})


@dataclass(frozen=True, slots=True)
class Light:
    """One spotlight. `guess`: found by a region alone, so the card says so."""

    rect: DeviceRect
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A frozen picture of a run, replaced as a whole whenever something changes."""

    view: View
    lights: tuple[Light, ...] = ()
    """Where to cut holes. Empty while looking, lost or for a step without a target: then nothing is dimmed."""
    window: DeviceRect | None = None
    """The program's window, for cards that stand alone; None: unknown."""
    visible: bool = True
    """False: everything of ours leaves the screen (paused, away, unsure)."""


def compose(view: View, lookout: Lookout) -> Scene:
    """Put together what should be on the screen now."""
    snapshot = lookout.snapshot
    if snapshot is None or view.state in FINAL:
        return Scene(view, window=_rect(lookout))
    findings = [f for target in view.targets if (f := lookout.finding(target)) and f.state == "found"]
    lights = tuple(Light(f.rect, guess=f.signal == "region") for f in findings if f.rect is not None)
    if view.state not in LIT:
        lights = ()
    own = lookout.own | {f.window.id for f in findings if f.window is not None}
    elsewhere = not lookout.anywhere and working_elsewhere(snapshot, own)
    visible = view.state not in OFF and not elsewhere
    if lights and covered(snapshot, lights[0].rect, own):
        visible = False
    window = next((f.window.rect for f in findings if f.window is not None), None)
    return Scene(view, lights, window or _rect(lookout), visible)


def _rect(lookout: Lookout) -> DeviceRect | None:
    front = lookout.front()
    return front.rect if front else None
