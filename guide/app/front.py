"""Which program the person works in: the last active window that is not ours, pushed by the desktop."""

from __future__ import annotations

from collections.abc import Callable

from guide.desktop.ports import Desktop
from guide.desktop.windows import WindowEvent, WindowInfo

_CONCERNS = frozenset({"activated", "renamed", "closed"})


class FrontProgram:
    """Remembers the window that was in front before the person turned to us or to the panel."""

    def __init__(self, desktop: Desktop) -> None:
        self.window: WindowInfo | None = None
        self.changed: Callable[[], None] | None = None
        """Called when it may be another one."""
        self._desktop = desktop
        self._stop = desktop.windows.subscribe(self._window_event)
        self._look()

    def shutdown(self) -> None:
        """Remember nothing more."""
        self._stop()

    def _window_event(self, event: WindowEvent) -> None:
        if event.kind in _CONCERNS:
            self._look()

    def _look(self) -> None:
        snapshot = self._desktop.windows.snapshot()
        active = snapshot.active_window
        if active is not None and not active.ours and active.kind in {"normal", "dialog"}:
            self.window = active
        elif self.window is not None:
            self.window = snapshot.get(self.window.id)
        if self.changed is not None:
            self.changed()
