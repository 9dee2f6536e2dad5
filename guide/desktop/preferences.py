"""How the person wants programs to look, as the desktop tells every program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from guide.desktop.windows import Stop


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is wished for; None: the desktop does not say."""

    dark: bool | None = None
    high_contrast: bool | None = None
    reduced_motion: bool | None = None


class PreferencesPort(Protocol):
    """Knows what is wished for, and hears of changes."""

    def now(self) -> Preferences:
        """Return what is wished for now."""
        ...

    def subscribe(self, callback: Callable[[], None]) -> Stop:
        """Call back, on the owner's thread, when something of it has changed, until stopped."""
        ...
