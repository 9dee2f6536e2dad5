"""The ladder. CONTRACT STUB: public surface only; to be replaced by the real one."""

from __future__ import annotations

from guide.desktop.ports import Desktop
from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.targeting.finding import Finding
from guide.tutorial.document import Application
from guide.tutorial.targets import Target


class Finder:
    """Finds targets of one tutorial's application."""

    def __init__(self, desktop: Desktop, application: Application, *, language: str = "en") -> None:
        """`language`: of this desktop session, for names by language."""
        raise NotImplementedError

    def application_windows(self, snapshot: WindowsSnapshot) -> tuple[WindowInfo, ...]:
        """Return the application's windows, the most likely main one first (active, then topmost); popups excluded."""
        raise NotImplementedError

    async def find(self, target: Target, snapshot: WindowsSnapshot, *, with_value: bool = False) -> Finding:
        """Look for a target now. Runs on the desktop's worker loop; may be cancelled at any await."""
        raise NotImplementedError
