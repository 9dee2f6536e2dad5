"""The lookout: keeps asking what the session wants to know of the screen, after each event and never in between.

Owns the snapshot of the windows and one tracker for each target. It tells events (`Saw`, `ApplicationSeen`,
`ActiveWindowChanged`) and says when the picture has changed without news for the session (a window moved).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from guide.conductor.presence import Presence, presence
from guide.conductor.timers import Timers
from guide.conductor.tracking import Ask, Tracker
from guide.desktop.elements import ElementEvent
from guide.desktop.ports import Desktop
from guide.desktop.windows import Stop, WindowEvent, WindowInfo, WindowsSnapshot
from guide.session.effects import Track, WatchApplication, WatchWindow
from guide.session.events import ActiveWindowChanged, ApplicationSeen, Event, Saw
from guide.targeting.finder import Finder
from guide.targeting.finding import Finding
from guide.tutorial.targets import Target

#: After an event, look again this much later: programs send events in bursts, and lay out after them.
CALM_MS = 40
#: When a program floods us with events, searching takes at most 1 / (1 + this) of the time, a second apart at most.
BUSY_FACTOR = 4
LONGEST_CALM_MS = 1000
#: While a target is absent, look again even without an event: not every toolkit announces everything.
LOOK_AGAIN_MS = 1000

Sight = Track | WatchWindow | WatchApplication


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run takes place in."""

    desktop: Desktop
    finder: Finder
    ask: Ask
    timers: Timers
    anywhere: bool = False
    """The tutorial is about no program in particular: it is always here."""


class Lookout:
    """Looks for one run."""

    def __init__(
        self, around: Surroundings, language: str, tell: Callable[[Event], None], changed: Callable[[bool], None]
    ) -> None:
        """`tell(event)` with news for the session; `changed(moved)` when the picture alone has changed."""
        self.snapshot: WindowsSnapshot | None = None
        self.own: frozenset[int] = frozenset()
        self._around = around
        self._language = language
        self._tell = tell
        self._changed = changed
        self._trackers: dict[Track, Tracker] = {}
        self._windows: dict[WatchWindow, bool | None] = {}
        self._application: WatchApplication | None = None
        self._presence: Presence | None = None
        self._places: dict[int, tuple[int, int]] = {}
        self._search_ms = 0.0
        self._pid: int | None = None
        self._stop_elements: Stop = lambda: None
        self._stop_windows: Stop = lambda: None
        self._due: Stop | None = None
        self._again: Stop | None = None

    # --- what to look for -----------------------------------------------------------------------------------

    def open(self) -> None:
        """Begin to listen to windows."""
        self._stop_windows = self._around.desktop.windows.subscribe(self._window_event)
        self.snapshot = self._around.desktop.windows.snapshot()

    def close(self) -> None:
        """Stop everything."""
        self._stop_windows()
        self._stop_elements()
        for pending in (self._due, self._again):
            if pending is not None:
                pending()
        for tracker in self._trackers.values():
            tracker.stop()
        self._trackers.clear()

    def start(self, sight: Sight) -> None:
        """Begin to look for something, at once."""
        match sight:
            case Track():
                self._trackers[sight] = Tracker(sight, self._around.ask, self._answered)
            case WatchWindow():
                self._windows[sight] = None
            case WatchApplication():
                self._application, self._presence = sight, None
        self.look_soon(0)

    def stop(self, sight: Sight) -> None:
        """Look for it no more."""
        match sight:
            case Track():
                self._trackers.pop(sight).stop()
            case WatchWindow():
                del self._windows[sight]
            case WatchApplication():
                self._application = None

    @property
    def anywhere(self) -> bool:
        """Whether the tutorial is about no program in particular."""
        return self._around.anywhere

    @property
    def trackers(self) -> Iterable[Tracker]:
        """The trackers at work."""
        return tuple(self._trackers.values())

    def finding(self, target: Target) -> Finding | None:
        """Return the latest answer about a target, None before the first."""
        found = (t.finding for effect, t in self._trackers.items() if effect.target == target)
        return next((finding for finding in found if finding is not None), None)

    def front(self) -> WindowInfo | None:
        """Return the program's window that the person most likely looks at."""
        if self.snapshot is None:
            return None
        own = [window for window in self.snapshot.stack if window.id in self.own and window.visible]
        return next((w for w in own if w.id == self.snapshot.active), own[-1] if own else None)

    # --- looking ----------------------------------------------------------------------------------------------

    def look_soon(self, calm_ms: int = CALM_MS) -> None:
        """Look at everything again after a short calm; further calls before that change nothing."""
        if self._due is None:
            if calm_ms:
                calm_ms = max(calm_ms, min(LONGEST_CALM_MS, int(self._search_ms * BUSY_FACTOR)))
            self._due = self._around.timers.after(calm_ms, self._look)

    def _look(self) -> None:
        self._due = None
        self.snapshot = snapshot = self._around.desktop.windows.snapshot()
        windows = self._around.finder.application_windows(snapshot)
        self.own = frozenset(window.id for window in windows)
        self._places = {window.id: (window.rect.x, window.rect.y) for window in snapshot.stack}
        self._listen_to(windows[0].pid if windows else None)
        self._look_at_application("here" if self._around.anywhere else presence(windows))
        for watch in tuple(self._windows):
            self._look_at_active(watch, snapshot)
        for tracker in self.trackers:
            tracker.look(snapshot)
        self._changed(False)

    def _listen_to(self, pid: int | None) -> None:
        if pid == self._pid:
            return
        self._stop_elements()
        self._pid = pid
        elements = self._around.desktop.elements
        self._stop_elements = (lambda: None) if pid is None else elements.subscribe(self._element_event, pid=pid)

    def _look_at_application(self, now: Presence) -> None:
        if self._application is not None and now != self._presence:
            self._presence = now
            self._tell(ApplicationSeen(now))

    def _look_at_active(self, watch: WatchWindow, snapshot: WindowsSnapshot) -> None:
        active, spec = snapshot.active_window, watch.window
        holds = (
            active is not None
            and spec.accepts_title(active.title, self._language)
            and (spec.process is None or active.process == spec.process)
        )
        if watch in self._windows and self._windows[watch] != holds:
            self._windows[watch] = holds
            self._tell(ActiveWindowChanged(spec, holds))

    def _answered(self, tracker: Tracker, finding: Finding) -> None:
        self._search_ms = finding.find_ms
        if finding.state != "found" and self._again is None:
            self._again = self._around.timers.after(LOOK_AGAIN_MS, self._look_again)
        if tracker.news is not None and tracker.effect in self._trackers:
            self._tell(Saw(tracker.effect.target, tracker.take_news()))
        else:
            self._changed(False)

    def _look_again(self) -> None:
        self._again = None
        self.look_soon()

    # --- events of the desktop ----------------------------------------------------------------------------------

    def _window_event(self, event: WindowEvent) -> None:
        if event.kind == "moved" and event.window is not None and event.rect is not None:
            self._follow(event.window, (event.rect.x, event.rect.y))
        self.look_soon()

    def _follow(self, window: int, to: tuple[int, int]) -> None:
        x, y = self._places.get(window, to)
        self._places[window] = to
        dx, dy = to[0] - x, to[1] - y
        moved = [tracker.follow(window, dx, dy) for tracker in self.trackers] if dx or dy else []
        if any(moved):
            self._changed(True)

    def _element_event(self, _event: ElementEvent) -> None:
        self.look_soon()
