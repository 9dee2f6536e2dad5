"""Scenes and widgets for the tests of the player."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from guide.conductor.scene import Light, Scene
from guide.player.card import Card
from guide.player.content import Content
from guide.player.theme import Look, Theme
from guide.session.view import View
from guide.tutorial.document import Ask, Choice
from guide.tutorial.geometry import DeviceRect

WINDOW = DeviceRect(100, 80, 600, 400)
TARGET = DeviceRect(200, 150, 90, 30)
QUESTION = Ask(
    "Where did the note go?",
    (
        Choice("documents", "To *Documents*", correct=True, say="Well found."),
        Choice("nowhere", "Nowhere yet", correct=False, say="Look again."),
    ),
)


def view(state: str = "showing", **more: Any) -> View:
    """A step in the middle of a tutorial."""
    usual = {"step_id": "open", "say": "Open the **File** menu.", "number": 3, "total": 7, "progress": 2 / 7}
    return View(state=state, tutorial_title="Save a note", **(usual | more))  # type: ignore[arg-type]


def scene(state: str = "showing", *, lit: bool = True, visible: bool = True, **more: Any) -> Scene:
    """That step over a program, with its light."""
    return Scene(view(state, **more), (Light(TARGET),) if lit else (), WINDOW, visible)


def shown_card(qtbot: Any, content: Content, look: Look = Look(), room: tuple[int, int] = (900, 900)) -> Card:  # noqa: B008
    """A card on the (invisible) screen."""
    card = Card(Theme.of(look), translucent=True)
    qtbot.addWidget(card)
    card.say(content, None, room)
    card.show()
    card.await_keyboard()
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    return card


def button(parent: QWidget, name: str) -> QAbstractButton:
    """The visible button of that id."""
    found = [b for b in parent.findChildren(QAbstractButton, name) if b.isVisibleTo(parent)]
    assert len(found) == 1, f"{name}: {found}"
    return found[0]


def buttons(parent: QWidget) -> list[QAbstractButton]:
    """All visible buttons, in the order of the Tab key."""
    return [b for b in parent.findChildren(QAbstractButton) if b.isVisibleTo(parent)]


def collected(signal: Any) -> list[Any]:
    """A list that grows with each emission."""
    got: list[Any] = []
    receive: Callable[..., None] = lambda *values: got.append(values[0] if values else None)  # noqa: E731
    signal.connect(receive)
    return got


def windows(name: str) -> list[QWidget]:
    """Our own visible windows of a kind: `guide-dim`, `guide-card`, `guide-sheet`, `guide-frame`."""
    return [w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible()]
