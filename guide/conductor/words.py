"""Why a step that was performed does not count as done, in words for whoever reads the report of a rehearsal."""

from __future__ import annotations

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
from guide.tutorial.targets import Target, WindowSpec


def what_did_not_happen(condition: Condition) -> str:  # noqa: PLR0911, PLR0912 -- one line for each condition
    """Return what a condition waited for in vain.

    >>> from guide.tutorial.patterns import TextPattern
    >>> what_did_not_happen(AllOf((Clicked(), Value(TextPattern("milk")))))
    'the click did not count, or the text did not become “milk”'
    """
    match condition:
        case Clicked():
            return "the click did not count"
        case Dragged():
            return "it was not dragged about there"
        case Confirmed():
            return "Next on the card did not count"
        case Pressed(keys):
            return f"{keys} was not noticed"
        case Value(pattern):
            return f"the text did not become “{pattern.source}”"
        case Shown(target):
            return f"{_named(target)} did not appear"
        case Gone(target):
            return f"{_named(target)} did not go away"
        case Focused(target):
            return f"{_named(target) if target else 'it'} did not get the keyboard"
        case Checked(checked):
            return f"it was not {'checked' if checked else 'unchecked'}"
        case Selected(selected):
            return f"it was not {'selected' if selected else 'unselected'}"
        case WindowActive(window):
            return f"{_window(window)} did not come to the front"
        case Waited(duration_ms):
            return f"{duration_ms / 1000:g} s did not pass"
        case Answered():
            return "the answer did not count"
        case AllOf(parts):
            return ", or ".join(what_did_not_happen(part) for part in parts)
        case AnyOf(parts):
            return ", and ".join(what_did_not_happen(part) for part in parts)
        case Not():
            return "what must not hold still held"


def _named(target: Target) -> str:
    if target.is_window and target.window is not None:
        return _window(target.window)
    name = target.name("en")
    role = target.element.role if target.element else None
    return f"“{name}”" if name else f"the {role or 'place'} that it waits for"


def _window(window: WindowSpec) -> str:
    name = window.title.shown("en") if window.title else window.process
    return f"the window “{name}”"
