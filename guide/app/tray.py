"""The tray program behind its icon: its windows, and what is listed, played and offered.

What only a window or a run needs is imported where it is opened: it waits all day, and should cost little.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QMessageBox

from guide.app.front import FrontProgram
from guide.app.library import Library
from guide.app.limits import Limits
from guide.app.machinery import Machinery
from guide.app.offering import Around, Offering
from guide.app.propose import Proposing
from guide.app.rest_looks import Around as AroundRest
from guide.app.rest_looks import RestLooks
from guide.app.runs import Runs, Voices
from guide.desktop.inputs import HotkeyTakenError, InputNotPossibleError
from guide.desktop.ports import ProgramNotFoundError
from guide.player import text
from guide.player.tray import Offer, TrayState
from guide.settings import table
from guide.tutorial.keys import Chord

if TYPE_CHECKING:
    from pathlib import Path

    from guide.app.live import LiveRun
    from guide.app.record_from_tray import RecordFromTray
    from guide.desktop.windows import Stop, WindowEvent, WindowInfo
    from guide.player.catalogue_list import Front
    from guide.player.catalogue_window import CatalogueWindow
    from guide.player.launcher import Launcher
    from guide.player.settings_dialog import SettingsDialog
    from guide.player.theme import Theme
    from guide.player.tray import Tray
    from guide.tutorial.catalogue import Catalogue
    from guide.tutorial.document import Tutorial

_log = logging.getLogger(__name__)


class TrayProgram:
    """The tray and its windows; what is played, offered and listed have rooms of their own."""

    def __init__(self, machinery: Machinery, tray: Tray) -> None:
        self._machinery = machinery
        self._settings = machinery.settings
        self._front = FrontProgram(machinery.desktop)
        self._window: CatalogueWindow | None = None
        self._dialog: SettingsDialog | None = None
        self._launcher: Launcher | None = None
        self._question: QMessageBox | None = None
        self._recording: RecordFromTray | None = None
        self._proposing = Proposing(machinery, tray.say)
        self._ungrab: Stop = lambda: None
        self._tray = tray
        machinery.say = self._tray.say
        self._library = Library(machinery, self._listed)
        self._runs = Runs(machinery, self._library, Voices(self._tray.say, self._say, self._begun))
        around = Around(lambda: self._library.catalogue, lambda: self._runs.live is not None, self._runs.play_id)
        self._offering = Offering(machinery, self._front, around)
        self._rest_looks = RestLooks(machinery, AroundRest(around.catalogue, around.running))
        self._limits = Limits(machinery, self._tray.say)
        self._connect()
        self._grab_search()
        self._stop_hearing = machinery.desktop.windows.subscribe(self._desktop_changed)
        self._stop_settings = self._settings.subscribe(self._setting_changed)
        self._place_launcher(missing=False)
        self._refresh()

    def ask(self) -> None:
        """Come forward with the question that opens everything."""
        if self._window is None:
            from guide.player.catalogue_window import CatalogueWindow

            self._window = CatalogueWindow(self._library.catalogue, self._theme())
            self._window.play.connect(self._runs.play_file)
        self._window.ask(self._front_for_list())
        self._refresh()

    def shutdown(self) -> None:
        """Leave; a run in the middle can be resumed next time."""
        self._runs.shutdown()
        if self._recording is not None:
            self._recording.shutdown()
        self._proposing.shutdown()
        self._limits.shutdown()
        self._rest_looks.shutdown()
        self._stop_settings()
        self._stop_hearing()
        self._ungrab()
        self._offering.shutdown()
        self._front.shutdown()
        self._tray.shutdown()
        for window in (self._window, self._dialog, self._launcher):
            if window is not None:
                window.close()

    def _refresh(self) -> None:
        self._library.refresh()
        self._runs.look()
        self._proposing.look()

    def _listed(self, catalogue: Catalogue) -> None:
        self._offering.look()
        self._rest_looks.look()
        if self._window is not None:
            self._window.set_tutorials(catalogue)

    # --- the tray -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        tray = self._tray
        tray.opening.connect(self._show_state)
        tray.tutorial_chosen.connect(self._runs.play_id)
        tray.catalogue_asked.connect(self.ask)
        tray.resume_asked.connect(self._runs.resume)
        tray.pause_asked.connect(self._runs.pause)
        tray.settings_asked.connect(self._open_settings)
        tray.record_asked.connect(self._record)
        tray.propose_asked.connect(self._proposing.begin)
        tray.answers_asked.connect(
            lambda: self._say(text.answered(), self._proposing.read(), QMessageBox.Icon.Information)
        )
        tray.presenting_chosen.connect(self._present)
        tray.limits_asked.connect(lambda: self._say(text.limited_here(), self._limits.told()))
        tray.quit_asked.connect(self._machinery.app.quit)
        tray.missing.connect(lambda missing: self._place_launcher(missing=missing))

    def _desktop_changed(self, event: WindowEvent) -> None:
        if event.kind == "tray":
            self._tray.place_changed()

    def _show_state(self) -> None:
        window = self._front.window
        entries = self._library.catalogue.for_application(window.process, window.title) if window is not None else ()
        self._tray.show_state(
            TrayState(
                program_name(window),
                tuple(Offer(entry.id, entry.title) for entry in entries),
                self._runs.running,
                self._runs.resumable,
                presenting=self._offering.presenting,
                limited=bool(self._limits.lines),
                recording=self._proposing.recording or (self._recording is not None and self._recording.running),
                may_propose=self._proposing.possible,
                answers=self._proposing.unread,
            )
        )
        self._proposing.look()

    def _record(self) -> None:
        """Begin to record, or stop it."""
        if self._proposing.recording:
            self._proposing.stop()
            return
        if self._recording is None:
            from guide.app.record_from_tray import RecordFromTray

            folder = self._machinery.paths.user_tutorials
            self._recording = RecordFromTray(folder, self._machinery.language, self._recorded)
        if self._recording.running:
            self._recording.stop()
        else:
            self._recording.begin()

    def _recorded(self, file: Path | None) -> None:
        self._tray.say(text.nothing_recorded() if file is None else text.recorded_in(str(file.parent)))
        if file is not None:  # it wants better words: what a recorder writes is a beginning
            QProcess.startDetached(sys.executable, ["-m", "guide", "edit", str(file)])
        self._refresh()

    def _present(self, presenting: bool) -> None:
        self._offering.presenting = presenting

    def _place_launcher(self, *, missing: bool) -> None:
        choice = self._settings.get(table.TRAY_LAUNCHER)
        wanted = choice == "always" or (choice == "auto" and missing)
        if wanted and self._launcher is None:
            from guide.player.launcher import Launcher

            composited = self._machinery.desktop.windows.composited()
            self._launcher = Launcher(self._tray.menu, self._theme(), translucent=composited)
            self._launcher.show()
        elif not wanted and self._launcher is not None:
            self._launcher.close()
            self._launcher = None

    def _open_settings(self) -> None:
        from guide.player.settings_dialog import SettingsDialog

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
        from guide.player.theme import Theme

        return Theme.of(self._machinery.look)

    def _front_for_list(self) -> Front:
        from guide.player.catalogue_list import Front

        window = self._front.window
        return Front(window.process, window.title, program_name(window)) if window is not None else Front()

    # --- the program that is taught -------------------------------------------------------------------------------

    def _begun(self, live: LiveRun) -> None:
        """Bring the program to the front, or offer to open it."""
        front = self._front.window
        if live.conductor.present and front is not None and front.id in live.conductor.own_windows:
            self._machinery.desktop.windows.activate(front.id)
        elif not live.conductor.present:
            self._offer_to_open(live.tutorial)

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

    def _say(self, heading: str, words: str, icon: QMessageBox.Icon = QMessageBox.Icon.Warning) -> None:
        box = QMessageBox(icon, text.app_name(), heading)
        box.setInformativeText(words)
        box.open()
        self._question = box


def program_name(window: WindowInfo | None) -> str:
    """Return a program's name as a person calls it: the end of its title, else its window class."""
    if window is None:
        return ""
    for dash in (" — ", " – ", " - "):
        if dash in window.title:
            return window.title.rsplit(dash, 1)[-1]
    return window.app_class or window.process or ""
