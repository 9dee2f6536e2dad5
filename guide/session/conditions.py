"""Whether a condition holds on what is known: yes, no, or unknown (None), in Kleene's three-valued logic.

What nobody has answered is unknown, and so is its opposite: a session never takes silence for a fact.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from guide.session.events import Sighting
from guide.session.facts import Answers, Facts
from guide.session.questions import Questions, normal_keys
from guide.tutorial.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Checked,
    Clicked,
    Condition,
    Confirmed,
    Dragged,
    Focused,
    Gone,
    Not,
    Pressed,
    Selected,
    Shown,
    Value,
    Waited,
    WindowActive,
)
from guide.tutorial.targets import Target

Truth = bool | None

_NEAR_PX, _NEAR_SHARE, _SHORT_SHARE = 24, 1 / 3, 3 / 4
"""So far, or that share of its way, from its end a drag may end: a row of a list, half a button. Of a short way less,
so that it is not done before it has begun."""


@dataclass(frozen=True, slots=True)
class Known:
    """What conditions are judged on. Only questions that are being asked count."""

    facts: Facts
    questions: Questions
    own: tuple[Target, ...]
    """The step's targets."""
    answers: Answers
    asking: str | None = None
    """The step whose question `answered` refers to first."""
    absence: bool = True
    """Whether that something was not found counts as a fact; else it is unknown."""

    def surely(self) -> Known:
        """Return the same without what rests on something not being seen: programs draw late and vanish briefly."""
        return replace(self, absence=False)

    def sighting(self, target: Target) -> Sighting | None:
        """Return the latest answer about a target; None: there is none."""
        track = self.questions.tracks.get(target)
        return self.facts.sightings.get(track) if track else None


def truth(condition: Condition, known: Known) -> Truth:  # noqa: PLR0911, PLR0912 -- one line for each condition
    """Judge a condition on what is known."""
    facts = known.facts
    match condition:
        case Clicked(kind):
            return kind in facts.clicks
        case Dragged(right_px, down_px):
            return any(_about(right_px, down_px, drag) for drag in facts.drags)
        case Confirmed():
            return facts.confirmed
        case Pressed(keys):
            return normal_keys(keys) in facts.keys
        case Waited(duration_ms):
            return duration_ms in facts.waited
        case Answered(choice):
            return known.answers.hold(choice, known.asking)
        case WindowActive(window):
            return facts.windows.get(known.questions.windows[window]) if window in known.questions.windows else None
        case Shown(target):
            return _seen(target, known)
        case Gone(target):
            return _opposite(_seen(target, known))
        case Value(pattern):
            return _own(known, lambda s: None if s.value is None else pattern.matches(s.value))
        case Focused(target):
            return _own(replace(known, own=(target,)) if target else known, lambda s: s.focused)
        case Checked(checked):
            return _own(known, lambda s: None if s.checked is None else s.checked == checked)
        case Selected(selected):
            return _own(known, lambda s: None if s.selected is None else s.selected == selected)
        case AllOf(conditions):
            return _all(truth(part, known) for part in conditions)
        case AnyOf(conditions):
            return _any(truth(part, known) for part in conditions)
        case Not(part):
            return _opposite(truth(part, known))


def decide(
    conditions: Sequence[Condition | None], known: Known, *, calm: bool, patient: bool
) -> int | Literal["none", "wait"]:
    """Return the index of the first condition that holds (None always does), `none`, or `wait` for more answers.

    `calm`: the screen had time to settle, so that absence counts; `patient`: silence was given more time than that,
    so that unknown counts as not holding.
    """
    for index, condition in enumerate(conditions):
        holds = True if condition is None else truth(condition, known if calm else known.surely())
        if holds:
            return index
        if holds is None and not patient:
            return "wait"
    return "none"


def _about(right_px: int, down_px: int, drag: tuple[int, int]) -> bool:
    """Whether a drag ended about there: a hand is not a ruler, and another window is laid out a little differently."""
    off = math.hypot(drag[0] - right_px, drag[1] - down_px)
    way = math.hypot(right_px, down_px)
    return off <= max(_NEAR_SHARE * way, min(_NEAR_PX, _SHORT_SHARE * way))


def _seen(target: Target, known: Known) -> Truth:
    sighting = known.sighting(target)
    if sighting is None or sighting.silent or sighting.scrolled or sighting.state == "ambiguous":
        return None  # what is scrolled away is neither shown nor gone
    if sighting.state == "found":
        return True
    return False if known.absence else None


def _own(known: Known, says: Callable[[Sighting], Truth]) -> Truth:
    """Judge the step's targets: one that fits is enough; none that answers leaves it unknown."""
    sightings = (known.sighting(target) for target in known.own)
    said = [says(sighting) for sighting in sightings if sighting is not None and sighting.state == "found"]
    return _any(said) if len(said) == len(known.own) > 0 else (_any(said) or None)


def _all(parts: Iterable[Truth]) -> Truth:
    parts = tuple(parts)
    if any(part is False for part in parts):
        return False
    return None if any(part is None for part in parts) else True


def _any(parts: Iterable[Truth]) -> Truth:
    return _opposite(_all(_opposite(part) for part in parts))


def _opposite(part: Truth) -> Truth:
    return None if part is None else not part
