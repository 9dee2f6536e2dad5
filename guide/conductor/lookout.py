"""The lookout: keeps asking what the session wants to know of the screen, after each event and never in between.

Owns the latest picture of the windows and one tracker for each target. It tells events (`Saw`, `ApplicationSeen`,
`ActiveWindowChanged`) and says when the picture has changed without news for the session (a window moved).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from guide.conductor.presence import Presence, is_meant, presence
from guide.conductor.timers import Timers
from guide.conductor.tracking import Ask, Tracker
from guide.desktop.elements import ElementEvent
from guide.desktop.ports import Desktop
from guide.desktop.windows import Stop, WindowEvent, WindowInfo, WindowsSnapshot
from guide.session.effects import Track, WatchApplication, WatchWindow
from guide.session.events import ActiveWindowChanged, ApplicationSeen, Event, Saw
from guide.targeting.application import same_process
from guide.targeting.finder import Finder
from guide.targeting.finding import Finding
from guide.targeting.looking import ScaleOf, one_to_one
from guide.tutorial.document import Tutorial
from guide.tutorial.targets import Target

LATE_MS = 500
"""A press and what it has closed come on two ways, and where this thread was busy, in any order."""
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
    scale: ScaleOf = one_to_one
    processes: frozenset[str] = frozenset()
    """Programs beside the tutorial's own in which it has steps: who works in these is not elsewhere."""


def processes_of(tutorial: Tutorial) -> frozenset[str]:
    """Return the programs in which a tutorial has steps, as far as its targets name them."""
    windows = (target.window for step in tutorial.steps for target in step.targets)
    return frozenset(window.process for window in windows if window is not None and window.process)


class Lookout:
    """Looks for one run."""

    def __init__(
        self, around: Surroundings, language: str, tell: Callable[[Event], None], changed: Callable[[bool], None]
    ) -> None:
        """`tell(event)` with news for the session; `changed(moved)` when the picture alone has changed."""
        self.own: frozenset[int] = frozenset()
        """Ids of the program's windows and dialogs."""
        self.listener: Callable[[ElementEvent], None] = lambda event: None
        """Hears, after the trackers, each event of the programs that matter."""
        self._around = around
        self._language = language
        self._tell = tell
        self._changed = changed
        self._snapshot: WindowsSnapshot | None = None
        self._before: WindowsSnapshot | None = None
        """As they were before a window closed a moment ago, and until when they were so."""
        self._closed_ms = 0
        self._forget: Stop = lambda: None
        self._windows_of_program: tuple[WindowInfo, ...] = ()
        self._trackers: dict[Track, Tracker] = {}
        self._watched: dict[WatchWindow, bool | None] = {}
        self._application: WatchApplication | None = None
        self._presence: Presence | None = None
        self._listening: dict[int, Stop] = {}
        self._stop_windows: Stop = lambda: None
        self._due: Stop | None = None
        self._again: Stop | None = None
        self._closed = False

    # --- what to look for -----------------------------------------------------------------------------------

    def open(self) -> None:
        """Begin to listen to windows."""
        self._stop_windows = self._around.desktop.windows.subscribe(self._window_event)
        self._take_in()

    def close(self) -> None:
        """Stop everything."""
        self._closed = True
        self._stop_windows()
        self._listen_to(set())
        self._forget()
        for pending in (self._due, self._again):
            if pending is not None:
                pending()
        for tracker in self._trackers.values():
            tracker.stop()
        self._trackers.clear()
        self._watched.clear()
        self._application = None

    def start(self, sight: Sight) -> None:
        """Begin to look for something, at once."""
        match sight:
            case Track():
                self._trackers[sight] = Tracker(sight, self._around.ask, lambda: self.snapshot, self._answered)
            case WatchWindow():
                self._watched[sight] = None
            case WatchApplication():
                self._application, self._presence = sight, None
        self._look_after(0)

    def stop(self, sight: Sight) -> None:
        """Look for it no more."""
        match sight:
            case Track():
                self._trackers.pop(sight).stop()
            case WatchWindow():
                del self._watched[sight]
            case WatchApplication():
                self._application = None

    # --- what is known --------------------------------------------------------------------------------------

    @property
    def anywhere(self) -> bool:
        """Whether the tutorial is about no program in particular."""
        return self._around.anywhere

    @property
    def snapshot(self) -> WindowsSnapshot:
        """The windows as they were last looked at."""
        if self._snapshot is None:
            self._snapshot = self._around.desktop.windows.snapshot()
        return self._snapshot

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
        own = [window for window in self.snapshot.stack if window.id in self.own and window.visible]
        return next((w for w in own if w.id == self.snapshot.active), own[-1] if own else None)

    def concerned(self, targets: Iterable[Target]) -> frozenset[int]:
        """Return the windows that belong to working on these targets: the program's, and those the targets name."""
        processes = [target.window.process for target in targets if target.window and target.window.process]
        named = {w.id for w in self.snapshot.stack if any(same_process(process, w) for process in processes)}
        where = {f.window.id for target in targets if (f := self.finding(target)) and f.window is not None}
        return self.own | named | where

    def windows_at(self, at_ms: int | None) -> WindowsSnapshot:
        """Return the windows as they were at a press: a menu that it has closed may be known to have closed already."""
        before = self._before is not None and at_ms is not None and at_ms <= self._closed_ms
        return self._before if before and self._before is not None else self.snapshot

    @property
    def about(self) -> frozenset[int]:
        """The windows of all programs that the tutorial has steps in."""
        also = self._around.processes
        return self.own | {w.id for w in self.snapshot.stack if any(same_process(process, w) for process in also)}

    # --- looking ----------------------------------------------------------------------------------------------

    def look_soon(self) -> None:
        """Look at everything again after a short calm; further calls before that change nothing."""
        if self._due is None:
            self._look_after(max(CALM_MS, min(LONGEST_CALM_MS, int(self._search_ms() * BUSY_FACTOR))))

    def _look_after(self, delay_ms: int) -> None:
        if self._closed:
            return
        if self._due is not None:
            self._due()
        self._due = self._around.timers.after(delay_ms, self._look)

    def _search_ms(self) -> float:
        return sum(tracker.finding.find_ms for tracker in self.trackers if tracker.finding is not None)

    def _look(self) -> None:
        self._due = None
        self._take_in()
        self._look_at_application("here" if self.anywhere else presence(self._windows_of_program))
        for watch in tuple(self._watched):
            self._look_at_active(watch)
        if self._due is not None:  # the session wants to know something else now: that look is about to come
            return
        for tracker in self.trackers:
            tracker.look()
        self._changed(False)

    def _take_in(self) -> None:
        """Look at the windows, and let each answer move along with its own."""
        before, self._snapshot = self._snapshot, self._around.desktop.windows.snapshot()
        if before is not None and {w.id for w in before.stack} - {w.id for w in self._snapshot.stack}:
            self._remember(before)
        self._windows_of_program = self._around.finder.application_windows(self._snapshot)
        self.own = frozenset(window.id for window in self._windows_of_program)
        self._listen_to(self._programs())
        for tracker in self.trackers:
            tracker.follow(self._snapshot)

    def _remember(self, before: WindowsSnapshot) -> None:
        """Keep the windows for a moment as they were before one of them closed."""
        self._forget()

        def forget() -> None:
            self._before = None

        self._closed_ms = time.monotonic_ns() // 1_000_000
        self._before, self._forget = before, self._around.timers.after(LATE_MS, forget)

    def _programs(self) -> set[int]:
        """Return the processes whose news matter: the program's, and those in which something was found."""
        found = [tracker.finding.window for tracker in self.trackers if tracker.finding is not None]
        windows = (*self._windows_of_program, *filter(None, found))
        return set() if self._closed else {window.pid for window in windows if window.pid is not None}

    def _listen_to(self, pids: set[int]) -> None:
        for pid in self._listening.keys() - pids:
            self._listening.pop(pid)()
        for pid in pids - self._listening.keys():
            self._listening[pid] = self._around.desktop.elements.subscribe(self._element_event, pid=pid)

    def _look_at_application(self, now: Presence) -> None:
        if self._application is not None and now != self._presence:
            self._presence = now
            self._tell(ApplicationSeen(now))

    def _look_at_active(self, watch: WatchWindow) -> None:
        holds = is_meant(watch.window, self.snapshot.active_window, self._language)
        if watch in self._watched and self._watched[watch] != holds:
            self._watched[watch] = holds
            self._tell(ActiveWindowChanged(watch.window, holds))

    def _answered(self, tracker: Tracker, finding: Finding) -> None:
        self._listen_to(self._programs())
        if finding.state != "found" and self._again is None:
            self._again = self._around.timers.after(LOOK_AGAIN_MS, self._look_again)
        if tracker.news is not None:
            self._tell(Saw(tracker.effect.target, tracker.take_news()))
        else:
            self._changed(False)

    def _look_again(self) -> None:
        self._again = None
        self.look_soon()

    # --- events of the desktop ----------------------------------------------------------------------------------

    def _window_event(self, event: WindowEvent) -> None:
        self._take_in()
        if event.kind == "moved" and self._minds(event.window):
            self._changed(True)
        self.look_soon()

    def _minds(self, window: int | None) -> bool:
        lit = (tracker.finding.window for tracker in self.trackers if tracker.finding is not None)
        return window in self.own or any(w is not None and w.id == window for w in lit)

    def _element_event(self, event: ElementEvent) -> None:
        if any([tracker.hear(event) for tracker in self.trackers]):  # noqa: C419 -- each of them hears it
            self._changed(False)
        self.listener(event)
        self.look_soon()
