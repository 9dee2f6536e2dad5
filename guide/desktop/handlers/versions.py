"""Which version of a program is installed: asked of the package manager, else of the program itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from guide.desktop.processes import plain_name

#: A package manager answers in 20–300 ms; a program that has not said its version by then opens a window instead.
_DEADLINE_S = 3.0
_LONGEST_ANSWER = 4096

_VERSION = re.compile(r"(?<![\w.])v?(\d+(?:\.\d+)+(?:[-~]?(?:alpha|beta|rc)\.?\d*)?)")

#: Without them a program that does not know `--version` cannot open a window, or talk to the one that is open.
_SCREEN_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")


def version_of(process: str) -> str | None:
    """Return the installed version of the program of that executable name; None: unknown. May take seconds.

    It is asked once for each state of the file: an update is noticed.
    """
    names = dict.fromkeys((process, plain_name(process)))
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        return None
    try:
        return _version(found, Path(found).stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=256)
def _version(path: str, _changed_ns: int) -> str | None:
    real = str(Path(path).resolve())
    paths = tuple(dict.fromkeys((path, real, real.removeprefix("/usr"))))  # packages may name /bin for /usr/bin
    return _from_dpkg(paths) or _from_rpm(paths) or version_in(_run(path, "--version"))


def _from_dpkg(paths: tuple[str, ...]) -> str | None:
    for path in paths:
        owners = [line for line in _run("dpkg-query", "-S", path).splitlines() if line.endswith(f": {path}")]
        packages = owners[0].rpartition(": ")[0].split(", ") if owners else []
        if packages and not packages[0].startswith("diversion by"):
            return upstream(_run("dpkg-query", "-W", "-f=${Version}\n", packages[0]).partition("\n")[0])
    return None


def _from_rpm(paths: tuple[str, ...]) -> str | None:
    answers = (_run("rpm", "-qf", "--qf", "%{VERSION}\n", path).partition("\n")[0] for path in paths)
    return next((answer for answer in answers if answer[:1].isdigit()), None)


def upstream(packaged: str) -> str | None:
    """Return the program's own version from a Debian package's.

    >>> upstream("4:7.4.7-1+deb12u8"), upstream("0.5.10-2"), upstream("1:2.3+dfsg-1")
    ('7.4.7', '0.5.10', '2.3')
    """
    version = packaged.partition(":")[2] if ":" in packaged else packaged
    version = version.rpartition("-")[0] or version
    return re.split(r"[+~](?=dfsg|ds|repack|really|git|deb|ubuntu)", version)[0] or None


def version_in(said: str) -> str | None:
    """Return the first thing in a program's answer that looks like a version.

    >>> version_in("XTerm(379)"), version_in("mousepad 0.5.10 (Xfce 4.18)"), version_in("Python v3.11.2")
    (None, '0.5.10', '3.11.2')
    """
    found = _VERSION.search(said)
    return found.group(1) if found else None


def _run(*command: str) -> str:
    """Return what a command printed within the deadline; empty when it is missing, fails or takes too long."""
    if shutil.which(command[0]) is None:
        return ""
    quiet = {name: value for name, value in os.environ.items() if name not in _SCREEN_VARIABLES} | {"LC_ALL": "C.UTF-8"}
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(  # noqa: S603  (a package manager, or the program asked about)
            command,
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_DEADLINE_S,
            check=False,
            start_new_session=True,
        )
        return done.stdout[:_LONGEST_ANSWER].decode(errors="replace")
    return ""
