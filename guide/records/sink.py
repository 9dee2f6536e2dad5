"""What a run writes to. A Protocol, so that a rehearsal or a test can write elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, Self

if TYPE_CHECKING:
    from guide.tutorial.document import Tutorial

Mode = Literal["guided", "rehearsal"]


@dataclass(frozen=True, slots=True)
class RunStart:
    """What is known as a run begins."""

    tutorial_id: str
    tutorial_version: str
    n_steps: int
    mode: Mode
    app_id: str | None = None
    """Executable name."""
    app_version: str | None = None
    ids: frozenset[str] | None = None
    """The ids of all its steps and choices: nothing else is then taken for one. None: anything shaped like an id is."""

    @classmethod
    def of(cls, tutorial: Tutorial, mode: Mode, *, app_version: str | None = None) -> Self:
        """Return what is known as a run of this tutorial begins."""
        choices = {choice.id for step in tutorial.steps if step.ask for choice in step.ask.choices}
        return cls(
            tutorial.id,
            tutorial.version,
            len(tutorial.steps),
            mode,
            tutorial.application.process,
            app_version,
            frozenset({step.id for step in tutorial.steps} | choices),
        )


class Run(Protocol):
    """One run being written. No call waits for the disk."""

    def entry(
        self,
        kind: str,
        *,
        step: str | None = None,
        dur_ms: int | None = None,
        value: int | None = None,
        detail: str | None = None,
    ) -> None:
        """Write one event; `kind` is one of the session's log entries, or `found`, `rated`."""
        ...

    def program_version(self, version: str) -> None:
        """Write which version of the program it is over: that is known a while after the run has begun."""
        ...

    def end(self, outcome: str, *, last_step: str | None) -> None:
        """Write the end; safe on the disk soon after, even if the power goes."""
        ...


class Sink(Protocol):
    """Opens runs."""

    def begin(self, start: RunStart) -> Run:
        """Begin a run."""
        ...
