"""Translations beside a tutorial: `NAME.de.po` for `NAME.yaml`, one message for each text (gettext's PO format).

`msgctxt` is `tutorial/step/field`, `msgid` the text as the tutorial has it, `msgstr` its translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guide.tutorial.document import Tutorial
from guide.tutorial.texts import names_of, targets_of, texts_of
from guide.tutorial.yaml_text import BadText, decoded

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*\Z')
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Untranslated:
    """How much of a tutorial a language lacks."""

    language: str
    texts: int
    """Texts without a translation."""
    of_texts: int
    names: int
    """Names on the screen that are given by language, but not for this one."""


def untranslated(tutorial: Tutorial, path: Path | None = None) -> tuple[Untranslated, ...]:
    """Return what each language lacks that the tutorial speaks anywhere: in a PO file at `path` or in a name."""
    names = [name for _, target in targets_of(tutorial) for _, name in names_of(target) if "" not in name.by_language]
    files = translation_files(path) if path is not None else {}
    languages = {language for name in names for language in name.by_language} | set(files)
    texts = list(texts_of(tutorial))
    counts = []
    for language in sorted(languages - {tutorial.language}):
        done = read_po(files[language]) if language in files else {}
        missing = sum(1 for text in texts if not done.get((text.context, text.text)))
        lacking = sum(1 for name in names if language not in name.by_language)
        if missing or lacking:
            counts.append(Untranslated(language, missing, len(texts), lacking))
    return tuple(counts)


def translation_files(path: Path) -> dict[str, Path]:
    """Return the PO files beside a tutorial file, by language."""
    start = f"{path.stem}."
    try:
        beside = sorted(path.parent.glob("*.po"))
    except OSError:
        return {}
    return {
        po.stem.removeprefix(start): po for po in beside if po.stem.startswith(start) and po.stem != path.stem
    }  # fmt: skip


def read_po(path: Path) -> dict[tuple[str, str], str]:
    """Return the finished translations of a PO file by (msgctxt, msgid). What cannot be read translates nothing."""
    try:
        text = decoded(path.read_bytes(), str(path))
    except (OSError, BadText):
        return {}
    return {
        (entry.get("msgctxt", ""), entry["msgid"]): entry["msgstr"]
        for entry in _entries(text)
        if "fuzzy" not in entry and entry.get("msgid") and entry.get("msgstr")
    }


def _entries(text: str) -> Iterator[dict[str, str]]:
    entry: dict[str, str] = {}
    field = ""
    for line in [*text.splitlines(), ""]:
        if line.startswith("#,") and "fuzzy" in line:
            entry["fuzzy"] = "yes"
        elif not line.strip():
            yield entry
            entry, field = {}, ""
        elif (word := line.partition(" ")[0]) in ("msgctxt", "msgid", "msgstr"):
            field = word
            entry[field] = _unquoted(line)
        elif line.startswith('"') and field:
            entry[field] += _unquoted(line)


def _unquoted(line: str) -> str:
    quoted = _QUOTED.search(line)
    return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), quoted[1]) if quoted else ""
