"""A small card in the corner of a program that asks whether somebody wants to be shown something.

Nothing is dimmed, nothing waits for an answer, and it takes no key that it was not given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from guide.conductor.scene import Scene
from guide.player import text
from guide.player.card import Card
from guide.player.content import Button, Content
from guide.player.seating import Seat, grid_of, room_of
from guide.player.sheet import Sheet
from guide.player.surfaces import place
from guide.player.theme import Theme

ANSWERS: Final = ("show", "not-now", "remind", "never")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is offered, and why now."""

    title: str
    summary: str
    steps: int
    reminder: bool = False
    """Whether the person asked for it to come back."""


class Invitation(QObject):
    """One question over one window."""

    answered = Signal(str)
    """One of `ANSWERS`."""
    keyboard_left = Signal()
    """It had the keyboard and gave it up."""

    def __init__(self, asked: Asked, theme: Theme, *, translucent: bool) -> None:
        super().__init__()
        self._sheet = Sheet(theme) if translucent else None
        self._card = Card(theme, translucent=translucent)
        self._content = invitation_content(asked)
        self._card.pressed.connect(lambda button: self.answered.emit(button.id))
        self._card.escaped.connect(lambda: self.answered.emit("not-now"))
        self._card.keyboard_left.connect(self.keyboard_left)

    def show_over(self, scene: Scene) -> None:
        """Appear in the lower corner of the window of `scene`, which has no lights."""
        self._card.say(self._content, None, room_of(grid_of(scene)))
        seat = Seat.beside(scene, self._card.size(), right_to_left=self._card.isRightToLeft())
        place(self._card, seat.placed.rect, seat.grid)
        if self._sheet is not None:
            self._sheet.surround(self._card.geometry(), None, 0)
            self._sheet.show()
        self._card.show()
        self._card.announce()

    def await_keyboard(self) -> int | None:
        """Get ready for the keyboard; return the window."""
        return self._card.await_keyboard() if self._card.isVisible() else None

    def close(self) -> None:
        """Leave."""
        for window in (self._card, self._sheet):
            if window is not None:
                window.hide()
                window.deleteLater()


def invitation_content(asked: Asked) -> Content:
    """Return what the card says."""
    facts = text.steps(asked.steps)
    return Content(
        kicker=text.you_asked_for_this() if asked.reminder else text.something_new(),
        heading=asked.title,
        text="\n\n".join(part for part in (asked.summary, facts) if part),
        buttons=(
            Button("show", text.show_me(), None, primary=True),
            Button("not-now", text.not_now(), None),
            Button("remind", text.remind_me(), None),
            Button("never", text.never_again(), None),
        ),
        running=False,
        stacked=True,
    )
