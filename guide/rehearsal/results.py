"""The results of a rehearsal, as they are collected and as `report.json` says them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from guide.records.sink import Run
from guide.targeting.finding import Finding
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.geometry import DeviceRect


@dataclass(slots=True)
class StepResult:
    """What happened at one step."""

    id: str
    title: str = ""
    say: str = ""
    """CommonMark, in the tutorial's language."""
    outcome: str = "failed"
    """completed, skipped, dismissed, failed"""
    signal: str | None = None
    rect: DeviceRect | None = None
    confidence: float | None = None
    find_ms: float | None = None
    picture: str | None = None
    """File name, relative to the report."""
    program_picture: str | None = None
    """The program's windows alone, without light and card, for handouts."""
    program_rect: DeviceRect | None = None
    """Which part of the screen `program_picture` shows."""
    reason: str | None = None
    """With `failed`: not-found, ambiguous, not-done, application-missing."""
    why: str | None = None
    """For a person: how the target was found, or what stood in the way."""
    dur_ms: int | None = None

    def see(self, finding: Finding) -> None:
        """Note how the target was found."""
        self.signal = finding.signal
        self.rect = finding.rect
        self.confidence = round(finding.confidence, 3)
        self.find_ms = round(finding.find_ms, 1)
        self.why = finding.why

    def as_json(self) -> dict[str, Any]:
        """Return the fields of `report.json`; `reason` only with a failure."""
        data: dict[str, Any] = {
            "id": self.id,
            "outcome": self.outcome,
            "signal": self.signal,
            "rect": self.rect.as_list() if self.rect else None,
            "confidence": self.confidence,
            "find_ms": self.find_ms,
            "picture": self.picture,
            "program_picture": self.program_picture,
            "program_rect": self.program_rect.as_list() if self.program_rect else None,
            "title": self.title,
            "say": self.say,
            "why": self.why,
            "dur_ms": self.dur_ms,
        }
        return data | ({"reason": self.reason} if self.reason else {})


@dataclass(slots=True)
class TutorialResult:
    """What happened in one rehearsal of one tutorial."""

    id: str
    title: str
    version: str = ""
    language: str = "en"
    application: str | None = None
    outcome: str = "failed"
    reason: str | None = None
    why: str | None = None
    """For a person, with a failure."""
    steps: list[StepResult] = field(default_factory=list)
    """As far as it came, in the order of the first visit."""
    total_steps: int = 0
    not_reached: list[str] = field(default_factory=list)
    """Ids of the steps that it ended before."""
    dur_ms: int = 0
    application_version: str | None = None
    """As it is installed here, where that is known."""

    @classmethod
    def of(cls, tutorial: Tutorial) -> Self:
        """Return the result of a rehearsal that has not begun."""
        process = tutorial.application.process
        return cls(
            tutorial.id, tutorial.title, tutorial.version, tutorial.language, process, total_steps=len(tutorial.steps)
        )

    def ended(self, outcome: str, dur_ms: int, steps: Iterable[Step]) -> Self:
        """Note how it ended, and which of the tutorial's steps it did not come to; return it."""
        self.outcome, self.dur_ms = outcome, dur_ms
        visited = {step.id for step in self.steps}
        self.not_reached = [] if outcome == "completed" else [step.id for step in steps if step.id not in visited]
        return self

    def step(self, step_id: str) -> StepResult:
        """Return the result of a step, made at its first mention."""
        for step in self.steps:
            if step.id == step_id:
                return step
        self.steps.append(StepResult(step_id))
        return self.steps[-1]

    def number(self, step_id: str) -> int:
        """Return which step of the visit it was, from 1."""
        return self.steps.index(self.step(step_id)) + 1

    def fail(self, step_id: str, reason: str, why: str) -> None:
        """Note at which step it ends and why."""
        step = self.step(step_id)
        step.outcome, step.reason, step.why = "failed", reason, why
        self.reason, self.why = reason, why

    def as_json(self) -> dict[str, Any]:
        """Return one entry of `report.json`."""
        data = {
            "id": self.id,
            "title": self.title,
            "version": self.version,
            "language": self.language,
            "application": self.application,
            "application_version": self.application_version,
            "outcome": self.outcome,
            "dur_ms": self.dur_ms,
            "total_steps": self.total_steps,
            "steps": [step.as_json() for step in self.steps],
            "not_reached": self.not_reached,
        }
        return data | ({"reason": self.reason, "why": self.why} if self.reason else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `as_json` wrote, in another process; TypeError or LookupError where it is something else."""
        result = cls(**{key: value for key, value in data.items() if key != "steps"})
        for step in data["steps"]:
            rects = {name: DeviceRect(*step[name]) if step[name] else None for name in ("rect", "program_rect")}
            result.steps.append(StepResult(**{**step, **rects}))
        return result


#: What the log says of a step, and what the report calls it.
_OUTCOMES = {
    "step-done": "completed",
    "step-passed": "skipped",
    "step-skipped": "skipped",
    "dismissed": "dismissed",
    "failed": "failed",
}


class ResultRun:
    """A run that is written to the log and noted in a result at the same time."""

    def __init__(self, run: Run, result: TutorialResult, progress: Callable[[StepResult], None]) -> None:
        """`progress` is called as each step ends."""
        self._run = run
        self._result = result
        self._progress = progress

    def entry(
        self,
        kind: str,
        *,
        step: str | None = None,
        dur_ms: int | None = None,
        value: int | None = None,
        detail: str | None = None,
    ) -> None:
        """Write one event, and note what it says about its step."""
        self._run.entry(kind, step=step, dur_ms=dur_ms, value=value, detail=detail)
        if kind == "failed" and self._result.reason is None:
            self._result.reason = detail
        if kind == "failed" and step is None:  # it never began: what is noted so far says where it would have
            step = next((noted.id for noted in self._result.steps), None)
        if step is not None and kind in _OUTCOMES:
            self._note(self._result.step(step), kind, dur_ms)

    def program_version(self, version: str) -> None:
        """Write the version."""
        self._result.application_version = version
        self._run.program_version(version)

    def end(self, outcome: str, *, last_step: str | None) -> None:
        """Write the end."""
        self._result.outcome = outcome
        self._run.end(outcome, last_step=last_step)

    def _note(self, step: StepResult, kind: str, dur_ms: int | None) -> None:
        step.outcome = _OUTCOMES[kind]
        if kind == "failed":
            step.reason = self._result.reason
        elif kind.startswith("step-"):
            step.dur_ms = dur_ms
        self._progress(step)
