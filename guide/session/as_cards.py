"""A tutorial for a screen that cannot be looked at: the same words, one card after the other, with a Next button.

What can only be seen on the screen (targets, most conditions) is left out; what the person answers stays.
"""

from __future__ import annotations

from dataclasses import replace

from guide.session.words import filled
from guide.tutorial.conditions import AllOf, Answered, AnyOf, Condition, Confirmed, Not, Waited, leaves
from guide.tutorial.document import Application, Branch, Step, Tutorial

_KNOWN = (Answered, Confirmed, Waited, AllOf, AnyOf, Not)
"""What is known without a look at the screen."""


def as_cards(tutorial: Tutorial, language: str = "en") -> Tutorial:
    """Return the tutorial as cards. `language`: of the names that `{target}` stands for."""
    steps = tuple(_card(step, language) for step in tutorial.steps)
    application = Application(launch=tutorial.application.launch)
    return replace(tutorial, steps=steps, application=application, start=())


def _card(step: Step, language: str) -> Step:
    completes = step.completes
    return replace(
        step,
        say=filled(step.say, step.targets, language),
        title=None if step.title is None else filled(step.title, step.targets, language),
        targets=(),
        until=completes if _is_known(completes) else Confirmed(),
        when=step.when if step.when is not None and _is_known(step.when) else None,
        restore=(),
        go=tuple(branch for branch in step.go if _can_be_taken(branch)),
    )


def _can_be_taken(branch: Branch) -> bool:
    return branch.when is None or _is_known(branch.when)


def _is_known(condition: Condition) -> bool:
    return all(isinstance(leaf, _KNOWN) for leaf in leaves(condition))
