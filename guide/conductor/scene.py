"""What is on the screen during a run: a view of the session and where its lights are, in device pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

from guide.conductor.lookout import Lookout
from guide.conductor.presence import covered, working_elsewhere
from guide.desktop.windows import ScreenInfo
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
    """Where to cut holes: the targets, or what must be scrolled to see one. Empty while looking, lost or for a step
    without a target: then nothing is dimmed."""
    window: DeviceRect | None = None
    """The program's window, for cards that stand alone; None: unknown."""
    visible: bool = True
    """False: everything of ours leaves the screen (paused, away, unsure)."""
    screens: tuple[ScreenInfo, ...] = ()
    """The monitors, with what panels leave free of each; empty: nobody has looked."""


def compose(view: View, lookout: Lookout) -> Scene:
    """Put together what should be on the screen now."""
    return replace(_composed(view, lookout), screens=lookout.snapshot.screens)


def _composed(view: View, lookout: Lookout) -> Scene:
    front = lookout.front()
    window = front.rect if front else None
    if view.state in FINAL:
        return Scene(view, window=window)
    snapshot, own = lookout.snapshot, lookout.concerned(view.targets)
    elsewhere = not lookout.anywhere and working_elsewhere(snapshot, own | lookout.about)
    findings = [f for target in view.targets if (f := lookout.finding(target)) and f.state == "found"]
    window = next((f.window.rect for f in findings if f.window is not None), window)
    if view.scrolled:
        areas = (f.scrolled.area for target in view.targets if (f := lookout.finding(target)) and f.scrolled)
        lights = [Light(area) for area in areas][:1]
    elif view.state not in LIT:
        return Scene(view, (), window, visible=view.state not in OFF and not elsewhere)
    else:
        lights = [Light(f.rect, guess=f.signal == "region") for f in findings if f.rect is not None]
    open_to_view = tuple(light for light in lights if not covered(snapshot, light.rect, own))
    # whoever is to go to a window sees the card, wherever that window is
    seen = bool(open_to_view or not lights or all(target.is_window for target in view.targets))
    return Scene(view, open_to_view, window, visible=not elsewhere and seen)
