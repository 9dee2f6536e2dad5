"""Words for ears only: what a screen reader is to say although the keyboard is in another program."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import cycle

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget

CALM_MS = 300
"""What is done in a program makes it tell of dozens of changes, and Orca throws away a notification behind which more
than 50 wait; where it does not, it breaks off for the menu that has just opened. So words come after that."""
_TURNS = 4
"""Nobody is told more things than this in one moment."""


class Spoken(QWidget):
    """A notification without a picture: one pixel that screen readers read when it appears.

    Not by `QAccessibleAnnouncementEvent`: Orca before 46 (Debian 12 has 43) is deaf to it, and those after say a
    notification as well. Two ways would be said twice.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        _know_the_role()
        self.setFixedSize(1, 1)
        self.hide()


class Voice:
    """Says one thing after the other, for a window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._turns: Iterator[Spoken] | None = None
        self._spoken: Spoken | None = None
        self._words = ""
        self._calm = QTimer(window, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self._speak)

    @property
    def waiting(self) -> bool:
        """Whether something is still to be said."""
        return self._calm.isActive()

    def say(self, words: str) -> None:
        """Have it said, once, in a moment."""
        if self.waiting and words == self._words:
            return
        self.hush()
        self._words = words
        self._calm.start()

    def _speak(self) -> None:
        """Let the words appear.

        By another notification each time: a second appearance of the same one in the same moment is taken for noise.
        They take turns, because PySide never lets go of an interface that Qt has known.
        """
        if self._turns is None:
            self._turns = cycle([Spoken(self._window) for _ in range(_TURNS)])
        self._spoken = next(self._turns)
        self._spoken.setAccessibleName(self._words)
        self._spoken.show()

    def hush(self) -> None:
        """Have nothing said that is still to be said, and nothing again when the window appears."""
        self._calm.stop()
        spoken, self._spoken = self._spoken, None
        if spoken is not None:
            spoken.hide()


class _Notification(QAccessibleWidget):
    """Known to screen readers as a part of guide itself: of a part of a dialog they say the whole dialog first."""

    def __init__(self, made_for: Spoken) -> None:
        super().__init__(made_for, QAccessible.Role.Notification)

    def parent(self) -> QAccessibleInterface:
        application = QApplication.instance()
        assert application is not None  # there is no widget without one
        return QAccessible.queryAccessibleInterface(application)


@cache
def _know_the_role() -> None:
    QAccessible.installFactory(_interface)


_kept: dict[int, QAccessibleInterface] = {}
"""PySide crashes as the program ends where Python has forgotten an interface that Qt still has."""


def _interface(_class_name: str, made_for: QObject) -> QAccessibleInterface | None:
    if not isinstance(made_for, Spoken):
        return None
    made, key = _Notification(made_for), id(made_for)
    _kept[key] = made
    made_for.destroyed.connect(lambda: _kept.pop(key, None))
    return made
