"""Everything that a run needs: closed together, in the right order, and opened when it is first needed.

A guide that waits in the tray needs little of it, and must not cost more than that: what only a run needs is imported
where it is made (measured: `make bench ARGS=tray`).
"""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar, cast

from guide.app import lost_screen
from guide.app.qt import QtAside, QtPost, QtTimers, application, drive, speak
from guide.desktop.session import open_desktop
from guide.i18n import session_language
from guide.paths import Paths
from guide.records.store import Store
from guide.settings import Settings, table

if TYPE_CHECKING:
    from guide.app.heartbeat import Heartbeat
    from guide.conductor.lookout import Surroundings
    from guide.conductor.tracking import Ask
    from guide.desktop.ports import Desktop
    from guide.desktop.preferences import Preferences
    from guide.desktop.windows import Stop, WindowEvent, WindowInfo, WindowsSnapshot
    from guide.desktop.worker import Worker
    from guide.player.stage import Stage
    from guide.player.theme import Look, Scheme
    from guide.session.effects import Track
    from guide.targeting.finder import Finder
    from guide.targeting.finding import Finding
    from guide.tutorial.document import Tutorial

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Machinery:
    """Qt, desktop, worker, log and settings of this process."""

    def __init__(self, language: str | None = None) -> None:
        """`language` instead of the one that was chosen, or the session's."""
        self.app = application()
        self.post = QtPost()
        self.timers = QtTimers()
        self.paths = Paths.of_this_user()
        self.settings = Settings.load(self.paths)
        self.language = language or session_language(self.settings.get(table.LANGUAGE))
        speak(self.language)
        self.desktop: Desktop = open_desktop(self.post, drive=drive, blind=True)
        self.say: Callable[[str], None] = lambda words: None
        """What tells the person something that went wrong beside what they do; the tray has a way."""
        self.store = Store(self.paths.records, on_trouble=self._trouble, keep_log=self.settings.get(table.LOG_ENABLED))
        lost_screen.be_ready(self.store.shutdown)
        self.aside = QtAside(self.post)
        self._for_runs = ExitStack()
        """Closes what was opened for runs, the last first."""
        self._stop_windows: Stop = lambda: None

    @cached_property
    def worker(self) -> Worker:
        """The thread on which other programs are asked."""
        from guide.desktop.worker import Worker

        worker = Worker(self.post)
        worker.at_end(self.desktop.elements.shutdown)
        # Python's garbage collector stops all threads while it looks through everything that was ever loaded, which is
        # some frames of the overlay in a busy search. What is here now stays, and is not looked through again.
        gc.collect()
        gc.freeze()
        return worker

    @property
    def stage(self) -> Stage:
        """Where runs are shown; guarded by the watchdog, and following settings, desktop and compositor."""
        return self._overlay[0]

    @property
    def heartbeat(self) -> Heartbeat:
        """What keeps the watchdog informed."""
        return self._overlay[1]

    @cached_property
    def _overlay(self) -> tuple[Stage, Heartbeat]:
        from guide.app.heartbeat import Heartbeat
        from guide.player.stage import Stage

        stage = Stage(self.look, self.desktop.windows.composited)
        heartbeat = Heartbeat(stage, self.settings.get(table.OVERLAY_WATCHDOG_S))
        self._for_runs.callback(heartbeat.shutdown)
        self._for_runs.callback(stage.shutdown)
        self._for_runs.callback(self.settings.subscribe(lambda key: stage.set_look(self.look)))
        self._for_runs.callback(self.desktop.preferences.subscribe(lambda: stage.set_look(self.look)))
        stage.on_screen.connect(self._follow_compositor)
        return stage, heartbeat

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take everything off the screen, write the log to the end, stop each thread."""
        self._for_runs.close()
        self._stop_windows()
        self.aside.shutdown()
        if "worker" in self.__dict__:
            self.worker.shutdown()
        self.desktop.shutdown()
        self.store.shutdown()

    @property
    def look(self) -> Look:
        """How card and windows look: as the person chose, or as the desktop is set."""
        return look_of(self.settings, self.desktop.preferences.now())

    def _trouble(self, words: str) -> None:
        """Say that the log cannot be written; called on the thread that writes it."""
        _log.warning("%s", words)
        self.post(lambda: self.say(words))

    def _follow_compositor(self, on_screen: bool) -> None:
        """While something is shown, let it change at once with a compositor that comes or goes."""

        def changed(event: WindowEvent) -> None:
            if event.kind == "compositor":
                self.stage.follow_compositor()

        self._stop_windows()
        self._stop_windows = self.desktop.windows.subscribe(changed) if on_screen else lambda: None

    def elsewhere(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """Do something that waits for the disk, or another program, away from this thread; `done` is called on it."""

        def finished(result: _T | Exception) -> None:
            if isinstance(result, Exception):
                _log.error("%s", result)
            else:
                done(result)

        self.aside(work, finished)

    @staticmethod
    def clock() -> int:
        """Return monotonic milliseconds."""
        return time.monotonic_ns() // 1_000_000

    def surroundings(self, tutorial: Tutorial) -> Surroundings:
        """Return what a run of this tutorial takes place in."""
        from guide.conductor.lookout import Surroundings, processes_of
        from guide.targeting.finder import Finder

        scale = scale_now()
        finder = Finder.of(self.desktop, tutorial, language=self.language, scale=scale)
        about = tutorial.application
        anywhere = about.process is None and about.title is None
        return Surroundings(
            self.desktop, finder, self._ask_with(finder), self.timers, anywhere, scale, processes_of(tutorial)
        )

    def _ask_with(self, finder: Finder) -> Ask:
        from guide.targeting.finding import Finding

        def ask(track: Track, snapshot: WindowsSnapshot, done: Callable[[Finding], None]) -> Stop:
            def answered(result: Finding | BaseException) -> None:
                if isinstance(result, BaseException):
                    result = Finding("absent", why=f"the search itself failed: {result}")
                done(result)

            search = finder.find(track.target, snapshot, with_value=track.with_value, with_keys=track.clicks)
            return self.worker.submit(search, answered)

        return ask


def scale_now() -> Callable[[WindowInfo], float]:
    """Return what tells device pixels per logical pixel where a window is, from any thread; by the screens of now."""
    from guide.player.pixels import all_grids, grid_for

    grids = all_grids()
    return lambda window: grid_for(window.rect, grids).scale


def look_of(settings: Settings, desktop: Preferences) -> Look:
    """Return how the card looks, as the person chose; where that is left to the desktop, as it is set."""
    from guide.player.theme import Look

    motion = settings.get(table.REDUCED_MOTION)
    return Look(
        scheme=_scheme(settings.get(table.THEME), desktop),
        text_scale=settings.get(table.CARD_TEXT_SCALE),
        dim_percent=settings.get(table.OVERLAY_DIM),
        pulse=settings.get(table.OVERLAY_PULSE),
        reduced_motion=motion == "on" or (motion == "system" and bool(desktop.reduced_motion)),
    )


def _scheme(setting: str, desktop: Preferences) -> Scheme:
    if setting != "system":
        return cast("Scheme", setting)  # the table allows the same words
    if desktop.high_contrast:
        return "high-contrast"
    return "system" if desktop.dark is None else "dark" if desktop.dark else "light"
