"""The bar that says that a recording is on: always on top, never in the way of the keyboard, never recorded itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton

from guide.i18n import translate, translate_count
from guide.tutorial.geometry import DeviceRect

STOP, PAUSE, UNDO = "Ctrl+Alt+End", "Ctrl+Alt+P", "Ctrl+Alt+U"
"""Shortcuts that work in every program while a recording is on. No function keys: with these X changes consoles."""
_INSET_PX = 12
_RED, _AMBER = "#d02020", "#b07000"


class RecordingBar(QFrame):
    """A red dot, how long and how many steps, and what one can do about it. Clicks leave the keyboard where it is."""

    stop_asked = Signal()
    pause_asked = Signal()
    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__(None)
        self.setWindowFlags(
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("bar")
        self.setStyleSheet(f"#bar {{ border: 2px solid {_RED} }}")  # over whatever looks as it does
        self.setWindowTitle(translate("recording", "guide is recording"))
        self.setAccessibleName(self.windowTitle())
        self._dot = QLabel("●")
        self._words = QLabel()
        self._pause = self._button(translate("recording", "Pause"), PAUSE, self.pause_asked)
        self._undo = self._button(translate("recording", "Undo step"), UNDO, self.undo_asked)
        self._stop = self._button(translate("recording", "Stop"), STOP, self.stop_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 6, 4)
        for part in (self._dot, self._words, self._pause, self._undo, self._stop):
            row.addWidget(part)
        self._elapsed_s = 0
        self._steps = 0
        self._paused = False
        self._grip: QPoint | None = None
        self._carried = False
        """Whether the person has put it somewhere: there it stays."""
        self._controls: tuple[DeviceRect, ...] = ()
        self._place: QPoint | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._second)
        self._tell()

    def begin(self) -> None:
        """Appear, and count."""
        self._tick.start()
        self._stand()
        self.show()

    def end(self) -> None:
        """Leave."""
        self._tick.stop()
        self.hide()
        self.deleteLater()

    def count(self, steps: int) -> None:
        """Say how many steps there are."""
        self._steps = steps
        self._tell()

    def show_paused(self, paused: bool) -> None:
        """Say whether anything is recorded now."""
        self._paused = paused
        self._pause.setText(translate("recording", "Go on") if paused else translate("recording", "Pause"))
        self._tell()
        self._stand()

    @staticmethod
    def _button(words: str, shortcut: str, asked: object) -> QPushButton:
        button = QPushButton(words)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(shortcut)
        button.setAccessibleDescription(shortcut)
        button.clicked.connect(asked)
        return button

    def _second(self) -> None:
        if not self._paused:
            self._elapsed_s += 1
            self._tell()

    def _tell(self) -> None:
        minutes, seconds = divmod(self._elapsed_s, 60)
        steps = translate_count("recording", "{count} step", "{count} steps", self._steps)
        state = translate("recording", "Paused") if self._paused else translate("recording", "Recording")
        self._dot.setStyleSheet(f"color: {_AMBER if self._paused else _RED}")
        self._words.setText(f"{state}  {minutes}:{seconds:02}  {steps}")
        self._undo.setEnabled(self._steps > 0)

    def keep_clear_of(self, controls: Sequence[DeviceRect]) -> None:
        """Stand where none of these can be clicked: whoever works does not have to push us aside."""
        self._controls = tuple(controls)
        self._stand()

    def _stand(self) -> None:
        self.adjustSize()
        if self._carried:
            return
        scale = self.devicePixelRatioF()
        taken = [QRectF(r.x / scale, r.y / scale, r.width / scale, r.height / scale) for r in self._controls]
        here = self._place if self._place is not None and self._is_clear(self._place, taken) else None
        place = here or next((place for place in self._places() if self._is_clear(place, taken)), self._places()[0])
        if place != self._place:
            self._place = place
            self.move(place)

    def _places(self) -> list[QPoint]:
        """Return where it may stand, best first: where programs have the least to click."""
        free = QApplication.primaryScreen().availableGeometry()
        left, right = free.left() + _INSET_PX, free.right() - self.width() - _INSET_PX
        top, bottom = free.top() + _INSET_PX, free.bottom() - self.height() - _INSET_PX
        middle, half = free.center().x() - self.width() // 2, free.center().y()
        corners = [(right, bottom), (middle, bottom), (left, bottom), (right, top), (middle, free.top()), (left, top)]
        return [QPoint(x, y) for x, y in (*corners, (right, half), (left, half), (middle, half))]

    def _is_clear(self, place: QPoint, taken: Sequence[QRectF]) -> bool:
        own = QRectF(place.x(), place.y(), self.width(), self.height())
        return not any(own.intersects(rect) for rect in taken)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """Take hold of it."""
        self._grip = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """Carry it."""
        if self._grip is not None:
            self._carried = True
            self.move(event.globalPosition().toPoint() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """Let go of it."""
        del event
        self._grip = None
