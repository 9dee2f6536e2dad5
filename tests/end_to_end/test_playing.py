"""`guide play` as a person and a shell meet it, over a real editor: how it ends, and where it begins."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint
from tests.end_to_end.card import card_button
from tests.end_to_end.holes import still
from tests.end_to_end.playing import Playing
from tests.support.desktop import (
    Person,
    SeenWindow,
    active_window,
    focused_window,
    open_program,
    run,
    wait_for_window,
    wait_until,
    wait_until_stable,
    windows,
)

pytestmark = pytest.mark.desktop

COMPLETED, DISMISSED, NOT_COMPLETED = 0, 3, 4
QUICKEST_READER_S = 0.5

HEAD = "format: 1\nid: menus\ntitle: Two menus\napplication: {process: mousepad, title: Mousepad}\nsteps:\n"
MENUS = """\
  - {id: search, say: Open it., target: {element: {role: menuitem, name: Search}}}
  - {id: view, say: Open it., target: {element: {role: menuitem, name: View}}}
  - {id: document, say: Open it., target: {element: {role: menuitem, name: Document}}}
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a tutorial over the editor with these steps."""

    def write(steps: str = MENUS, launch: str | None = None) -> Path:
        head = HEAD.replace("title: Mousepad", f"title: Mousepad, launch: {launch}") if launch else HEAD
        file = tmp_path / "menus.yaml"
        file.write_text(head + steps)
        return file

    return write


@pytest.fixture
def editor(fresh_screen: VirtualScreen) -> SeenWindow:
    return open_program(fresh_screen, "mousepad", wm_class="mousepad")


def presses_on_card(screen: VirtualScreen, playing: Playing, person: Person, name: str) -> None:
    """Read the card for as long as the quickest person would: what comes sooner is half a double click."""
    begun = time.monotonic()
    button = card_button(screen, playing.process.pid, name)
    wait_until(lambda: still(screen) and time.monotonic() - begun > QUICKEST_READER_S, "the card to be read")
    person.clicks(button.center)


# --- how it ends ----------------------------------------------------------------------------------------------------


def test_escape_in_the_card_ends_it_as_dismissed(
    fresh_screen: VirtualScreen, person: Person, editor: SeenWindow, write: Write
) -> None:
    # given a step on the screen, and the keyboard in the program
    in_program = wait_until_stable(lambda: focused_window(fresh_screen), "the keyboard")
    playing = Playing(fresh_screen, write())
    playing.wait_for_step(1)
    person.presses("Escape")
    assert focused_window(fresh_screen) == in_program
    assert playing.process.poll() is None
    # when the shortcut has brought the keyboard into the card, and Escape is pressed there
    person.presses("ctrl+alt+g")
    wait_until(lambda: focused_window(fresh_screen) != in_program, "the keyboard in the card")
    person.presses("Escape")
    # then it was dismissed, and the program has the keyboard again
    assert playing.ended() == DISMISSED
    assert (playing.entries()[-1].kind, playing.entries()[-1].detail) == ("dismissed", "not-now")
    wait_until(lambda: focused_window(fresh_screen) == in_program, "the keyboard in the program")


def test_who_clicks_into_another_window_has_the_keyboard_there(
    fresh_screen: VirtualScreen, person: Person, editor: SeenWindow, write: Write
) -> None:
    # given another window beside the program, and the keyboard in the card
    other = open_program(fresh_screen, "xterm", "-geometry", "30x10+10+600", wm_class="xterm")
    run(fresh_screen, "xdotool", "windowactivate", "--sync", str(editor.xid))
    in_program = wait_until_stable(lambda: focused_window(fresh_screen), "the keyboard")
    playing = Playing(fresh_screen, write())
    playing.wait_for_step(1)
    person.presses("ctrl+alt+g")
    wait_until(lambda: focused_window(fresh_screen) != in_program, "the keyboard in the card")
    # when the person clicks into the other window, then it has the keyboard and keeps it
    person.clicks(DevicePoint(other.rect.x + 60, other.rect.bottom - 10))
    wait_until(lambda: active_window(fresh_screen) == other.xid, "the other window to be active")
    assert wait_until_stable(lambda: focused_window(fresh_screen), "the keyboard") == other.xid


def test_a_target_that_never_comes_ends_it_as_failed(
    fresh_screen: VirtualScreen, editor: SeenWindow, write: Write
) -> None:
    file = write("  - {id: gone, say: Press it., target: {element: {role: button, name: Nowhere}}}\n")
    playing = Playing(fresh_screen, file, "--give-up", "1", "--quit-when-done")
    assert playing.ended() == NOT_COMPLETED
    assert [(entry.kind, entry.detail) for entry in playing.entries()[-2:]] == [
        ("lost", "not-found"),
        ("failed", "not-found"),
    ]


def test_a_program_that_is_closed_for_good_ends_it_as_failed(
    fresh_screen: VirtualScreen, person: Person, editor: SeenWindow, write: Write
) -> None:
    playing = Playing(fresh_screen, write(), "--give-up", "2", "--quit-when-done")
    playing.wait_for_step(1)
    person.presses("ctrl+q")
    wait_until(lambda: not windows(fresh_screen), "the editor to close")
    assert playing.ended() == NOT_COMPLETED
    assert (playing.entries()[-1].kind, playing.entries()[-1].detail) == ("failed", "application-missing")


def test_who_skips_every_step_comes_to_the_end(
    fresh_screen: VirtualScreen, person: Person, editor: SeenWindow, write: Write
) -> None:
    playing = Playing(fresh_screen, write(), "--quit-when-done")
    for number in (1, 2, 3):
        playing.wait_for_step(number)
        presses_on_card(fresh_screen, playing, person, "Skip")
        playing.done_with(number)
    assert playing.ended() == COMPLETED
    assert playing.entries()[-1].kind == "skipped"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "a polite kill"])
def test_interrupted_it_is_dismissed(
    fresh_screen: VirtualScreen, editor: SeenWindow, write: Write, number: int
) -> None:
    playing = Playing(fresh_screen, write())
    playing.wait_for_step(1)
    playing.process.send_signal(number)
    assert playing.ended() == DISMISSED
    assert playing.entries()[-1].kind == "dismissed"


def test_interrupted_at_its_last_card_it_has_ended_as_it_has(
    fresh_screen: VirtualScreen, person: Person, editor: SeenWindow, write: Write
) -> None:
    # given somebody who has done it all, and leaves the last card open
    playing = Playing(fresh_screen, write("  - {id: read, say: Read this.}\n"))
    playing.wait_for_step(1)
    presses_on_card(fresh_screen, playing, person, "Next")
    wait_until(lambda: playing.entries()[-1].kind == "completed", "the end")
    card_button(fresh_screen, playing.process.pid, "Close")
    assert playing.process.poll() is None
    # when guide is told to end, then it was completed
    playing.process.send_signal(signal.SIGINT)
    assert playing.ended() == COMPLETED


# --- what is done ---------------------------------------------------------------------------------------------------


def test_two_double_clicks_are_two_steps(
    fresh_screen: VirtualScreen, person: Person, editor: SeenWindow, write: Write
) -> None:
    # given two steps that each want a double click on the same page
    page = "target: {element: {role: textbox}}, until: double-clicked}\n"
    file = write(f"  - {{id: one, say: Twice., {page}  - {{id: two, say: Again., {page}")
    playing = Playing(fresh_screen, file, "--quit-when-done")
    playing.wait_for_step(1)
    where = DevicePoint(editor.rect.center.x, editor.rect.bottom - 80)
    # when the person clicks once, that is not enough; twice is one step, and no more
    person.clicks(where)
    person.double_clicks(where)
    assert playing.wait_for_step(2) == "two"
    assert playing.process.poll() is None
    person.double_clicks(where)
    assert playing.ended() == COMPLETED
    assert [(e.kind, e.step) for e in playing.entries() if e.kind == "step-done"] == [
        ("step-done", "one"),
        ("step-done", "two"),
    ]


def test_the_program_is_opened_when_nobody_does(fresh_screen: VirtualScreen, write: Write) -> None:
    playing = Playing(fresh_screen, write(launch="mousepad"))
    wait_for_window(fresh_screen, wm_class="mousepad")
    assert playing.wait_for_step(1) == "search"
    playing.process.terminate()
    assert playing.ended() == DISMISSED
    # and it stays open: it is the person's now
    assert len(windows(fresh_screen)) == 1


# --- where it begins ------------------------------------------------------------------------------------------------


def test_it_can_begin_at_any_step(fresh_screen: VirtualScreen, editor: SeenWindow, write: Write) -> None:
    playing = Playing(fresh_screen, write(), "--from", "document")
    assert playing.wait_for_step(1) == "document"


def test_killed_in_the_middle_it_goes_on_where_it_was(
    fresh_screen: VirtualScreen, person: Person, editor: SeenWindow, write: Write
) -> None:
    # given a run that dies in its second step
    file = write("  - {id: read, say: Read this.}\n" + MENUS)
    playing = Playing(fresh_screen, file)
    playing.wait_for_step(1)
    presses_on_card(fresh_screen, playing, person, "Next")
    assert playing.wait_for_step(2) == "search"
    playing.process.kill()
    playing.ended()
    # when it is resumed, then it begins there; the log has both runs
    again = Playing(fresh_screen, file, "--resume")
    assert again.wait_for_step(3) == "search"
    assert [(e.kind, e.step) for e in again.entries()[-2:]] == [("resumed", "search"), ("step-shown", "search")]
    # when it is dismissed for now, it can be resumed again
    again.process.terminate()
    assert again.ended() == DISMISSED
    third = Playing(fresh_screen, file, "--resume", "--quit-when-done")
    assert third.wait_for_step(4) == "search"
    # when it is brought to its end, there is nothing to resume any more
    for number in (4, 5, 6):
        presses_on_card(fresh_screen, third, person, "Skip")
        third.done_with(number)
    assert third.ended() == COMPLETED
    last = Playing(fresh_screen, file, "--resume")
    assert last.wait_for_step(7) == "read"
    assert "menus was not left in the middle; it begins at the start" in _output(fresh_screen)


def test_without_being_asked_to_resume_it_begins_at_the_start(
    fresh_screen: VirtualScreen, person: Person, editor: SeenWindow, write: Write
) -> None:
    file = write("  - {id: read, say: Read this.}\n" + MENUS)
    playing = Playing(fresh_screen, file)
    playing.wait_for_step(1)
    presses_on_card(fresh_screen, playing, person, "Next")
    playing.wait_for_step(2)
    playing.process.kill()
    playing.ended()
    again = Playing(fresh_screen, file)
    assert again.wait_for_step(3) == "read"


def _output(screen: VirtualScreen) -> str:
    return "\n".join(log.read_text(errors="replace") for log in sorted(screen.logs.glob("*python*.log")))
