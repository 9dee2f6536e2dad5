"""Rules about translations: what holds for a tutorial's texts holds for them too, at their lines of the PO file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from guide.tutorial.document import Tutorial
from guide.tutorial.lint_texts import TEXT_RULES
from guide.tutorial.localised import MAX_TEXT, with_texts
from guide.tutorial.problems import Path as DataPath
from guide.tutorial.problems import Position, Problem, Reporter
from guide.tutorial.texts import texts_of
from guide.tutorial.translations import Translations, read_translations, translation_files


def translation_problems(tutorial: Tutorial, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with the PO files beside the tutorial file `path`."""
    for file in translation_files(path).values():
        translations = read_translations(file)
        if translations.problem is not None:
            what = f"the translation cannot be read: {translations.problem}"
            yield Problem(str(file), 1, 1, what, "a PO file in UTF-8", rule="lint.translation")
        else:
            yield from _texts(tutorial, translations, Reporter(str(file), _positions(tutorial, translations)))


def _texts(tutorial: Tutorial, translations: Translations, report: Reporter) -> Iterator[Problem]:
    done = translations.done
    # without a translation it says nothing: what is wrong with the text itself was told at its own place
    translated = with_texts(tutorial, lambda context, text: done.get((context, text), ""))
    for rule in TEXT_RULES:
        yield from rule(translated, report)
    for text in texts_of(tutorial):
        translation = done.get((text.context, text.text), "")
        if translation and "{target}" in text.text and "{target}" not in translation:
            what = "“{target}” is missing, so that the name of the control is not shown"
            yield report(text.path, what, "a text with {target} in it", severity="warning", rule="lint.placeholder")
        if len(translation) > MAX_TEXT:
            what = f"the translation has {len(translation):,} characters and is not used"
            yield report(text.path, what, f"at most {MAX_TEXT:,}", rule="lint.translation")


def _positions(tutorial: Tutorial, translations: Translations) -> dict[DataPath, Position]:
    """Return where each text stands in the PO file, for a reporter that walks from the outermost field inwards."""
    lines = {(message.context, message.text): message.line for message in translations.messages}
    positions: dict[DataPath, Position] = {}
    for text in texts_of(tutorial):
        position = Position(lines.get((text.context, text.text), 1), 1)
        for depth in range(1, len(text.path)):
            positions.setdefault(text.path[:depth], position)
        positions[text.path] = position
    return positions
