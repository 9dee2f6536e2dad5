"""Whether anybody is there: how long keyboard and pointer have rested, told as it happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from guide.desktop.windows import Stop


class Idleness(Protocol):
    """Hears when nobody has touched keyboard or pointer for a while, and when somebody is back. Never what is typed."""

    def subscribe(self, after_ms: int, callback: Callable[[bool], None]) -> Stop:
        """Call back, on the owner's thread: True after such a rest, False with the first key or movement after it.

        Costs nothing while nothing happens. Never called where the desktop does not tell.
        """
        ...
