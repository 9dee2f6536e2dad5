"""The program's own words in the language of the person: one PO file for each, `guide/locale/de.po`.

For every room, with Qt or without. English is what stands in the code; `make messages` collects it from the literals in
calls of `translate`. A tutorial's own texts are another matter: see `guide.tutorial.localised`.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final

LOCALE_FOLDER: Final = Path(__file__).with_name("locale")
SOURCE_LANGUAGE: Final = "en"


class Words:
    """The program's words in one language, as far as they are translated."""

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        self.language = language
        """What they are in: `en` where there is no translation."""
        self._catalogue = catalogue

    def translate(self, context: str, text: str) -> str:
        """Return a text of the program; `context` says where it is used."""
        return self._catalogue.pgettext(context, text)

    def translate_count(self, context: str, one: str, many: str, number: int) -> str:
        """Return the form of a text that goes with a number, with `{count}` filled in."""
        return self._catalogue.npgettext(context, one, many, number).format(count=number)


@cache
def words_in(language: str) -> Words:
    """Return the words for someone who speaks `language` (`de`, `de-AT`); English where nobody has translated them."""
    for tag in dict.fromkeys((language, language.partition("-")[0])):
        file = LOCALE_FOLDER / f"{tag}.po"
        if tag.replace("-", "").isalnum() and file.is_file():
            return Words(tag, _catalogue(file))
    return Words(SOURCE_LANGUAGE, NullTranslations())


def _catalogue(file: Path) -> GNUTranslations:
    import polib  # noqa: PLC0415 -- not for those who read English

    return GNUTranslations(io.BytesIO(polib.pofile(str(file), encoding="utf-8").to_binary()))


class _Spoken:
    words = Words(SOURCE_LANGUAGE, NullTranslations())


def use(language: str) -> None:
    """Speak `language` from now on, in this process. What was said already stays as it is."""
    _Spoken.words = words_in(language)


def translate(context: str, text: str) -> str:
    """Return a text of the program in the language that is spoken.

    >>> translate("player", "Step {number} of {total}").format(number=2, total=5)
    'Step 2 of 5'
    """
    return _Spoken.words.translate(context, text)


def translate_count(context: str, one: str, many: str, number: int) -> str:
    """Return the form of a text that goes with a number, with `{count}` filled in.

    >>> translate_count("player", "{count} step", "{count} steps", 2)
    '2 steps'
    """
    return _Spoken.words.translate_count(context, one, many, number)


def translate_listed(context: str, text: str) -> str:
    """Return a text that stands in a table of the code (settings), not in a call; `make messages` knows which."""
    return _Spoken.words.translate(context, text)


def session_language(setting: str = "system", environment: Mapping[str, str] = os.environ) -> str:
    """Return the language of this desktop session as a tag (`en`, `de-AT`); a setting other than `system` wins.

    Read as gettext reads it, so that guide speaks as the programs around it do.

    >>> session_language(environment={"LANG": "de_AT.UTF-8"}), session_language(environment={"LANG": "C"})
    ('de-AT', 'en')
    """
    if setting not in {"system", ""}:
        return setting
    code = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    if code not in {"", "C", "POSIX"}:
        code = environment.get("LANGUAGE", "").partition(":")[0] or code
    tag = code.partition(".")[0].partition("@")[0].replace("_", "-")
    return SOURCE_LANGUAGE if tag in {"", "C", "POSIX"} else tag
