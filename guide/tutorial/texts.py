"""All texts of a tutorial that a person reads, each with its place: for lint, for translation, for search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from guide.tutorial.conditions import AllOf, AnyOf, Condition, Focused, Gone, Not, Shown, WindowActive
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.patterns import LocalName, TextPattern
from guide.tutorial.problems import Path
from guide.tutorial.targets import Target


@dataclass(frozen=True, slots=True)
class Text:
    """One text. `context` names it for translators: `save-a-note/write/say`."""

    path: Path
    context: str
    text: str
    markdown: bool = False


def texts_of(tutorial: Tutorial) -> Iterator[Text]:
    """Yield every text of the tutorial that people read, in the order of the file."""
    yield Text(("title",), f"{tutorial.id}/title", tutorial.title)
    if tutorial.summary:
        yield Text(("summary",), f"{tutorial.id}/summary", tutorial.summary, markdown=True)
    for number, question in enumerate(tutorial.questions):
        yield Text(("questions", number), f"{tutorial.id}/questions.{number + 1}", question)
    for number, step in enumerate(tutorial.steps):
        for part in _step_texts(step):
            yield Text(
                ("steps", number, *part.path), f"{tutorial.id}/{step.id}/{part.context}", part.text, part.markdown
            )


def _step_texts(step: Step) -> Iterator[Text]:
    if step.title:
        yield Text(("title",), "title", step.title)
    yield Text(("say",), "say", step.say, markdown=True)
    if step.stuck:
        if step.stuck.hint:
            yield Text(("stuck", "hint"), "stuck.hint", step.stuck.hint, markdown=True)
        for number, offer in enumerate(step.stuck.offers):
            yield Text(("stuck", "offers", number), f"stuck.offers.{number + 1}", offer, markdown=True)
    for number, restore in enumerate(step.restore):
        if restore.say:
            yield Text(("restore", number, "say"), f"restore.{number + 1}.say", restore.say, markdown=True)
    if step.ask:
        yield Text(("ask", "question"), "ask.question", step.ask.question, markdown=True)
        for number, choice in enumerate(step.ask.choices):
            yield Text(("ask", "choices", number, "text"), f"ask.{choice.id}.text", choice.text)
            if choice.say:
                yield Text(("ask", "choices", number, "say"), f"ask.{choice.id}.say", choice.say, markdown=True)
    if step.media:
        yield Text(("media", "alt"), "media.alt", step.media.alt)


def targets_of(tutorial: Tutorial) -> Iterator[tuple[Path, Target]]:
    """Yield every target of the tutorial with its place: those of steps and those inside conditions."""
    for number, condition in enumerate(tutorial.start):
        yield from _condition_targets(condition, ("start", number))
    for number, step in enumerate(tutorial.steps):
        at: Path = ("steps", number)
        for index, target in enumerate(step.targets):
            yield (*at, "targets", index), target
        for name in ("until", "when"):
            condition_at_name: Condition | None = getattr(step, name)
            if condition_at_name is not None:
                yield from _condition_targets(condition_at_name, (*at, name))
        for index, restore in enumerate(step.restore):
            yield from _condition_targets(restore.when, (*at, "restore", index, "when"))
        for index, branch in enumerate(step.go):
            if branch.when is not None:
                yield from _condition_targets(branch.when, (*at, "go", index, "when"))


def _condition_targets(condition: Condition, at: Path) -> Iterator[tuple[Path, Target]]:
    match condition:
        case Shown(target):
            yield (*at, "shown"), target
        case Gone(target):
            yield (*at, "gone"), target
        case Focused(Target() as target):
            yield (*at, "focused"), target
        case WindowActive(window):
            yield at, Target(window=window)
        case AllOf(parts):
            for number, part in enumerate(parts):
                yield from _condition_targets(part, (*at, "all", number))
        case AnyOf(parts):
            for number, part in enumerate(parts):
                yield from _condition_targets(part, (*at, "any", number))
        case Not(part):
            yield from _condition_targets(part, (*at, "not"))


def names_of(target: Target) -> Iterator[tuple[Path, LocalName]]:
    """Yield the names on the screen that a target gives, with their place in it."""
    if target.element and target.element.name:
        yield ("element", "name"), target.element.name
    if target.element:
        for number, entry in enumerate(target.element.path):
            if entry.name:
                yield ("element", "path", number, "name"), entry.name
    if target.text:
        yield ("text",), target.text
    if target.window and target.window.title:
        yield ("window", "title"), target.window.title


def every_name(tutorial: Tutorial) -> tuple[LocalName, ...]:
    """Return every name on the screen that the tutorial gives anywhere: its program's, of targets, in conditions."""
    names: list[LocalName] = []

    def note(name: LocalName) -> LocalName:
        names.append(name)
        return name

    with_names(tutorial, note)
    return tuple(names)


def with_names(part: Any, change: Callable[[LocalName], LocalName]) -> Any:
    """Return a part of the document (or all of it) in which every name is replaced."""
    if isinstance(part, LocalName):
        return change(part)
    if isinstance(part, tuple):
        changed = tuple(with_names(each, change) for each in part)
        return part if all(new is old for new, old in zip(changed, part, strict=True)) else changed
    if not is_dataclass(part) or isinstance(part, TextPattern | type):
        return part
    new = {field.name: with_names(getattr(part, field.name), change) for field in fields(part)}
    new = {name: value for name, value in new.items() if value is not getattr(part, name)}
    return replace(part, **new) if new else part
