"""What the outside tells a session. Each event is a fact that was seen, or a wish of the person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from guide.tutorial.conditions import ClickKind
from guide.tutorial.targets import Target, WindowSpec

SightingState = Literal["found", "absent", "ambiguous"]


ScrollWay = Literal["up", "down", "left", "right", "somewhere"]
"""`somewhere`: the program does not say in which direction."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """The answer to a question about a target, without any rectangle: where it is, is the player's business.

    The states and the value are None where they were not asked for or the program does not say. The value is
    compared and forgotten.
    """

    state: SightingState
    signal: str | None = None
    confidence: float = 0.0
    find_ms: int = 0
    why: str = ""
    focused: bool | None = None
    checked: bool | None = None
    selected: bool | None = None
    value: str | None = field(default=None, repr=False)
    silent: bool = False
    """With `absent`: the program did not answer, so that nobody knows whether it is there."""
    greyed: bool = False
    """With `found`: it cannot be used now."""
    scrolled: ScrollWay | None = None
    """With `absent`: it is there, and can be seen by scrolling."""


@dataclass(frozen=True, slots=True)
class Began:
    """Start playing, or go on after a restart: the first event a session gets."""


@dataclass(frozen=True, slots=True)
class ApplicationSeen:
    """Where the tutorial's program is.

    `here` (its window can be seen), `hidden` (minimised, on another desktop, covered), `missing` (no window of it).
    """

    presence: Literal["here", "hidden", "missing"]


@dataclass(frozen=True, slots=True)
class Saw:
    """A target that the session asked to track was looked for."""

    target: Target
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class ActiveWindowChanged:
    """Whether a window like the one a `WatchWindow` effect names is now the active one."""

    window: WindowSpec
    active: bool


@dataclass(frozen=True, slots=True)
class TargetClicked:
    """The person clicked a tracked target in its program (or did the same by keyboard)."""

    target: Target
    kind: ClickKind


@dataclass(frozen=True, slots=True)
class TargetDragged:
    """The person pressed on a tracked target, moved the pointer so far, in logical pixels, and let go."""

    target: Target
    right_px: int
    down_px: int


@dataclass(frozen=True, slots=True)
class KeysPressed:
    """A watched shortcut was pressed, normalised (`Ctrl+S`)."""

    keys: str


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer that the session started has run out."""

    name: str


@dataclass(frozen=True, slots=True)
class Painted:
    """The current step is on the screen."""


@dataclass(frozen=True, slots=True)
class Next:
    """Next on the card: confirms a step where that applies."""


@dataclass(frozen=True, slots=True)
class Back:
    """Back to the step before, as it was visited."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass over this step."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Look again for what was lost."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop for now: nothing on the screen, nothing watched."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on after a pause; looks at the screen again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The step's question was answered with the choice of this id."""

    choice: str


@dataclass(frozen=True, slots=True)
class Report:
    """The person says that this step does not work."""


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Close: `not-now`, `remind` (at a sensible distance) or `never` again."""

    how: Literal["not-now", "remind", "never"] = "not-now"


@dataclass(frozen=True, slots=True)
class Fail:
    """The outside cannot go on (application cannot be started; a rehearsal gave up on a step)."""

    reason: Literal["not-found", "ambiguous", "not-done", "application-missing"]


Event = (
    Began
    | ApplicationSeen
    | Saw
    | ActiveWindowChanged
    | TargetClicked
    | TargetDragged
    | KeysPressed
    | TimerFired
    | Painted
    | Next
    | Back
    | Skip
    | Retry
    | Pause
    | Resume
    | Answer
    | Report
    | Dismiss
    | Fail
)
