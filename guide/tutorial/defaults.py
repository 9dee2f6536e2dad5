"""How a step is performed when it does not say so: what follows from the condition that completes it.

>>> from guide.tutorial.document import Step
>>> from guide.tutorial.conditions import Pressed
>>> actions_for(Step("save", "Press **Ctrl+S**.", until=Pressed("Ctrl+S")))
(Press(keys='Ctrl+S'),)
"""

from __future__ import annotations

from guide.tutorial.actions import Action, Click, Drag, Press, Type, Wait
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
from guide.tutorial.document import Step


def actions_for(step: Step) -> tuple[Action, ...]:
    """Return how to perform a step: its `do`, or what follows from `until`.

    Empty where there is nothing to do on the screen (Next and answers are given on the card) and where nobody can know
    what (a text that must fit an expression: see `performable`).
    """
    return _actions(step.completes, has_target=bool(step.targets)) if step.do is None else step.do


def performable(step: Step) -> bool:
    """Whether a step can be done for someone: not where it waits for a text that only an expression describes."""
    return step.do is not None or not _needs_a_text(step.completes)


def _actions(condition: Condition, *, has_target: bool) -> tuple[Action, ...]:  # noqa: PLR0911 – one for each kind
    match condition:
        case Clicked(kind):
            return (Click(kind),)
        case Dragged(right_px, down_px):
            return (Drag(right_px, down_px),)
        case Pressed(keys):
            return (Press(keys),)
        case Value(pattern):
            return () if pattern.regex is not None else (Type(pattern.source),)
        case Confirmed() | Answered():
            return ()
        case Waited():
            return (Wait(condition),)
        case AllOf(parts):
            return _joined([_actions(part, has_target=has_target) for part in parts])
        case AnyOf(parts):
            return _easiest([_actions(part, has_target=has_target) for part in parts])
        case Checked() | Selected() | Shown() | Gone() | WindowActive() | Focused() | Not():
            # Whatever should change on the screen changes by a click on the target; without one it comes by itself.
            return (Click(),) if has_target else (Wait(condition),)


def _joined(parts: list[tuple[Action, ...]]) -> tuple[Action, ...]:
    """All of them in order. What several parts ask for is done once: `clicked` and `shown` are one click."""
    return tuple(dict.fromkeys(action for part in parts for action in part))


def _easiest(parts: list[tuple[Action, ...]]) -> tuple[Action, ...]:
    """Return the first way that does something, one that need not wait before one that waits."""
    ways = [part for part in parts if part]
    without_waiting = [way for way in ways if not any(isinstance(action, Wait) for action in way)]
    return next(iter([*without_waiting, *ways]), ())


def _needs_a_text(condition: Condition) -> bool:
    match condition:
        case Value(pattern):
            return pattern.regex is not None
        case AllOf(parts):
            return any(_needs_a_text(part) for part in parts)
        case AnyOf(parts):
            return all(_needs_a_text(part) for part in parts)
        case _:
            return False
