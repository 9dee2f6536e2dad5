"""Translations beside a tutorial: `NAME.de.po` for `NAME.yaml`, one message for each text (gettext's PO format).

`msgctxt` is `tutorial/step/field`, `msgid` the text as the tutorial has it, `msgstr` its translation. Names on the
screen that the tutorial does not give in a language stand under `tutorial/name`. A text that has changed since is not
translated by what was said of its older wording: that counts as outdated, like a message marked fuzzy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from guide.tutorial.document import Tutorial
from guide.tutorial.patterns import LocalName
from guide.tutorial.texts import every_name, texts_of
from guide.tutorial.yaml_text import BadText, decoded

if TYPE_CHECKING:
    import polib

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
TextState = Literal["translated", "outdated", "missing"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a PO file."""

    context: str
    text: str
    translation: str
    fuzzy: bool
    """Whether somebody has to look at it first."""
    line: int


@dataclass(frozen=True)
class Translations:
    """What a PO file says. With a problem it says nothing."""

    messages: tuple[Message, ...] = ()
    problem: str | None = None
    """Why the file cannot be read, for a person."""

    @cached_property
    def done(self) -> dict[tuple[str, str], str]:
        """The translations that may be shown, by (msgctxt, msgid)."""
        return {(m.context, m.text): m.translation for m in self.messages if m.translation and not m.fuzzy}

    @cached_property
    def _begun(self) -> frozenset[str]:
        return frozenset(message.context for message in self.messages if message.translation)

    def state(self, context: str, text: str) -> TextState:
        """Return whether a text is translated as it is now."""
        if (context, text) in self.done:
            return "translated"
        return "outdated" if context in self._begun else "missing"


@dataclass(frozen=True, slots=True)
class Untranslated:
    """How much of a tutorial a language lacks."""

    language: str
    texts: int
    """Texts without a translation that may be shown."""
    of_texts: int
    names: int
    """Names on the screen that are given by language, but not for this one."""
    outdated: int = 0
    """How many of `texts` have one of an older wording, or one that somebody has to look at."""

    @property
    def complete(self) -> bool:
        """Whether nothing is lacking."""
        return not (self.texts or self.names)


def untranslated(tutorial: Tutorial, path: Path | None = None) -> tuple[Untranslated, ...]:
    """Return what each language lacks that the tutorial speaks anywhere: in a PO file at `path` or in a name."""
    return tuple(count for count in counted(tutorial, path) if not count.complete)


def counted(tutorial: Tutorial, path: Path | None = None) -> tuple[Untranslated, ...]:
    """Return the same for all languages that it speaks, those that lack nothing too."""
    files = translation_files(path) if path is not None else {}
    languages = {language for name in every_name(tutorial) for language in name.by_language if language} | set(files)
    return tuple(
        _count(tutorial, language, read_translations(files[language]) if language in files else Translations())
        for language in sorted(languages - {tutorial.language})
    )


def _count(tutorial: Tutorial, language: str, translations: Translations) -> Untranslated:
    states = [translations.state(text.context, text.text) for text in texts_of(tutorial)]
    outdated = states.count("outdated")
    names = sum(
        1 for name in lacking_names(tutorial, language) if (name_context(tutorial), name) not in translations.done
    )
    return Untranslated(language, states.count("missing") + outdated, len(states), names, outdated)


def name_context(tutorial: Tutorial) -> str:
    """Return the `msgctxt` of the tutorial's names on the screen."""
    return f"{tutorial.id}/name"


def lacking_names(tutorial: Tutorial, language: str) -> tuple[str, ...]:
    """Return the names that the tutorial gives by language, but not for this one; each once, in its own language."""
    names = (name for name in every_name(tutorial) if "" not in name.by_language and language not in name.by_language)
    return tuple(dict.fromkeys(own_name(name, tutorial.language) for name in names))


def own_name(name: LocalName, language: str) -> str:
    """Return a name as translators are asked for it: in the tutorial's language, else as it stands first."""
    return name.candidates(language)[0].source


def translation_files(path: Path) -> dict[str, Path]:
    """Return the PO files beside a tutorial file, by language."""
    start = f"{path.stem}."
    try:
        beside = sorted(path.parent.glob("*.po"))
    except OSError:
        return {}
    tags = {po.stem.removeprefix(start): po for po in beside if po.stem.startswith(start)}
    return {tag: po for tag, po in tags.items() if is_language(tag)}


def is_language(tag: str) -> bool:
    """Whether this can name a language: `de`, `pt-BR`."""
    return _TAG.fullmatch(tag) is not None


def translation_file(path: Path, language: str) -> Path:
    """Return where the translation of a tutorial file to a language belongs."""
    return path.with_name(f"{path.stem}.{language}.po")


def read_po(path: Path) -> dict[tuple[str, str], str]:
    """Return the finished translations of a PO file by (msgctxt, msgid). What cannot be read translates nothing."""
    return read_translations(path).done


def read_translations(path: Path) -> Translations:
    """Read a PO file; never raises."""
    try:
        parsed = parse_po(path)
    except BadPoError as error:
        return Translations(problem=str(error))
    return Translations(tuple(_messages(parsed)))


class BadPoError(Exception):
    """A file that is no PO file; the message says why, for a person."""


def parse_po(path: Path) -> polib.POFile:
    """Return a PO file as polib sees it; BadPoError where it is none."""
    import polib  # noqa: PLC0415 -- a catalogue that is remembered needs none of it

    try:
        text = decoded(path.read_bytes(), str(path))
        # As text it must never look like the name of another file, which polib would then read.
        return polib.pofile(f"{text}\n\n", encoding="utf-8", wrapwidth=100)
    except BadText as error:
        raise BadPoError(error.problems[0].what) from None
    except OSError as error:
        raise BadPoError(error.strerror or _reason(str(error))) from None
    except (ValueError, LookupError, AttributeError, TypeError) as error:  # polib on files that are something else
        raise BadPoError(f"it is no PO file ({error})") from None


def _reason(said: str) -> str:
    """Return polib's message without the text of the file, which it takes for a file name."""
    line = said.rpartition("(line ")[2].partition(")")[0]
    return f"it is no PO file (see line {line})" if line.isdecimal() else "it is no PO file"


def _messages(parsed: polib.POFile) -> Iterator[Message]:
    for entry in parsed:
        if entry.msgid and not entry.obsolete:
            yield Message(entry.msgctxt or "", entry.msgid, entry.msgstr, entry.fuzzy, entry.linenum or 1)
