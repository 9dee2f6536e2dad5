"""What is being written survives a crash: a copy beside the file, at most two seconds old.

The copy is written beside and renamed into place, so that there is never half of one. It knows who writes it: one that
belongs to an editor that is still there is nobody's loss.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from guide.files import write_text

#: After an edit the copy is written this much later; what is typed meanwhile goes with it.
WRITE_AFTER_MS = 1000


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was being written when an editor ended by accident."""

    text: str
    saved_at: float
    """Seconds since 1970."""


class Journal:
    """The copy of one file that is being edited."""

    def __init__(self, file: Path, elsewhere: Path) -> None:
        """`elsewhere`: a private folder for files beside which nothing can be written."""
        self.file = file
        name = hashlib.sha256(os.fsencode(file.absolute())).hexdigest()[:16]
        self._paths = (file.with_name(f".{file.name}.draft"), elsewhere / f"{name}.draft")

    def write(self, text: str) -> None:
        """Write the copy; OSError where it can be written nowhere. Waits for the disk: not for the GUI thread."""
        whole = json.dumps({"pid": os.getpid(), "text": text}, ensure_ascii=False)
        try:
            write_text(self._paths[0], whole, mode=0o600)
        except OSError:
            self._paths[1].parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_text(self._paths[1], whole, mode=0o600)

    def remove(self) -> None:
        """Forget the copy: the file itself has it."""
        for path in self._paths:
            path.unlink(missing_ok=True)

    def left(self, saved: str) -> Recovered | None:
        """Return what an editor has left that ended by accident, where that is not what the file says."""
        for path in self._paths:
            try:
                written = path.stat().st_mtime
                found = json.loads(path.read_text(encoding="utf-8"))
                pid, text = int(found["pid"]), str(found["text"])
            except (OSError, ValueError, KeyError, TypeError):
                continue
            if text != saved and not (pid != os.getpid() and _lives(pid)):
                return Recovered(text, written)
        return None


def _lives(pid: int) -> bool:
    """Whether an editor of that number still runs."""
    if sys.platform == "linux":
        try:
            return b"guide" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
