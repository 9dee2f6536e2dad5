"""`guide rehearse` over a real editor: what a failure leaves behind, and that nothing else stays."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from guide.desktop.virtual.sweeper import programs_of
from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import PATIENCE_S, ROOT, log_of
from tests.support.desktop import open_program, wait_until, windows

pytestmark = pytest.mark.desktop

NOT_COMPLETED = 4

HEAD = """\
format: 1
id: {id}
title: A note
application: {{process: mousepad, title: Mousepad, launch: {launch}}}
steps:
"""
WRITE = "  - {id: write, say: Write *milk*., target: {element: {role: textbox}}, until: {value: milk}}\n"
SAVE = "  - {id: save, title: Keep it, say: Press it., target: {element: {role: button, name: Keep it}}}\n"
FOR_EVER = "  - {id: wait, say: Wait., until: {waited: 10m}}\n"


def written(folder: Path, steps: str, name: str = "note", launch: str = "mousepad") -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(HEAD.format(id=name, launch=launch) + steps)
    return file


class Rehearsing:
    """A rehearsal in a process of its own. All that it starts carries its mark."""

    def __init__(self, *words: str | Path, screen: VirtualScreen | None = None, cwd: Path = ROOT) -> None:
        self.mark = secrets.token_hex(12)
        base = dict(screen.environment) if screen else dict(os.environ) | {"QT_QPA_PLATFORM": "xcb"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "guide", "rehearse", *map(str, words)],
            env=base | {"GUIDE_TEST_MARK": self.mark},
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ended(self) -> tuple[int, str]:
        """Return its exit status and what it said."""
        _, said = self.process.communicate(timeout=PATIENCE_S)
        assert "Traceback" not in said, said
        return self.process.returncode, said

    def programs(self, name: str) -> list[int]:
        """Return the programs of that name that it has started, itself included."""
        return [pid for pid in programs_of(self.mark) if name in _command(pid)]

    def wait_until_under_way(self) -> None:
        """Wait until its first step is on the screen and done."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if line.split()[:2] == ["completed", "write"]:
                return
        raise AssertionError("it ended before its first step was done")


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def report(out: Path) -> dict[str, Any]:
    (only,) = json.loads((out / "report.json").read_text())["tutorials"]
    assert isinstance(only, dict)
    return only


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "report"


# --- what a failure leaves ------------------------------------------------------------------------------------------


def test_a_step_that_fails_has_its_picture_and_says_why(fresh_screen: VirtualScreen, tmp_path: Path, out: Path) -> None:
    # given a tutorial whose second step points at nothing
    file = written(tmp_path, WRITE + SAVE + "  - {id: bye, say: Bye.}\n")
    # when it is rehearsed on this screen
    rehearsing = Rehearsing(file, "--out", out, screen=fresh_screen)
    status, said = rehearsing.ended()
    # then it fails there, with a picture of the whole screen, and says what was looked for
    assert status == NOT_COMPLETED
    result = report(out)
    assert (result["outcome"], result["reason"], result["not_reached"]) == ("failed", "not-found", ["bye"])
    first, second = result["steps"]
    assert (first["outcome"], first["signal"]) == ("completed", "element")
    assert (second["outcome"], second["reason"], second["signal"]) == ("failed", "not-found", None)
    assert second["why"] == "there is no button “Keep it”"
    assert size_of(out / first["picture"])[0] < fresh_screen.width_px
    assert size_of(out / second["picture"]) == (fresh_screen.width_px, fresh_screen.height_px)
    page = (out / "report.html").read_text()
    assert second["picture"] in page
    assert "There is no button “Keep it”." in page
    assert "there is no button “Keep it”" in said
    # and the program that was opened for it is closed again
    assert not rehearsing.programs("mousepad")
    assert windows(fresh_screen) == []


def test_a_program_that_is_not_installed_is_said_at_once(
    fresh_screen: VirtualScreen, tmp_path: Path, out: Path
) -> None:
    file = written(tmp_path, WRITE, launch="no-such-editor")
    status, said = Rehearsing(file, "--out", out, screen=fresh_screen).ended()
    assert status == NOT_COMPLETED
    (step,) = report(out)["steps"]
    assert (step["id"], step["reason"]) == ("write", "application-missing")
    assert "no-such-editor" in step["why"]
    assert size_of(out / step["picture"]) == (fresh_screen.width_px, fresh_screen.height_px)
    assert "application-missing" in said


def test_a_program_that_was_open_before_stays_open(fresh_screen: VirtualScreen, tmp_path: Path, out: Path) -> None:
    editor = open_program(fresh_screen, "mousepad", wm_class="mousepad")
    status, _ = Rehearsing(written(tmp_path, WRITE), "--out", out, screen=fresh_screen).ended()
    assert status == 0
    assert [window.xid for window in windows(fresh_screen)] == [editor.xid]


def test_what_is_saved_lies_at_home(fresh_screen: VirtualScreen, tmp_path: Path, out: Path) -> None:
    # given somebody who rehearses in a folder of their own
    here = tmp_path / "here"
    here.mkdir()
    tutorial = ROOT / "tutorials/mousepad-save-a-note"
    status, said = Rehearsing(tutorial, "--out", out, screen=fresh_screen, cwd=here).ended()
    assert status == 0, said
    # then the note is not there
    assert list(here.iterdir()) == []
    assert (fresh_screen.home / "shopping.txt").exists()


# --- what is stopped ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "a polite kill"])
@pytest.mark.parametrize("own_screen", [False, True], ids=["on this screen", "on a screen of its own"])
def test_stopped_it_reports_what_was_done_and_leaves_nothing(
    fresh_screen: VirtualScreen, tmp_path: Path, out: Path, number: int, own_screen: bool
) -> None:
    # given two tutorials, the first of which never ends
    files = [written(tmp_path, WRITE + FOR_EVER, "endless"), written(tmp_path, WRITE, "second")]
    more = ["--virtual-screen"] if own_screen else []
    rehearsing = Rehearsing(*files, "--out", out, *more, screen=None if own_screen else fresh_screen)
    rehearsing.wait_until_under_way()
    assert rehearsing.programs("mousepad")
    # when it is stopped
    rehearsing.process.send_signal(number)
    status, said = rehearsing.ended()
    # then what was done is reported, the second is not begun, and no program is left
    assert status == NOT_COMPLETED
    assert "0 of 2 completed" in said
    result = report(out)
    assert (result["id"], result["outcome"]) == ("endless", "dismissed")
    assert {step["id"]: step["outcome"] for step in result["steps"]} == {"write": "completed", "wait": "dismissed"}
    wait_until(lambda: not list(programs_of(rehearsing.mark)), "everything to end")


def test_killed_on_a_screen_of_its_own_it_leaves_nothing(tmp_path: Path, out: Path) -> None:
    rehearsing = Rehearsing(written(tmp_path, WRITE + FOR_EVER), "--out", out, "--virtual-screen")
    rehearsing.wait_until_under_way()
    for name in ("Xvfb", "mousepad", "guide rehearse"):
        assert rehearsing.programs(name), name
    # when it dies without a word
    rehearsing.process.kill()
    rehearsing.process.communicate()
    # then the screen goes, with all that was on it
    wait_until(lambda: not list(programs_of(rehearsing.mark)), "everything to end")


def test_the_screen_has_the_size_that_was_asked_for(tmp_path: Path, out: Path) -> None:
    steps = "  - {id: gone, say: G., target: {element: {role: button, name: Gone}}}\n"
    file = written(tmp_path, steps, launch="no-such-editor")
    options = ("--virtual-screen", "--screen", "800x600", "--no-compositor")
    status, _ = Rehearsing(file, "--out", out, *options).ended()
    assert status == NOT_COMPLETED
    assert size_of(out / report(out)["steps"][0]["picture"]) == (800, 600)


# --- the other commands that need a screen ----------------------------------------------------------------------------


def test_locate_and_doctor_tell_of_this_screen(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    def guide(*words: str | Path) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "guide", *map(str, words)],
            env=fresh_screen.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout

    # given an editor, and a tutorial of which it has one of two targets
    open_program(fresh_screen, "mousepad", wm_class="mousepad")
    file = written(tmp_path, WRITE + SAVE)
    # when both are located
    status, said = guide("locate", file, "--format", "json")
    found, absent = map(json.loads, said.splitlines())
    # then each is an object of the fields of the format
    assert status == NOT_COMPLETED
    assert list(found) == list(absent) == ["step", "state", "signal", "rect", "confidence", "find_ms", "why"]
    assert (found["step"], found["state"], found["signal"], len(found["rect"])) == ("write", "found", "element", 4)
    assert (absent["step"], absent["state"], absent["rect"]) == ("save", "absent", None)
    # and one that is there is good news
    status, said = guide("locate", file, "write")
    assert (status, said.partition(" at ")[0]) == (0, "write: found by element")
    # and the doctor has nothing to do
    status, said = guide("doctor")
    assert (status, "MISSING" in said) == (0, False)


def size_of(picture: Path) -> tuple[int, int]:
    """Return width and height of a PNG file."""
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])


ROWS = """\
format: 1
id: rows
title: Press a row far down
application: {process: rows_qt}
steps:
  - id: press
    say: Press {target}.
    target: {element: {role: button, name: Row 30}}
    until: {shown: {window: {title: Row 30}}}
"""


def test_what_is_scrolled_away_is_scrolled_to_as_a_person_would(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    # given a list that is longer than its place in the window
    program = ROOT / "tests" / "support" / "programs" / "rows_qt.py"
    open_program(fresh_screen, sys.executable, str(program), title="Rows")
    file = tmp_path / "rows.yaml"
    file.write_text(ROWS)
    # when a button at its end is taught
    status, said = Rehearsing(file, "--out", tmp_path / "out", screen=fresh_screen).ended()
    # then it was found, lit and pressed
    assert status == 0, said
    (step,) = json.loads((tmp_path / "out/report.json").read_text())["tutorials"][0]["steps"]
    assert (step["outcome"], step["signal"]) == ("completed", "element")
    assert [entry.detail for entry in log_of(fresh_screen) if entry.kind == "lost"] == ["scrolled"]
