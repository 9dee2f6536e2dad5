"""With the screen reader that people use: what Orca says, by its own log, while a tutorial is played."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.matrix.managers import MatrixDesk
from tests.support.desktop import focused_window, run, wait_until, wait_until_stable

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(180)]

_SAID = re.compile(r"SPEECH OUTPUT: '(.*?)'\s?\{", re.DOTALL)


class Orca:
    """A running Orca; it needs no voice to write down what it says."""

    def __init__(self, screen: VirtualScreen) -> None:
        self._screen, self._log = screen, screen.home / "orca.log"
        screen.start("/usr/bin/orca", "--replace", "--debug-file", str(self._log), "-e", "speech", "-d", "braille")
        wait_until(self.said, "Orca")

    def said(self) -> list[str]:
        """Return all that it has said."""
        text = self._log.read_text(errors="replace") if self._log.exists() else ""
        return [" ".join(words.split()) for words in _SAID.findall(text)]

    def hears(self, words: str) -> None:
        """Wait until it has said that."""

        looks = count(1)

        def look() -> bool:
            if next(looks) % 20 == 0:  # what it has said is in its log when it says the next thing
                run(self._screen, "xdotool", "key", "Shift_L")
            return any(words in one for one in self.said())

        wait_until(look, f"Orca to say “{words}”; it said {self.said()}")


@pytest.fixture
def desk(fresh_screen: VirtualScreen) -> MatrixDesk:
    return MatrixDesk(fresh_screen)


@pytest.fixture
def orca(desk: MatrixDesk) -> Orca:
    return Orca(desk.screen)


def test_each_step_is_said_once_though_the_keyboard_is_elsewhere(desk: MatrixDesk, orca: Orca) -> None:
    playing = desk.play_menus()
    orca.hears("Step 1 of 2 Open the Search menu.")
    desk.person.clicks(desk.menu("Search").center)
    assert playing.wait_for_step(2) == "document"
    orca.hears("Step 2 of 2 Open the Document menu.")
    wait_until_stable(lambda: len(orca.said()), "Orca")
    for step in ("Open the Search menu.", "Open the Document menu."):
        assert len([words for words in orca.said() if step in words]) == 1, orca.said()


def test_the_card_is_worked_by_the_keyboard_and_lets_it_go(desk: MatrixDesk, orca: Orca) -> None:
    # given the keyboard in the program
    in_program = wait_until_stable(lambda: focused_window(desk.screen), "the keyboard")
    playing = desk.play_menus()
    orca.hears("Step 1 of 2")
    # when it is brought into the card, then Orca says where it is, and each button that Tab comes to
    desk.person.presses("ctrl+alt+g")
    orca.hears("Tutorial: Two menus dialog")
    buttons = ("Pause", "Close", "Skip")

    def goes_on() -> bool:
        desk.person.presses("Tab")  # Orca writes what it has said when it says the next thing
        return all(any(f"{button} push button" in words for words in orca.said()) for button in buttons)

    wait_until(goes_on, f"all buttons; it said {orca.said()}")
    # and the program has typed nothing of it
    assert Path(desk.note).read_text() == ""
    # when the shortcut is pressed again, then the program has the keyboard
    desk.person.presses("ctrl+alt+g")
    wait_until(lambda: focused_window(desk.screen) == in_program, "the keyboard in the program")
    assert playing.process.poll() is None


def test_the_last_card_is_said(desk: MatrixDesk, orca: Orca) -> None:
    playing = desk.play_menus()
    desk.person.clicks(desk.menu("Search").center)
    assert playing.wait_for_step(2) == "document"
    desk.person.presses("Escape")
    wait_until(lambda: desk.lit("Document"), "the light on the next menu")
    desk.person.clicks(desk.menu("Document").center)
    orca.hears("Two menus")
    wait_until(lambda: any("Done" in words or "done" in words for words in orca.said()), f"{orca.said()}")
