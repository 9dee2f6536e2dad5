"""Everything that a run needs: opened together, closed together, in the right order."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar, cast

from guide.app import lost_screen
from guide.app.heartbeat import Heartbeat
from guide.app.qt import QtPost, QtTimers, application, drive, speak
from guide.conductor.lookout import Surroundings
from guide.conductor.tracking import Ask
from guide.desktop.ports import Desktop
from guide.desktop.preferences import Preferences
from guide.desktop.session import open_desktop
from guide.desktop.windows import Stop, WindowEvent, WindowInfo, WindowsSnapshot
from guide.desktop.worker import Worker
from guide.i18n import session_language
from guide.paths import Paths
from guide.player.pixels import all_grids, grid_for
from guide.player.stage import Stage
from guide.player.theme import Look, Scheme
from guide.records.store import Store
from guide.settings import Settings, table
from guide.targeting.finder import Finder
from guide.targeting.finding import Finding
from guide.tutorial.document import Tutorial
from guide.tutorial.targets import Target

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
        self.worker = Worker(self.post)
        self.worker.at_end(self.desktop.elements.shutdown)
        self.say: Callable[[str], None] = lambda words: None
        """What tells the person something that went wrong beside what they do; the tray has a way."""
        self.store = Store(self.paths.records, on_trouble=self._trouble, keep_log=self.settings.get(table.LOG_ENABLED))
        lost_screen.be_ready(self.store.shutdown)
        self._stop_looking: tuple[Stop, ...] = (
            self.settings.subscribe(lambda key: self._look_again()),
            self.desktop.preferences.subscribe(self._look_again),
        )
        self.stage = Stage(self.look, self.desktop.windows.composited)
        self._stop_windows: Stop = lambda: None
        self.stage.on_screen.connect(self._follow_compositor)
        self.heartbeat = Heartbeat(self.stage, self.settings.get(table.OVERLAY_WATCHDOG_S))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take everything off the screen, write the log to the end, stop each thread."""
        for stop in self._stop_looking:
            stop()
        self.stage.shutdown()
        self.heartbeat.shutdown()
        self._stop_windows()
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

    def _look_again(self) -> None:
        self.stage.set_look(self.look)

    def _follow_compositor(self, on_screen: bool) -> None:
        """While something is shown, let it change at once with a compositor that comes or goes."""

        def changed(event: WindowEvent) -> None:
            if event.kind == "compositor":
                self.stage.follow_compositor()

        self._stop_windows()
        self._stop_windows = self.desktop.windows.subscribe(changed) if on_screen else lambda: None

    def elsewhere(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """Do something that waits for the disk, or another program, away from this thread; `done` is called on it."""

        def finished(result: _T | BaseException) -> None:
            if isinstance(result, BaseException):
                _log.error("%s", result)
            else:
                done(result)

        self.worker.submit(asyncio.to_thread(work), finished)

    @staticmethod
    def clock() -> int:
        """Return monotonic milliseconds."""
        return time.monotonic_ns() // 1_000_000

    def surroundings(self, tutorial: Tutorial) -> Surroundings:
        """Return what a run of this tutorial takes place in."""
        finder = Finder(
            self.desktop,
            tutorial.application,
            language=self.language,
            scale=scale_now(),
            folder=tutorial.folder,
        )
        about = tutorial.application
        anywhere = about.process is None and about.title is None
        return Surroundings(self.desktop, finder, self._ask_with(finder), self.timers, anywhere)

    def _ask_with(self, finder: Finder) -> Ask:
        def ask(target: Target, snapshot: WindowsSnapshot, with_value: bool, done: object) -> Stop:
            def answered(result: Finding | BaseException) -> None:
                if isinstance(result, BaseException):
                    result = Finding("absent", why=f"the search itself failed: {result}")
                done(result)  # type: ignore[operator]

            return self.worker.submit(finder.find(target, snapshot, with_value=with_value), answered)

        return ask


def scale_now() -> Callable[[WindowInfo], float]:
    """Return what tells device pixels per logical pixel where a window is, from any thread; by the screens of now."""
    grids = all_grids()
    return lambda window: grid_for(window.rect, grids).scale


def look_of(settings: Settings, desktop: Preferences) -> Look:
    """Return how the card looks, as the person chose; where that is left to the desktop, as it is set."""
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
        return cast(Scheme, setting)  # the table allows the same words
    if desktop.high_contrast:
        return "high-contrast"
    return "system" if desktop.dark is None else "dark" if desktop.dark else "light"
