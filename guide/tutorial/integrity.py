"""What the schema cannot say and no tutorial can be played without: each id once, each reference leads somewhere.

The loader applies it, so that whoever holds a `Tutorial` can rely on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guide.tutorial.conditions import Answered, Condition, leaves
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.problems import Path, Problem, Reporter, likely, listed, quoted


def integrity(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    """Yield what does not hang together."""
    yield from _each_once(((("steps", number, "id"), step.id) for number, step in enumerate(tutorial.steps)), report)
    steps = {step.id: step for step in tutorial.steps}
    for number, step in enumerate(tutorial.steps):
        at: Path = ("steps", number)
        yield from _references(step, at, list(steps), report)
        if step.ask:
            choices = (((*at, "ask", "choices", n, "id"), choice.id) for n, choice in enumerate(step.ask.choices))
            yield from _each_once(choices, report)
        yield from _answers(step, at, tutorial, report)


def _each_once(ids: Iterable[tuple[Path, str]], report: Reporter) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for path, own_id in ids:
        if own_id in first:
            where = report.positions[first[own_id]].line if first[own_id] in report.positions else 0
            what = f"the id {quoted(own_id)} is taken already" + (f", in line {where}" if where else "")
            yield report(path, what, "each id once", f"{own_id}-2", rule="duplicate-id")
        first.setdefault(own_id, path)


def _references(step: Step, at: Path, ids: list[str], report: Reporter) -> Iterator[Problem]:
    """`go` and `restore.go` lead to steps that exist."""
    for number, branch in enumerate(step.go):
        if branch.to not in ids:
            yield _nowhere((*at, "go", number, "to"), branch.to, ids, report)
    for number, restore in enumerate(step.restore):
        if restore.go is not None and restore.go not in ids:
            yield _nowhere((*at, "restore", number, "go"), restore.go, ids, report)


def _nowhere(path: Path, step_id: str, ids: list[str], report: Reporter) -> Problem:
    what = f"there is no step {quoted(step_id)} to go to"
    return report(path, what, listed(ids), likely(step_id, ids), rule="go-nowhere")


def _answers(step: Step, at: Path, tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    """`answered` names a choice: in `until` one of the step's own question, elsewhere of any question."""
    own = [choice.id for choice in step.ask.choices] if step.ask else []
    every = [choice.id for other in tutorial.steps if other.ask for choice in other.ask.choices]
    for path, condition in conditions_of(step):
        allowed = own if path[0] == "until" else every
        for leaf in leaves(condition):
            if isinstance(leaf, Answered) and leaf.choice is not None and leaf.choice not in allowed:
                what = f"there is no choice {quoted(leaf.choice)} to answer with"
                choices = listed(allowed) if allowed else "an “ask” with choices in this step"
                yield report((*at, *path), what, choices, likely(leaf.choice, allowed), rule="answer-nowhere")


def conditions_of(step: Step) -> Iterator[tuple[Path, Condition]]:
    """Yield the conditions of a step with their place in it."""
    if step.until is not None:
        yield ("until",), step.until
    if step.when is not None:
        yield ("when",), step.when
    for number, branch in enumerate(step.go):
        if branch.when is not None:
            yield ("go", number, "when"), branch.when
    for number, restore in enumerate(step.restore):
        yield ("restore", number, "when"), restore.when
