"""The shortcut that brings the keyboard into the card, and takes it back to the program."""

from __future__ import annotations

import logging

from guide.desktop.inputs import HotkeyTakenError, InputNotPossibleError
from guide.desktop.ports import Desktop
from guide.desktop.windows import Stop
from guide.player.invitation import Invitation
from guide.player.stage import Stage
from guide.tutorial.keys import Chord

_log = logging.getLogger(__name__)


class CardKeyboard:
    """Taken from the programs only while a tutorial runs; the keyboard always goes back where it came from."""

    def __init__(self, desktop: Desktop, stage: Stage | Invitation) -> None:
        self._desktop = desktop
        self._stage = stage
        self._ungrab: Stop | None = None
        self._return: Stop | None = None

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
        give_back, self._return = self._return, None
        if give_back is not None:
            give_back()

    def _toggle(self) -> None:
        if self._return is not None:
            self.give_back()
        elif (card := self._stage.await_keyboard()) is not None:
            self._return = self._desktop.windows.lend_focus(card)
