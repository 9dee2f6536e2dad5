"""A target that is a window itself."""

from __future__ import annotations

from guide.targeting.finding import Finding, Signal
from guide.targeting.looking import Look
from guide.tutorial.targets import Target


class WindowRung:
    """Points at the window that the target names."""

    signal: Signal = "window"

    def applies(self, target: Target) -> bool:
        """Whether the window itself is meant."""
        return target.is_window

    async def look(self, look: Look) -> Finding:
        """Return the visible part of the window; the active one of several."""
        window = look.main
        return Finding("found", "window", window.rect, 1.0, why=f"the window “{window.title}”", window=window)
