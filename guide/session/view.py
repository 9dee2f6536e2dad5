"""What the card shows of a session: a frozen picture of it, nothing of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from guide.session.events import ScrollWay
from guide.tutorial.document import Ask, Media, Place
from guide.tutorial.targets import Target

State = Literal[
    "preparing",  # the program is not here yet, or the start conditions do not hold
    "resolving",  # looking for the step's target: nothing is dimmed
    "showing",  # the step is known and on its way to the screen
    "waiting",  # the step is on the screen; the person's turn
    "lost",  # the target cannot be found: the card stands alone and offers ways on
    "paused",  # by the person
    "away",  # the program is minimised, covered or on another desktop
    "completed",
    "skipped",
    "dismissed",
    "failed",
]
FINAL: frozenset[State] = frozenset({"completed", "skipped", "dismissed", "failed"})
Outcome = Literal["completed", "skipped", "dismissed", "failed"]
Reason = Literal["not-found", "ambiguous", "not-done", "application-missing"]


@dataclass(frozen=True, slots=True)
class View:
    """Everything a card needs. Texts are CommonMark in the tutorial's language with `{target}` already filled in."""

    state: State
    tutorial_title: str
    step_id: str | None = None
    title: str | None = None
    say: str = ""
    number: int = 0
    """Of this step among those on the way to the end, from 1."""
    total: int = 0
    progress: float = 0.0
    """0…1; never falls while going forward, never above 1."""
    targets: tuple[Target, ...] = ()
    place: Place = "auto"
    media: Media | None = None
    hint: str | None = None
    """Shown once the person seems stuck."""
    offers: tuple[str, ...] = ()
    unavailable: str | None = None
    """What to say because the target is greyed out."""
    strayed: str | None = None
    """What to say because the person left the path."""
    ask: Ask | None = None
    answered: str | None = None
    """Id of the choice given."""
    can_back: bool = False
    can_next: bool = False
    """Whether Next completes the step (`confirmed`), or is the fallback offered."""
    can_skip: bool = False
    why_lost: str | None = None
    """For a person: why the target cannot be shown."""
    scrolled: ScrollWay | None = None
    """With `lost`: scrolling in that direction brings the target into sight."""
    reason: Reason | None = None
    """With `failed`."""
    dismissed_how: Literal["not-now", "remind", "never"] | None = None
    application: str = ""
    """What a person calls the program, for "Open … to begin"; empty: unknown."""
