"""`guide health` over a real program: what was looked at, by hand or in a rehearsal, and what the log says of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from guide.records.reader import NothingLoggedError, Reader
from tests.end_to_end.playing import ROOT
from tests.support.desktop import Person, active_window, close_windows, open_program, wait_until, windows

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


class Shop:
    """A program that tells its version, and a guide that knows a tutorial for it and looks after a second of rest."""

    TUTORIAL = """\
format: 1
id: send-an-order
title: Send an order
version: 1.0.0
application: {process: order_qt, title: Order}
steps:
  - {id: send, say: Press it., target: {element: {role: button, name: Send order}}}
  - {id: cancel, say: Or this., target: {element: {role: button, name: Cancel}}}
"""

    def __init__(self, screen: VirtualScreen) -> None:
        self.screen = screen
        tutorials = screen.home / ".local/share/guide/tutorials"
        tutorials.mkdir(parents=True)
        (tutorials / "order.yaml").write_text(self.TUTORIAL)
        settings = screen.home / ".config/guide/settings.json"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps({"health.rest_s": 1}))
        self.path = f"PATH={screen.home / 'bin'}:{screen.environment['PATH']}"

    def opens(self, version: str) -> None:
        """Install a version of the program, in place of the one before, and open it."""
        installed = self.screen.home / "bin" / "order_qt"
        installed.parent.mkdir(exist_ok=True)
        installed.write_text(f"#!/bin/sh\necho order_qt {version}.0\n")
        installed.chmod(0o755)
        program = str(ROOT / "tests" / "support" / "programs" / "order_qt.py")
        visible = "QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1"
        open_program(self.screen, "env", visible, sys.executable, program, version, title="Order")

    def seen(self) -> dict[tuple[str, str | None], str]:
        """What the log has of each step in each version of the program."""
        try:
            with Reader(self.screen.home / ".local/share/guide/records") as log:
                return {(check.step, check.app_version): check.state for check in log.checks()}
        except NothingLoggedError:
            return {}


def test_guide_in_the_tray_notices_at_rest_what_an_update_took_away(
    fresh_screen: VirtualScreen, person: Person
) -> None:
    # given a program with a tutorial, and guide in the tray, when nobody touches anything, then it is looked at
    shop = Shop(fresh_screen)
    shop.opens("1")
    fresh_screen.start("env", shop.path, sys.executable, "-m", "guide", cwd=ROOT)

    wait_until((fresh_screen.home / ".local/share/guide/records").exists, "guide to be there")
    person.presses("shift")
    in_front, open_now = active_window(fresh_screen), {window.xid for window in windows(fresh_screen)}
    wait_until(lambda: ("cancel", "1.0") in shop.seen(), "the first look", 40)
    assert (active_window(fresh_screen), {window.xid for window in windows(fresh_screen)}) == (in_front, open_now)
    before = shop.seen()
    assert set(before.values()) == {"found"}
    # when it is updated and open again, then what has gone is noticed
    close_windows(fresh_screen)
    shop.opens("2")
    person.presses("shift")
    wait_until(lambda: ("cancel", "2.0") in shop.seen(), "the next look", 40)
    assert shop.seen() == {**before, ("send", "2.0"): "gone", ("cancel", "2.0"): "found"}
    # and it is said in words
    said = guide(fresh_screen, "health")
    assert said.returncode == 4
    assert "send    not seen since the program was updated" in said.stdout
    assert "until then by its element, in 1.0" in said.stdout
