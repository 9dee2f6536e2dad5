"""The machine that plays one tutorial, as one page of named states.

    preparing ──▶ arriving ──▶ resolving ──▶ showing ──▶ waiting ──▶ leaving ──▶ (arriving …) ──▶ completed, skipped
                     │  ▲          │  ▲                     │                         any time ──▶ dismissed, failed
                     └──┘ passed   └──┴──▶ lost ◀───────────┘ by way of resolving
                       over              any step ◀──▶ away (program out of sight), paused (by the person)

A state is three things: the questions it asks of the screen and the situations whose lasting matters (both become
effects that start as the state begins and stop as it ends), and where it leads. After each event the machine goes from
state to state until it comes to rest; only then the difference of effects is told. Why it decides as it does is in
`docs/decisions/0006-the-session-is-a-page-of-states.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guide.session import lasting, states
from guide.session.card import view_of
from guide.session.conditions import truth
from guide.session.effects import Command
from guide.session.events import Began, Dismiss, Event, Fail
from guide.session.facts import Answers
from guide.session.judging import restoring
from guide.session.lasting import Situations
from guide.session.path import Path, Progress
from guide.session.play import Play, Stage
from guide.session.senses import learn
from guide.session.view import View
from guide.session.visit import durations_in
from guide.session.wishes import grant
from guide.tutorial.document import Tutorial

__all__ = ["ClockMs", "Progress", "Session"]

ClockMs = Callable[[], int]
"""Monotonic milliseconds."""


@dataclass(frozen=True, slots=True)
class NamedState:
    """What a state is, besides its questions (see `Play.questions`)."""

    lasting: Callable[[Play], Situations]
    """The situations that matter in it when they last."""
    leads_on: Callable[[Play], bool]
    """Takes one step on, to another state or step, and says whether it did."""


STATES: Mapping[Stage, NamedState] = {
    "preparing": NamedState(lasting.until_prepared, states.begin),
    "arriving": NamedState(lasting.until_decided, states.arrive),
    "resolving": NamedState(lasting.until_seen, states.resolve),
    "showing": NamedState(lasting.while_seen, states.show),
    "waiting": NamedState(lasting.while_seen, states.show),
    "lost": NamedState(lasting.in_step, states.find_again),
    "away": NamedState(lasting.until_done, states.come_back),
    "leaving": NamedState(lasting.until_decided, states.leave),
    "paused": NamedState(lasting.nothing, states.stay),
}


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


def _observe(play: Play) -> None:
    """Remember what was seen not to hold: what holds after that happened in this step, or happened anew."""
    if play.stage not in {"resolving", "showing", "waiting", "lost"}:
        return
    visit, known = play.here, play.known()
    visit.open = visit.open or truth(visit.step.completes, known) is False
    for index, restore in enumerate(visit.step.restore):
        # Time begins anew with each visit: that it has not passed yet says nothing of the screen or the person.
        if truth(restore.when, known) is False and not durations_in([restore.when]):
            play.led_back.discard((visit.step.id, index))
    if visit.astray is not None and restoring(play) != visit.astray:
        visit.astray = None
