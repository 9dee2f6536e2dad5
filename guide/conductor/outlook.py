"""A run as somebody on another thread sees it: the latest scene, and a way to wait for one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from guide.conductor.scene import Scene
from guide.targeting.finding import Finding


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One moment of a run."""

    scene: Scene
    findings: tuple[Finding, ...] = ()
    """For the step's targets."""


class Outlook:
    """Carries glimpses from the owner's thread to a coroutine on the worker's loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, first: Glimpse) -> None:
        self.latest = first
        self._loop = loop
        self._changed = asyncio.Event()

    def publish(self, glimpse: Glimpse) -> None:
        """Show a new moment; called on the owner's thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take, glimpse)

    async def until(self, holds: Callable[[Glimpse], bool], *, within_ms: int) -> Glimpse | None:
        """Wait for a moment for which `holds`; None when it did not come in time."""
        try:
            async with asyncio.timeout(within_ms / 1000):
                while not holds(self.latest):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return None
        return self.latest

    def _take(self, glimpse: Glimpse) -> None:
        self.latest = glimpse
        self._changed.set()
