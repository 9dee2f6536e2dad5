"""The window for authors on a real screen: written by keyboard, killed in the middle, brought back, saved."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import ROOT
from tests.support.desktop import Person, SeenWindow, active_window, wait_for_window, wait_until

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(120)]
NOTE = ROOT / "tutorials" / "mousepad-save-a-note"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A tutorial of one's own, with a comment that must stay."""
    folder = tmp_path / "note"
    shutil.copytree(NOTE, folder)
    file = folder / f"{NOTE.name}.yaml"
    file.write_text("# mine\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    return file


def opened(screen: VirtualScreen, file: Path) -> tuple[subprocess.Popen[bytes], SeenWindow]:
    """Open the window; return it once it has the keyboard."""
    process = screen.start(sys.executable, "-m", "guide", "edit", str(file), cwd=ROOT)
    window = wait_for_window(screen, title="Save a note")
    wait_until(lambda: active_window(screen) == window.xid, "the window to be in front")
    return process, window


def test_what_was_written_when_the_power_went_is_brought_back_and_saved(
    fresh_screen: VirtualScreen, person: Person, note: Path
) -> None:
    # given an author who makes a new step and writes into it
    before = note.read_text(encoding="utf-8")
    process, _ = opened(fresh_screen, note)
    copy = note.with_name(f".{note.name}.draft")

    person.presses("ctrl+Return")
    wait_until(copy.exists, "the first copy")
    person.types("Look at it once more.")
    wait_until(lambda: "Look at it once more." in copy.read_text(encoding="utf-8"), "the copy against accidents")
    # when the editor is killed, and opened again
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert note.read_text(encoding="utf-8") == before
    process, _ = opened(fresh_screen, note)
    # then it asks, brings it back, and saves it

    def saved() -> bool:
        person.presses("Return")
        person.presses("ctrl+s")
        return note.read_text(encoding="utf-8") != before

    wait_until(saved, "the file to be saved")
    after = note.read_text(encoding="utf-8")
    assert "    say: Look at it once more.\n" in after
    assert after.startswith("# mine\n")
    # and nothing but the new steps is different
    lines = iter(after.split("\n"))
    assert all(line in lines for line in before.split("\n"))
    assert not copy.exists()
    process.terminate()
    assert process.wait(10) == 0
