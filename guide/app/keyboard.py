"""The shortcut that brings the keyboard into the card, and takes it back to the program."""

from __future__ import annotations

import logging

from guide.desktop.inputs import HotkeyTakenError, InputNotPossibleError
from guide.desktop.ports import Desktop
from guide.desktop.windows import Stop
from guide.player.stage import Stage
from guide.tutorial.keys import Chord

_log = logging.getLogger(__name__)


class CardKeyboard:
    """Taken from the programs only while a tutorial runs; the keyboard always goes back where it came from."""

    def __init__(self, desktop: Desktop, stage: Stage) -> None:
        self._desktop = desktop
        self._stage = stage
        self._ungrab: Stop | None = None
        self._came_from: int | None = None

    def start(self, shortcut: str) -> None:
        """Listen for the shortcut. Where another program has it, the tutorial goes on without."""
        try:
            self._ungrab = self._desktop.hotkeys.grab(Chord.parse(shortcut), self._toggle)
        except (HotkeyTakenError, InputNotPossibleError) as error:
            _log.info("no shortcut into the card: %s", error)
            return
        self._stage.keyboard_left.connect(self.give_back)

    def stop(self) -> None:
        """Give the shortcut, and the keyboard, back."""
        if self._ungrab is not None:
            self._ungrab()
            self._ungrab = None
            self._stage.keyboard_left.disconnect(self.give_back)
        self.give_back()

    def give_back(self) -> None:
        """Give the keyboard back to the window it was taken from."""
        window, self._came_from = self._came_from, None
        if window is not None:
            self._desktop.windows.activate(window)

    def _toggle(self) -> None:
        if self._came_from is not None:
            self.give_back()
            return
        active = self._desktop.windows.snapshot().active_window
        if active is not None and not active.ours:
            self._came_from = active.id
        self._stage.take_keyboard()
