"""The catalogue's memory: one file in the user's cache folder, written beside and then renamed, never trusted.

Whatever is wrong with it – half written, of another version, somebody's joke – it is as if it were not there.
"""

from __future__ import annotations

import contextlib
import json
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from guide.files import write_text
from guide.tutorial.schema import schema_path

CACHE_FILE = "catalogue.json"
#: Raise it when records change, or what counts as a problem.
_LAYOUT = 2
#: 50,000 tutorials are half of this; anything larger is not ours.
_MAX_BYTES = 256 << 20

Stamp = tuple[int, ...]
"""For a tutorial, then each of its translations: which file, when it was changed (ns), how large it is."""
Records = dict[str, tuple[Stamp, list[Any]]]


@cache
def _key(language: str | None) -> str:
    """Another schema may find other problems, and another language reads other texts: their records are not ours.

    It keeps nobody out, so a checksum will do.
    """
    content = schema_path().read_bytes()
    return f"{_LAYOUT}-{len(content)}-{zlib.crc32(content):08x}-{language or ''}"


def read_cache(folder: Path, language: str | None = None) -> Records:
    """Return what was known by path; empty where that cannot be read."""
    try:
        with (folder / CACHE_FILE).open("rb") as file:
            content = file.read(_MAX_BYTES)
        data = json.loads(content)
        if data["key"] != _key(language):
            return {}
        return {path: (tuple(stamp), record) for path, (stamp, record) in data["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return {}


def write_cache(folder: Path, records: Records, language: str | None = None) -> None:
    """Keep what is known. Failing to is no failure: the next start only takes longer."""
    text = json.dumps(
        {"key": _key(language), "files": records}, separators=(",", ":")
    )  # ASCII: file names may be no Unicode
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / CACHE_FILE, text, mode=0o600)
