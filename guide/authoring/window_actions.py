"""What can be done in the window for authors: each with words, a key and a picture; and the bars they are on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QToolBar, QVBoxLayout, QWidget

from guide.authoring.look import Look, icon, icon_size
from guide.i18n import translate

_WITHOUT_PICTURE = ("next", "before", "bold", "pick-resting")
_TO_STEPS = ("add", "duplicate", "split", "join", "up", "down", "delete")
_GROUPS = (
    ("save", "undo", "redo"),
    ("play", "rehearse", "stop", "report", "repair"),
    ("colleague", "translate", "review"),
    ("record", "export"),
    ("help",),
)
_PICTURE_ALONE = ("undo", "redo", "stop", "report", "record", "export")


def _words_and_keys() -> dict[str, tuple[str, Any]]:
    keys = QKeySequence.StandardKey
    return {
        "save": (translate("authoring", "Save"), keys.Save),
        "undo": (translate("authoring", "Undo"), keys.Undo),
        "redo": (translate("authoring", "Redo"), "Ctrl+Shift+Z"),
        "add": (translate("authoring", "New step"), "Ctrl+Return"),
        "duplicate": (translate("authoring", "Duplicate"), "Ctrl+D"),
        "split": (translate("authoring", "Split at the cursor"), "Ctrl+Shift+Return"),
        "join": (translate("authoring", "Join with the next"), "Ctrl+J"),
        "up": (translate("authoring", "Move up"), "Alt+Shift+Up"),
        "down": (translate("authoring", "Move down"), "Alt+Shift+Down"),
        "delete": (translate("authoring", "Delete"), None),
        "play": (translate("authoring", "Try from here"), "F5"),
        "pick": (translate("authoring", "Point at the target"), "F4"),
        "pick-resting": (translate("authoring", "Point at the target in a menu"), "Shift+F4"),
        "rehearse": (translate("authoring", "Rehearse"), "F6"),
        "repair": (translate("authoring", "Repair"), "Shift+F6"),
        "stop": (translate("authoring", "Stop"), None),
        "colleague": (translate("authoring", "As a colleague sees it"), "F7"),
        "translate": (translate("authoring", "Translate"), "F8"),
        "review": (translate("authoring", "Review"), "F9"),
        "record": (translate("authoring", "Record…"), "F2"),
        "export": (translate("authoring", "Export…"), "Ctrl+E"),
        "help": (translate("authoring", "Show me how"), "F1"),
        "next": (translate("authoring", "Next step"), "Ctrl+PgDown"),
        "before": (translate("authoring", "Step before"), "Ctrl+PgUp"),
        "bold": (translate("authoring", "Bold"), keys.Bold),
        "report": (translate("authoring", "Report of the rehearsal"), None),
    }


def make_actions(window: QMainWindow, look: Look, calls: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Return all that can be done, by name; its keys work in the whole window. `calls`: what does it."""
    actions = {}
    for name, (words, keys) in _words_and_keys().items():
        action = actions[name] = QAction(words, window)
        if name not in _WITHOUT_PICTURE:
            action.setIcon(icon(name, look))
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
            action.setToolTip(f"{words} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        action.triggered.connect(lambda _=False, call=calls[name]: call())
        window.addAction(action)
    return actions


def add_tool_bar(window: QMainWindow, look: Look, actions: Mapping[str, QAction], without: Collection[str]) -> None:
    """Put the bar at the top; `without`: what is not offered here."""
    bar = QToolBar(translate("authoring", "Tools"))
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setIconSize(icon_size(look))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    for group in _GROUPS:
        for name in group:
            if name not in without:
                bar.addAction(actions[name])
        bar.addSeparator()
    window.addToolBar(bar)
    for name in _PICTURE_ALONE:
        button = bar.widgetForAction(actions[name])
        if button is not None:
            button.setProperty("toolButtonStyle", Qt.ToolButtonStyle.ToolButtonIconOnly)


def with_buttons(steps: QWidget, look: Look, actions: Mapping[str, QAction]) -> QWidget:
    """Return the list of steps with what one does to steps right below it."""
    bar = QToolBar()
    bar.setIconSize(icon_size(look))
    for name in _TO_STEPS:
        bar.addAction(actions[name])
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(steps, 1)
    column.addWidget(bar)
    return whole
