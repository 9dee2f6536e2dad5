"""Which program a process is, as Linux tells it."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

#: Programs that run other programs: what the person knows is the script.
_INTERPRETERS = (
    "python",
    "pypy",
    "perl",
    "ruby",
    "node",
    "nodejs",
    "java",
    "mono",
    "gjs",
    "bash",
    "dash",
    "sh",
    "wish",
)
#: What is said to them as two words, of which the second is no script.
_WITH_A_VALUE = ("-cp", "-classpath", "--class-path", "--module-path", "--add-modules")
#: Says that the file was replaced by an update while the program runs.
_DELETED = " (deleted)"


def process_name(pid: int) -> str | None:
    """Return the executable's name without folder (of a script: the script's name); None when the process is gone.

    An AppImage is told by the program inside it. Of other users' processes we see the short name alone.
    """
    with suppress(OSError):
        return _name(pid, _started_at(pid))
    return None


@lru_cache(maxsize=512)
def _name(pid: int, _started: str) -> str:
    proc = Path(f"/proc/{pid}")
    try:
        name = (proc / "exe").readlink().name.removesuffix(_DELETED)
    except PermissionError:
        return (proc / "comm").read_text().rstrip("\n")
    return _script(proc) or name if name.rstrip("0123456789.") in _INTERPRETERS else name


def _started_at(pid: int) -> str:
    """Return what tells a process from an older one of the same number."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]


def _script(proc: Path) -> str | None:
    words = (proc / "cmdline").read_bytes().split(b"\0")[1:-1]
    for index, raw in enumerate(words):
        word = raw.decode(errors="replace")
        if word == "-m" and index + 1 < len(words):
            return words[index + 1].decode(errors="replace").partition(".")[0]
        if word in ("-c", "-e"):
            return None
        if not word.startswith("-") and not (index and words[index - 1].decode(errors="replace") in _WITH_A_VALUE):
            script = Path(word)
            return script.stem if script.suffix in (".py", ".pl", ".rb", ".js", ".sh") else script.name
    return None
