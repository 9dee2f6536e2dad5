"""`guide translate`: what is translated to which language, and the PO files for whoever translates."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from guide.app import exits
from guide.app.opening import open_tutorials, refuse
from guide.targeting.program_words import said_alike, words_of
from guide.tutorial.document import Tutorial
from guide.tutorial.texts import every_name
from guide.tutorial.translating import TranslationSheet
from guide.tutorial.translations import BadPoError, Untranslated, counted, is_language, own_name, translation_file


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
    _only_languages(languages)
    for file, tutorial in open_tutorials(paths):
        for language in languages:
            _update(file, tutorial, language)
    return 0


def names(paths: Sequence[Path], languages: Sequence[str]) -> int:
    """Write what each tutorial's program calls its controls into the PO files; 4 where a tutorial says otherwise."""
    _only_languages(languages)
    good = True
    for file, tutorial in open_tutorials(paths):
        for language in languages:
            good = _names(file, tutorial, language) and good
    return 0 if good else exits.NOT_COMPLETED


def _names(file: Path, tutorial: Tutorial, language: str) -> bool:
    """Note the names of one program in one language; False where the tutorial has another than the program."""
    given = {own_name(name, tutorial.language): name.by_language.get(language) for name in every_name(tutorial)}
    told = words_of(tutorial.application.process or "", language, given)
    good, noted = True, {}
    for own, candidates in told.items():
        said = given[own]
        if said is None and len(candidates) == 1 and not said_alike(own, candidates[0]):
            noted[own] = candidates[0]
        elif said is None and len(candidates) > 1:
            print(f"{file}: “{own}” may be {_either(candidates)} in “{language}”; say which in the tutorial")
        elif said is not None and not any(said.matches(candidate) for candidate in candidates):
            good = False
            print(f"{file}: the tutorial says “{said.source}” for “{own}”, the program says {_either(candidates)}")
    if noted:
        _note(file, tutorial, language, noted)
    print(f"{file}: {language}: {len(told)} of {len(given)} names are known to the program, {len(noted)} written")
    return good


def _note(file: Path, tutorial: Tutorial, language: str, names: Mapping[str, str]) -> None:
    sheet = _sheet(file, tutorial, language)
    for own, translated in names.items():
        sheet.name(own, translated)
    _save(sheet)


def _either(candidates: Sequence[str]) -> str:
    return " or ".join(f"“{candidate}”" for candidate in candidates)


def _only_languages(languages: Sequence[str]) -> None:
    for language in languages:
        if not is_language(language):
            refuse(f"“{language}” is no language; write it as de or pt-BR")


def _sheet(file: Path, tutorial: Tutorial, language: str) -> TranslationSheet:
    try:
        return TranslationSheet(tutorial, file, language)
    except BadPoError as error:
        refuse(f"{translation_file(file, language)}: {error}")


def _save(sheet: TranslationSheet) -> None:
    try:
        sheet.save()
    except OSError as error:
        refuse(f"{sheet.path}: it cannot be written ({error.strerror or error})")


def _update(file: Path, tutorial: Tutorial, language: str) -> None:
    if language == tutorial.language:
        refuse(f"{file}: it is written in “{language}”")
    sheet = _sheet(file, tutorial, language)
    _save(sheet)
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
