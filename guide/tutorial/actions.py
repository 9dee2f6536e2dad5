"""Actions: how a step is performed for someone, in a rehearsal or on request."""

from __future__ import annotations

from dataclasses import dataclass

from guide.tutorial.conditions import ClickKind, Condition


@dataclass(frozen=True, slots=True)
class Click:
    """Click the step's target: `click`, `double-click`, `right-click`."""

    kind: ClickKind = "click"


@dataclass(frozen=True, slots=True)
class Type:
    """Type this text where the focus is; a step with a target clicks it first where it has not the focus."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """Press a key or shortcut: `Ctrl+S`."""

    keys: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait until the condition holds."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Drag:
    """Press on the step's target, move so far in logical pixels, let go."""

    right_px: int = 0
    down_px: int = 0
    grip: tuple[int, int] | None = None
    """Where to press, in logical pixels from the target's left and top edge; None: in its middle."""


@dataclass(frozen=True, slots=True)
class Open:
    """Open a program where the step's target is not there, else bring the target's window to the front."""

    launch: str


Action = Click | Type | Press | Wait | Drag | Open
