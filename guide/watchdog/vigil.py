"""When does silence mean that guide hangs? Decided here, without any screen.

While guide has something on the screen it says so at regular times. Silence for longer than that is a hang: the
screen is freed, once. When it lasts on, guide is ended, so that the person can start it anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from guide.watchdog.wire import REST

#: A watchdog that slept much longer than it meant to (the whole machine stood still) has missed beats itself.
OVERSLEPT_S: Final = 0.5

Listen = Callable[[float | None], bytes | None]
"""Waits for so many seconds (None: for ever) for bytes of guide; None: nothing came, empty: guide has ended."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What a watchdog does, and after how many seconds of silence."""

    free_after_s: float
    free: Callable[[], None]
    end_after_s: float
    end: Callable[[], None]


class Vigil:
    """Listens to guide until it ends. Sleeps without any deadline while guide shows nothing."""

    def __init__(self, measures: Measures, listen: Listen, clock: Callable[[], float]) -> None:
        """`clock` returns seconds that only ever rise."""
        self._measures = measures
        self._listen = listen
        self._clock = clock
        self._heard_at = clock()
        self._state: Literal["resting", "watching", "freed", "given up"] = "resting"

    def keep(self) -> None:
        """Return when guide has ended."""
        while (said := self._listen(self._timeout_s())) != b"":
            if said is not None:
                self._heard_at = self._clock()
                self._state = "resting" if said.endswith(REST) else "watching"
            elif self._overslept():
                self._heard_at = self._clock()
            else:
                self._act()

    def _due_at(self) -> float | None:
        match self._state:
            case "watching":
                return self._heard_at + self._measures.free_after_s
            case "freed":
                return self._heard_at + self._measures.end_after_s
            case _:
                return None

    def _timeout_s(self) -> float | None:
        due_at = self._due_at()
        return None if due_at is None else max(0.0, due_at - self._clock())

    def _overslept(self) -> bool:
        due_at = self._due_at()
        return due_at is not None and self._clock() - due_at > OVERSLEPT_S

    def _act(self) -> None:
        if self._state == "watching":
            self._state = "freed"
            self._measures.free()
        elif self._state == "freed":
            self._state = "given up"
            self._measures.end()
