"""Collects the program's own words and brings each `guide/locale/*.po` up to date with them.

    make_messages.py [LANGUAGE…]

Languages that are named begin a file. What was translated is kept; what changed is marked to be looked at.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "guide" / "locale"
sys.path.insert(0, str(ROOT))

from guide.files import write_text  # noqa: E402
from guide.settings.model import Choice  # noqa: E402
from guide.settings.table import SETTINGS  # noqa: E402

_CALLS = {"translate": 1, "translate_count": 2}
"""What collects words, and how many texts it takes behind the context."""


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One text of the program."""

    context: str
    text: str
    plural: str = ""


class NotALiteralError(Exception):
    """A call whose words nobody can collect; the message says where it is."""


def messages() -> list[Message]:
    """Return every text of the program, each once, in the order of the files."""
    found = [message for path in sorted((ROOT / "guide").rglob("*.py")) for message in in_code(path)]
    return list(dict.fromkeys([*found, *in_settings()]))


def in_code(path: Path) -> Iterator[Message]:
    """Yield the literals in calls of `translate` and its like; NotALiteralError for anything else in their place."""
    if path == ROOT / "guide" / "i18n.py":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
        if isinstance(node, ast.Call) and name in _CALLS and len(node.args) > _CALLS[name]:
            words = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args[: _CALLS[name] + 1]]
            if not all(isinstance(word, str) for word in words):
                raise NotALiteralError(f"{path}:{node.lineno}: what is translated must be literals; fill in afterwards")
            yield Message(*map(str, words))


def in_settings() -> Iterator[Message]:
    """Yield the words of the table of settings."""
    for setting in SETTINGS:
        options = list(setting.kind.options.values()) if isinstance(setting.kind, Choice) else []
        for words in (setting.title, setting.description, *options):
            yield Message("settings", words)


def brought_up_to_date(known: polib.POFile, wanted: list[Message]) -> polib.POFile:
    """Return a file for the texts as they are now, with what `known` has of them."""
    have = {(entry.msgctxt, entry.msgid, entry.msgid_plural): entry for entry in known if not entry.obsolete}
    result = polib.POFile(wrapwidth=100)
    result.metadata, result.header = dict(known.metadata), known.header
    for message in wanted:
        entry = have.get((message.context, message.text, message.plural))
        if entry is None:
            entry = polib.POEntry(msgctxt=message.context, msgid=message.text, msgid_plural=message.plural)
            if message.plural:
                entry.msgstr_plural = {0: "", 1: ""}
        result.append(entry)
    return result


def main(languages: list[str]) -> int:
    """Write the files; 0, or 2 where a text cannot be collected."""
    try:
        wanted = messages()
    except NotALiteralError as problem:
        print(problem, file=sys.stderr)
        return 2
    LOCALE.mkdir(exist_ok=True)
    for path in {*LOCALE.glob("*.po"), *(LOCALE / f"{language}.po" for language in languages)}:
        known = polib.pofile(str(path), encoding="utf-8") if path.exists() else begun(path.stem)
        po = brought_up_to_date(known, wanted)
        write_text(path, f"{po}\n".removeprefix("#\n"))
        print(f"{path.name}: {po.percent_translated()} % of {len(po)} texts")
    return 0


def begun(language: str) -> polib.POFile:
    """Return an empty file. Its rule for plurals is that of English and German; see gettext for others."""
    po = polib.POFile(wrapwidth=100)
    po.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return po


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
