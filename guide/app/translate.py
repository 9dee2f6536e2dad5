"""`guide translate`: what is translated to which language, and the PO files for whoever translates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from guide.app.opening import open_tutorials, refuse
from guide.tutorial.document import Tutorial
from guide.tutorial.translating import TranslationSheet
from guide.tutorial.translations import BadPoError, Untranslated, counted, is_language, translation_file


def status(paths: Sequence[Path], output_format: str) -> int:
    """Print a line for each tutorial and language; 0 whatever is missing: that is no mistake."""
    for file, tutorial in open_tutorials(paths):
        counts = counted(tutorial, file)
        for count in counts:
            as_json = output_format == "json"
            print(json.dumps(_as_json(file, tutorial, count), ensure_ascii=False) if as_json else _line(file, count))
        if not counts and output_format == "text":
            print(f"{file}: not translated")
    return 0


def update(paths: Sequence[Path], languages: Sequence[str]) -> int:
    """Begin the PO file beside each tutorial, or bring it up to date; what was translated is kept."""
    only_languages(languages)
    for file, tutorial in open_tutorials(paths):
        for language in languages:
            _update(file, tutorial, language)
    return 0


def only_languages(languages: Sequence[str]) -> None:
    """Refuse what can name no language."""
    for language in languages:
        if not is_language(language):
            refuse(f"“{language}” is no language; write it as de or pt-BR")


def opened_sheet(file: Path, tutorial: Tutorial, language: str) -> TranslationSheet:
    """Open the two columns; refuse a file that cannot be read."""
    try:
        return TranslationSheet(tutorial, file, language)
    except BadPoError as error:
        refuse(f"{translation_file(file, language)}: {error}")


def save(sheet: TranslationSheet) -> None:
    """Write the two columns; refuse where that cannot be."""
    try:
        sheet.save()
    except OSError as error:
        refuse(f"{sheet.path}: it cannot be written ({error.strerror or error})")


def _update(file: Path, tutorial: Tutorial, language: str) -> None:
    if language == tutorial.language:
        refuse(f"{file}: it is written in “{language}”")
    sheet = opened_sheet(file, tutorial, language)
    save(sheet)
    states = [row.state for row in sheet.rows]
    print(f"{sheet.path}: {len(states)} texts, {states.count('missing')} missing, {states.count('outdated')} outdated")


def _line(file: Path, count: Untranslated) -> str:
    left = (
        (count.texts - count.outdated, "missing"),
        (count.outdated, "outdated"),
        (count.names, "names on the screen missing"),
    )
    said = ", ".join(f"{number} {what}" for number, what in left if number) or "complete"
    return f"{file}: {count.language}: {count.of_texts - count.texts} of {count.of_texts} texts; {said}"


def _as_json(file: Path, tutorial: Tutorial, count: Untranslated) -> dict[str, Any]:
    return {
        "file": str(file),
        "id": tutorial.id,
        "language": count.language,
        "texts": count.of_texts,
        "translated": count.of_texts - count.texts,
        "missing": count.texts - count.outdated,
        "outdated": count.outdated,
        "names_missing": count.names,
    }
