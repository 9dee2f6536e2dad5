"""`guide health` over a real program: what was looked at, by hand or in a rehearsal, and what the log says of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import ROOT
from tests.support.desktop import open_program

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(120)]
TUTORIAL = ROOT / "tutorials" / "mousepad-save-a-note"


def guide(screen: VirtualScreen, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "guide", *map(str, arguments)]
    return subprocess.run(
        command, env=screen.environment, cwd=ROOT, check=False, capture_output=True, text=True, timeout=100
    )


def told(screen: VirtualScreen) -> dict[str, tuple[str, str]]:
    """Each step with its state, and how it was looked at."""
    (line,) = guide(screen, "health", "--format", "json").stdout.splitlines()
    return {step["id"]: (step["state"], step["how"]) for step in json.loads(line)["steps"]}


def test_what_is_open_is_looked_at_and_a_rehearsal_sees_the_rest(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    # given a machine on which nothing was looked at yet
    nothing = guide(fresh_screen, "health")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "Nothing has been looked at yet" in nothing.stderr
    # with no window of the program there is nothing to be seen
    closed = guide(fresh_screen, "health", "--look", TUTORIAL)
    assert closed.returncode == 4
    assert "no window that could be looked at" in closed.stderr

    # when one looks while the program is open, then what is in a closed menu is known, a dialog that is not open is not
    open_program(fresh_screen, "mousepad", title="Mousepad")
    looked = guide(fresh_screen, "health", "--look", TUTORIAL)
    assert looked.returncode == 0, looked.stderr
    assert looked.stdout.startswith("mousepad-save-a-note 1.0.0 with mousepad 0.")
    seen = told(fresh_screen)
    assert seen["file-menu"] == seen["save-as"] == ("found", "look")
    assert seen["name"] == ("not-shown", "look")

    # when it is rehearsed, then all is known
    assert guide(fresh_screen, "rehearse", TUTORIAL, "--out", tmp_path).returncode == 0
    assert set(told(fresh_screen).values()) == {("found", "rehearsal")}
    (result,) = json.loads((tmp_path / "report.json").read_text())["tutorials"]
    assert result["application_version"].startswith("0.")
