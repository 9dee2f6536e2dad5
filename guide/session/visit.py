"""One visit of one step, from when it is reached until it is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from guide.session.questions import Questions, branch_conditions, conditions_of, questions_of
from guide.tutorial.conditions import Condition, Confirmed, Waited, leaves
from guide.tutorial.document import Choice, Step

Via = Literal["onward", "resumed", "strayed", "again", "back"]
"""How a step was reached: onward on the path; after a restart; because the person strayed or the screen changed;
again, by a way on that leads back; by Back."""


@dataclass(slots=True)
class Visit:
    """What came of the step so far."""

    step: Step
    via: Via
    number: int
    total: int
    since_ms: int
    """When it was reached, moved on by the length of each pause."""
    wanted: bool = False
    """Whether it is settled that the step is not passed over."""
    presented: bool = False
    """Whether the person has had its card before them. Before that, nobody can stray from it or be stuck in it."""
    logged: bool = False
    """Whether the log has it as shown."""
    open: bool = False
    """Whether it was seen not to be done: what makes it done later happened now."""
    acted: bool = False
    """Whether the person did something that belongs to it."""
    stuck: bool = False
    done: bool = False
    led_here: str | None = None
    """What to say because the person was led here from astray."""
    astray: int | None = None
    """Which of its restore conditions holds and has been told, with no way to lead back."""
    earlier: tuple[Step, ...] = ()
    """Steps to fall back on, the nearest first, when the screen changed while nobody looked."""
    _resting_ms: int | None = None
    _asked: dict[str, Questions] = field(default_factory=dict)

    def questions(self, what: Literal["when", "step", "go"]) -> Questions:
        """Return what must be asked to judge whether it is wanted, to play it, and to know where it leads."""
        if what not in self._asked:
            step = self.step
            match what:
                case "when":
                    self._asked[what] = questions_of(step, [step.when] if step.when else [])
                case "go":
                    self._asked[what] = questions_of(step, branch_conditions(step))
                case "step":
                    self._asked[what] = questions_of(step, conditions_of(step), step.targets)
        return self._asked[what]

    def questions_and_earlier(self) -> Questions:
        """Return what must be asked to play it, or to see which earlier step fits the screen better."""
        others = [target for step in self.earlier for target in step.targets]
        return questions_of(self.step, conditions_of(self.step), [*self.step.targets, *others])

    @property
    def by_next(self) -> bool:
        """Whether Next is part of what completes the step."""
        return any(isinstance(leaf, Confirmed) for leaf in leaves(self.step.completes))

    @property
    def durations(self) -> set[int]:
        """The times that its conditions wait for, in milliseconds."""
        return durations_in(conditions_of(self.step))

    def choice(self, choice_id: str | None) -> Choice | None:
        """Return a choice of the step's question."""
        choices = self.step.ask.choices if self.step.ask else ()
        return next((choice for choice in choices if choice.id == choice_id), None)

    def rest(self, now_ms: int) -> None:
        """Stop counting time: the person is elsewhere."""
        if self._resting_ms is None:
            self._resting_ms = now_ms

    def go_on(self, now_ms: int) -> None:
        """Count time again."""
        if self._resting_ms is not None:
            self.since_ms += now_ms - self._resting_ms
            self._resting_ms = None

    def time_ms(self, now_ms: int) -> int:
        """Return the time spent in the step, without pauses."""
        return (now_ms if self._resting_ms is None else self._resting_ms) - self.since_ms


def durations_in(conditions: list[Condition]) -> set[int]:
    """Return the times that conditions wait for, in milliseconds."""
    return {leaf.duration_ms for c in conditions for leaf in leaves(c) if isinstance(leaf, Waited)}
