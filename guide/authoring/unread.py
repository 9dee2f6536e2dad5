"""Answers to proposals that nobody has opened yet: a message of the desktop may be missed, these stay until then."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from guide.authoring.proposals import Answer
from guide.files import write_text

_FILE = "unread.json"
_MOST = 50
"""More have not been looked at for years; the latest are kept."""


def unread(outbox: Path) -> tuple[Answer, ...]:
    """Return the answers that were not looked at, the oldest first; none where the file cannot be read."""
    try:
        data: Any = json.loads((outbox / _FILE).read_text(encoding="utf-8"))
        return tuple(Answer(*(str(each[key]) for key in ("what", "title", "by", "words"))) for each in data)  # type: ignore[arg-type]
    except (OSError, ValueError, LookupError, TypeError):
        return ()


def keep(outbox: Path, answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Keep new answers until they are looked at; return all that are kept."""
    kept, new = unread(outbox), tuple(answers)
    if new:
        kept = (*kept, *new)[-_MOST:]
        with suppress(OSError):  # they are told all the same
            write_text(outbox / _FILE, json.dumps([asdict(each) for each in kept], ensure_ascii=False) + "\n")
    return kept


def looked_at(outbox: Path) -> None:
    """Forget them: somebody has read them."""
    with suppress(OSError):
        (outbox / _FILE).unlink(missing_ok=True)
