"""A log in memory, for rehearsals and tests: the same vocabulary, strictly, and nothing on any disk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from guide.records.sink import Run, RunStart
from guide.records.vocabulary import Entry, RefusedError, accepted_entry, accepted_start, check_end


def _raise(error: RefusedError) -> None:
    raise error


@dataclass(slots=True)
class MemoryRun:
    """One run as it was written; RefusedError where the real log would have dropped something."""

    start: RunStart
    entries: list[Entry] = field(default_factory=list)
    outcome: str | None = None
    last_step: str | None = None

    def entry(
        self,
        kind: str,
        *,
        step: str | None = None,
        dur_ms: int | None = None,
        value: int | None = None,
        detail: str | None = None,
    ) -> None:
        """Keep one event."""
        self.entries.append(accepted_entry(Entry(kind, step, dur_ms, value, detail), self.start.ids, _raise))

    def program_version(self, version: str) -> None:
        """Keep the version."""
        self.start = accepted_start(replace(self.start, app_version=version), _raise)

    def end(self, outcome: str, *, last_step: str | None) -> None:
        """Keep the end; an error where there was one before."""
        assert self.outcome is None, f"ended twice: {self.outcome}, {outcome}"
        check_end(outcome, last_step, self.start.ids)
        self.outcome, self.last_step = outcome, last_step

    def kinds(self) -> list[str]:
        """Return what happened, in order."""
        return [entry.kind for entry in self.entries]


@dataclass(slots=True)
class MemorySink:
    """Opens runs and remembers them."""

    runs: list[MemoryRun] = field(default_factory=list)

    def begin(self, start: RunStart) -> Run:
        """Begin a run."""
        run = MemoryRun(accepted_start(start, _raise))
        self.runs.append(run)
        return run
