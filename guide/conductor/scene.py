"""What is on the screen during a run: a view of the session and where its lights are, in device pixels."""

from __future__ import annotations

from dataclasses import dataclass

from guide.session.view import View
from guide.tutorial.geometry import DeviceRect


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
