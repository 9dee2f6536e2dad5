"""The program that a tutorial is about dies, hangs or comes back as another window."""

from __future__ import annotations

import signal
import time

import pytest

from tests.accidents.desk import Desk, overlay
from tests.end_to_end.card import card_button
from tests.support.desktop import wait_until

pytestmark = pytest.mark.desktop


def test_it_is_killed_and_opened_again(desk: Desk) -> None:
    # given a step over the editor
    playing = desk.play()

    # when the editor dies, then everything of ours leaves with it
    desk.kill_editor()
    wait_until(lambda: not overlay(desk.screen, playing.process.pid), "the overlay to leave")
    assert playing.process.poll() is None

    # when it is opened again, as another window, then the step is there again, and goes on when it is done
    desk.open_editor()
    desk.wait_for_light(playing)
    desk.works_on("done")
    assert playing.wait_for_step(2) == "search"

    # and the log holds one run, which nothing in between has ended
    assert [entry.kind for entry in playing.entries()] == ["started", "step-shown", "step-done", "step-shown"]


def test_it_hangs_for_a_while(desk: Desk) -> None:
    # given a step over the editor
    playing = desk.play()

    # when the editor hangs, and somebody notices because a click does nothing
    desk.process.send_signal(signal.SIGSTOP)
    desk.person.clicks(desk.page)

    # then the light goes, for nobody knows any more whether it is right, and the card says the reason
    wait_until(lambda: not desk.dimmed(), "the light to go")
    desk.wait_for_words(playing, "Mousepad does not answer at the moment")
    assert playing.entries()[-1].kind == "lost"
    assert playing.entries()[-1].detail == "no-answer"

    # when it answers again, then the step goes on
    desk.process.send_signal(signal.SIGCONT)
    desk.wait_for_light(playing)
    desk.works_on("done")
    assert playing.wait_for_step(2) == "search"


def test_it_hangs_and_the_person_has_had_enough(desk: Desk) -> None:
    # given a step over an editor that hangs
    playing = desk.play()
    close = card_button(desk.screen, playing.process.pid, "Close")
    desk.process.send_signal(signal.SIGSTOP)
    desk.person.clicks(desk.page)

    # when the person closes the card
    began = time.monotonic()
    desk.person.clicks(close.center)
    desk.person.clicks(card_button(desk.screen, playing.process.pid, "Not now").center)

    # then guide leaves at once, whatever the program does
    assert playing.ended() == 3
    assert time.monotonic() - began < 5
    wait_until(desk.freed, "the screen to be free")
    assert playing.entries()[-1].kind == "dismissed"
    desk.process.send_signal(signal.SIGCONT)
    desk.works_on()
