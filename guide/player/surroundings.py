"""What may change around us while something is shown: monitors come, go, turn, scale; a desktop turns dark."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen


class Surroundings(QObject):
    """Says when what was laid out fits no more."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._watch)
        for changed in (app.screenAdded, app.screenRemoved, app.primaryScreenChanged):
            changed.connect(self._say)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._say)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    def _watch(self, screen: QScreen) -> None:
        for changed in (
            screen.geometryChanged,
            screen.availableGeometryChanged,
            screen.physicalDotsPerInchChanged,
            screen.logicalDotsPerInchChanged,
        ):
            changed.connect(self._say)

    def _say(self, _: object = None) -> None:
        self.changed.emit()
