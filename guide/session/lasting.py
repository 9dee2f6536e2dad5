"""Which situations matter in each state when they last, and how long that is: name to milliseconds."""

from __future__ import annotations

from guide.session.judging import ambiguous, completion, found, restoring, scrolled_away, stuck_after_ms
from guide.session.play import Play
from guide.session.timers import CALM_MS, DECIDE_MS, LOOK_MS, PREPARE_MS, ROUND_MS
from guide.session.visit import durations_in

Situations = dict[str, int]


def until_prepared(play: Play) -> Situations:
    """Until the first step: how long the program has been here without the state to begin in."""
    if play.facts.presence != "here":
        return {}
    durations = durations_in(list(play.tutorial.start)) - play.facts.waited
    return {"prepare": PREPARE_MS} | {f"waited-{ms}": ms for ms in durations}


def until_decided(_play: Play) -> Situations:
    """While it is judged whether a step is wanted, or where it leads."""
    return {"calm": CALM_MS, "patience": DECIDE_MS}


def until_done(play: Play) -> Situations:
    """How long the step's condition has held, where it must last to count."""
    so = completion(play) if play.here.wanted else None
    return {so.situation: so.after_ms} if so and so.after_ms else {}


def until_seen(play: Play) -> Situations:
    """While the target is looked for."""
    looking = {"look": LOOK_MS}
    if ambiguous(play):
        looking["ambiguous"] = CALM_MS
    if scrolled_away(play):
        looking["scrolled"] = CALM_MS
    return in_step(play) | looking


def while_seen(play: Play) -> Situations:
    """While the step is on the screen."""
    unseen = play.here.step.targets and not found(play)
    return in_step(play) | ({"vanished": CALM_MS} if unseen else {})


def in_step(play: Play) -> Situations:
    """Return what matters as long as the person has the card before them."""
    situations, visit = until_done(play), play.here
    if not visit.presented:
        return situations
    stuck_ms, astray = stuck_after_ms(play), restoring(play)
    if stuck_ms is not None and not visit.stuck:
        situations["stuck"] = stuck_ms
    if astray is not None:
        situations[f"astray-{astray}"] = CALM_MS
    least_ms = ROUND_MS if visit.via == "again" else 0
    return situations | {f"waited-{ms}": max(ms, least_ms) for ms in visit.durations - play.facts.waited}


def nothing(_play: Play) -> Situations:
    """Nothing: time does not count."""
    return {}
