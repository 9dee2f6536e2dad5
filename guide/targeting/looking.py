"""What every rung of the ladder gets, and what it must be able to do.

A rung looks for a target by one signal. New rungs (image, text) plug in by being named in `ladder.RUNGS`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from guide.desktop.ports import Desktop
from guide.desktop.windows import WindowInfo
from guide.targeting.finding import Finding, Signal
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.targets import Target

ScaleOf = Callable[[WindowInfo], float]
"""Device pixels for one logical pixel on the screen where a window is."""


def one_to_one(window: WindowInfo) -> float:
    """Return the scale of screens that are not scaled."""
    del window
    return 1.0


@dataclass(frozen=True, slots=True)
class Look:
    """One search: what for, where, and how long."""

    target: Target
    windows: tuple[WindowInfo, ...]
    """Where to look, topmost first; not empty."""
    desktop: Desktop
    language: str
    scale: ScaleOf
    with_value: bool
    deadline_ms: int
    with_keys: bool = False
    folder: Path | None = None
    """Where the tutorial's pictures lie."""
    written_in: str = ""
    """The tutorial's language; empty: that of the session."""
    ours: tuple[DeviceRect, ...] = ()
    """Where our own card and windows are: nothing is looked for there."""
    began: float = field(default_factory=time.monotonic)

    @property
    def abroad(self) -> bool:
        """Whether the tutorial is written in another language than the session speaks."""
        return bool(self.written_in) and _base(self.written_in) != _base(self.language)

    @property
    def left_ms(self) -> int:
        """Time left, never negative."""
        return max(0, round(self.deadline_ms - (time.monotonic() - self.began) * 1000))

    @property
    def main(self) -> WindowInfo:
        """The window from whose edges regions are measured: the highest that is no dialog or menu, if there is one."""
        managed = [window for window in self.windows if window.managed]
        return next((window for window in managed if not window.is_dialog), next(iter(managed), self.windows[0]))


def _base(language: str) -> str:
    """Return a language without its country.

    >>> _base("pt-BR")
    'pt'
    """
    return language.replace("_", "-").partition("-")[0].lower()


class Rung(Protocol):
    """Looks by one signal."""

    signal: Signal

    def applies(self, target: Target) -> bool:
        """Whether the target has this signal."""
        ...

    async def look(self, look: Look) -> Finding:
        """Look now. Never raises for what another program does; says so in `why`."""
        ...
