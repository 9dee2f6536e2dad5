"""The cross-hair port: somebody points at something in any program, and the program does not act on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from guide.desktop.windows import Stop
from guide.tutorial.geometry import DevicePoint


@dataclass(frozen=True, slots=True)
class Aimed:
    """The pointer is here now; told once at the beginning, and after each movement."""

    point: DevicePoint


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something was clicked, or Enter was pressed over it; with another `start` a frame was drawn from there."""

    point: DevicePoint
    start: DevicePoint


@dataclass(frozen=True, slots=True)
class AimGivenUp:
    """Escape, or the right button."""


AimEvent = Aimed | Chosen | AimGivenUp


class PointerTakenError(Exception):
    """Another program holds the pointer or the keyboard: a menu of it is open. The message says so."""


class Crosshair(Protocol):
    """Aims by the real pointer; the arrow keys move it. Both begin with where it is."""

    def take(self, callback: Callable[[AimEvent], None]) -> Stop:
        """Take pointer and keyboard until stopped, so that no program sees what is clicked or pressed.

        PointerTakenError where another program has them. They are free again when this process ends, however it ends.
        """
        ...

    def follow(self, callback: Callable[[AimEvent], None]) -> Stop:
        """Follow the pointer until stopped, and take nothing: while a menu is open, this is all that one may do."""
        ...
