"""What a session asks of the outside. An effect is started and, exactly once, stopped; a log entry is written once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from guide.tutorial.targets import Target, WindowSpec


@dataclass(frozen=True, slots=True)
class Track:
    """Look for a target now and again after each relevant event, and send `Saw` when the answer changes.

    `with_value`: a condition compares its text. `clicks`: send `TargetClicked` and `TargetDragged` too.
    """

    target: Target
    with_value: bool = False
    clicks: bool = False


@dataclass(frozen=True, slots=True)
class WatchWindow:
    """Send `ActiveWindowChanged` now and whenever the answer changes."""

    window: WindowSpec


@dataclass(frozen=True, slots=True)
class WatchKeys:
    """Send `KeysPressed` for these shortcuts (normalised)."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class WatchApplication:
    """Send `ApplicationSeen` now and whenever the answer changes."""


@dataclass(frozen=True, slots=True)
class Timer:
    """Send `TimerFired(name)` once, `after_ms` from now."""

    name: str
    after_ms: int


Effect = Track | WatchWindow | WatchKeys | WatchApplication | Timer


@dataclass(frozen=True, slots=True)
class Start:
    """Begin an effect."""

    effect: Effect


@dataclass(frozen=True, slots=True)
class Stop:
    """End an effect that was started."""

    effect: Effect


EntryKind = Literal[
    "started",
    "resumed",
    "step-shown",
    "step-done",
    "step-passed",
    "step-skipped",
    "hint",
    "strayed",
    "lost",
    "retried",
    "reported",
    "answered",
    "paused",
    "back",
    "completed",
    "skipped",
    "dismissed",
    "failed",
]


#: The words that `Log.detail` can hold, beside the ids of choices (with `answered`) and steps (`back`, `strayed`).
#: How a target was found; why it was lost, skipped, reported or failed; how a step was done (no word: as it says);
#: why it was passed over; how a run was dismissed.
DETAILS: Final = frozenset({
    "element", "image", "text", "region", "window",
    "not-found", "scrolled", "ambiguous", "no-answer", "not-done", "application-missing", "stuck", "optional",
    "already", "confirmed-by-person",
    "when",
    "not-now", "remind", "never",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Log:
    """One entry for the log. Never holds what a person typed or what a window shows.

    `dur_ms`: time in the step or for the search; `value`: a number (confidence in percent, step number);
    `detail`: one word from the vocabulary: a signal, a reason, a choice's id, a way of dismissing.
    """

    kind: EntryKind
    step: str | None = None
    dur_ms: int | None = None
    value: int | None = None
    detail: str | None = None


Command = Start | Stop | Log
