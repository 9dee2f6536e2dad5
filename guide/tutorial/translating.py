"""Translating one tutorial to one language: what there is to translate, and the PO file that keeps it.

`TranslationSheet` is the model of a view with two columns; it knows no toolkit. The file is a plain PO file that every
translation program opens. Nothing that somebody has translated is ever thrown away: what fits no more is kept, marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polib

from guide.files import write_text
from guide.tutorial.document import Tutorial
from guide.tutorial.loader import load
from guide.tutorial.problems import Path as DataPath
from guide.tutorial.texts import every_name, texts_of
from guide.tutorial.translations import (
    BadPoError,
    TextState,
    lacking_names,
    name_context,
    own_name,
    parse_po,
    translation_file,
)

#: Written into the file for whoever translates.
_MARKDOWN = "CommonMark: keep **bold**, *italic*, `code` and links."
_TARGET = "Keep {target}: it becomes the name of the control, as the program shows it."
_FROM_PROGRAM = "From the program."
_NAME = "A name on the screen: exactly as the program shows it in this language."


@dataclass(frozen=True, slots=True)
class Wanted:
    """One text to translate."""

    context: str
    text: str
    path: DataPath = ()
    """Where it stands in the tutorial; empty for a name, which may stand at several places."""
    comment: str = ""
    kind: Literal["text", "name"] = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the two columns."""

    wanted: Wanted
    translation: str = ""
    state: TextState = "missing"
    before: str | None = None
    """With `outdated`: the text as it was when this translation was made, where that is known."""
    from_program: bool = False
    """Whether the program itself was seen to call it so."""


def wanted_texts(tutorial: Tutorial, language: str, known_names: Iterable[str] = ()) -> Iterator[Wanted]:
    """Yield what there is to translate, in the order of the file; then names.

    Names are those that the tutorial gives by language, but not in this one, and `known_names`.
    """
    for text in texts_of(tutorial):
        comment = " ".join(
            note for note, needed in ((_MARKDOWN, text.markdown), (_TARGET, "{target}" in text.text)) if needed
        )
        yield Wanted(text.context, text.text, text.path, comment)
    for name in dict.fromkeys((*lacking_names(tutorial, language), *known_names)):
        yield Wanted(name_context(tutorial), name, comment=_NAME, kind="name")


class TranslationSheet:
    """The texts of a tutorial beside their translations, and the file that they are kept in."""

    def __init__(self, tutorial: Tutorial, file: Path, language: str) -> None:
        """`file` is the tutorial's. BadPoError where there is a translation that cannot be read."""
        self.tutorial, self.file, self.language = tutorial, file, language
        self.path = translation_file(file, language)
        known = parse_po(self.path) if self.path.exists() else _empty(tutorial, language)
        wanted = list(wanted_texts(tutorial, language, _names_in(known, tutorial)))
        self._po = merged(known, wanted)
        self._wanted = {(want.context, want.text): want for want in wanted}

    @classmethod
    def opened(cls, file: Path, language: str) -> TranslationSheet:
        """Open the sheet of a tutorial file; ValueError where that has problems."""
        tutorial = load(file).tutorial
        if tutorial is None:
            raise ValueError(f"{file} has problems; guide check says which")
        return cls(tutorial, file, language)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All lines, in the order of the tutorial."""
        return tuple(_row(self._wanted[entry.msgctxt, entry.msgid], entry) for entry in _current(self._po))

    def put(self, wanted: Wanted, translation: str) -> Row:
        """Say how a text is translated; empty: not any more. Return its line. KeyError for a text that is not there."""
        for entry in _current(self._po):
            if (entry.msgctxt, entry.msgid) == (wanted.context, wanted.text):
                if entry.msgstr != translation:
                    entry.tcomment = entry.tcomment.replace(_FROM_PROGRAM, "").strip()
                entry.msgstr = translation
                _settle(entry)
                return _row(self._wanted[entry.msgctxt, entry.msgid], entry)
        raise KeyError(wanted.context)

    def name(self, own: str, translated: str, *, from_program: bool = False) -> None:
        """Note what a control is called in this language; `own` is its name in the tutorial's.

        `from_program`: the program itself was seen to call it so, which is said beside it.
        """
        wanted = Wanted(name_context(self.tutorial), own, comment=_NAME, kind="name")
        if (wanted.context, own) not in self._wanted:
            self._wanted[wanted.context, own] = wanted
            self._po.append(_entry(wanted))
        self.put(wanted, translated)
        if from_program:
            entry = next(each for each in _current(self._po) if (each.msgctxt, each.msgid) == (wanted.context, own))
            kept = entry.tcomment.replace(_FROM_PROGRAM, "").strip()
            entry.tcomment = "\n".join(filter(None, (kept, _FROM_PROGRAM)))

    def confirm(self, wanted: Wanted) -> Row:
        """Say that an outdated translation still fits."""
        row = next(row for row in self.rows if row.wanted == wanted)
        return self.put(wanted, row.translation)

    def text(self) -> str:
        """Return the PO file."""
        return f"{self._po}\n".removeprefix(
            "#\n"
        )  # where there is no comment of its own, the library writes an empty one

    def save(self) -> None:
        """Write the file, as a whole or not at all."""
        write_text(self.path, self.text())


def merged(known: polib.POFile, wanted: Iterable[Wanted]) -> polib.POFile:
    """Return a PO file for the texts as they are now, with all that `known` has of them.

    A translation of an older wording is taken over to be looked at (`fuzzy`); one whose place has changed but not its
    text is taken over as it is; what fits nothing stays in the file as obsolete.
    """
    by_key = {(entry.msgctxt, entry.msgid): entry for entry in known if entry.msgid}
    unused = dict(by_key)
    kept: list[tuple[Wanted, polib.POEntry | None]] = []
    for want in wanted:
        kept.append((want, unused.pop((want.context, want.text), None)))
    result = polib.POFile(wrapwidth=100)
    result.metadata, result.header = dict(known.metadata), known.header
    for want, entry in kept:
        result.append(_entry(want, entry or _moved(want, unused), fresh=entry is None))
    for left in unused.values():
        if left.msgstr:
            left.obsolete = True
            result.append(left)
    return result


def _moved(want: Wanted, unused: dict[tuple[str, str], polib.POEntry]) -> polib.POEntry | None:
    """Take what was said of the same text elsewhere, or of the same place before its text was changed."""
    translated = [key for key, entry in unused.items() if entry.msgstr]
    elsewhere = [key for key in translated if key[1] == want.text]
    before = [key for key in translated if key[0] == want.context and want.kind == "text"]
    return next((unused.pop(key) for key in (*elsewhere, *before)), None)


def _entry(want: Wanted, known: polib.POEntry | None = None, *, fresh: bool = False) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=want.context, msgid=want.text, comment=want.comment)
    if known is None:
        return entry
    entry.msgstr, entry.tcomment = known.msgstr, known.tcomment
    entry.flags = [flag for flag in known.flags if flag != "fuzzy"]
    changed = fresh and known.msgid != want.text
    if (known.fuzzy or changed) and known.msgstr:
        entry.flags.append("fuzzy")
        entry.previous_msgid = known.msgid if changed else known.previous_msgid
    return entry


def _settle(entry: polib.POEntry) -> None:
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgid = None


def _row(wanted: Wanted, entry: polib.POEntry) -> Row:
    if not entry.msgstr:
        return Row(wanted)
    if entry.fuzzy:
        return Row(wanted, entry.msgstr, "outdated", entry.previous_msgid)
    return Row(wanted, entry.msgstr, "translated", from_program=_FROM_PROGRAM in entry.tcomment)


def _current(po: polib.POFile) -> Iterator[polib.POEntry]:
    return (entry for entry in po if not entry.obsolete)


def _names_in(po: polib.POFile, tutorial: Tutorial) -> list[str]:
    """Return the tutorial's names that the file has already, whether or not it has to have them."""
    own = {own_name(name, tutorial.language) for name in every_name(tutorial)}
    return [entry.msgid for entry in _current(po) if entry.msgctxt == name_context(tutorial) and entry.msgid in own]


def _empty(tutorial: Tutorial, language: str) -> polib.POFile:
    po = polib.POFile(wrapwidth=100)
    po.metadata = {
        "Project-Id-Version": f"{tutorial.id} {tutorial.version}",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return po


__all__ = ["BadPoError", "Row", "TranslationSheet", "Wanted", "merged", "wanted_texts"]
