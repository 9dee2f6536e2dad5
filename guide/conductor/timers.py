"""Time for the conductor: calls back later, on its own thread. Qt, asyncio and tests each bring one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from guide.desktop.windows import Stop


class Timers(Protocol):
    """Makes one-shot timers."""

    def after(self, delay_ms: int, call: Callable[[], None]) -> Stop:
        """Call once, `delay_ms` from now, unless stopped before."""
        ...
