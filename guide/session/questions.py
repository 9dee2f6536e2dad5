"""Which questions about the screen a set of conditions needs answered, as effects, each asked once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from guide.session.effects import Effect, Track, WatchKeys, WatchWindow
from guide.tutorial.conditions import (
    Checked,
    Clicked,
    Condition,
    Dragged,
    Focused,
    Gone,
    Pressed,
    Selected,
    Shown,
    Value,
    WindowActive,
    leaves,
)
from guide.tutorial.document import Step
from guide.tutorial.keys import BadKeysError, Chord
from guide.tutorial.targets import Target, WindowSpec

_OF_OWN_TARGETS = (Clicked, Dragged, Value, Checked, Selected)


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked of the screen. Asking the same in the next state goes on without a new search."""

    tracks: dict[Target, Track] = field(default_factory=dict)
    windows: dict[WindowSpec, WatchWindow] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()

    def effects(self) -> Iterator[Effect]:
        """Yield them as effects."""
        yield from self.tracks.values()
        yield from self.windows.values()
        if self.keys:
            yield WatchKeys(self.keys)


def conditions_of(step: Step) -> list[Condition]:
    """Return what can matter while a step is played (`when` is judged before)."""
    return [step.completes, *(restore.when for restore in step.restore), *branch_conditions(step)]


def branch_conditions(step: Step) -> list[Condition]:
    """Return the conditions of the ways on from a step."""
    return [branch.when for branch in step.go if branch.when is not None]


def questions_of(step: Step, conditions: Iterable[Condition], targets: Iterable[Target] = ()) -> Questions:
    """Return what must be asked to judge `conditions` of a step and to know where `targets` are.

    How a target is tracked depends on the whole step, so that going from one state to the next changes nothing.
    """
    simple = [leaf for condition in conditions for leaf in leaves(condition)]
    wanted = dict.fromkeys(targets)
    for leaf in simple:
        wanted |= dict.fromkeys(_targets_of(leaf, step))
    own = _own_tracks(step)
    return Questions(
        tracks={target: own.get(target) or Track(target) for target in wanted},
        windows={leaf.window: WatchWindow(leaf.window) for leaf in simple if isinstance(leaf, WindowActive)},
        keys=frozenset(normal_keys(leaf.keys) for leaf in simple if isinstance(leaf, Pressed)),
    )


@lru_cache(maxsize=256)
def normal_keys(keys: str) -> str:
    """Return a shortcut in one spelling; what is no shortcut stays as it is and is never pressed."""
    try:
        return str(Chord.parse(keys))
    except BadKeysError:
        return keys


def _targets_of(leaf: Condition, step: Step) -> tuple[Target, ...]:
    match leaf:
        case Shown(target) | Gone(target):
            return (target,)
        case Focused(target):
            return (target,) if target else step.targets
        case _:
            return step.targets if isinstance(leaf, _OF_OWN_TARGETS) else ()


def _own_tracks(step: Step) -> dict[Target, Track]:
    every = [*conditions_of(step), *([step.when] if step.when else [])]
    simple = [leaf for condition in every for leaf in leaves(condition)]
    value = any(isinstance(leaf, Value) for leaf in simple)
    clicks = any(isinstance(leaf, (Clicked, Dragged)) for leaf in simple)
    return {target: Track(target, with_value=value, clicks=clicks) for target in step.targets}
