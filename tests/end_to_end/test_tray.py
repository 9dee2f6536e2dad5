"""The tray program on a real screen: asked by a shortcut, it answers for the program in front."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import ROOT, log_of
from tests.support.desktop import (
    Person,
    SeenWindow,
    active_window,
    open_program,
    wait_for_window,
    wait_until,
    windows,
)

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(120)]
SEARCH = "How do I"


@pytest.fixture
def editor(fresh_screen: VirtualScreen) -> SeenWindow:
    """Mousepad, in front."""
    return open_program(fresh_screen, "mousepad", title="Mousepad")


@pytest.fixture
def guide(fresh_screen: VirtualScreen, editor: SeenWindow) -> subprocess.Popen[bytes]:
    """The tray program."""
    return start_guide(fresh_screen)


def start_guide(screen: VirtualScreen) -> subprocess.Popen[bytes]:
    """Start the tray program and return it once its shortcut is its own."""
    process = screen.start(sys.executable, "-m", "guide", cwd=ROOT)
    runtime = Path(screen.environment["XDG_RUNTIME_DIR"]) / "guide"
    wait_until((runtime / "guide.socket").exists, "guide to be ready")
    return process


def ask(screen: VirtualScreen, person: Person) -> SeenWindow:
    """Press the shortcut until the list is there: the program may be starting still."""

    def pressed() -> bool:
        person.presses("ctrl+alt+h")
        return any(SEARCH in window.title for window in windows(screen))

    wait_until(pressed, "the list of tutorials")
    return wait_for_window(screen, title=SEARCH)


def test_the_question_is_answered_for_the_program_in_front(
    fresh_screen: VirtualScreen, person: Person, editor: SeenWindow, guide: subprocess.Popen[bytes]
) -> None:
    # given a text editor in front, when somebody asks how to save
    ask(fresh_screen, person)
    person.types("how do I save")
    person.presses("Return")

    # then that tutorial is on the screen, and the editor has the keyboard back
    shown = wait_until(lambda: [e.step for e in log_of(fresh_screen) if e.kind == "step-shown"], "the first step")
    assert shown == ["write"]
    wait_until(lambda: active_window(fresh_screen) == editor.xid, "the editor to have the keyboard")
    assert not [window for window in windows(fresh_screen) if SEARCH in window.title]


def test_a_second_start_brings_the_first_forward(
    fresh_screen: VirtualScreen, editor: SeenWindow, guide: subprocess.Popen[bytes]
) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "guide"],
        env=fresh_screen.environment,
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert second.returncode == 0
    assert "running already" in second.stderr
    wait_for_window(fresh_screen, title=SEARCH)
    assert guide.poll() is None


def test_it_survives_a_kill_of_the_first(
    fresh_screen: VirtualScreen, person: Person, editor: SeenWindow, guide: subprocess.Popen[bytes]
) -> None:
    # given a guide that was killed and left its lock and its socket
    guide.kill()
    guide.wait()
    # when it is started again, then it is the first
    again = start_guide(fresh_screen)
    ask(fresh_screen, person)
    assert again.poll() is None


def test_without_a_tray_a_small_button_floats(
    fresh_screen: VirtualScreen, editor: SeenWindow, guide: subprocess.Popen[bytes]
) -> None:
    launcher = wait_for_window(fresh_screen, title="^guide$", within_s=40)
    assert launcher.rect.width < 100


def test_it_says_what_it_needs_where_there_is_no_screen() -> None:
    environment = {"PATH": "/usr/bin", "HOME": "/nonexistent", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "guide", "doctor"],
        env=environment,
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 4
    assert "DISPLAY" in done.stdout
    assert "Traceback" not in done.stderr
