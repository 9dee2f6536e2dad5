"""How the window for authors is divided, as it was left the last time."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from guide.authoring.look import Look, fit


def dock(window: QMainWindow, name: str, words: str, widget: QWidget, area: Qt.DockWidgetArea) -> None:
    """Put a part of the window at one of its sides, from where it can be dragged to another."""
    made = QDockWidget(words, window)
    made.setObjectName(name)
    made.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetMovable)
    made.setWidget(widget)
    window.addDockWidget(area, made)


def remember(window: QMainWindow, settings: QSettings) -> None:
    """Keep where everything is."""
    settings.setValue("editor/geometry", window.saveGeometry())
    settings.setValue("editor/state", window.saveState())


def restore(window: QMainWindow, settings: QSettings, look: Look) -> None:
    """Put everything where it was; the first time, where most want it."""
    geometry, state = settings.value("editor/geometry"), settings.value("editor/state")
    if isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
        window.restoreGeometry(geometry)
        QTimer.singleShot(0, lambda: window.restoreState(state))
        return
    fit(window, look.px(1180), look.px(760))
    docks = {dock.objectName(): dock for dock in window.findChildren(QDockWidget)}
    window.resizeDocks([docks["steps"], docks["forms"]], [look.px(270), look.px(330)], Qt.Orientation.Horizontal)
    window.resizeDocks([docks["problems"]], [look.px(130)], Qt.Orientation.Vertical)
