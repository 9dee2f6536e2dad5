"""The tray icon and its menu. It knows no tutorial and no run: it shows what it is told and sends what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from guide.player import text
from guide.player.icons import app_icon

_LOOK_MS = 5000
_LOOK_ON_MS = 60_000
"""Once it is clear whether there is a tray, `place_changed` tells of most changes, and a look is some ten wake-ups."""
_LOOKS_WITHOUT_TRAY = 2
"""After some ten seconds without a tray there is none: desktops that start up show theirs by then."""
_MESSAGE_MS = 10_000
_MOST_OFFERS = 8
"""More than that is a list to search, not a menu to read."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A tutorial that can be chosen."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class TrayState:
    """What the menu shows. `program`: the one in front, as a person calls it; empty: none."""

    program: str = ""
    offers: tuple[Offer, ...] = ()
    running: str | None = None
    """Title of the tutorial on the screen."""
    resumable: str | None = None
    """Title of the tutorial that was paused, or left unfinished."""
    presenting: bool = False
    """Nothing is offered unasked."""
    limited: bool = False
    """This desktop lets guide do less than it could."""
    recording: bool = False
    """A tutorial is being recorded."""
    may_propose: bool = False
    """There is a folder to which proposals go."""
    answers: int = 0
    """So many answers to proposals were not looked at."""


class Tray(QObject):
    """An icon for as long as the desktop has a place for it, and a menu that the launcher shares."""

    opening = Signal()
    """The menu is about to open: a good moment for `show_state`."""
    tutorial_chosen = Signal(str)
    """Its id."""
    catalogue_asked = Signal()
    resume_asked = Signal()
    pause_asked = Signal()
    settings_asked = Signal()
    record_asked = Signal()
    """Begin to record a tutorial, or stop."""
    propose_asked = Signal()
    """Begin to record one that goes to support."""
    answers_asked = Signal()
    """Show what was said to proposals."""
    limits_asked = Signal()
    presenting_chosen = Signal(bool)
    """Whether to be left alone."""
    quit_asked = Signal()
    missing = Signal(bool)
    """True: this desktop has no tray (a launcher is needed). False: it has one after all."""

    def __init__(
        self, available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._available = available
        self._icon: QSystemTrayIcon | None = None
        self._looks_without = 0
        self._said_missing = False
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self.opening)
        self.show_state(TrayState())
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._follow_tray)

    def start(self) -> None:
        """Show the icon, and follow the tray as it comes and goes."""
        self._follow_tray()
        self._look.start()

    def place_changed(self) -> None:
        """Move to the place for icons of now: a panel has come, gone or been replaced, with all that was in it."""
        self._remove_icon()
        if self._available():
            self._follow_tray()
        else:
            self._looks_without = 0
            self._look.start(_LOOK_MS)

    def shutdown(self) -> None:
        """Take the icon away."""
        self._look.stop()
        self._remove_icon()
        self.menu.deleteLater()

    def say(self, words: str) -> None:
        """Show a message of the desktop beside the icon, where there is one."""
        if self._icon is not None:
            self._icon.showMessage(text.app_name(), words, app_icon(), _MESSAGE_MS)

    def show_state(self, state: TrayState) -> None:
        """Show another menu."""
        self.menu.clear()
        if state.program:
            self._add_offers(state)
        self._add(text.all_tutorials(), self.catalogue_asked.emit)
        self.menu.addSeparator()
        if state.running is not None:
            self._add(text.pause_this(state.running), self.pause_asked.emit)
        elif state.resumable is not None:
            self._add(text.resume_this(state.resumable), self.resume_asked.emit)
        presenting = self._add(text.leave_me_alone(), lambda: self.presenting_chosen.emit(not state.presenting))
        presenting.setCheckable(True)
        presenting.setChecked(state.presenting)
        if state.limited:
            self._add(text.limited_here(), self.limits_asked.emit)
        self._add(text.stop_recording() if state.recording else text.record_a_tutorial(), self.record_asked.emit)
        if state.answers:
            self._add(text.answers_to_proposals(state.answers), self.answers_asked.emit)
        if state.may_propose and not state.recording:
            self._add(text.propose_a_tutorial(), self.propose_asked.emit)
        self._add(text.settings(), self.settings_asked.emit)
        self._add(text.quit_program(), self.quit_asked.emit)
        if self._icon is not None:
            self._icon.setToolTip(_tool_tip(state))

    def _add_offers(self, state: TrayState) -> None:
        heading = text.for_program(state.program) if state.offers else text.nothing_for_program(state.program)
        self._add(heading, None)
        for offer in state.offers[:_MOST_OFFERS]:
            self._add(offer.title, partial(self.tutorial_chosen.emit, offer.id))
        self.menu.addSeparator()

    def _add(self, words: str, do: Callable[[], object] | None) -> QAction:
        action = self.menu.addAction(words.replace("&", "&&"))
        if do is None:
            action.setEnabled(False)
        else:
            action.triggered.connect(lambda _checked=False: do())
        return action

    def _follow_tray(self) -> None:
        """Make the icon anew when a tray appears: an icon made before stays invisible, whatever it says itself."""
        if not self._available():
            self._remove_icon()
            self._looks_without += 1
            is_clear = self._looks_without > _LOOKS_WITHOUT_TRAY
            self._look.setInterval(_LOOK_ON_MS if is_clear else _LOOK_MS)
            if is_clear:
                self._say_missing(missing=True)
            return
        self._looks_without = 0
        self._look.setInterval(_LOOK_ON_MS)
        self._say_missing(missing=False)
        if self._icon is None:
            self._icon = QSystemTrayIcon(app_icon(), self)
            self._icon.setToolTip(text.app_name())
            self._icon.setContextMenu(self.menu)
            self._icon.activated.connect(self._on_activated)
            self._icon.show()

    def _remove_icon(self) -> None:
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def _say_missing(self, *, missing: bool) -> None:
        if missing is not self._said_missing:
            self._said_missing = missing
            self.missing.emit(missing)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.catalogue_asked.emit()


def _tool_tip(state: TrayState) -> str:
    return f"{text.app_name()}: {state.running}" if state.running else text.app_name()
