"""Conditions: what completes a step, lets it be passed over, or means that the person has strayed.

A condition is a question about the screen or the person, never a procedure. `target` None means the step's own target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from guide.tutorial.patterns import TextPattern
from guide.tutorial.targets import Target, WindowSpec

ClickKind = Literal["click", "double-click", "right-click"]


@dataclass(frozen=True, slots=True)
class Clicked:
    """The person clicked the step's target: `clicked`, `double-clicked`, `right-clicked`."""

    kind: ClickKind = "click"


@dataclass(frozen=True, slots=True)
class Dragged:
    """The person dragged the step's target about so far, in logical pixels."""

    right_px: int = 0
    down_px: int = 0


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The person pressed Next: `confirmed`."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key or shortcut was pressed, written as in menus: `Ctrl+S`. Normalised by `guide.tutorial.keys`."""

    keys: str


@dataclass(frozen=True, slots=True)
class Value:
    """The step's target holds this text. Read from the accessibility tree, never from keys, never recorded."""

    pattern: TextPattern


@dataclass(frozen=True, slots=True)
class Shown:
    """The target can be found."""

    target: Target


@dataclass(frozen=True, slots=True)
class Gone:
    """The target cannot be found."""

    target: Target


@dataclass(frozen=True, slots=True)
class Focused:
    """The target (None: the step's own) has the keyboard focus."""

    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """The step's target is (not) checked or pressed in."""

    checked: bool = True


@dataclass(frozen=True, slots=True)
class Selected:
    """The step's target is (not) selected."""

    selected: bool = True


@dataclass(frozen=True, slots=True)
class WindowActive:
    """A window like this is the active one."""

    window: WindowSpec


@dataclass(frozen=True, slots=True)
class Waited:
    """That long has passed since the step was shown."""

    duration_ms: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The step's question was answered with this choice (its id; None: with any)."""

    choice: str | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Each of them holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold."""

    condition: Condition


Condition = (
    Clicked
    | Dragged
    | Confirmed
    | Pressed
    | Value
    | Shown
    | Gone
    | Focused
    | Checked
    | Selected
    | WindowActive
    | Waited
    | Answered
    | AllOf
    | AnyOf
    | Not
)


def leaves(condition: Condition) -> Iterator[Condition]:
    """Yield the simple conditions that a condition is made of, in writing order."""
    match condition:
        case AllOf(conditions) | AnyOf(conditions):
            for part in conditions:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield condition
