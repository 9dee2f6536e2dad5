"""Desktop entries: how programs say what starts them (freedesktop.org Desktop Entry Specification 1.5)."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_FIELD_CODE = re.compile(r"%[a-zA-Z]")


@dataclass(frozen=True, slots=True)
class DesktopEntry:
    """What it takes to start a program."""

    command: tuple[str, ...]
    folder: Path | None = None
    in_terminal: bool = False


def find(entry_id: str, environment: Mapping[str, str] = os.environ) -> DesktopEntry | None:
    """Return the entry of that id (`org.gnome.Calculator`, with or without `.desktop`), or None.

    Where no entry has exactly this id, one whose last part it is will do: `Calculator`, `calculator`.
    """
    wanted = entry_id.removesuffix(".desktop")
    folders = tuple(_folders(environment))
    for path in (*_exact(wanted, folders), *_by_last_part(wanted, folders)):
        entry = _read(path)
        if entry is not None:
            return entry
    return None


def _folders(environment: Mapping[str, str]) -> Iterator[Path]:
    home = environment.get("XDG_DATA_HOME") or Path(environment.get("HOME", "/")) / ".local/share"
    shared = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for folder in (home, *shared.split(":")):
        if folder:
            yield Path(folder) / "applications"


def _exact(wanted: str, folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        # An id's hyphens may be folders: `kde-okular` is kde/okular.desktop.
        for path in (folder / f"{wanted}.desktop", folder / f"{wanted.replace('-', '/', 1)}.desktop"):
            if path.is_file():
                yield path


def _by_last_part(wanted: str, folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.glob("*.desktop")):
            if path.stem.rpartition(".")[2].casefold() == wanted.casefold():
                yield path


def _read(path: Path) -> DesktopEntry | None:
    fields = _main_group(path.read_text(encoding="utf-8", errors="replace"))
    command = tuple(without_field_codes(fields.get("Exec", "")))
    if fields.get("Type", "Application") != "Application" or fields.get("Hidden") == "true" or not command:
        return None
    folder = fields.get("Path")
    return DesktopEntry(command, Path(folder) if folder else None, fields.get("Terminal") == "true")


def _main_group(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    inside = False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == "[Desktop Entry]"
        elif inside and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            fields.setdefault(key.strip(), value.strip())
    return fields


def without_field_codes(line: str) -> Iterator[str]:
    r"""Yield the words of an Exec line; places for files and icons stay empty, `%%` is a percent sign.

    >>> list(without_field_codes('mousepad %U')), list(without_field_codes(r'"/opt/a b/run" --rate=10%% -- %f'))
    (['mousepad'], ['/opt/a b/run', '--rate=10%', '--'])
    """
    try:
        words = shlex.split(line.replace("\\\\", "\\"))
    except ValueError:  # a quotation mark that is never closed
        return
    for word in words:
        plain = "%".join(_FIELD_CODE.sub("", part) for part in word.split("%%"))
        if plain or not word:
            yield plain
