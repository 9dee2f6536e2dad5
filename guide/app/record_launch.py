"""What opens the program that was recorded: its command, as it was called."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

from guide.desktop.processes import plain_name

_COMMANDS = {"soffice": "libreoffice"}
"""Programs that are called by another name than their process has."""
_LONGEST = 1000
"""What a tutorial's `launch` may have, in characters."""
_NOT_FOR_OTHERS = ("-env:", "--splash-pipe", "--accept", "--remote-debugging", "--pidfile", "--gapplication-service")
"""Options that a starter adds for this one start."""
_MATTERS = ("--no-sandbox", "--user-data-dir", "--password-store", "--app=", "--profile", "-P", "--new-window")
"""Options without which another program comes, or none: the last to go where a command is too long."""


def launch_of(pid: int | None, process: str | None) -> str | None:
    """Return a command that opens this program as it was opened, as far as that can be told."""
    if process is None:
        return None
    command = _COMMANDS.get(plain_name(process), process)
    words = _arguments(pid)
    if shutil.which(command) is None:  # a program of the house, or a script: called by its path
        command = _called(pid)
        if shutil.which(command) is None:
            return None
    shorter = [word for word in words if not word.startswith("--disable-")]
    shortest = [word for word in shorter if not word.startswith("-") or word.startswith(_MATTERS)]
    for kept in (words, shorter, shortest, []):
        line = shlex.join([command, *kept])
        if len(line) <= _LONGEST and line.isprintable():
            return line
    return None


def _called(pid: int | None) -> str:
    """Return by which path, or through which interpreter, a program was called; empty where that is not known."""
    try:
        proc = Path(f"/proc/{pid}")
        first = (proc / "cmdline").read_bytes().partition(b"\0")[0].decode(errors="replace")
        return str(Path(os.readlink(proc / "cwd")) / first) if "/" in first else first  # noqa: PTH115 -- as below
    except OSError:
        return ""


def _arguments(pid: int | None) -> list[str]:
    if pid is None:
        return []
    proc = Path(f"/proc/{pid}")
    try:
        words = _words((proc / "cmdline").read_bytes())
        folder = Path(os.readlink(proc / "cwd"))  # noqa: PTH115 -- of a link that is no file
        added = _added_by_its_starter(proc)
    except OSError:
        return []
    kept = [word for word in words if word and not word.startswith(_NOT_FOR_OTHERS) and word not in added]
    return [_from_anywhere(word, folder) for word in dict.fromkeys(kept)]


def _words(cmdline: bytes) -> list[str]:
    """Return the arguments. Browsers write theirs anew, as one text."""
    words = [word.decode(errors="replace") for word in cmdline.rstrip(b"\0").split(b"\0")]
    if len(words) == 1 and " -" in words[0]:
        try:
            words = shlex.split(words[0])
        except ValueError:
            words = words[0].split()
    return words[1:]


def _added_by_its_starter(proc: Path) -> frozenset[str]:
    """Return the options that a browser's starter adds by itself; it will do so again."""
    for entry in (proc / "environ").read_bytes().split(b"\0"):
        if entry.startswith(b"CHROMIUM_FLAGS="):
            return frozenset(entry.decode(errors="replace").partition("=")[2].split())
    return frozenset()


def _from_anywhere(word: str, folder: Path) -> str:
    """Return an argument that names a file in the program's folder as one that names it from everywhere."""
    if word.startswith("-") or "://" in word or Path(word).is_absolute():
        return word
    try:
        there = (folder / word).exists()
    except OSError:
        return word
    return str(folder / word) if there else word
