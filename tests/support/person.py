"""A synthetic person: the real pointer and the real keyboard of a screen, moved by xdotool."""

from __future__ import annotations

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint
from tests.support.windows import run

_BUTTONS = {"left": "1", "middle": "2", "right": "3"}
_TYPING_PAUSE_MS = "12"
"""Faster than that, toolkits drop keys while they rebuild their keyboard map."""


class Person:
    """Somebody who sits in front of the screen.  Points are device pixels of the screen."""

    def __init__(self, screen: VirtualScreen) -> None:
        self._screen = screen

    def moves(self, point: DevicePoint) -> None:
        """Move the pointer there."""
        self._do("mousemove", "--sync", str(point.x), str(point.y))

    def clicks(self, point: DevicePoint, button: str = "left", times: int = 1) -> None:
        """Move there and click."""
        here = ("mousemove", str(point.x), str(point.y))
        self._do(*here, "click", "--repeat", str(times), "--delay", "60", _BUTTONS[button])

    def double_clicks(self, point: DevicePoint) -> None:
        """Move there and click twice."""
        self.clicks(point, times=2)

    def drags(self, start: DevicePoint, end: DevicePoint) -> None:
        """Press at one point, move in small steps, let go at another."""
        halfway = DevicePoint((start.x + end.x) // 2, (start.y + end.y) // 2)
        self._do("mousemove", str(start.x), str(start.y), "mousedown", "1")
        for point in (halfway, end):
            self._do("mousemove", str(point.x), str(point.y))
        self._do("mouseup", "1")

    def scrolls(self, point: DevicePoint, notches: int) -> None:
        """Turn the wheel over a point, down; up for a negative number."""
        here = ("mousemove", str(point.x), str(point.y))
        self._do(*here, "click", "--repeat", str(abs(notches)), "5" if notches > 0 else "4")

    def types(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        self._do("type", "--delay", _TYPING_PAUSE_MS, "--", text)

    def presses(self, *combinations: str) -> None:
        """Press combinations of keys, as in ``ctrl+s``, ``Escape``, ``Return`` (names of X)."""
        self._do("key", "--", *combinations)

    def pointer(self) -> DevicePoint:
        """Return where the pointer is."""
        answer = dict(line.split("=") for line in self._do("getmouselocation", "--shell").splitlines())
        return DevicePoint(int(answer["X"]), int(answer["Y"]))

    def _do(self, *words: str) -> str:
        return run(self._screen, "xdotool", *words)
