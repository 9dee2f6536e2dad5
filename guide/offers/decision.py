"""Whether somebody who did not ask is offered a tutorial now, and if not, why not.

Most people close what opens by itself and unasked: so it happens seldom, never in the way, and never again to who has
said no.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from guide.records.reader import Habits

MS_A_MINUTE = 60_000
MS_AN_HOUR = 60 * MS_A_MINUTE
MS_A_DAY = 24 * MS_AN_HOUR

DISTANCE_MS = 7 * MS_A_DAY
"""Who has not answered is asked again after this time …"""
MOST_TIMES = 3
"""… and at most so often: silence is an answer, too."""

Why = Literal["new", "reminder"]
"""`new`: it opens by itself, and this person has not done it. `reminder`: they asked to be reminded."""
Quiet = Literal["running", "presenting", "full-screen", "do-not-disturb", "hour", "day", "nothing"]
"""Why nothing is offered: a tutorial runs; the person presents; a program fills the screen; the desktop wants no
messages; enough for this hour, or this day; there is nothing that would be right."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tutorial for the program in front, which this person may see."""

    id: str
    title: str
    opens_itself: bool = False


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What goes on at this desk now."""

    running: bool = False
    presenting: bool = False
    full_screen: bool = False
    do_not_disturb: bool = False


@dataclass(frozen=True, slots=True)
class Budget:
    """How often at most guide comes forward by itself; 0: never."""

    an_hour: int = 1
    a_day: int = 3


@dataclass(frozen=True, slots=True)
class Decision:
    """What to offer, or why nothing."""

    candidate: Candidate | None
    why: Why | Quiet


def decide(
    candidates: Iterable[Candidate], past: Habits, circumstances: Circumstances, budget: Budget, now_ms: int
) -> Decision:
    """Decide what to offer now: what somebody asked to be reminded of goes before what is new.

    >>> decide([Candidate("a", "A", opens_itself=True)], Habits(), Circumstances(), Budget(), 0).why
    'new'
    """
    quiet = _quiet(circumstances) or _spent(past, budget, now_ms)
    if quiet is not None:
        return Decision(None, quiet)
    due = [(why, candidate) for candidate in candidates if (why := _due(candidate, past, now_ms)) is not None]
    if not due:
        return Decision(None, "nothing")
    why, candidate = min(due, key=lambda one: (one[0] != "reminder", one[1].title.casefold(), one[1].id))
    return Decision(candidate, why)


def _quiet(now: Circumstances) -> Quiet | None:
    if now.running:
        return "running"
    if now.presenting:
        return "presenting"
    if now.full_screen:
        return "full-screen"
    return "do-not-disturb" if now.do_not_disturb else None


def _spent(past: Habits, budget: Budget, now_ms: int) -> Quiet | None:
    """Count what was offered; a time to come is a clock that was set back, and counts as now."""
    ages_ms = [max(0, now_ms - at_ms) for _, at_ms in past.offered]
    if sum(age_ms < MS_AN_HOUR for age_ms in ages_ms) >= budget.an_hour:
        return "hour"
    return "day" if sum(age_ms < MS_A_DAY for age_ms in ages_ms) >= budget.a_day else None


def _due(candidate: Candidate, past: Habits, now_ms: int) -> Why | None:
    said = past.dispositions.get(candidate.id)
    if said is not None and said.how == "remind":
        return "reminder" if said.remind_at_ms is not None and said.remind_at_ms <= now_ms else None
    if said is not None or not candidate.opens_itself or candidate.id in past.done:
        return None
    times = [at_ms for tutorial_id, at_ms in past.offered if tutorial_id == candidate.id]
    if len(times) >= MOST_TIMES or any(abs(now_ms - at_ms) < DISTANCE_MS for at_ms in times):
        return None
    return "new"
