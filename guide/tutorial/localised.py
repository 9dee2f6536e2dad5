"""A tutorial in the language of the person: texts from the PO files beside it, names from all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import overload

from guide.tutorial.document import Ask, Choice, Restore, Step, Stuck, Tutorial
from guide.tutorial.loader import Loaded, load
from guide.tutorial.patterns import LocalName, TextPattern
from guide.tutorial.texts import with_names
from guide.tutorial.translations import name_context, own_name, read_translations, translation_files

#: As long as a text of the tutorial itself may be.
MAX_TEXT = 4000

Reword = Callable[[str, str], str]
"""Returns a text in another language, by its context and as it is; as it is where there is no translation."""


def load_localised(path: Path, language: str) -> Loaded:
    """Load a tutorial file as someone who speaks `language` shall see it."""
    loaded = load(path)
    if loaded.tutorial is None:
        return loaded
    return replace(loaded, tutorial=localised(loaded.tutorial, path, language))


def localised(tutorial: Tutorial, path: Path, language: str) -> Tutorial:
    """Return the tutorial of the file `path` in `language`, as far as it is translated.

    `language` of the result says what its texts are in. Names on the screen are taken from every translation, because
    a program may speak another language than its user has chosen for guide.
    """
    done = {tag: read_translations(file).done for tag, file in translation_files(path).items()}
    if not done:
        return tutorial
    named = _named(tutorial, done)
    chosen = [tag for tag in spoken(language, done) if _tag(tag) != _tag(tutorial.language)]
    if not chosen:
        return named
    texts = {key: text for tag in reversed(chosen) for key, text in done[tag].items() if len(text) <= MAX_TEXT}
    found: list[str] = []

    def reword(context: str, text: str) -> str:
        found.append(texts.get((context, text), ""))
        return found[-1] or text

    translated = with_texts(named, reword)
    return replace(translated, language=chosen[0]) if any(found) else named


def spoken(language: str, offered: Iterable[str]) -> list[str]:
    """Return which of the offered languages serve someone who speaks `language`, best first.

    >>> spoken("de-AT", ["en", "de", "de-CH"])
    ['de']
    >>> spoken("pt_BR", ["pt-BR", "pt"])
    ['pt-BR', 'pt']
    """
    wanted = _tag(language)
    by_tag = {_tag(tag): tag for tag in offered}
    return [by_tag[tag] for tag in dict.fromkeys((wanted, _base(wanted))) if tag in by_tag]


def with_texts(tutorial: Tutorial, reword: Reword) -> Tutorial:
    """Return the tutorial with each text replaced; contexts are those of `guide.tutorial.texts.texts_of`."""

    def say(context: str, text: str) -> str:
        return reword(f"{tutorial.id}/{context}", text) if text else text

    return replace(
        tutorial,
        title=say("title", tutorial.title),
        summary=say("summary", tutorial.summary),
        questions=tuple(say(f"questions.{number}", text) for number, text in enumerate(tutorial.questions, 1)),
        steps=tuple(_step(step, reword, tutorial.id) for step in tutorial.steps),
    )


def _step(step: Step, reword: Reword, tutorial_id: str) -> Step:
    @overload
    def say(field: str, text: str) -> str: ...
    @overload
    def say(field: str, text: str | None) -> str | None: ...
    def say(field: str, text: str | None) -> str | None:
        return reword(f"{tutorial_id}/{step.id}/{field}", text) if text else text

    def choice(given: Choice) -> Choice:
        text, reply = say(f"ask.{given.id}.text", given.text), say(f"ask.{given.id}.say", given.say)
        return replace(given, text=text, say=reply)

    def restore(number: int, given: Restore) -> Restore:
        return replace(given, say=say(f"restore.{number}.say", given.say))

    def stuck(given: Stuck) -> Stuck:
        offers = tuple(say(f"stuck.offers.{number}", text) for number, text in enumerate(given.offers, 1))
        return replace(given, hint=say("stuck.hint", given.hint), offers=offers)

    def ask(given: Ask) -> Ask:
        return Ask(say("ask.question", given.question), tuple(map(choice, given.choices)))

    return replace(
        step,
        title=say("title", step.title),
        say=say("say", step.say),
        stuck=stuck(step.stuck) if step.stuck else None,
        restore=tuple(restore(number, given) for number, given in enumerate(step.restore, 1)),
        ask=ask(step.ask) if step.ask else None,
        media=replace(step.media, alt=say("media.alt", step.media.alt)) if step.media else None,
    )


def _named(tutorial: Tutorial, done: Mapping[str, Mapping[tuple[str, str], str]]) -> Tutorial:
    context = name_context(tutorial)

    def more(name: LocalName) -> LocalName:
        key = (context, own_name(name, tutorial.language))
        added = {tag: TextPattern(texts[key]) for tag, texts in done.items() if key in texts}
        added = {
            tag: pattern for tag, pattern in added.items() if tag not in name.by_language and pattern.regex is None
        }
        return LocalName({**name.by_language, **added}) if added else name

    changed: Tutorial = with_names(tutorial, more)
    return changed


def _tag(language: str) -> str:
    return language.replace("_", "-").casefold()


def _base(language: str) -> str:
    return _tag(language).partition("-")[0]
