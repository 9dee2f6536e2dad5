"""The head of a tutorial: all that stands before its steps, read several times as fast as the whole.

Enough to list a tutorial and to find it by its title and questions, not to play it: whether its steps can be played,
nobody has looked. What cannot be told from its head, or has anything wrong in it, is read as a whole.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from guide.tutorial.entries import Entry, SourceKind, entry_of
from guide.tutorial.loader import loads
from guide.tutorial.localised import localised
from guide.tutorial.yaml_text import MAX_BYTES

_STEPS = re.compile(rb"^steps:[ \t]*(?:#.*)?\r?$", re.MULTILINE)
#: After the steps, further fields would stand at the beginning of a line.
_MORE = re.compile(rb"^[^\s#-]", re.MULTILINE)
_FIRST_STEP = re.compile(rb"^[ \t]*- ", re.MULTILINE)
_A_STEP = b"steps: [{id: head, say: head}]\n"


def head_entry(path: Path, kind: SourceKind, language: str | None) -> Entry | None:
    """Return what the head of a file says; None where the whole has to be read."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    steps = _STEPS.search(content)
    if steps is None or len(content) > MAX_BYTES or _MORE.search(content, steps.end()):
        return None
    loaded = loads(content[: steps.start()] + _A_STEP, str(path), path.parent)
    if loaded.tutorial is None:
        return None
    if language is not None:
        loaded = replace(loaded, tutorial=localised(loaded.tutorial, path, language))
    first = _FIRST_STEP.search(content, steps.end())
    return replace(
        entry_of(loaded, str(path), kind), steps=content.count(b"\n" + first[0], steps.end()) if first else 0
    )
