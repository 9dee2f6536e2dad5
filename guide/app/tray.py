"""`guide`: the tray program. Waits in the tray, offers tutorials for the program in front, plays one at a time."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QMessageBox

from guide.app.front import FrontProgram
from guide.app.live import LiveRun
from guide.app.lost_screen import EXIT_NO_SCREEN, run_loop
from guide.app.machinery import Machinery
from guide.app.offering import Around, Offering
from guide.app.qt import application, on_interrupt
from guide.app.single import SingleInstance
from guide.desktop.inputs import HotkeyTakenError, InputNotPossibleError
from guide.desktop.ports import ProgramNotFoundError
from guide.desktop.session import UnsupportedDesktopError
from guide.desktop.windows import Stop, WindowInfo
from guide.offers.suitable import Person, suiting
from guide.paths import Paths
from guide.player import text
from guide.player.catalogue_list import Front
from guide.player.catalogue_window import CatalogueWindow
from guide.player.launcher import Launcher
from guide.player.settings_dialog import SettingsDialog
from guide.player.theme import Theme
from guide.player.tray import Offer, Tray, TrayState
from guide.records.store import now_ms
from guide.session.events import Pause, Resume
from guide.session.machine import Progress
from guide.settings import table
from guide.tutorial.catalogue import Catalogue, Source, open_catalogue
from guide.tutorial.document import Tutorial
from guide.tutorial.keys import Chord
from guide.tutorial.loader import Loaded
from guide.tutorial.localised import load_localised
from guide.tutorial.shipped import shipped_folder

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
EXIT_UNSUPPORTED = 4
MS_AN_HOUR = 3_600_000


def run_tray() -> int:
    """Run until the person quits; a second start only brings the first one forward."""
    app = application()
    paths = Paths.of_this_user()
    single = SingleInstance(paths)
    if not single.become_first():
        print("guide is running already: look for its symbol in the tray", file=sys.stderr)
        return 0
    try:
        with Machinery() as machinery:
            program = TrayProgram(machinery)
            single.asked.connect(program.ask)
            stop_listening = on_interrupt(app.quit)
            stayed = run_loop(app)
            stop_listening()
            program.shutdown()
    except UnsupportedDesktopError as error:
        print(error, file=sys.stderr)
        return EXIT_UNSUPPORTED
    finally:
        single.shutdown()
    return 0 if stayed else EXIT_NO_SCREEN


class TrayProgram:
    """The tray, its windows, and the one run that may be on the screen."""

    def __init__(self, machinery: Machinery) -> None:
        self._machinery = machinery
        self._settings = machinery.settings
        self._catalogue = Catalogue([], [])
        self._live: LiveRun | None = None
        self._unfinished: tuple[str, dict[str, Any]] | None = None
        self._front = FrontProgram(machinery.desktop)
        self._window: CatalogueWindow | None = None
        self._dialog: SettingsDialog | None = None
        self._launcher: Launcher | None = None
        self._question: QMessageBox | None = None
        self._ungrab: Stop = lambda: None
        self._tray = Tray()
        self._versions: dict[str, str | None] = {}
        around = Around(lambda: self._catalogue, lambda: self._live is not None, self._play_id)
        self._offering = Offering(machinery, self._front, around)
        self._connect()
        self._tray.start()
        self._grab_search()
        self._stop_settings = self._settings.subscribe(self._setting_changed)
        self._place_launcher(missing=False)
        self._refresh()

    def ask(self) -> None:
        """Come forward with the question that opens everything."""
        if self._window is None:
            self._window = CatalogueWindow(self._catalogue, self._theme())
            self._window.play.connect(self._play_file)
        self._window.ask(self._front_for_list())
        self._refresh()

    def shutdown(self) -> None:
        """Leave; a run in the middle can be resumed next time."""
        if self._live is not None:
            self._live.stop()
        self._stop_settings()
        self._ungrab()
        self._offering.shutdown()
        self._front.shutdown()
        self._tray.shutdown()
        for window in (self._window, self._dialog, self._launcher):
            if window is not None:
                window.close()

    # --- the tray -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        tray, stage = self._tray, self._machinery.stage
        tray.opening.connect(self._show_state)
        tray.tutorial_chosen.connect(self._play_id)
        tray.catalogue_asked.connect(self.ask)
        tray.resume_asked.connect(self._resume)
        tray.pause_asked.connect(self._pause)
        tray.settings_asked.connect(self._open_settings)
        tray.presenting_chosen.connect(self._present)
        tray.quit_asked.connect(self._machinery.app.quit)
        tray.missing.connect(lambda missing: self._place_launcher(missing=missing))
        stage.rated.connect(self._rated)
        stage.closed.connect(self._closed)

    def _show_state(self) -> None:
        window = self._front.window
        offers: tuple[Offer, ...] = ()
        if window is not None:
            entries = self._catalogue.for_application(window.process, window.title)
            offers = tuple(Offer(entry.id, entry.title) for entry in entries)
        paused = self._live is not None and self._live.paused
        running = self._live.tutorial.title if self._live is not None and not paused else None
        presenting = self._offering.presenting
        self._tray.show_state(TrayState(program_name(window), offers, running, self._resumable(), presenting))

    def _present(self, presenting: bool) -> None:
        self._offering.presenting = presenting

    def _resumable(self) -> str | None:
        if self._live is not None:
            return self._live.tutorial.title if self._live.paused else None
        entry = self._catalogue.get(self._unfinished[0]) if self._unfinished else None
        return entry.title if entry else None

    def _place_launcher(self, *, missing: bool) -> None:
        choice = self._settings.get(table.TRAY_LAUNCHER)
        wanted = choice == "always" or (choice == "auto" and missing)
        if wanted and self._launcher is None:
            composited = self._machinery.desktop.windows.composited()
            self._launcher = Launcher(self._tray.menu, self._theme(), translucent=composited)
            self._launcher.show()
        elif not wanted and self._launcher is not None:
            self._launcher.close()
            self._launcher = None

    def _open_settings(self) -> None:
        self._dialog = SettingsDialog(self._settings, self._theme())
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _setting_changed(self, key: str) -> None:
        if key == table.SHORTCUT_SEARCH.key:
            self._grab_search()
        if key in {table.EXTRA_FOLDERS.key, table.ROLES.key, table.DEPARTMENTS.key}:
            self._refresh()

    def _grab_search(self) -> None:
        self._ungrab()
        self._ungrab = lambda: None
        try:
            shortcut = Chord.parse(self._settings.get(table.SHORTCUT_SEARCH))
            self._ungrab = self._machinery.desktop.hotkeys.grab(shortcut, self.ask)
        except (HotkeyTakenError, InputNotPossibleError) as error:
            _log.info("no shortcut for the search: %s", error)

    def _theme(self) -> Theme:
        return Theme.of(self._machinery.look)

    def _front_for_list(self) -> Front:
        window = self._front.window
        return Front(window.process, window.title, program_name(window)) if window is not None else Front()

    # --- tutorials ------------------------------------------------------------------------------------------------

    def _sources(self) -> list[Source]:
        paths = self._machinery.paths
        machine = [Source("machine", folder) for folder in paths.machine_tutorials]
        extra = [Source("user", Path(folder)) for folder in self._settings.get(table.EXTRA_FOLDERS)]
        return [Source("shipped", shipped_folder()), *machine, *extra, Source("user", paths.user_tutorials)]

    def _refresh(self) -> None:
        """Look into the folders again, and at what was left unfinished."""
        sources, cache = self._sources(), self._machinery.paths.cache
        language = self._machinery.language
        self._elsewhere(lambda: open_catalogue(sources, cache, language=language), self._refreshed)
        self._elsewhere(self._machinery.store.last_unfinished, self._found_unfinished)

    def _refreshed(self, catalogue: Catalogue) -> None:
        person = Person.of(self._settings.get(table.ROLES), self._settings.get(table.DEPARTMENTS))
        self._catalogue = catalogue.suiting(suiting(person, self._versions))
        self._learn_versions(catalogue)
        self._offering.look()
        if self._window is not None:
            self._window.set_tutorials(self._catalogue)
        for problem in catalogue.problems:
            _log.info("%s", problem)

    def _learn_versions(self, catalogue: Catalogue) -> None:
        """Find out which versions of programs are here, where a tutorial is for some only."""
        wanted = {entry.process for entry in catalogue.entries if entry.app_versions and entry.process}
        unknown = wanted - self._versions.keys()
        if not unknown:
            return
        self._versions |= dict.fromkeys(unknown)  # asked once; until it is known, nothing is kept back
        version_of = self._machinery.desktop.windows.version_of

        def learned(versions: dict[str, str | None]) -> None:
            self._versions |= versions
            self._refreshed(catalogue)

        self._elsewhere(lambda: {process: version_of(process) for process in unknown}, learned)

    def _found_unfinished(self, progress: dict[str, Any] | None) -> None:
        self._unfinished = (progress["tutorial_id"], progress) if progress else None

    def _play_id(self, tutorial_id: str) -> None:
        entry = self._catalogue.get(tutorial_id)
        if entry is not None:
            self._play_file(entry.path)

    def _play_file(self, file: Path, progress: Progress | None = None) -> None:
        language = self._machinery.language
        self._elsewhere(
            lambda: load_localised(file, language), lambda loaded: self._play_loaded(file, loaded, progress)
        )

    def _play_loaded(self, file: Path, loaded: Loaded, progress: Progress | None) -> None:
        if loaded.tutorial is None:
            self._say(text.cannot_play(), "\n".join(str(problem) for problem in loaded.problems[:3]) or str(file))
            return
        self._play(loaded.tutorial, progress)

    def _play(self, tutorial: Tutorial, progress: Progress | None = None) -> None:
        if self._live is not None:
            self._live.stop()
        self._machinery.store.clear_disposition(tutorial.id)
        self._live = LiveRun(tutorial, self._machinery, ended=self._ended, progress=progress)
        self._live.begin()
        front = self._front.window
        if self._live.conductor.present and front is not None and front.id in self._live.conductor.own_windows:
            self._machinery.desktop.windows.activate(front.id)
        elif not self._live.conductor.present:
            self._offer_to_open(tutorial)

    def _offer_to_open(self, tutorial: Tutorial) -> None:
        launch, choice = tutorial.application.launch, self._settings.get(table.LAUNCH_PROGRAMS)
        if launch is None or choice == "never":
            return
        if choice == "always":
            self._open(launch)
            return
        question = QMessageBox(QMessageBox.Icon.Question, text.app_name(), text.shall_open(launch.split()[0]))
        question.addButton(text.open_it(), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(text.do_it_myself(), QMessageBox.ButtonRole.RejectRole)
        question.accepted.connect(lambda: self._open(launch))
        question.open()
        self._question = question

    def _open(self, launch: str) -> None:
        try:
            self._machinery.desktop.programs.start(launch)
        except ProgramNotFoundError as error:
            self._say(text.cannot_open(), str(error))

    def _pause(self) -> None:
        if self._live is not None:
            self._live.wish(Pause())

    def _resume(self) -> None:
        if self._live is not None:
            self._live.wish(Resume())
        elif self._unfinished is not None:
            tutorial_id, progress = self._unfinished
            entry = self._catalogue.get(tutorial_id)
            if entry is not None:
                self._play_file(entry.path, Progress(**progress))

    def _ended(self, live: LiveRun) -> None:
        self._elsewhere(self._machinery.store.last_unfinished, self._found_unfinished)
        how = live.dismissed_how
        if live.outcome in {"completed", "skipped"} and not self._machinery.store.keep_log:
            how = "never"  # nothing else remembers that it was done
        if how is not None:
            remind_at_ms = now_ms() + self._settings.get(table.REMIND_AFTER_H) * MS_AN_HOUR if how == "remind" else None
            self._machinery.store.set_disposition(live.tutorial.id, how, remind_at_ms=remind_at_ms)

    def _rated(self, stars: int) -> None:
        if self._live is not None:
            self._live.rated(stars)

    def _closed(self) -> None:
        if self._live is not None and self._live.outcome is not None:
            self._live = None

    def _say(self, heading: str, words: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, text.app_name(), heading)
        box.setInformativeText(words)
        box.open()
        self._question = box

    def _elsewhere(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """Do something that waits for the disk away from this thread."""

        def finished(result: _T | BaseException) -> None:
            if isinstance(result, BaseException):
                _log.error("%s", result)
            else:
                done(result)

        self._machinery.worker.submit(asyncio.to_thread(work), finished)


def program_name(window: WindowInfo | None) -> str:
    """Return a program's name as a person calls it: the end of its title, else its window class."""
    if window is None:
        return ""
    for dash in (" — ", " – ", " - "):
        if dash in window.title:
            return window.title.rsplit(dash, 1)[-1]
    return window.app_class or window.process or ""
