"""All that changes while a tutorial is played, and the few moves that change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from guide.session.conditions import Known
from guide.session.effects import Command, Effect, EntryKind, Log, Start, Stop, Timer, WatchApplication
from guide.session.facts import Answers, Facts
from guide.session.path import Path
from guide.session.questions import Questions, questions_of
from guide.session.timers import Timers
from guide.session.view import FINAL, Outcome, Reason, State
from guide.session.visit import Via, Visit
from guide.tutorial.document import Step, Tutorial

#: `arriving` (is this step wanted at all?) and `leaving` (it is done; where to?) look like `resolving` from outside:
#: an answer of the screen is awaited, and nothing is dimmed.
Stage = State | Literal["arriving", "leaving"]
IN_STEP: frozenset[Stage] = frozenset({"resolving", "showing", "waiting", "lost", "away"})
RESTING: frozenset[Stage] = frozenset({"paused", "away"})
#: After a restart or a pause, look this many steps back for one that fits the screen.
STEPS_BACK = 3
_NO_STEP = Step(id="", say="")


@dataclass(slots=True)
class Play:
    """One run of one tutorial: the part that changes."""

    tutorial: Tutorial
    clock: Callable[[], int]
    language: str
    learned_stuck_ms: Callable[[str], int | None]
    path: Path
    answers: Answers
    first: str | None
    """The step to begin with; None: the tutorial has none."""
    resumed: bool
    """Whether a run that was left is taken up again."""
    prepares: bool
    """Whether the tutorial's `start` conditions are awaited."""
    stage: Stage = "preparing"
    begun: bool = False
    visit: Visit | None = None
    facts: Facts = field(default_factory=Facts)
    timers: Timers = field(default_factory=Timers)
    led_back: set[tuple[str, int]] = field(default_factory=set)
    """Restore conditions (step, index) that led back and have not been seen to end since."""
    progress: float = 0.0
    reason: Reason | None = None
    dismissed_how: Literal["not-now", "remind", "never"] | None = None
    _started_ms: int = 0
    _running: dict[Effect, None] = field(default_factory=dict)
    _logs: list[Log] = field(default_factory=list)
    _dropped: list[Effect] = field(default_factory=list)

    # --- what is known ------------------------------------------------------------------------------------------

    @property
    def here(self) -> Visit:
        """The visit of the current step; there is one from `arriving` on."""
        assert self.visit is not None
        return self.visit

    @property
    def ended(self) -> bool:
        """Whether the run has its outcome."""
        return self.stage in FINAL

    def questions(self) -> Questions:
        """Return what is asked of the screen in this state."""
        if not self.begun or self.ended or self.stage == "paused":
            return Questions()
        if self.visit is None:
            return questions_of(_NO_STEP, self.tutorial.start if self.prepares else ())
        if self.stage == "leaving":
            return self.visit.questions("go")
        if not self.visit.wanted:
            return self.visit.questions("when")
        return self.visit.questions_and_earlier() if self.visit.earlier else self.visit.questions("step")

    def known(self) -> Known:
        """Return what conditions are judged on in this state."""
        step = self.visit.step if self.visit else _NO_STEP
        asking = None if self.stage == "arriving" else step.id
        return Known(self.facts, self.questions(), step.targets, self.answers, asking)

    # --- moves --------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start, or go on after a restart."""
        self.begun = True
        self._started_ms = self.clock()
        self.log("resumed" if self.resumed else "started", step=self.first if self.resumed else None)

    def move(self, stage: Stage) -> None:
        """Go to another state of the same step."""
        self.stage = stage
        if self.visit is not None:
            (self.visit.rest if stage in RESTING else self.visit.go_on)(self.clock())

    def enter(self, step_id: str, via: Via) -> None:
        """Reach a step."""
        step = self.path.step(step_id)
        if via not in {"back", "resumed"}:
            self.answers.given.pop(step_id, None)  # a question is asked afresh
        self.path.rewind(step_id)
        number, total = self.path.number(), self.path.total(step_id)
        self.visit = Visit(step, via, number, total, self.clock())
        self.visit.earlier = self.steps_back() if via == "resumed" else ()
        reached = (number - 1) / total
        self.progress = max(self.progress, reached) if via in {"onward", "again"} else reached
        self.facts.forget_moments()
        self.timers.clear()
        self.move("arriving")

    def proceed(self, to: str | None) -> None:
        """Go on from a step that has been left, to the next or to the end."""
        if to is None:
            self.finish("completed" if self.path.complete else "skipped")
        else:
            self.enter(to, "again" if to in self.path.behind else "onward")

    def reopen(self) -> None:
        """Go on where a pause or an absence interrupted."""
        if self.visit is None:
            self.move("preparing")
        elif self.visit.done:
            self.move("leaving")
        else:
            self.move("resolving" if self.visit.wanted else "arriving")

    def steps_back(self) -> tuple[Step, ...]:
        """Return the steps behind that one could fall back on, the nearest first."""
        with_target = (self.path.step(step_id) for step_id in reversed(self.path.behind))
        return tuple(step for step in with_target if step.targets)[:STEPS_BACK]

    def finish(self, outcome: Outcome, detail: str | None = None) -> None:
        """End the run; nothing comes after."""
        if outcome in {"completed", "skipped"}:
            self.progress = 1.0
        self.log(outcome, dur_ms=self.clock() - self._started_ms if self.begun else 0, detail=detail)
        self.timers.clear()
        self.move(outcome)

    def log(
        self,
        kind: EntryKind,
        *,
        step: str | None = None,
        dur_ms: int | None = None,
        value: int | None = None,
        detail: str | None = None,
    ) -> None:
        """Write to the log, about the current step where there is one."""
        self._logs.append(Log(kind, step or (self.visit.step.id if self.visit else None), dur_ms, value, detail))

    def log_time(self, kind: EntryKind, *, value: int | None = None, detail: str | None = None) -> None:
        """Write to the log with the time spent in the step so far."""
        self.log(kind, dur_ms=self.here.time_ms(self.clock()), value=value, detail=detail)

    # --- effects ------------------------------------------------------------------------------------------------

    def look_afresh(self) -> None:
        """Ask every question anew, although the state goes on asking it."""
        for effect in [effect for effect in self._running if not isinstance(effect, Timer)]:
            self._drop(effect)

    def commands(self) -> tuple[Command, ...]:
        """Return what to do after an event: stop what this state does not need, log, start what it needs.

        What the last state needed too goes on undisturbed.
        """
        wanted = dict.fromkeys(self._effects())
        for effect in [effect for effect in self._running if effect not in wanted]:
            self._drop(effect)
        started = [effect for effect in wanted if effect not in self._running]
        self._running |= dict.fromkeys(started)
        commands: tuple[Command, ...] = (*map(Stop, self._dropped), *self._logs, *map(Start, started))
        self._dropped, self._logs = [], []
        return commands

    def _effects(self) -> Iterator[Effect]:
        if self.begun and not self.ended and self.stage != "paused":
            yield WatchApplication()
            yield from self.questions().effects()
            yield from self.timers.effects()

    def _drop(self, effect: Effect) -> None:
        del self._running[effect]
        self._dropped.append(effect)
        self.facts.forget(effect)
