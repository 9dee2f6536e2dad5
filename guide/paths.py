"""Where guide keeps things on this machine. The only module that knows.

With the environment variable GUIDE_HOME everything of the person lies in that folder instead: tests, and guide on a
stick. It never moves the policy of the machine: that path is fixed, so that nobody can point guide at another one.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from platformdirs import PlatformDirs

HOME_VARIABLE: Final = "GUIDE_HOME"

#: Set by the machine's administrator; not site_config_dir, which a user can redirect through XDG_CONFIG_DIRS.
POLICY_FILE: Final = Path("/etc/guide/policies.json")

#: The address of a local socket has 107 bytes on Linux and 103 on macOS.
_LONGEST_SOCKET_PATH: Final = 100


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one person. Nothing is made before it is needed.

    >>> Paths.of_this_user({"GUIDE_HOME": "/media/stick/guide"}).settings_file.as_posix()
    '/media/stick/guide/config/settings.json'
    """

    data: Path
    """What must be kept: the log, own tutorials. Local, never on a roaming profile."""
    config: Path
    cache: Path
    """What can be made again."""
    runtime: Path
    """What matters only while guide runs: its socket and its lock."""
    machine_tutorials: tuple[Path, ...] = ()

    @classmethod
    def of_this_user(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Return the folders for this account."""
        home = environment.get(HOME_VARIABLE)
        dirs = PlatformDirs("guide", appauthor=False, roaming=False, multipath=True)
        machine = tuple(Path(folder) / "tutorials" for folder in dirs.site_data_dir.split(os.pathsep))
        if home:
            root = Path(home).expanduser().absolute()
            return cls(root / "data", root / "config", root / "cache", root / "run", machine)
        # Without XDG_RUNTIME_DIR platformdirs answers with a folder below /tmp, which someone else can make first.
        at_home = sys.platform == "linux" and not environment.get("XDG_RUNTIME_DIR")
        runtime = dirs.user_cache_path / "run" if at_home else dirs.user_runtime_path
        return cls(dirs.user_data_path, dirs.user_config_path, dirs.user_cache_path, runtime, machine)

    @property
    def records(self) -> Path:
        """The folder of the log; nothing else lies in it."""
        return self.data / "records"

    @property
    def settings_file(self) -> Path:
        """What the person has chosen."""
        return self.config / "settings.json"

    @property
    def user_tutorials(self) -> Path:
        """The person's own tutorials."""
        return self.data / "tutorials"

    @property
    def lock_file(self) -> Path:
        """Held by the one guide that runs."""
        return self.runtime / "guide.lock"

    @property
    def socket(self) -> Path:
        """Where a second start reaches the first; short enough for the system wherever `runtime` lies.

        Its folder is to be made with `make_private`.
        """
        path = self.runtime / "guide.socket"
        if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
            return path
        import hashlib  # noqa: PLC0415 -- loads OpenSSL, 4 MB, and is hardly ever needed
        import tempfile  # noqa: PLC0415

        short = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"guide-{short}" / "socket"


def shipped_tutorials() -> Path:
    """Return the folder of the tutorials that come with guide, installed or in a work tree."""
    package = Path(__file__).parent
    installed = package / "shipped_tutorials"
    return installed if installed.is_dir() else package.parent / "tutorials"


def make_private(folder: Path) -> Path:
    """Make a folder that only this account can read, and return it.

    PermissionError where it exists and belongs to someone else: in a shared place it could be a trap.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform != "win32":
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise PermissionError(f"{folder} belongs to someone else")
        if found.st_mode & 0o077:
            folder.chmod(0o700)
    return folder
