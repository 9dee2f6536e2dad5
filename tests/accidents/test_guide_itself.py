"""guide is killed, hangs, or runs twice."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from guide.records.reader import Reader
from tests.accidents.desk import TUTORIAL, Desk, overlay, processes
from tests.end_to_end.playing import Playing, records_of
from tests.support.desktop import focused_window, wait_until

pytestmark = pytest.mark.desktop

#: What the setting `overlay.watchdog_s` promises when nobody has changed it.
FREE_WITHIN_S = 3.0
DISMISSED = 3


def left_at(desk: Desk) -> str | None:
    """Return the step that is offered to be resumed."""
    with Reader(records_of(desk.screen)) as log:
        unfinished = log.last_unfinished()
    return unfinished and str(unfinished["step_id"])


@pytest.mark.parametrize("step", ["write", "search"])
def test_it_is_killed_in_the_middle_of_a_step(desk: Desk, step: str) -> None:
    # given a person in the first or the second step
    playing = desk.play()
    if step == "search":
        desk.works_on("done")
        assert playing.wait_for_step(2) == step
        desk.wait_for_light(playing)
    before = playing.entries()

    # when guide is killed, then the screen is free at once
    playing.process.kill()
    assert playing.ended() == -signal.SIGKILL
    wait_until(desk.freed, "the screen to be free", within_s=2)
    desk.works_on()

    # and the log is whole, the step offered again, the watchdog gone
    assert playing.entries() == before
    assert left_at(desk) == step
    wait_until(lambda: not processes(desk.screen, "guide.watchdog"), "the watchdog to end")


def test_it_hangs(desk: Desk) -> None:
    # given a step on the screen
    playing = desk.play()

    # when guide hangs, then the screen is free within three seconds
    hung_at = time.monotonic()
    playing.process.send_signal(signal.SIGSTOP)
    wait_until(lambda: not overlay(desk.screen, playing.process.pid), "the overlay to leave")
    assert time.monotonic() - hung_at < FREE_WITHIN_S
    assert desk.freed()

    # and the person works on
    desk.works_on("in the meantime")

    # when it comes back, then so does the step, and goes on when it is done
    playing.process.send_signal(signal.SIGCONT)
    desk.wait_for_light(playing)
    desk.works_on("done")
    assert playing.wait_for_step(2) == "search"


def test_it_hangs_while_its_card_has_the_keyboard(desk: Desk) -> None:
    # given a person who went into the card by its shortcut
    playing = desk.play()
    before = focused_window(desk.screen)
    desk.person.presses("ctrl+alt+g")
    wait_until(lambda: focused_window(desk.screen) != before, "the keyboard to be in the card")

    # when guide hangs, then the keyboard is with the editor again as soon as the screen is free
    playing.process.send_signal(signal.SIGSTOP)
    wait_until(lambda: not overlay(desk.screen, playing.process.pid), "the overlay to leave")
    desk.works_on("no click needed", click=False)
    playing.process.send_signal(signal.SIGCONT)
    desk.wait_for_light(playing)


def test_two_of_one_person(desk: Desk) -> None:
    # given a tutorial that is played twice
    first = desk.play()
    second = Playing(desk.screen, TUTORIAL)
    wait_until(lambda: overlay(desk.screen, second.process.pid), "the second one")

    # when the step is done, then both go on
    desk.works_on("done")
    wait_until(lambda: shown(first) == ["write", "write", "search", "search"], "both to be in step 2")

    # and one that is killed disturbs neither the other nor the log that both write
    first.process.kill()
    second.process.terminate()
    assert second.ended() == DISMISSED
    wait_until(desk.freed, "the screen to be free")
    assert outcomes(second) == [None, "dismissed"]


def test_two_logins_of_one_person(make_screen: Callable[..., VirtualScreen], tmp_path: Path) -> None:
    # given one person at two screens, with one home, in the middle of a tutorial on both
    desks = [Desk(make_screen(extra={"GUIDE_HOME": str(tmp_path)})) for _ in range(2)]
    one, other = (desk.play() for desk in desks)

    # when the work goes on at one screen, then only that one goes on
    desks[0].works_on("done")
    wait_until(lambda: shown(one) == ["write", "write", "search"], "step 2 at one screen")
    assert not desks[1].freed()

    # and the log of both is one and whole
    for playing in (one, other):
        playing.process.terminate()
        assert playing.ended() == DISMISSED
    assert outcomes(one) == ["dismissed", "dismissed"]


def shown(playing: Playing) -> list[str]:
    """Return the steps that any guide of the person has shown, sorted as they come in the tutorial."""
    return sorted(playing.shown(), key=["write", "search", "document"].index)


def outcomes(playing: Playing) -> list[str | None]:
    """Return how the runs ended; None: not."""
    return sorted((e.outcome for e in playing.entries() if e.kind == "started"), key=lambda outcome: outcome or "")
