"""Clicks on the card that never arrive: while a program's menu is open, its grab eats the first click elsewhere.

The desktop's listener sees that click all the same and asks for the button under it here. When the grab is not on,
both see it; it must count once.
"""

from __future__ import annotations

import time

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

_SAME_CLICK_S = 0.25
"""The listener and Qt see one click within this time of each other; measured 1 ms and a busy event loop."""
_GRAB_MS = 120
"""How long to wait for Qt's own click before it counts as eaten."""
_TOUCHES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
"""Not the release: when the press has closed the menu, and its grab with it, the release alone arrives."""


class EatenClicks(QObject):
    """Presses the buttons of one window for clicks that Qt did not get."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._touched_at = -1.0
        self._button: QAbstractButton | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_GRAB_MS)
        self._timer.timeout.connect(self._press)
        window.winId()  # the native window, where Qt's own clicks come by
        window.windowHandle().installEventFilter(self)

    def clicked(self, button: QAbstractButton) -> None:
        """Take the listener's word that the mouse went down on this button, unless Qt was told too or will be."""
        if time.monotonic() - self._touched_at > _SAME_CLICK_S:
            self._button = button
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Notice Qt's own clicks; hold nothing back."""
        if event.type() in _TOUCHES:
            self._touched_at = time.monotonic()
            self._timer.stop()
        return super().eventFilter(watched, event)

    def _press(self) -> None:
        button, self._button = self._button, None
        if button is not None and shiboken6.isValid(button) and button.isVisible() and button.isEnabled():
            button.click()
