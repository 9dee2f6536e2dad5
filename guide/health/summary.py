"""What the log says of the health of each tutorial: how each step was when it was last seen, and since when."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from guide.records.checks import CheckRecord, State

_ORDER: tuple[State, ...] = ("found", "weaker", "gone", "ambiguous", "not-shown")
_COUNTED = {
    "found": "found",
    "weaker": "by a weaker signal",
    "gone": "gone",
    "ambiguous": "not told from others",
    "not-shown": "never in sight yet",
}


@dataclass(frozen=True, slots=True)
class StepHealth:
    """How a step was when it was last seen."""

    now: CheckRecord
    before: CheckRecord | None = None
    """What looks of the same kind saw before that was different."""

    def as_json(self) -> dict[str, Any]:
        """Return what `guide health --format json` says of a step."""
        now, before = self.now, self.before
        data: dict[str, Any] = {
            "id": now.step,
            "state": now.state,
            "signal": now.signal,
            "confidence": now.confidence,
            "how": now.how,
            "application_version": now.app_version,
            "since_ms": now.first_ms,
            "last_ms": now.last_ms,
        }
        was = None
        if before is not None:
            was = {"state": before.state, "signal": before.signal, "application_version": before.app_version}
        return data | {"before": was}


@dataclass(frozen=True, slots=True)
class TutorialHealth:
    """How the latest version of a tutorial that was looked at is."""

    tutorial_id: str
    version: str
    app_id: str | None
    app_version: str | None
    looked_ms: int
    steps: tuple[StepHealth, ...]
    """In the order in which they were first looked at."""

    @property
    def counts(self) -> dict[State, int]:
        """Return how many steps are in each state."""
        counted = Counter(step.now.state for step in self.steps)
        return {state: counted[state] for state in _ORDER}

    @property
    def broken(self) -> bool:
        """Whether somebody would not be shown where to click."""
        return bool(self.counts["gone"] or self.counts["ambiguous"])

    def as_json(self) -> dict[str, Any]:
        """Return what `guide health --format json` says of a tutorial."""
        return {
            "tutorial": self.tutorial_id,
            "version": self.version,
            "application": self.app_id,
            "application_version": self.app_version,
            "looked_ms": self.looked_ms,
            "counts": self.counts,
            "steps": [step.as_json() for step in self.steps],
        }

    def lines(self) -> Iterator[str]:
        """Yield it in words: a head, the counts, and a line for each step with which something is wrong."""
        program = " ".join(filter(None, (self.app_id, self.app_version)))
        with_program = f" with {program}" if program else ""
        yield f"{self.tutorial_id} {self.version}{with_program}, last looked at {_moment(self.looked_ms)}"
        counted = ", ".join(f"{n} {_COUNTED[state]}" for state, n in self.counts.items() if n)
        yield f"  {len(self.steps)} step{'' if len(self.steps) == 1 else 's'}: {counted}"
        wide = max(len(step.now.step) for step in self.steps)
        for step in self.steps:
            if step.now.state not in {"found", "not-shown"}:
                yield f"  {step.now.step:<{wide}}  {_in_words(step)}"


def summaries(records: Iterable[CheckRecord]) -> list[TutorialHealth]:
    """Return the health of each tutorial that was looked at, by id. `records`: in the order of first sight."""
    by_tutorial: dict[str, list[CheckRecord]] = {}
    for record in records:
        by_tutorial.setdefault(record.tutorial_id, []).append(record)
    return [_summary(tutorial_id, by_tutorial[tutorial_id]) for tutorial_id in sorted(by_tutorial)]


def _summary(tutorial_id: str, records: Sequence[CheckRecord]) -> TutorialHealth:
    latest = max(records, key=lambda record: (record.last_ms, record.check_pk))
    current = [record for record in records if record.tutorial_version == latest.tutorial_version]
    steps = tuple(_step([r for r in current if r.step == step]) for step in dict.fromkeys(r.step for r in current))
    return TutorialHealth(
        tutorial_id, latest.tutorial_version, latest.app_id, latest.app_version, latest.last_ms, steps
    )


def _step(records: Sequence[CheckRecord]) -> StepHealth:
    """Return how it was when it was last seen; that it was not in sight says something only where it never was."""
    seen = [record for record in records if record.state != "not-shown"]
    now = max(seen or records, key=lambda record: (record.last_ms, record.check_pk))
    before = [record for record in seen if record.how == now.how and record.check_pk < now.check_pk]
    return StepHealth(now, before[-1] if before else None)


def _in_words(step: StepHealth) -> str:
    now, before = step.now, step.before
    sure = "" if now.confidence is None else f" ({now.confidence} % sure)"
    where = "in a rehearsal" if now.how == "rehearsal" else "in the program as it was open"
    what = {
        "weaker": f"found by its {now.signal} alone{sure}",
        "gone": "gone" if now.how == "rehearsal" else "not seen since the program was updated",
        "ambiguous": "several controls fit, and guide does not guess",
    }[now.state]
    said = f"{what}, {where}, since {_day(now.first_ms)}"
    if before is not None and before.state == "found":
        said += f"; until then by its {before.signal}"
        if before.app_version is not None and before.app_version != now.app_version:
            said += f", in {before.app_version}"
    return said


def _moment(at_ms: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at_ms / 1000))


def _day(at_ms: int) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(at_ms / 1000))
