"""The window for authors shows, on itself, how tutorials are written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import ROOT, log_of
from tests.recordings.author import guide
from tests.support.desktop import Person, active_window, wait_for_window, wait_until

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(120)]

DRAGGED = r"""
format: 1
id: order
title: Order
application: {process: guide, title: /^Practice/, launch: guide edit --practice}
steps:
  - id: drag
    say: Drag the first step below the second.
    target: {element: {role: listitem, name: /^1\. /}}
    until: {shown: {element: {role: listitem, name: /^1\. What to do next/}}}
    do: {drag: {down: 85}}
"""


def test_whoever_asks_for_help_practises_on_a_tutorial_that_is_thrown_away(
    fresh_screen: VirtualScreen, person: Person, tmp_path: Path
) -> None:
    # given an author with a tutorial of their own
    own = tmp_path / "mine.yaml"
    editor = fresh_screen.start(sys.executable, "-m", "guide", "edit", str(own), cwd=ROOT)
    mine = wait_for_window(fresh_screen, title="^Mine")
    wait_until(lambda: active_window(fresh_screen) == mine.xid, "the window to be in front")
    # when they ask to be shown how it is done
    person.presses("F1")
    # then another window opens, and the first step is on the screen over it
    practice = wait_for_window(fresh_screen, title="^Practice")
    wait_until(lambda: [entry.step for entry in log_of(fresh_screen) if entry.kind == "step-shown"], "the first step")
    wait_until(lambda: active_window(fresh_screen) == practice.xid, "the window for practice to be in front")
    # and their own tutorial is as it was
    editor.terminate()
    assert editor.wait(10) == 0
    assert not own.exists()


def test_a_rehearsal_drags_a_step_below_another(tmp_path: Path) -> None:
    # given a tutorial about the list of steps, in which something is dragged
    file = tmp_path / "order.yaml"
    file.write_text(DRAGGED, encoding="utf-8")
    # when it is rehearsed
    done = guide("rehearse", str(file), "--out", str(tmp_path / "report"), "--virtual-screen", "--language", "en")
    # then the list is in the other order
    assert done.returncode == 0, done.stderr
