"""Keeps asking where one target is, one question at a time, and knows whether the answer is news."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from guide.desktop.windows import Stop, WindowsSnapshot
from guide.session.effects import Track
from guide.session.events import Sighting
from guide.targeting.finding import Finding
from guide.tutorial.targets import Target

Ask = Callable[[Target, WindowsSnapshot, bool, Callable[[Finding], None]], Stop]
"""Looks for a target (with its value?) away from this thread and calls back on it; the stop abandons the search."""

_PRESSED_STATES = frozenset({"checked", "pressed"})


def sighting_of(finding: Finding) -> Sighting:
    """Return a finding as the session hears it: without any rectangle."""
    element = finding.element
    states = element.states if element else None
    return Sighting(
        state=finding.state,
        signal=finding.signal,
        confidence=finding.confidence,
        find_ms=round(finding.find_ms),
        why=finding.why,
        focused=None if states is None else "focused" in states,
        checked=None if states is None else bool(states & _PRESSED_STATES),
        selected=None if states is None else "selected" in states,
        value=element.value if element else None,
    )


class Tracker:
    """Tracks one target for as long as the session wants it."""

    def __init__(self, effect: Track, ask: Ask, answered: Callable[[Tracker, Finding], None]) -> None:
        """`answered(tracker, finding)` is called after each answer, on the owner's thread."""
        self.effect = effect
        self.finding: Finding | None = None
        self.news: Sighting | None = None
        """The latest answer, while the session has not heard it."""
        self._ask = ask
        self._tell = answered
        self._told: Sighting | None = None
        self._abandon: Stop | None = None
        self._next: WindowsSnapshot | None = None
        self._question = 0

    def look(self, snapshot: WindowsSnapshot) -> None:
        """Ask now, or as soon as the question that is out has been answered."""
        if self._abandon is not None:
            self._next = snapshot
            return
        self._question += 1
        question = self._question
        self._abandon = lambda: None  # an answer may come before `ask` returns
        abandon = self._ask(self.effect.target, snapshot, self.effect.with_value, self._answered)
        if question == self._question and self._abandon is not None:
            self._abandon = abandon

    def follow(self, window: int, dx: int, dy: int) -> bool:
        """Move the last answer along with its window; say whether it did."""
        finding = self.finding
        if finding is None or finding.rect is None or finding.window is None or finding.window.id != window:
            return False
        moved = replace(finding.window, rect=finding.window.rect.translated(dx, dy))
        self.finding = replace(finding, rect=finding.rect.translated(dx, dy), window=moved)
        return True

    def take_news(self) -> Sighting:
        """Return the news; from now on the session has heard it."""
        news = self.news
        if news is None:
            raise RuntimeError("no news to take")
        self._told, self.news = replace(news, find_ms=0, why=""), None
        return news

    def stop(self) -> None:
        """Abandon what is out and ask no more."""
        self._next = None
        if self._abandon is not None:
            self._abandon()

    def _answered(self, finding: Finding) -> None:
        self._abandon = None
        self.finding = finding
        heard = sighting_of(finding)
        self.news = heard if self._told != replace(heard, find_ms=0, why="") else None
        self._tell(self, finding)
        snapshot, self._next = self._next, None
        if snapshot is not None:
            self.look(snapshot)
