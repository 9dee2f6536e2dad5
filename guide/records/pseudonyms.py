"""Who and where, without a name: keyed hashes that only the holder of this log's key could link to a person.

The key is random, made once, and lies beside the log (mode 0600). Whoever deletes it cuts the link for good.
"""

from __future__ import annotations

import getpass
import hashlib
import hmac
import os
import platform
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from guide.files import write_bytes
from guide.records.log_files import KEY_FILE

_KEY_BYTES = 32
_PSEUDONYM_BYTES = 16


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Person and machine, 16 bytes each."""

    person: bytes
    machine: bytes


def pseudonyms(folder: Path) -> Pseudonyms:
    """Return the pseudonyms of this account on this machine, making the key where there is none.

    Called only while it is this process's turn (see `turns`), so that two processes do not make two keys.
    """
    key = _key(folder / KEY_FILE)
    return Pseudonyms(_hashed(key, "person", _person()), _hashed(key, "machine", _machine()))


def _key(file: Path) -> bytes:
    with suppress(FileNotFoundError):
        if len(key := file.read_bytes()) == _KEY_BYTES:
            return key
    key = secrets.token_bytes(_KEY_BYTES)
    write_bytes(file, key, mode=0o600)
    return key


def _hashed(key: bytes, what: str, whom: str) -> bytes:
    return hmac.digest(key, f"{what}\0{whom}".encode(), hashlib.sha256)[:_PSEUDONYM_BYTES]


def _person() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()


def _machine() -> str:
    with suppress(OSError):
        return Path("/etc/machine-id").read_text("ascii").strip()
    return platform.node()
