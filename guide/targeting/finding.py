"""What a search for a target answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from guide.desktop.elements import ElementInfo, Scrolled
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DeviceRect

State = Literal["found", "absent", "ambiguous"]
Signal = Literal["element", "image", "text", "region", "window"]


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer, with how it was come by."""

    state: State
    signal: Signal | None = None
    """By which it was found; with `ambiguous`, by which there were several."""
    rect: DeviceRect | None = None
    """What a person sees as the control, in device pixels. None unless found and on the screen."""
    confidence: float = 0.0
    """0…1. An element found by id or by role and name alone in its window is 1.0, a bare region 0.3."""
    find_ms: float = 0.0
    why: str = ""
    """For a person: how it was found, or what stood in the way."""
    element: ElementInfo | None = None
    window: WindowInfo | None = None
    """The window it is in."""
    silent: bool = False
    """Absent only as far as is known: the program did not answer."""
    offscreen: bool = False
    """It exists but is scrolled away or in a closed menu."""
    scrolled: Scrolled | None = None
    """With `offscreen`: where to scroll until it is seen."""

    def as_json(self) -> dict[str, Any]:
        """Return the fields that `guide locate --format json` prints."""
        return {
            "state": self.state,
            "signal": self.signal,
            "rect": self.rect.as_list() if self.rect else None,
            "confidence": round(self.confidence, 3),
            "find_ms": round(self.find_ms, 1),
            "why": self.why,
        }
