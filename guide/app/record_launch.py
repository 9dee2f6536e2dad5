"""What opens the program that was recorded: its command, as it was called."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

from guide.desktop.processes import plain_name

_COMMANDS = {"soffice": "libreoffice"}
"""Programs that are called by another name than their process has."""
_LONGEST = 400
_NOT_FOR_OTHERS = ("-env:", "--splash-pipe", "--accept", "--remote-debugging", "--pidfile", "--gapplication-service")
"""Options that a starter adds for this one start."""


def launch_of(pid: int | None, process: str | None) -> str | None:
    """Return a command that opens this program as it was opened, as far as that can be told."""
    if process is None:
        return None
    command = _COMMANDS.get(plain_name(process), process)
    if shutil.which(command) is None:
        return None
    words = [command, *_arguments(pid)]
    line = shlex.join(words)
    return line if len(line) <= _LONGEST and line.isprintable() else command


def _arguments(pid: int | None) -> list[str]:
    if pid is None:
        return []
    proc = Path(f"/proc/{pid}")
    try:
        raw = (proc / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")[1:]
        folder = Path(os.readlink(proc / "cwd"))  # noqa: PTH115 -- of a link that is no file
    except OSError:
        return []
    words = [word.decode(errors="replace") for word in raw if word]
    return [_from_anywhere(word, folder) for word in words if not word.startswith(_NOT_FOR_OTHERS)]


def _from_anywhere(word: str, folder: Path) -> str:
    """Return an argument that names a file in the program's folder as one that names it from everywhere."""
    if word.startswith("-") or "://" in word or Path(word).is_absolute():
        return word
    try:
        there = (folder / word).exists()
    except OSError:
        return word
    return str(folder / word) if there else word
