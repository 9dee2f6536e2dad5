"""Keeps asking where one target is, one question at a time, and knows whether the answer is news.

Between two answers the last one moves along with its window, so that a light never lags behind a dragged window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from guide.desktop.elements import ElementEvent
from guide.desktop.windows import Stop, WindowsSnapshot
from guide.session.effects import Track
from guide.session.events import Sighting
from guide.targeting.finding import Finding

Ask = Callable[[Track, WindowsSnapshot, Callable[[Finding], None]], Stop]
"""Looks for a target, with what else is wanted of it, away from this thread and calls back on it; the stop abandons
the search."""

_ENABLED_STATES = frozenset({"enabled", "sensitive"})
_NEVER_GREYED = frozenset({"cell", "document", "generic", "gridcell", "group", "heading", "img", "paragraph", "table"})
"""What a document is made of: no program greys it out, and LibreOffice says of none of it that it can be used."""
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
        silent=finding.silent,
        greyed=finding.state == "found" and not available(finding),
        scrolled=(finding.scrolled.way or "somewhere") if finding.scrolled else None,
    )


def available(finding: Finding) -> bool:
    """Whether what was found can be used, as far as is known: nothing is known of a picture or a word."""
    element = finding.element
    return element is None or element.role in _NEVER_GREYED or bool(element.states & _ENABLED_STATES)


class Tracker:
    """Tracks one target for as long as the session wants it."""

    def __init__(
        self,
        effect: Track,
        ask: Ask,
        now: Callable[[], WindowsSnapshot],
        answered: Callable[[Tracker, Finding], None],
    ) -> None:
        """`now()` tells the windows; `answered(tracker, finding)` is called on the owner's thread after each answer."""
        self.effect = effect
        self.finding: Finding | None = None
        self.news: Sighting | None = None
        """The latest answer, while the session has not heard it."""
        self._ask = ask
        self._now = now
        self._tell = answered
        self._told: Sighting | None = None
        self._abandon: Stop = lambda: None
        self._asked_of: WindowsSnapshot | None = None
        """The windows as they were when the latest question was asked."""
        self._focused: bool | None = None
        """Whether it has the keyboard, as heard since the latest question was asked; None: nothing was heard."""
        self._out = False
        self._again = False
        self._stopped = False

    def look(self) -> None:
        """Ask now, or as soon as the question that is out has been answered."""
        self._again = self._out
        if self._out or self._stopped:
            return
        self._out, self._asked_of, self._focused = True, self._now(), None
        abandon = self._ask(self.effect, self._asked_of, self._answered)
        if self._out:  # an answer may come before `ask` returns
            self._abandon = abandon

    def follow(self, snapshot: WindowsSnapshot) -> None:
        """Move the last answer along with its window."""
        finding = self.finding
        shift = None if finding is None else _shift(finding, snapshot)
        if finding is None or finding.window is None or finding.rect is None or shift is None:
            return
        window = replace(finding.window, rect=finding.window.rect.translated(*shift))
        self.finding = replace(finding, rect=finding.rect.translated(*shift), window=window)

    def hear(self, event: ElementEvent) -> bool:
        """Take in at once that the keyboard came to what was found, or went: the next key may be a moment away.

        Return whether it came to what was found.
        """
        element = self.finding.element if self.finding else None
        is_focus = event.kind == "focus" or (event.kind == "state" and event.state == "focused")
        if self.finding is None or element is None:
            return False
        if event.kind == "state" and event.state == "selected" and event.ref == element.ref:  # the bar of a menu
            states = element.states | {"selected"} if event.on else element.states - {"selected"}
            self.finding = replace(self.finding, element=replace(element, states=states))
            return bool(event.on)
        if not is_focus:
            return False
        ours, came = event.ref == element.ref, event.on is not False
        if ours or came:  # that it left something else says nothing of where it is
            self._focused = ours and came
            self.finding = _with_focus(self.finding, self._focused)
        return ours and came

    def take_news(self) -> Sighting:
        """Return the news; from now on the session has heard it."""
        news = self.news
        if news is None:
            raise RuntimeError("no news to take")
        self._told, self.news = _said(news), None
        return news

    def stop(self) -> None:
        """Abandon what is out and ask no more."""
        self._stopped, self._again = True, False
        self._abandon()

    def _answered(self, finding: Finding) -> None:
        if self._stopped:
            return
        self._out, self._abandon = False, lambda: None
        if self._overtaken(finding):
            if self._again:
                self.look()
            return
        if self._focused is not None:  # the answer may be from before that
            finding = _with_focus(finding, self._focused)
        heard = sighting_of(finding)
        self.news = heard if self._told != _said(heard) else None
        self.finding = self._still_true(finding)
        self._tell(self, finding)
        if self._again:
            self.look()

    def _overtaken(self, finding: Finding) -> bool:
        """Whether nothing was found, but perhaps only because the window went elsewhere while the question was out.

        What was found before moves along until the next answer, which the move has brought on its way.
        """
        before = self.finding
        if finding.state == "found" or before is None or before.state != "found" or before.window is None:
            return False
        then = self._asked_of.get(before.window.id) if self._asked_of is not None else None
        now = self._now().get(before.window.id)
        return then is not None and now is not None and then.rect != now.rect

    def _still_true(self, finding: Finding) -> Finding:
        """Return the answer without its place where the window moved while the question was out.

        Nobody knows whether the place was read before the move or after. Where it was known before, and moved along
        since, it stays; else there is none until the next answer, which the move has brought on its way.
        """
        if _shift(finding, self._now()) is None:
            return finding
        before = self.finding
        if before is None or before.rect is None or before.window is None or finding.window is None:
            return replace(finding, rect=None)
        if before.window.id != finding.window.id:
            return replace(finding, rect=None)
        return replace(finding, rect=before.rect, window=before.window)


def _with_focus(finding: Finding, focused: bool) -> Finding:
    """Return a finding with the keyboard there, or not."""
    element = finding.element
    if element is None:
        return finding
    states = element.states | {"focused"} if focused else element.states - {"focused"}
    return replace(finding, element=replace(element, states=states))


def _said(sighting: Sighting) -> Sighting:
    """Return what of a sighting is news when it changes: not how long the search took."""
    return replace(sighting, find_ms=0, why="")


def _shift(finding: Finding, snapshot: WindowsSnapshot) -> tuple[int, int] | None:
    """Return by how much the window of a finding has moved since; None: not at all, or it is gone."""
    if finding.window is None or finding.rect is None:
        return None
    now = snapshot.get(finding.window.id)
    if now is None:
        return None
    dx, dy = now.rect.x - finding.window.rect.x, now.rect.y - finding.window.rect.y
    return (dx, dy) if dx or dy else None
