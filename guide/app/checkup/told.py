"""Remembers which limits of the desktop the person has been told of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from guide.app.checkup.report import Line
from guide.files import write_text


class Told:
    """A file with names of limits. What it forgets is said once more, and does no harm."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def is_news(self, limits: Iterable[Line]) -> bool:
        """Whether one of them was not there the last time; remembers them. Not for the GUI thread."""
        names = sorted({line.name for line in limits})
        before: object = []
        with suppress(OSError, ValueError):
            before = json.loads(self._file.read_text(encoding="utf-8"))
        if names != before:
            with suppress(OSError):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                write_text(self._file, json.dumps(names))
        return bool(set(names) - set(before if isinstance(before, list) else []))
