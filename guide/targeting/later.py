"""The signal that is not looked for yet: words on the screen."""

from __future__ import annotations

from guide.targeting.finding import Finding, Signal
from guide.targeting.looking import Look
from guide.tutorial.targets import Target


class TextRung:
    """Will look for words."""

    signal: Signal = "text"

    def applies(self, target: Target) -> bool:
        """Whether the target has words."""
        return target.text is not None

    async def look(self, look: Look) -> Finding:
        """Say that it cannot be looked for yet."""
        return Finding("absent", "text", why="looking for words on the screen is not available yet")
