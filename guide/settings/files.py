"""Reading and writing the files that settings lie in: JSON objects from key to value."""

from __future__ import annotations

import difflib
import json
import os
import re
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from guide.files import write_text
from guide.settings.model import BadValueError, Problem, Value
from guide.settings.table import BY_KEY

_MAX_BYTES: Final = 1 << 20
#: Keys that are for editors, not for guide.
_FOR_EDITORS: Final = frozenset({"$schema", "$comment"})


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a settings file says. `usable` False: it exists, but cannot be read as a whole."""

    raw: dict[str, Any]
    """Everything in it, known or not, as it was written."""
    values: dict[str, Value]
    """What can be used, by key."""
    bad_keys: frozenset[str]
    """Known keys whose values cannot be used."""
    problems: tuple[Problem, ...]
    usable: bool = True


EMPTY: Final = FileContent({}, {}, frozenset(), ())


def read(file: Path, *, only_from_root: bool = False) -> FileContent:
    """Read a settings file; one that does not exist is empty. `only_from_root`: see `_require_trusted`."""
    try:
        text = _text_of(file, only_from_root)
        raw = json.loads(text, object_pairs_hook=_without_doubles)
        if isinstance(raw, dict):
            return _judged(file, text, raw)
        problem = Problem(file, 1, "expected { … }: an object with a value for each key")
    except FileNotFoundError:
        return EMPTY
    except (OSError, ValueError, RecursionError) as error:
        problem = _problem_of(file, error)
    return FileContent({}, {}, frozenset(), (problem,), usable=False)


def write(file: Path, raw: dict[str, Any]) -> None:
    """Replace a settings file as a whole: written beside, then renamed. A symbolic link stays one."""
    target = file.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    write_text(target, json.dumps(raw, indent=2, ensure_ascii=False) + "\n", mode=0o600)


def _text_of(file: Path, only_from_root: bool) -> str:
    with file.open("rb") as source:
        if only_from_root:
            _require_trusted(file, os.fstat(source.fileno()))
        data = source.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise BadValueError("larger than 1 MiB, which no settings file is")
    return data.decode("utf-8-sig")


def _require_trusted(file: Path, opened: os.stat_result) -> None:
    """Refuse a policy that others than root could have written: the file itself, or the folder it lies in."""
    if sys.platform == "win32":
        raise BadValueError("refused: policies do not come from files on Windows")
    for what, found in (("it", opened), ("its folder", file.resolve().parent.stat())):
        if found.st_uid != 0:
            raise BadValueError(f"refused: {what} does not belong to root")
        if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise BadValueError(f"refused: {what} can be written by others than root (chmod go-w)")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadValueError(f"“{key}” is there twice")
        found[key] = value
    return found


def _problem_of(file: Path, error: Exception) -> Problem:
    match error:
        case json.JSONDecodeError():
            return Problem(file, error.lineno, f"not JSON: {error.msg} (column {error.colno})")
        case OSError():
            return Problem(file, 0, f"cannot be read: {error.strerror or error}")
        case BadValueError():
            return Problem(file, 0, str(error))
        case _:  # deeper, or with longer numbers, than Python reads; not UTF-8
            return Problem(file, 0, f"not JSON: {error}")


def _judged(file: Path, text: str, raw: dict[str, Any]) -> FileContent:
    values: dict[str, Value] = {}
    bad: set[str] = set()
    problems: list[Problem] = []
    for key, value in raw.items():
        if key in _FOR_EDITORS:
            continue
        setting = BY_KEY.get(key)
        if setting is None:
            problems.append(Problem(file, _line_of(key, text), f"“{key}” is not a setting{_did_you_mean(key)}"))
            continue
        try:
            values[key] = setting.kind.read(value)
        except BadValueError as error:
            bad.add(key)
            problems.append(Problem(file, _line_of(key, text), f"{key}: {_shown(value)} is not possible; {error}"))
    return FileContent(raw, values, frozenset(bad), tuple(problems))


def _line_of(key: str, text: str) -> int:
    found = re.search(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:", text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _did_you_mean(key: str) -> str:
    close = difflib.get_close_matches(key, BY_KEY, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"
