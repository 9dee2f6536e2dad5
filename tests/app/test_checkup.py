"""What is said about a session and the programs in it, with real ones."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from guide.app.checkup.report import Line, tell, tell_json
from guide.app.checkup.told import Told
from guide.desktop.virtual_screen import VirtualScreen
from tests.support.desktop import open_program, run, wait_until, windows


def doctor(screen: VirtualScreen) -> dict[str, dict[str, str]]:
    """Ask the doctor; return the lines by their names."""
    told = run(screen, sys.executable, "-m", "guide", "doctor", "--format", "json")
    return {line["name"]: line for line in json.loads(told)}


@pytest.mark.desktop
def test_a_session_where_all_works_says_so(fresh_screen: VirtualScreen) -> None:
    # given a desktop with a panel, and programs of which some tell about their controls
    fresh_screen.start("tint2")
    for command in ("mousepad", "featherpad", "xterm"):
        open_program(fresh_screen, command, wm_class=command)
    wait_until(lambda: len(windows(fresh_screen)) >= 3, "the programs")
    wait_until(lambda: doctor(fresh_screen)["tray"]["state"] == "works", "the panel")
    told = doctor(fresh_screen)
    # then each is said to do so, with what it is made with
    assert {name for name, line in told.items() if line["state"] != "works"} == {"xterm"}
    assert "GTK 3" in told["mousepad"]["why"]
    assert "Qt 5" in told["featherpad"]["why"]
    assert "by their words and pictures" in told["xterm"]["why"]


@pytest.mark.desktop
def test_what_a_session_does_without_is_said_with_a_remedy(plain_screen: VirtualScreen) -> None:
    # given a desktop without compositor and tray, and a program that was told to be silent
    plain_screen.start("mousepad", extra={"NO_AT_BRIDGE": "1"})
    wait_until(lambda: windows(plain_screen), "the program")
    told = doctor(plain_screen)
    assert {name for name, line in told.items() if line["state"] == "limited"} == {"compositor", "tray", "mousepad"}
    assert "picom" in told["compositor"]["remedy"]
    assert "NO_AT_BRIDGE" in told["mousepad"]["remedy"]


def test_one_reason_is_said_once_and_each_remedy_too() -> None:
    lines = [Line("a", "missing", "no screen", "get one"), Line("b", "missing", "no screen", "get one")]
    out = io.StringIO()
    tell([*lines, Line("c", "works", "fine", "never said")], out)
    assert out.getvalue() == "MISSING  a\nMISSING  b\nworks    c  fine\n\nno screen\nTry: get one\n"


def test_programs_can_read_it() -> None:
    out = io.StringIO()
    tell_json([Line("a", "limited", "why", None)], out)
    assert json.loads(out.getvalue()) == [{"name": "a", "state": "limited", "why": "why", "remedy": None}]


def test_a_limit_is_news_once(tmp_path: Path) -> None:
    told = Told(tmp_path / "cache" / "limits.json")
    tray, compositor = Line("tray", "limited", "none"), Line("compositor", "limited", "none")
    assert told.is_news([tray])
    assert not told.is_news([tray])
    # what is new is said, what has gone is not, and what comes back is new
    assert told.is_news([compositor, tray])
    assert not told.is_news([compositor])
    assert told.is_news([tray, compositor])
    assert not told.is_news([])


def test_a_file_that_cannot_be_read_or_written_hurts_nobody(tmp_path: Path) -> None:
    (tmp_path / "limits.json").write_text("{nonsense")
    assert Told(tmp_path / "limits.json").is_news([Line("tray", "limited", "none")])
    assert Told(tmp_path / "limits.json" / "below a file").is_news([Line("tray", "limited", "none")])
