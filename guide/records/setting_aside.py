"""Making room for a log that can be used, without ever throwing away one that cannot.

Each step may be the last before the process dies; what is done so far is then found, and the rest done, by the next.
"""

from __future__ import annotations

import os
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Literal

from guide.records.log_files import RESCUED_FILE, SUFFIXES, connect_writing
from guide.records.salvage import salvage
from guide.records.schema import migrate


def set_aside(file: Path, kind: Literal["newer", "damaged"]) -> Path:
    """Give a log and its companions another name, untouched, and return it."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    names = (file.with_name(f"records.{kind}-{stamp}{'' if n == 1 else f'-{n}'}.sqlite3") for n in range(1, 10_000))
    kept = next(name for name in names if not name.exists())
    there = [suffix for suffix in SUFFIXES if _companion(file, suffix).exists()]
    for suffix in there:  # all have their second name before any loses its first
        with suppress(OSError):
            os.link(_companion(file, suffix), _companion(kept, suffix))
    for suffix in there:
        old, new = _companion(file, suffix), _companion(kept, suffix)
        if new.exists():
            old.unlink()
        else:  # a file system without links
            old.rename(new)
    return kept


def rescue(damaged: Path) -> str:
    """Carry over what can be read of a damaged log to a new one beside it; say how much that was.

    The new one gets its name only when it is complete; `finish_rescue` then puts it in the place of the damaged one.
    """
    part = damaged.with_name(f"{RESCUED_FILE}.part")
    for suffix in SUFFIXES:
        _companion(part, suffix).unlink(missing_ok=True)
    with closing(connect_writing(part)) as connection:
        migrate(connection)
        salvaged = salvage(damaged, connection)
    part.replace(damaged.with_name(RESCUED_FILE))
    return f"What could still be read was carried over: {salvaged.runs} runs with {salvaged.events} events."


def finish_rescue(file: Path) -> Path | None:
    """Put a complete rescued log, where there is one, in the place of the damaged one; return that one's new name."""
    rescued = file.with_name(RESCUED_FILE)
    if not rescued.exists():
        return None
    kept = set_aside(file, "damaged")
    rescued.replace(file)
    return kept


def _companion(file: Path, suffix: str) -> Path:
    return Path(f"{file}{suffix}")
