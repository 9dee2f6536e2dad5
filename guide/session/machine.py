"""The machine. CONTRACT STUB: public surface only; to be replaced by the real one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guide.session.effects import Command
from guide.session.events import Event
from guide.session.view import View
from guide.tutorial.document import Tutorial

ClockMs = Callable[[], int]
"""Monotonic milliseconds."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run was left: enough to go on after a restart. Plain values, so that it can be stored."""

    tutorial_id: str
    tutorial_version: str
    step_id: str
    visited: tuple[str, ...] = ()
    """Ids of the steps done so far, in order."""
    skipped: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()


class Session:
    """Plays one tutorial."""

    def __init__(
        self,
        tutorial: Tutorial,
        clock: ClockMs,
        *,
        language: str = "en",
        from_step: str | None = None,
        progress: Progress | None = None,
        learned_stuck_ms: Callable[[str], int | None] | None = None,
    ) -> None:
        """`learned_stuck_ms(step_id)`: when people usually get on, from records; None: unknown."""
        raise NotImplementedError

    def send(self, event: Event) -> tuple[Command, ...]:
        """Take one event in and return what to do, in order. Events after the end are ignored."""
        raise NotImplementedError

    @property
    def view(self) -> View:
        """What to show now."""
        raise NotImplementedError

    @property
    def progress(self) -> Progress:
        """What to store, after each step."""
        raise NotImplementedError
