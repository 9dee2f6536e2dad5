"""The shortcut that brings the keyboard into the card, and takes it back to the program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal

from guide.app.keyboard import CardKeyboard
from guide.desktop.fake import FakeDesktop, FakeWindow
from guide.tutorial.keys import Chord

SHORTCUT = Chord.parse("Ctrl+Alt+G")


class FakeStage(QObject):
    """A stage that only says whether the card is there."""

    keyboard_left = Signal()

    def __init__(self, card: FakeWindow) -> None:
        super().__init__()
        self.there = True
        self._card = card

    def await_keyboard(self) -> int | None:
        return self._card.id if self.there else None


class Desk:
    """An editor with the keyboard, another program, and a card."""

    def __init__(self) -> None:
        self.card = FakeWindow("card", process="guide", ours=True)
        self.editor, self.mail = FakeWindow("Editor"), FakeWindow("Mail", process="mail")
        self.desktop = FakeDesktop(self.card, self.mail, self.editor)
        self.stage = FakeStage(self.card)
        self.keyboard = CardKeyboard(self.desktop, self.stage)  # type: ignore[arg-type]
        self.keyboard.start(str(SHORTCUT))

    def presses(self) -> FakeWindow | None:
        """Press the shortcut; return the window that has the keyboard then."""
        self.desktop.made.press(SHORTCUT)
        return self.desktop.active


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_there_and_back_again(desk: Desk) -> None:
    assert desk.desktop.active is desk.editor
    assert desk.presses() is desk.card
    assert desk.presses() is desk.editor
    assert desk.presses() is desk.card


def test_without_a_card_on_the_screen_the_program_keeps_it(desk: Desk) -> None:
    desk.stage.there = False
    assert desk.presses() is desk.editor


def test_when_the_card_lets_it_go_it_is_given_back(desk: Desk) -> None:
    desk.presses()
    desk.stage.keyboard_left.emit()
    assert desk.desktop.active is desk.editor


def test_when_the_tutorial_ends_keyboard_and_shortcut_are_given_back(desk: Desk) -> None:
    desk.presses()
    desk.keyboard.stop()
    assert desk.desktop.active is desk.editor
    # and the shortcut is anybody's again
    desk.desktop.hotkeys.grab(SHORTCUT, lambda: None)
    # and ending twice, or hearing of the card later, does no harm
    desk.keyboard.stop()
    desk.stage.keyboard_left.emit()


def test_where_another_program_has_the_shortcut_the_tutorial_goes_on_without() -> None:
    desktop = FakeDesktop(FakeWindow("Editor"))
    desktop.hotkeys.taken.add(SHORTCUT)
    stage = FakeStage(FakeWindow("card", ours=True))
    keyboard = CardKeyboard(desktop, stage)  # type: ignore[arg-type]
    keyboard.start(str(SHORTCUT))
    keyboard.stop()
