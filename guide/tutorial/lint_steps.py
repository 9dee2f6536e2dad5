"""Rules about steps: that each can be reached, completed and performed, and that the way leads to an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guide.tutorial.actions import Type
from guide.tutorial.conditions import (
    Answered,
    Checked,
    Clicked,
    Condition,
    Confirmed,
    Dragged,
    Focused,
    Pressed,
    Selected,
    Value,
    Waited,
    leaves,
)
from guide.tutorial.defaults import performable
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.patterns import LocalName
from guide.tutorial.problems import Path, Problem, Reporter, quoted
from guide.tutorial.refusals import names_a_secret
from guide.tutorial.targets import Target
from guide.tutorial.texts import names_of, targets_of

#: What happens, and so never holds at the moment when a question is asked.
_HAPPENINGS = (Clicked, Dragged, Confirmed, Pressed, Waited)
_OF_THE_TARGET = (Clicked, Dragged, Value, Checked, Selected)


def _reached(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    """Every step can be reached from the first, and from every one of these the end can be."""
    onward = ways_on(tutorial)
    reached = _closure({0}, onward)
    for number, step in enumerate(tutorial.steps):
        if number not in reached:
            what = f"no way leads to the step {quoted(step.id)}"
            yield report(
                ("steps", number),
                what,
                "a “go” that leads here, or a step before it that goes on",
                rule="lint.unreachable",
            )
    backward: dict[int, set[int]] = {}
    for number, following in onward.items():
        for other in following:
            backward.setdefault(other, set()).add(number)
    end = len(tutorial.steps)
    ends = _closure({end}, backward)
    if stuck := [number for number in sorted(reached) if number not in ends]:
        what = f"from the step {quoted(tutorial.steps[stuck[0]].id)} on, no way leads to the end"
        yield report(("steps", stuck[0]), what, "a “go” that leaves the circle", rule="lint.endless")


def ways_on(tutorial: Tutorial) -> dict[int, set[int]]:
    """Return, for each step's number, the numbers of those that may follow; the end is the one after the last."""
    numbers = {step.id: number for number, step in enumerate(tutorial.steps)}
    onward: dict[int, set[int]] = {}
    for number, step in enumerate(tutorial.steps):
        following = {numbers[branch.to] for branch in step.go if branch.to in numbers}
        always = any(branch.when is None for branch in step.go)
        if not always or step.when is not None:  # a step that is passed over goes on in order
            following.add(number + 1)
        following |= {numbers[back.go] for back in step.restore if back.go in numbers}
        onward[number] = following
    return onward


def _closure(start: set[int], onward: dict[int, set[int]]) -> set[int]:
    seen, waiting = set(start), list(start)
    while waiting:
        new = onward.get(waiting.pop(), set()) - seen
        seen |= new
        waiting.extend(new)
    return seen


def _branches(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    for number, step in enumerate(tutorial.steps):
        for index, branch in enumerate(step.go[:-1]):
            if branch.when is None:
                what = "this branch has no “when”, so that those after it are never taken"
                path = ("steps", number, "go", index)
                yield report(path, what, "a branch without “when” as the last one", rule="lint.unreachable")


def _completable(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    """Demand that what completes a step can happen in it."""
    for number, step in enumerate(tutorial.steps):
        for leaf in leaves(step.until) if step.until is not None else ():
            path = ("steps", number, "until")
            needs_target = isinstance(leaf, _OF_THE_TARGET) or leaf == Focused(None)
            if needs_target and not step.targets:
                what = f"the step {quoted(step.id)} waits for something to happen to its target, but has none"
                yield report(path, what, "a “target”, or “until: confirmed” for a Next button", rule="lint.no-target")
            if isinstance(leaf, Answered) and step.ask is None:
                what = f"the step {quoted(step.id)} waits for an answer, but asks nothing"
                yield report(path, what, "an “ask” with a question and choices", rule="lint.no-question")


def _askable(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    """`when` and `start` are asked at one moment: what happens at another never holds."""
    conditions: list[tuple[Path, Condition]] = [(("start", n), c) for n, c in enumerate(tutorial.start)]
    conditions += [(("steps", n, "when"), s.when) for n, s in enumerate(tutorial.steps) if s.when is not None]
    for path, condition in conditions:
        if any(isinstance(leaf, _HAPPENINGS) for leaf in leaves(condition)):
            what = "this asks for something that happens, at a moment when nothing has happened yet"
            allowed = "what can be seen: shown, gone, window, value, checked, selected, focused; or answered"
            yield report(path, what, allowed, rule="lint.never-holds")


def _performed(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    for number, step in enumerate(tutorial.steps):
        if not performable(step):
            what = f"nobody can know which text to type in the step {quoted(step.id)}, so it cannot be rehearsed"
            advice = "“do” with an example, such as do: {type: Buy milk}"
            yield report(("steps", number, "until"), what, advice, severity="warning", rule="lint.no-do")


def _durable(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    """Targets that are still found after the next change of theme, size or language."""
    for path, target in targets_of(tutorial):
        if target.image and not (target.element or target.text):
            what = "the target is known by a picture alone, which breaks when the theme or the scale changes"
            yield report(path, what, "an “element” or a “text” beside the image", rule="lint.image-alone")
        elif target.region and not (target.element or target.text or target.image):
            what = "the target is known by its place alone, so that its light is a guess"
            advice = "best an “element” or a “text” beside the region"
            yield report(path, what, advice, severity="warning", rule="lint.region-alone")
        for where, name in names_of(target):
            yield from _slashes((*path, *where), name, report)


def _slashes(path: Path, name: LocalName, report: Reporter) -> Iterator[Problem]:
    for pattern in name.by_language.values():
        source = pattern.source
        if pattern.regex is None and len(source) > 2 and source[0] == "/" and "/" not in source[1:]:
            what = f"{quoted(source)} begins with “/” but does not end with it, so that it is no regular expression"
            yield report(
                path, what, "/an expression/ or a plain text", f"{source}/", severity="warning", rule="lint.slash"
            )


def _secrets(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    """Refuse to read a field for a password or to type into it."""
    for number, step in enumerate(tutorial.steps):
        secret = next((name for target in step.targets for name in _names(target) if names_a_secret(name)), None)
        asks = step.until is not None and any(isinstance(leaf, Value) for leaf in leaves(step.until))
        if secret is not None and (asks or _types(step)):
            what = f"this step reads or fills {quoted(secret)}, which looks like a password, a code or a card number"
            allowed = "a step that people confirm with Next, without typing for them"
            yield report(("steps", number), what, allowed, rule="lint.secret")


def _names(target: Target) -> Iterator[str]:
    for _, name in names_of(target):
        yield from (pattern.source for pattern in name.by_language.values())


def _types(step: Step) -> bool:
    return any(isinstance(action, Type) for action in step.do or ())


def _questions(tutorial: Tutorial, report: Reporter) -> Iterator[Problem]:
    for number, step in enumerate(tutorial.steps):
        marks = {choice.correct for choice in step.ask.choices} if step.ask else set()
        if False in marks and True not in marks:
            what = "some answers are wrong and none is right"
            advice = "“correct: true” at the right one"
            yield report(("steps", number, "ask"), what, advice, severity="warning", rule="lint.no-right-answer")


StepRule = Callable[[Tutorial, Reporter], Iterator[Problem]]
STEP_RULES: tuple[StepRule, ...] = (
    _reached,
    _branches,
    _completable,
    _askable,
    _performed,
    _durable,
    _secrets,
    _questions,
)
