"""Whether the targets of tutorials were still there: what a look at them may write, and how the log keeps it.

A log of looks would say the same every day. So one row stands for all looks in a row that saw the same: when that was
first seen, when last, and how often. The latest row of a step says how it is, and since when.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

from guide.records.vocabulary import RefusedError, is_id, is_version, program_name

State = Literal["found", "weaker", "gone", "ambiguous", "not-shown"]
"""found: by the best that it is described by. weaker: by less. gone: not where it should be. ambiguous: several fit.
not-shown: its window or menu is not open, or the program does not answer: nothing can be said."""
How = Literal["look", "rehearsal"]
"""look: at the program as it was open anyway. rehearsal: as its step was performed."""

STATES: Final = frozenset({"found", "weaker", "gone", "ambiguous", "not-shown"})
HOWS: Final = frozenset({"look", "rehearsal"})
SIGNALS: Final = frozenset({"element", "image", "text", "region", "window"})

COLUMNS: Final = (
    "check_pk, machine, tutorial_id, tutorial_ver, step, app_id, app_ver, how, state, signal, confidence, "
    "first_ms, last_ms, times"
)
#: The schema has had them since this version.
SINCE_VERSION: Final = 4

_SAME_KIND = "tutorial_id = ? AND step = ? AND how = ? AND (state = 'not-shown') = ?"
_LATEST: Final = f"""SELECT check_pk, machine, tutorial_ver, app_id, app_ver, state, signal FROM checks
  WHERE {_SAME_KIND} ORDER BY last_ms DESC, check_pk DESC LIMIT 1"""  # noqa: S608
_AGAIN: Final = """UPDATE checks SET last_ms = max(last_ms, ?), confidence = ?, times = times + 1 WHERE check_pk = ?"""
_INSERT: Final = """INSERT INTO checks
  (machine, tutorial_id, tutorial_ver, step, app_id, app_ver, how, state, signal, confidence, first_ms, last_ms, times)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"""


@dataclass(frozen=True, slots=True)
class Check:
    """What one look at the targets of one step saw."""

    tutorial_id: str
    tutorial_version: str
    step: str
    app_id: str | None
    """Executable name."""
    app_version: str | None
    how: How
    state: State
    signal: str | None = None
    """By which it was found; with `ambiguous`, by which several fit."""
    confidence: int | None = None
    """Percent."""


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """Looks in a row that saw the same. Times are UTC, ms."""

    check_pk: int
    machine: bytes
    tutorial_id: str
    tutorial_version: str
    step: str
    app_id: str | None
    app_version: str | None
    how: How
    state: State
    signal: str | None
    confidence: int | None
    """Percent, of the last of them."""
    first_ms: int
    last_ms: int
    times: int


def accepted_check(check: Check, refuse: Callable[[RefusedError], None]) -> Check:
    """Return what was seen as it may be written; RefusedError where it cannot be told in the words of the log.

    What can be left out goes to `refuse` and is left out.
    """
    fields = {
        "tutorial_id": is_id(check.tutorial_id),
        "tutorial_version": is_version(check.tutorial_version),
        "step": is_id(check.step),
        "how": check.how in HOWS,
        "state": check.state in STATES,
        "signal": check.signal is None or check.signal in SIGNALS,
    }
    for name, good in fields.items():
        if not good:
            raise _refused(name)
    if check.confidence is not None and not (type(check.confidence) is int and 0 <= check.confidence <= 100):
        refuse(_refused("confidence"))
        check = replace(check, confidence=None)
    if check.app_version is not None and not is_version(check.app_version):
        refuse(_refused("app_version"))
        check = replace(check, app_version=None)
    return replace(check, app_id=None if check.app_id is None else program_name(check.app_id))


def write_check(connection: sqlite3.Connection, check: Check, machine: bytes, at_ms: int) -> None:
    """Write what was seen: as one more of those in a row that saw the same, or as the first of others."""
    kind = (check.tutorial_id, check.step, check.how, check.state == "not-shown")
    latest = connection.execute(_LATEST, kind).fetchone()
    seen = (machine, check.tutorial_version, check.app_id, check.app_version, check.state, check.signal)
    if latest is not None and tuple(latest[1:]) == seen:
        connection.execute(_AGAIN, (at_ms, check.confidence, latest[0]))
        return
    about = (machine, check.tutorial_id, check.tutorial_version, check.step, check.app_id, check.app_version)
    connection.execute(_INSERT, (*about, check.how, check.state, check.signal, check.confidence, at_ms, at_ms))


def _refused(field: str) -> RefusedError:
    return RefusedError(f"{field}: not in the vocabulary of the log")
