"""The log as xAPI statements (1.0.3), the language of learning record stores. One JSON object for each milestone.

Verbs are those of ADL's vocabulary and of cmi5. A run that a tutorial could not finish is `abandoned` (ended by the
system or by leaving), never `failed`: that word says of the person that they did not meet a standard.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from guide.records.reader import EventRecord, RunRecord

_ADL = "http://adlnet.gov/expapi/verbs/"
_W3ID = "https://w3id.org/xapi/adl/verbs/"
_TINCAN = "http://id.tincanapi.com/verb/"
#: `.invalid` is reserved (RFC 2606): the account is a pseudonym, and no web site stands behind it.
_ACCOUNTS = "https://guide.invalid/pseudonyms"
_EXTENSION = "https://guide.invalid/xapi/"
_LESSON = "http://adlnet.gov/expapi/activities/lesson"
_INTERACTION = "http://adlnet.gov/expapi/activities/interaction"

#: Kinds of events that are milestones. What stays out is of interest to the authors of tutorials alone.
VERBS: Final = {
    "started": f"{_ADL}initialized",
    "resumed": f"{_ADL}resumed",
    "paused": f"{_ADL}suspended",
    "step-done": f"{_ADL}completed",
    "step-skipped": f"{_TINCAN}skipped",
    "answered": f"{_ADL}answered",
    "completed": f"{_ADL}completed",
    "skipped": f"{_TINCAN}skipped",
    "dismissed": f"{_ADL}exited",
    "failed": f"{_W3ID}abandoned",
    "rated": f"{_TINCAN}rated",
}
_ABOUT_A_STEP: Final = frozenset({"step-done", "step-skipped", "answered"})
_ENDS: Final = frozenset({"completed", "skipped", "dismissed", "failed"})


def statements(run: RunRecord, events: list[EventRecord]) -> Iterator[dict[str, Any]]:
    """Yield the statements of one run, in order; none of a rehearsal, in which nobody learned anything.

    The same event always gets the same id.
    """
    for event in events:
        if run.mode == "guided" and event.kind in VERBS:
            yield _statement(run, event)


def _statement(run: RunRecord, event: EventRecord) -> dict[str, Any]:
    registration = uuid.UUID(bytes=run.run_id)
    verb = VERBS[event.kind]
    tutorial = {
        "objectType": "Activity",
        "id": f"urn:x-guide:tutorial:{run.tutorial_id}",
        "definition": {"type": _LESSON, "name": {"und": run.tutorial_id}},
    }
    about_step = event.kind in _ABOUT_A_STEP and event.step is not None
    statement: dict[str, Any] = {
        "id": str(uuid.uuid5(registration, str(event.n))),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": _ACCOUNTS, "name": run.person.hex()},
        },
        "verb": {"id": verb, "display": {"en": verb.rsplit("/", 1)[1]}},
        "object": _step(run, str(event.step)) if about_step else tutorial,
        "context": {
            "registration": str(registration),
            "revision": run.tutorial_version,
            "platform": "guide",
            "extensions": _about(run),
        },
        "timestamp": iso(event.at_ms),
        "version": "1.0.3",
    }
    if about_step:
        statement["context"]["contextActivities"] = {"parent": [tutorial]}
    if result := _result(event):
        statement["result"] = result
    return statement


def _step(run: RunRecord, step: str) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": f"urn:x-guide:tutorial:{run.tutorial_id}:step:{step}",
        "definition": {"type": _INTERACTION, "name": {"und": step}},
    }


def _about(run: RunRecord) -> dict[str, Any]:
    about = {"mode": run.mode, "machine": run.machine.hex(), "application": run.app_id, "version": run.app_version}
    return {f"{_EXTENSION}{key}": value for key, value in about.items() if value is not None}


def _result(event: EventRecord) -> dict[str, Any]:
    result: dict[str, Any] = {}
    if event.kind in _ENDS or event.kind == "step-done":
        result["completion"] = event.kind in {"completed", "step-done"}
    if event.kind == "rated" and event.value is not None:
        result["score"] = {"raw": event.value, "min": 1, "max": 5}
    if event.kind == "answered" and event.detail is not None:
        result["response"] = event.detail
    elif event.detail is not None:
        result["extensions"] = {f"{_EXTENSION}detail": event.detail}
    if event.dur_ms is not None:
        result["duration"] = f"PT{event.dur_ms / 1000:.2f}S"
    return result


def iso(at_ms: int) -> str:
    """Return a time as ISO 8601, UTC, with milliseconds.

    >>> iso(0)
    '1970-01-01T00:00:00.000Z'
    """
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
