"""What a session knows: the latest answer to each question that is being asked, and what happened in this step.

An answer is kept exactly as long as its question is asked, for nobody tells us any more when it changes after that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from guide.session.effects import Effect, Track, WatchApplication, WatchWindow
from guide.session.events import Sighting
from guide.tutorial.conditions import ClickKind

Presence = Literal["here", "hidden", "missing"]


@dataclass(slots=True)
class Facts:
    """Everything that was seen and done. Moments (clicks, keys, Next, time) are remembered within one step."""

    sightings: dict[Track, Sighting] = field(default_factory=dict)
    windows: dict[WatchWindow, bool] = field(default_factory=dict)
    presence: Presence | None = None
    """None: not answered yet."""
    clicks: set[ClickKind] = field(default_factory=set)
    drags: set[tuple[int, int]] = field(default_factory=set)
    """How far the step's target was dragged to the right and down, in logical pixels."""
    keys: set[str] = field(default_factory=set)
    confirmed: bool = False
    waited: set[int] = field(default_factory=set)
    """Durations, in milliseconds, that have passed since the step was shown."""

    def forget(self, effect: Effect) -> None:
        """Drop the answer to a question that is asked no more."""
        match effect:
            case Track():
                self.sightings.pop(effect, None)
            case WatchWindow():
                self.windows.pop(effect, None)
            case WatchApplication():
                self.presence = None
            case _:
                pass

    def forget_moments(self) -> None:
        """Begin a step: what was clicked or pressed before has nothing to do with it."""
        self.clicks.clear()
        self.drags.clear()
        self.keys.clear()
        self.waited.clear()
        self.confirmed = False


@dataclass(slots=True)
class Answers:
    """The choices given to the tutorial's questions: step id to choice id, the latest given last."""

    choices: Mapping[str, Mapping[str, bool | None]]
    """Of each step with a question: choice id to whether it is correct."""
    given: dict[str, str] = field(default_factory=dict)

    def give(self, step: str, choice: str, behind: Collection[str]) -> None:
        """Answer a question, for the first time or anew; answers of steps that lie ahead again count no more."""
        self.given = {s: c for s, c in self.given.items() if s in behind and s != step} | {step: choice}

    def hold(self, choice: str | None, asking: str | None) -> bool:
        """Whether `{answered: choice}` holds while the step `asking` (None: no question of its own) is played.

        A choice of the step's own question means that question. Any other belongs to the latest answered question
        that offers it. Without a choice, any answer to the step's own question will do that is not a wrong one.
        """
        own = self.choices.get(asking, {}) if asking else {}
        if asking and own and (choice is None or choice in own):
            given = self.given.get(asking)
            return given is not None and (own.get(given) is not False if choice is None else given == choice)
        if choice is None:
            return bool(self.given)
        offering = (given for step, given in reversed(self.given.items()) if choice in self.choices.get(step, {}))
        return next(offering, None) == choice
