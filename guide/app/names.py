"""`guide translate names`: what the program calls its controls, from its catalogues or from the program itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guide.app import exits
from guide.app.names_by_starting import Asking, Told
from guide.app.opening import open_tutorials, refuse
from guide.app.translate import only_languages, opened_sheet, save
from guide.targeting.program_words import said_alike, words_of
from guide.tutorial.document import Tutorial
from guide.tutorial.texts import every_name
from guide.tutorial.translations import own_name


@dataclass(slots=True)
class Noted:
    """What was made of it."""

    language: str
    known: int
    of: int
    why: str
    spoken: bool
    written: dict[str, str] = field(default_factory=dict)
    either: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names that may be one of several."""
    differs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names that the tutorial says otherwise than the program."""

    @property
    def good(self) -> bool:
        """Whether nothing in the tutorial is wrong, and the program could be asked."""
        return not self.differs and self.spoken and not self.why

    def as_json(self, file: Path) -> dict[str, Any]:
        """Return one line of `--format json`."""
        return {
            "file": str(file),
            "language": self.language,
            "known": self.known,
            "names": self.of,
            "written": self.written,
            "either": self.either,
            "differs": self.differs,
            "why": self.why,
            "spoken": self.spoken,
        }


def names(paths: Sequence[Path], languages: Sequence[str], *, start: bool = False, form: str = "text") -> int:
    """Write what each tutorial's program calls its controls into the PO files; 4 where a tutorial says otherwise.

    `start`: the program is started in each language and looked at, instead of reading its catalogues.
    """
    only_languages(languages)
    good = True
    for file, tutorial in open_tutorials(paths):
        asked = Asking(file, tutorial, say_steps_as_json=form == "json") if start else None
        for language in languages:
            if asked is not None and language == tutorial.language:
                refuse(f"{file}: it is written in “{language}”")
            told = asked.told(language) if asked is not None else _from_catalogues(tutorial, language)
            noted = note(file, tutorial, language, told, started=start)
            good = noted.good and good
            print(json.dumps(noted.as_json(file), ensure_ascii=False) if form == "json" else _in_words(file, noted))
    return 0 if good else exits.NOT_COMPLETED


def _from_catalogues(tutorial: Tutorial, language: str) -> Told:
    own = {own_name(name, tutorial.language): None for name in every_name(tutorial)}
    return Told(words_of(tutorial.application.process or "", language, own))


def note(file: Path, tutorial: Tutorial, language: str, told: Told, *, started: bool = False) -> Noted:
    """Write what is certain into the PO file, and return what was made of all."""
    given = {own_name(name, tutorial.language): name.by_language.get(language) for name in every_name(tutorial)}
    noted = Noted(language, len(told.names), len(given), told.why, told.spoken)
    for own, candidates in told.names.items():
        said = given[own]
        if said is None and len(candidates) == 1 and not said_alike(own, candidates[0]):
            noted.written[own] = candidates[0]
        elif said is None and len(candidates) > 1:
            noted.either[own] = candidates
        elif said is not None and not any(said.matches(candidate) for candidate in candidates):
            noted.differs[own] = candidates
    if noted.written:
        sheet = opened_sheet(file, tutorial, language)
        for own, translated in noted.written.items():
            sheet.name(own, translated, from_program=started)
        save(sheet)
    return noted


def _in_words(file: Path, noted: Noted) -> str:
    lines = [
        f"“{own}” may be {_either(candidates)} in “{noted.language}”; say which in the tutorial"
        for own, candidates in noted.either.items()
    ]
    lines += [
        f"the tutorial says otherwise for “{own}”, the program says {_either(candidates)}"
        for own, candidates in noted.differs.items()
    ]
    if not noted.spoken:
        lines.append(f"the program does not speak “{noted.language}” here; its language pack may not be installed")
    lines += [noted.why] if noted.why else []
    known, written = noted.known, len(noted.written)
    lines.append(f"{noted.language}: {known} of {noted.of} names are known to the program, {written} written")
    return "\n".join(f"{file}: {line}" for line in lines)


def _either(candidates: Sequence[str]) -> str:
    return " or ".join(f"“{candidate}”" for candidate in candidates)
