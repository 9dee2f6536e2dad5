"""The only words that a log can hold. What is not in here cannot be written, whoever tries.

A log without typed text is not a matter of care but of construction: a kind is one of `KINDS`, a detail one of
`WORDS`, and the rest are ids of the tutorial: one word each and, where the run names its tutorial's ids, no others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from guide.records.sink import RunStart

#: What can happen in a run: the session's log entries, and two of the outside (a target was found; a rating given).
KINDS: Final = frozenset({
    "started", "resumed", "step-shown", "step-done", "step-passed", "step-skipped", "hint", "strayed", "lost",
    "retried", "reported", "answered", "paused", "back", "completed", "skipped", "dismissed", "failed",
    "found", "rated",
})  # fmt: skip

#: How a run can end.
OUTCOMES: Final = frozenset({"completed", "skipped", "dismissed", "failed"})

_SIGNALS = {"element", "image", "text", "region", "window"}
_REASONS = {"not-found", "scrolled", "ambiguous", "no-answer", "not-done", "application-missing", "absent"}
_WAYS_OF_LEAVING = {"not-now", "remind", "never"}
_CAUSES = {
    "clicked", "double-clicked", "right-clicked", "dragged", "confirmed", "confirmed-by-person", "pressed", "value",
    "shown", "gone", "focused", "checked", "selected", "waited", "answered", "already", "next", "when", "optional",
    "restore", "stuck", "person", "program", "hidden", "away", "paused", "correct", "wrong", "default", "learned",
}  # fmt: skip
#: Every word that an event's detail can be, besides the id of a choice or a step where that makes sense.
WORDS: Final = frozenset(_SIGNALS | _REASONS | _WAYS_OF_LEAVING | _CAUSES)

#: Kinds whose detail names a choice or a step of the tutorial.
KINDS_WITH_ID: Final = frozenset({"answered", "strayed", "back", "step-passed"})

#: Percentages, step numbers, ratings fit; a telephone or card number does not.
MAX_VALUE: Final = 10_000
#: A month: longer is a clock that jumped.
MAX_DUR_MS: Final = 31 * 24 * 3600 * 1000

# As the schema of tutorials has them.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+~:_-]{0,39}")
_PROGRAM = re.compile(r"[0-9A-Za-z.+_-]{1,80}")
_NOT_IN_PROGRAMS = re.compile(r"[^0-9A-Za-z.+_-]+")
_UNKNOWN_VERSION = "0"


class RefusedError(ValueError):
    """Something that has no place in a log. The message names the field, never the content."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it may be written. None: there was none, or it was refused."""

    kind: str
    step: str | None = None
    dur_ms: int | None = None
    value: int | None = None
    detail: str | None = None


def is_id(text: object) -> bool:
    """Whether `text` could be the id of a tutorial, a step or a choice.

    >>> is_id("open-file"), is_id("Dear Sir")
    (True, False)
    """
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def is_version(text: object) -> bool:
    """Whether `text` could be the version of a program.

    >>> is_version("24.2.7~rc1"), is_version("the new one")
    (True, False)
    """
    return isinstance(text, str) and _VERSION.fullmatch(text) is not None


def accepted_start(start: RunStart, refuse: Callable[[RefusedError], None]) -> RunStart:
    """Return what is told of a run as it may be written: ids, versions and a program's name.

    RefusedError where the run cannot be told at all; what can be left out goes to `refuse` and is left out.
    """
    _require(is_id(start.tutorial_id), "tutorial_id")
    _require(start.mode in {"guided", "rehearsal"}, "mode")
    _require(_whole(start.n_steps, MAX_VALUE), "n_steps")
    version, app_id, app_version = start.tutorial_version, start.app_id, start.app_version
    if _VERSION.fullmatch(version) is None:
        refuse(_refused("tutorial_version"))
        version = _UNKNOWN_VERSION
    if app_version is not None and not is_version(app_version):
        refuse(_refused("app_version"))
        app_version = None
    app_id = None if app_id is None else program_name(app_id)
    return replace(start, tutorial_version=version, app_id=app_id, app_version=app_version)


def program_name(executable: str) -> str | None:
    """Return an executable's name as the log has it: no folder, no blanks; None where nothing is left of it.

    >>> program_name("/opt/Google Chrome")
    'Google-Chrome'
    """
    name = _NOT_IN_PROGRAMS.sub("-", re.split(r"[/\\]", executable)[-1]).strip("-")[:80]
    return name if _PROGRAM.fullmatch(name) else None


def accepted_entry(entry: Entry, ids: frozenset[str] | None, refuse: Callable[[RefusedError], None]) -> Entry:
    """Return the entry as it may be written; RefusedError where kind or step are outside the vocabulary.

    What else is outside goes to `refuse` and is left out; the event itself counts all the same. `ids`: those of the
    tutorial's steps and choices; None: not known.
    """
    _require(entry.kind in KINDS, "kind")
    _require(entry.step is None or _known_id(entry.step, ids), "step")
    if entry.dur_ms is not None and not _whole(entry.dur_ms, MAX_DUR_MS):
        refuse(_refused("dur_ms"))
        entry = replace(entry, dur_ms=None)
    if entry.value is not None and not _whole(entry.value, MAX_VALUE):
        refuse(_refused("value"))
        entry = replace(entry, value=None)
    if entry.detail is not None and not _is_detail(entry.detail, entry.kind, ids):
        refuse(_refused("detail"))
        entry = replace(entry, detail=None)
    return entry


def _is_detail(detail: str, kind: str, ids: frozenset[str] | None) -> bool:
    return detail in WORDS or (kind in KINDS_WITH_ID and _known_id(detail, ids))


def check_end(outcome: str, last_step: str | None, ids: frozenset[str] | None) -> None:
    """Raise RefusedError where a run's end is told in other words than ours."""
    _require(outcome in OUTCOMES, "outcome")
    _require(last_step is None or _known_id(last_step, ids), "last_step")


def check_progress(tutorial_id: str, progress: Mapping[str, object]) -> None:
    """Raise RefusedError where the place at which a run was left is told by anything but ids and a version."""
    _require(is_id(tutorial_id), "tutorial_id")
    for field, value in progress.items():
        if field == "tutorial_version":
            _require(isinstance(value, str) and _VERSION.fullmatch(value) is not None, "tutorial_version")
        else:
            _require(is_id(field) and _only_ids(value), "progress")


def _only_ids(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return all(_only_ids(item) for item in value)
    return value is None or is_id(value) or _whole(value, MAX_VALUE)


def _known_id(text: object, ids: frozenset[str] | None) -> bool:
    return is_id(text) and (ids is None or text in ids)


def _whole(number: object, most: int) -> bool:
    return type(number) is int and 0 <= number <= most


def _require(holds: bool, field: str) -> None:
    if not holds:
        raise _refused(field)


def _refused(field: str) -> RefusedError:
    return RefusedError(f"{field}: not in the vocabulary of the log")
