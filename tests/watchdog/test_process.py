"""The watchdog as a process of its own, over a real screen."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.desktop.virtual.sweeper import programs_of
from guide.desktop.virtual_screen import VirtualScreen
from guide.watchdog.__main__ import stopped
from guide.watchdog.heart import Heart
from tests.support.desktop import wait_until
from tests.watchdog.windows import Shown

ROOT = Path(__file__).parent.parent.parent
FREE_WITHIN_S = 2.0


@pytest.fixture
def heart(plain_screen: VirtualScreen) -> Iterator[Heart]:
    """A heart of this process, on the screen."""
    with plain_screen.entered():
        beating = Heart(FREE_WITHIN_S)
        yield beating
        beating.stop()


@pytest.fixture
def shown(plain_screen: VirtualScreen) -> Iterator[Shown]:
    """Windows on the screen."""
    with Shown(plain_screen.display) as windows:
        yield windows


@pytest.mark.desktop
def test_only_what_lies_over_other_programs_is_taken_off(heart: Heart, shown: Shown) -> None:
    # given a card over all windows, a window of ours that can be moved, and somebody else's menu
    card, settings, menu = shown.over_all(), shown.ordinary(), shown.over_all(pid=1)
    wait_until(lambda: shown.managed(settings), "the window manager")

    # when we hang after a beat
    heart.beat()
    began = time.monotonic()
    wait_until(lambda: not shown.visible(card), "the card to be taken off")

    # then only the card is gone, in time, and we are told when we come back
    assert time.monotonic() - began < FREE_WITHIN_S
    assert shown.visible(settings)
    assert shown.visible(menu)
    assert heart.freed()


@pytest.mark.desktop
def test_the_keyboard_goes_to_the_program_in_front(heart: Heart, shown: Shown, plain_screen: VirtualScreen) -> None:
    # given another program in front, and a card that has the keyboard
    with Shown(plain_screen.display) as others:
        program = others.ordinary(pid=1)
        wait_until(lambda: others.managed(program), "the other program")
        card = shown.over_all()
        shown.focus(card)
        assert shown.has_focus(card)

        # when we hang, then the other program has it
        heart.beat()
        wait_until(lambda: others.has_focus(program), "the keyboard to be given back")


@pytest.mark.desktop
def test_it_ends_with_guide_and_can_be_had_again(heart: Heart, plain_screen: VirtualScreen) -> None:
    def programs() -> list[int]:
        return list(programs_of(plain_screen.environment["GUIDE_VIRTUAL_SCREEN"]))

    def wait_for_watchdog() -> None:  # a program that has just been started has no environment for a moment
        wait_until(lambda: len(programs()) == len(before) + 1, "the watchdog")

    before = programs()
    heart.beat()
    wait_for_watchdog()
    heart.stop()
    assert programs() == before
    heart.beat()
    wait_for_watchdog()


@pytest.mark.desktop
def test_a_guide_that_hangs_for_good_is_ended(plain_screen: VirtualScreen) -> None:
    guide = plain_screen.start(sys.executable, "-m", "tests.watchdog.hanging", cwd=ROOT)
    assert guide.wait(20) == -signal.SIGKILL
    said = max(plain_screen.logs.iterdir()).read_text()
    assert said == "guide did not answer for 1 s and was ended. What was done is in its log; start it again to go on.\n"


def test_a_guide_that_somebody_stopped_on_purpose_is_told_apart() -> None:
    with subprocess.Popen(["sleep", "60"]) as process:
        assert not stopped(process.pid)
        process.send_signal(signal.SIGSTOP)
        wait_until(lambda: stopped(process.pid), "the process to stop")
        process.kill()


def test_it_is_small() -> None:
    # it is started while something is being shown: each library would cost time and memory
    script = "import sys, guide.watchdog.__main__; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"PySide6", "yaml", "asyncio", "dbus_fast", "sqlite3", "mss", "re2"} & set(done.stdout.split())


@pytest.mark.expects_log("guide runs without its watchdog")
def test_where_it_cannot_be_started_guide_runs_on_and_says_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    heart = Heart(3.0)
    heart.beat()
    heart.beat()
    heart.rest()
    assert heart.fileno() is None
    heart.stop()
