"""The machine that plays one tutorial, as one page of named states.

    preparing ──▶ arriving ──▶ resolving ──▶ showing ──▶ waiting ──▶ leaving ──▶ (arriving …) ──▶ completed, skipped
                     │  ▲          │  ▲                     │                         any time ──▶ dismissed, failed
                     └──┘ passed   └──┴──▶ lost ◀───────────┘ by way of resolving
                       over              any step ◀──▶ away (program out of sight), paused (by the person)

A state is three things: the questions it asks of the screen and the situations whose lasting matters (both become
effects that start as the state begins and stop as it ends), and where it leads. After each event the machine goes from
state to state until it comes to rest; only then the difference of effects is told. Why it decides as it does is in
`docs/decisions/session-machine.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guide.session.card import view_of
from guide.session.conditions import decide, truth
from guide.session.effects import Command
from guide.session.events import Began, Dismiss, Event, Fail
from guide.session.facts import Answers
from guide.session.judging import (
    ambiguous,
    completion,
    earlier_in_sight,
    elsewhere,
    first_found,
    found,
    restoring,
    stuck_after_ms,
    way_on,
)
from guide.session.path import Path, Progress
from guide.session.play import Play, Stage
from guide.session.senses import learn
from guide.session.timers import CALM_MS, DECIDE_MS, LOOK_MS, PREPARE_MS
from guide.session.view import View
from guide.session.visit import durations_in
from guide.session.wishes import grant
from guide.session.words import CHANGED_MEANWHILE, STRAYED, filled
from guide.tutorial.document import Tutorial

__all__ = ["ClockMs", "Progress", "Session"]

ClockMs = Callable[[], int]
"""Monotonic milliseconds."""


class Session:
    """Plays one tutorial."""

    def __init__(  # noqa: PLR0913 -- one call, by name, in one place
        self,
        tutorial: Tutorial,
        clock: ClockMs,
        *,
        language: str = "en",
        from_step: str | None = None,
        progress: Progress | None = None,
        learned_stuck_ms: Callable[[str], int | None] | None = None,
    ) -> None:
        """`learned_stuck_ms(step_id)`: when people usually get on, from records; None: unknown.

        `progress` of another tutorial, or at a step that this version does not have any more, is not used.
        ValueError where there is no step `from_step`.
        """
        left = _usable(progress, tutorial) if from_step is None else None
        path = Path(tutorial, (s for s in left.visited if s != left.step_id), left.skipped) if left else Path(tutorial)
        if from_step is not None and from_step not in path:
            raise ValueError(f"{tutorial.id} has no step “{from_step}”")
        choices = {s.id: {c.id: c.correct for c in s.ask.choices} for s in tutorial.steps if s.ask}
        given = {step: choice for step, choice in left.answers if choice in choices.get(step, {})} if left else {}
        first = from_step or (left.step_id if left else tutorial.steps[0].id if tutorial.steps else None)
        self._play = Play(
            tutorial,
            clock,
            language,
            learned_stuck_ms or (lambda step_id: None),
            path,
            Answers(choices, given),
            first=first,
            resumed=left is not None,
            prepares=left is None and from_step is None,
        )

    def send(self, event: Event) -> tuple[Command, ...]:
        """Take one event in and return what to do, in order. Events after the end are ignored."""
        play = self._play
        if play.ended:
            return ()
        match event:
            case Dismiss(how):
                play.dismissed_how = how
                play.finish("dismissed", how)
            case Fail(reason):
                play.reason = reason
                play.finish("failed", reason)
            case Began() if not play.begun:
                play.begin()
            case _ if play.begun:
                learn(play, event)
                grant(play, event)
        _come_to_rest(play)
        return play.commands()

    @property
    def view(self) -> View:
        """What to show now."""
        return view_of(self._play)

    @property
    def progress(self) -> Progress:
        """What to store, after each step."""
        play = self._play
        return Progress(
            play.tutorial.id,
            play.tutorial.version,
            play.visit.step.id if play.visit else play.first or "",
            tuple(play.path.behind),
            play.path.skipped,
            tuple(play.answers.given.items()),
        )


def _usable(progress: Progress | None, tutorial: Tutorial) -> Progress | None:
    if progress is None or progress.tutorial_id != tutorial.id:
        return None
    return progress if any(step.id == progress.step_id for step in tutorial.steps) else None


def _come_to_rest(play: Play) -> None:
    # No step is passed over twice without one being shown in between, and only an event can complete one: each step
    # is reached once at most, with three states on the way. More would be an error of this machine.
    for _ in range(10 + 6 * len(play.tutorial.steps)):
        if play.ended or not play.begun:
            return
        _observe(play)
        state = STATES[play.stage]
        play.timers.follow(state.lasting(play))
        if not state.leads_on(play):
            return
    raise AssertionError("the session does not come to rest")


# --- the states -------------------------------------------------------------------------------------------------------


def _begin(play: Play) -> bool:
    """Go on from preparing: the program is here, and so is the state to begin in (or the person says so)."""
    if play.first is None:
        play.finish("completed")
        return True
    if play.facts.presence != "here":
        return False
    known = play.known()
    ready = not play.prepares or all(truth(condition, known) for condition in play.tutorial.start)
    if ready or play.facts.confirmed:
        play.enter(play.first, "resumed" if play.resumed else "onward")
        return True
    return False


def _arrive(play: Play) -> bool:
    """Go on from arriving: the step is wanted, or passed over."""
    visit = play.here
    if elsewhere(play):
        play.move("away")
        return True
    asked = [] if visit.step.when is None or visit.via == "back" else [visit.step.when]
    verdict = decide(asked, play.known(), calm=play.timers.over("calm"), patient=play.timers.over("patience"))
    if verdict == "wait":
        return False
    if asked and verdict == "none":
        play.log("step-passed", detail="when")
        play.path.pass_over(visit.step.id)
        play.proceed(play.path.onward(way_on(play), visit.step.id))
    else:
        visit.wanted = True
        play.path.shown()
        play.move("resolving")
    return True


def _resolve(play: Play) -> bool:
    """Go on from resolving: the target is in sight, or has not been for too long."""
    if _done(play) or _led_back(play) or _gone_away(play):
        return True
    visit = play.here
    if not visit.step.targets or found(play):
        _present(play)
        return True
    if completion(play) is not None or not (play.timers.over("look") or play.timers.over("ambiguous")):
        return False
    earlier = earlier_in_sight(play)
    if earlier is not None:
        play.log("back", detail=earlier.id)
        play.enter(earlier.id, "strayed")
        play.here.led_here = CHANGED_MEANWHILE
        return True
    visit.presented, visit.earlier = True, ()
    play.log_time("lost", detail="ambiguous" if ambiguous(play) else "not-found")
    play.move("lost")
    return True


def _show(play: Play) -> bool:
    """Go on from showing or waiting: done, strayed, away, or the target is not where it was."""
    if _done(play) or _led_back(play) or _gone_away(play):
        return True
    if play.timers.over("vanished"):
        play.move("resolving")
        return True
    return False


def _find_again(play: Play) -> bool:
    """Go on from lost: the target is there after all, or the step is done without it."""
    if _done(play) or _led_back(play) or _gone_away(play):
        return True
    if found(play):
        _present(play)
        return True
    return False


def _return(play: Play) -> bool:
    """Go on from away: the program is back, or the step is done all the same."""
    if play.here.wanted and _done(play):
        return True
    if elsewhere(play):
        return False
    play.reopen()
    return True


def _leave(play: Play) -> bool:
    """Go on from leaving: to the step that the first branch that holds names, else to the next."""
    visit = play.here
    conditions = [branch.when for branch in visit.step.go]
    verdict = decide(conditions, play.known(), calm=play.timers.over("calm"), patient=play.timers.over("patience"))
    if verdict == "wait":
        return False
    to = way_on(play)
    play.path.leave(visit.step.id, skipped=False)
    play.proceed(to)
    return True


def _stay(_play: Play) -> bool:
    """Paused: only the person goes on."""
    return False


# --- what several states share ----------------------------------------------------------------------------------------


def _observe(play: Play) -> None:
    """Remember what was seen not to hold: what holds after that happened in this step, or happened anew."""
    if play.stage not in {"resolving", "showing", "waiting", "lost"}:
        return
    visit, known = play.here, play.known()
    visit.open = visit.open or truth(visit.step.completes, known) is False
    for index, restore in enumerate(visit.step.restore):
        if truth(restore.when, known) is False:
            play.led_back.discard((visit.step.id, index))
    if visit.astray is not None and restoring(play) != visit.astray:
        visit.astray = None


def _done(play: Play) -> bool:
    so = completion(play)
    if so is None or (so.after_ms and not play.timers.over(so.situation)):
        return False
    play.here.done = True
    play.log_time("step-done", value=play.here.number, detail="already" if so.ahead else None)
    play.move("leaving")
    return True


def _led_back(play: Play) -> bool:
    """Lead someone who strayed back; where that was just tried, or there is no way, only say so."""
    index = restoring(play)
    if index is None or not play.timers.over(f"astray-{index}") or play.here.astray == index:
        return False
    step = play.here.step
    restore, mark = step.restore[index], (step.id, index)
    if restore.go is None or restore.go not in play.path or mark in play.led_back:
        play.here.astray = index
        play.log("strayed")
        return False
    play.led_back.add(mark)
    play.log("strayed", detail=restore.go)
    play.enter(restore.go, "strayed")
    play.here.led_here = filled(restore.say or STRAYED, step.targets, play.language)
    return True


def _gone_away(play: Play) -> bool:
    if elsewhere(play):
        play.move("away")
        return True
    return False


def _present(play: Play) -> None:
    visit = play.here
    visit.presented, visit.earlier = True, ()
    if not visit.logged:
        visit.logged = True
        by = first_found(play)
        if by is None:
            play.log("step-shown")
        else:
            play.log("step-shown", detail=by.signal, value=round(by.confidence * 100), dur_ms=by.find_ms)
    play.move("showing")


# --- situations whose lasting matters ---------------------------------------------------------------------------------


def _until_prepared(play: Play) -> Mapping[str, int]:
    if play.facts.presence != "here":
        return {}
    durations = durations_in(list(play.tutorial.start)) - play.facts.waited
    return {"prepare": PREPARE_MS} | {f"waited-{ms}": ms for ms in durations}


def _until_decided(_play: Play) -> Mapping[str, int]:
    return {"calm": CALM_MS, "patience": DECIDE_MS}


def _until_done(play: Play) -> dict[str, int]:
    so = completion(play) if play.here.wanted else None
    return {so.situation: so.after_ms} if so and so.after_ms else {}


def _until_seen(play: Play) -> Mapping[str, int]:
    looking = {"look": LOOK_MS} | ({"ambiguous": CALM_MS} if ambiguous(play) else {})
    return _in_step(play) | looking


def _while_seen(play: Play) -> Mapping[str, int]:
    unseen = play.here.step.targets and not found(play)
    return _in_step(play) | ({"vanished": CALM_MS} if unseen else {})


def _in_step(play: Play) -> dict[str, int]:
    situations, visit = _until_done(play), play.here
    if not visit.presented:
        return situations
    stuck_ms, astray = stuck_after_ms(play), restoring(play)
    if stuck_ms is not None and not visit.stuck:
        situations["stuck"] = stuck_ms
    if astray is not None:
        situations[f"astray-{astray}"] = CALM_MS
    return situations | {f"waited-{ms}": ms for ms in visit.durations - play.facts.waited}


def _nothing(_play: Play) -> Mapping[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class StateOf:
    """What a state is: the situations that matter in it, and where it leads (False: it stays)."""

    lasting: Callable[[Play], Mapping[str, int]]
    leads_on: Callable[[Play], bool]


STATES: Mapping[Stage, StateOf] = {
    "preparing": StateOf(_until_prepared, _begin),
    "arriving": StateOf(_until_decided, _arrive),
    "resolving": StateOf(_until_seen, _resolve),
    "showing": StateOf(_while_seen, _show),
    "waiting": StateOf(_while_seen, _show),
    "lost": StateOf(_in_step, _find_again),
    "away": StateOf(_until_done, _return),
    "paused": StateOf(_nothing, _stay),
    "leaving": StateOf(_until_decided, _leave),
}
