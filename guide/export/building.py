"""From a tutorial to a handout: names filled in, notes for what the program would do by itself, pictures found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from guide.export.handout import Answer, Handout, Page, Question, Shot
from guide.export.markup import Blocks, parsed, pictures_in
from guide.export.shots import Pictures, beside
from guide.i18n import Words, words_in
from guide.session.words import application_name, escaped, target_name
from guide.tutorial.conditions import Answered
from guide.tutorial.document import Ask, Branch, Step, Tutorial


def handout_of(
    tutorial: Tutorial, pictures: Pictures | None = None, done: Callable[[int], None] = lambda number: None
) -> Handout:
    """Return the handout of a tutorial, in the language that it is in (see `guide.tutorial.localised`).

    `done` is told how many steps are ready; an error of its own ends it.
    """
    words = words_in(tutorial.language)
    numbers = {step.id: number for number, step in enumerate(tutorial.steps, 1)}
    pages: list[Page] = []
    for step in tutorial.steps:
        done(len(pages))
        pages.append(_page(step, tutorial, words, numbers, pictures or Pictures()))
    summary = parsed(tutorial.summary)
    return Handout(
        id=tutorial.id,
        title=tutorial.title,
        summary=summary,
        language=tutorial.language,
        version=tutorial.version,
        owner=tutorial.owner or "",
        proposed_by=tutorial.proposed_by or "",
        program=application_name(tutorial.application),
        pages=tuple(pages),
        inline_shots=_inline_shots(tutorial, [summary, *(texts for page in pages for texts in _texts(page))]),
    )


def _page(step: Step, tutorial: Tutorial, words: Words, numbers: Mapping[str, int], pictures: Pictures) -> Page:
    number, language = numbers[step.id], tutorial.language
    fill = _Filler(step, language, words)
    title = fill.plain(step.title) if step.title else _step_title(number, words)
    own = [beside(tutorial.folder, step.media.file, step.media.alt)] if step.media else []
    shots = (pictures.of(step.id, _alt(step, language, words)), *own)
    return Page(
        id=step.id,
        number=number,
        title=title,
        say=parsed(fill(step.say)),
        notes=tuple(_notes(step, words, numbers, tutorial)),
        hint=parsed(fill(step.stuck.hint)) if step.stuck and step.stuck.hint else (),
        question=_question(step.ask, fill) if step.ask else None,
        shots=tuple(shot for shot in shots if shot is not None),
    )


def _alt(step: Step, language: str, words: Words) -> str:
    """Return what the picture of a step shows, in words."""
    marked = step.targets[0] if step.targets else None
    own = replace(marked, window=None) if marked is not None and not marked.is_window else marked
    name = target_name(own, language) if own is not None else ""
    if not name:
        return words.translate("export", "The screen at this step.")
    return words.translate("export", "The screen at this step. “{name}” is marked.").format(name=name)


class _Filler:
    """Puts the name of a step's target into its texts."""

    def __init__(self, step: Step, language: str, words: Words) -> None:
        self._name = target_name(step.targets[0], language) if step.targets else ""
        self._nameless = words.translate("export", "the marked place")

    def __call__(self, text: str) -> str:
        """Return the CommonMark of a text."""
        return text.replace("{target}", f"**{escaped(self._name)}**" if self._name else self._nameless)

    def plain(self, text: str) -> str:
        """Return a text that has no marks."""
        return text.replace("{target}", self._name or self._nameless)


def _step_title(number: int, words: Words) -> str:
    return words.translate("export", "Step {number}").format(number=number)


def _question(ask: Ask, fill: _Filler) -> Question:
    answers = (
        Answer(choice.id, choice.text, choice.correct, parsed(fill(choice.say)) if choice.say else ())
        for choice in ask.choices
    )
    return Question(parsed(fill(ask.question)), tuple(answers))


def _notes(step: Step, words: Words, numbers: Mapping[str, int], tutorial: Tutorial) -> Iterator[str]:
    if step.when is not None:
        yield words.translate("export", "Only where it applies.")
    if step.optional:
        yield words.translate("export", "You can leave this step out.")
    for branch in step.go:
        if len(step.go) > 1 or numbers[branch.to] != numbers[step.id] + 1:
            yield _way_on(branch, words, numbers[branch.to], tutorial)


def _way_on(branch: Branch, words: Words, number: int, tutorial: Tutorial) -> str:
    if branch.when is None:
        return words.translate("export", "Go on with step {number}.").format(number=number)
    if isinstance(branch.when, Answered) and (text := _choice_text(branch.when.choice, tutorial)):
        note = words.translate("export", "After the answer “{answer}”, go on with step {number}.")
        return note.format(answer=text, number=number)
    return words.translate("export", "Depending on what you see, go on with step {number}.").format(number=number)


def _choice_text(choice_id: str | None, tutorial: Tutorial) -> str:
    choices = (choice for step in tutorial.steps if step.ask for choice in step.ask.choices)
    return next((choice.text for choice in choices if choice.id == choice_id), "")


def _texts(page: Page) -> Iterator[Blocks]:
    yield from (page.say, page.hint)
    if page.question is not None:
        yield page.question.text
        yield from (answer.reply for answer in page.question.answers)


def _inline_shots(tutorial: Tutorial, texts: list[Blocks]) -> dict[str, Shot]:
    images = {image.file: image.alt for blocks in texts for image in pictures_in(blocks)}
    found = {file: beside(tutorial.folder, file, alt) for file, alt in images.items()}
    return {file: shot for file, shot in found.items() if shot is not None}
