"""What a program calls its controls in another language, from the catalogues (gettext) that it reads itself.

No program has to be started for it, and no screen is needed. Programs made with Qt and LibreOffice keep their words
elsewhere: for these a rehearsal in that language shows which names are not found.
"""

from __future__ import annotations

import glob
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from guide.targeting.names import bare
from guide.tutorial.patterns import TextPattern, normalised

#: Where systems keep them.
LOCALE_FOLDERS = tuple(Path(prefix) / "share/locale" for prefix in (sys.prefix, "/usr/local", "/usr"))
#: Words that a program has from its toolkit: Save, Cancel, …
_TOOLKITS = ("gtk40", "gtk30", "gtk20", "libadwaita", "glib20")


def words_of(
    process: str, language: str, names: Iterable[str], folders: Iterable[Path] = LOCALE_FOLDERS
) -> dict[str, tuple[str, ...]]:
    """Return what the program's controls of these names are called in `language`; several where one cannot tell.

    Names that it does not know are left out, as are regular expressions. What the program says itself comes before
    what its toolkit says.
    """
    wanted = {normalised(name): name for name in names if TextPattern(name).regex is None}
    found: dict[str, dict[str, None]] = {}
    for domain in (process, *_TOOLKITS):
        known = set(found)
        for file in _catalogues(domain, language, folders):
            for name, translated in _translated(file, wanted):
                if name not in known:
                    found.setdefault(name, {})[translated] = None
    return {name: tuple(translations) for name, translations in found.items()}


def speaks(process: str, language: str, folders: Iterable[Path] = LOCALE_FOLDERS) -> bool:
    """Whether the program itself, not only its toolkit, has words in a language."""
    return next(iter(_catalogues(process, language, folders)), None) is not None


def said_alike(name: str, translated: str) -> bool:
    """Whether a name is the same in both languages."""
    return normalised(name) == normalised(translated)


def _catalogues(domain: str, language: str, folders: Iterable[Path]) -> Iterator[Path]:
    if not domain or "/" in domain:
        return
    tag = language.replace("-", "_")
    for folder in folders:
        for spoken in dict.fromkeys((tag, tag.partition("_")[0])):
            messages = folder / spoken / "LC_MESSAGES"
            if (file := messages / f"{domain}.mo").is_file():
                yield file
            else:  # some name their version: gnumeric-1.12.55
                yield from sorted(messages.glob(f"{glob.escape(domain)}-[0-9]*.mo"), key=_version)[-1:]


def _version(file: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", file.stem)]


def _translated(file: Path, wanted: dict[str, str]) -> Iterator[tuple[str, str]]:
    try:
        entries = polib.mofile(str(file), encoding="utf-8")
    except (OSError, ValueError):  # not for us to mend
        return
    for entry in entries:
        name = wanted.get(normalised(bare(entry.msgid)))
        if name is not None and entry.msgstr:
            yield name, normalised(bare(entry.msgstr))
