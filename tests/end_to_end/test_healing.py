"""`guide heal` over a real program whose makers have renamed and moved what a tutorial points at."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from guide.authoring.healing.repairs import diff
from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import ROOT
from tests.support.desktop import open_program

pytestmark = pytest.mark.desktop

PROGRAM = str(ROOT / "tests" / "support" / "programs" / "order_qt.py")
HEAD = f"""\
# Orders, for the shop
format: 1
id: order
title: Send an order
application: {{process: order_qt, title: Order, launch: {sys.executable} {PROGRAM} 2}}
steps:
"""
FORM = """\
  - id: express    # the quick ones
    say: Tick {target}.
    target: {element: {role: checkbox, name: Express}}    # without a fee
    until: {checked: true}
"""
SEND = """\
  - id: send
    say: Press **Send order**.
    target:
      element: {role: button, name: Send order, path: [toolbar]}
      text: Send the order   # as one reads it
    until: {window: {title: Sent}}
    do: click
"""
CANCEL = """\
  - id: cancel
    say: Or press {target}.
    target: {element: {role: button, name: Cancel}}
    until: confirmed
"""


def heal(screen: VirtualScreen, file: Path, *options: str, answer: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "guide", "heal", str(file), *options]
    environment = {**screen.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    return subprocess.run(
        command, env=environment, cwd=ROOT, input=answer, check=False, capture_output=True, text=True, timeout=100
    )


def written(folder: Path, *steps: str) -> Path:
    file = folder / "order.yaml"
    file.write_text(HEAD + "".join(steps), encoding="utf-8")
    return file


def test_what_was_found_by_its_words_is_described_anew(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    # given a window in which one button is found by its words alone, and another as it is described
    open_program(fresh_screen, "env", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1", sys.executable, PROGRAM, "2", title="Order")
    file = written(tmp_path, SEND, CANCEL)
    before = file.read_text()
    # when it is looked at, then the change is proposed as a diff, and nothing is changed
    done = heal(fresh_screen, file, "--format", "json")
    assert done.returncode == 5, done.stderr
    send, cancel = map(json.loads, done.stdout.splitlines())
    assert (send["state"], send["signal"], send["accepted"]) == ("weaker", "text", False)
    assert (cancel["state"], cancel["proposal"]) == ("fine", None)
    assert "-      element: {role: button, name: Send order, path: [toolbar]}\n" in send["proposal"]["diff"]
    assert "+      element: {role: button, name: Send the order}\n" in send["proposal"]["diff"]
    assert send["proposal"]["notes"] == ["the text of the step still says “Send order”"]
    assert file.read_text() == before
    # when it is accepted, then that alone is changed, as the diff said, and the control is found
    said = heal(fresh_screen, file, "--format", "diff").stdout
    accepted = heal(fresh_screen, file, "--accept", "send")
    assert accepted.returncode == 0, accepted.stdout
    assert file.read_text() == before.replace("Send order, path: [toolbar]", "Send the order")
    assert said == diff(str(file), before, file.read_text())
    again = heal(fresh_screen, file, "--format", "json")
    assert [json.loads(line)["state"] for line in again.stdout.splitlines()] == ["fine", "fine"]
    assert again.returncode == 0


def test_what_is_merely_not_there_is_not_replaced_by_something_like_it(
    fresh_screen: VirtualScreen, tmp_path: Path
) -> None:
    # given a control that is not found, by nothing, while nobody knows whether it should be on the screen now
    open_program(fresh_screen, "env", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1", sys.executable, PROGRAM, "2", title="Order")
    file = written(tmp_path, FORM)
    # when it is looked at, then nothing is said of it, and nothing proposed
    done = heal(fresh_screen, file, "--format", "json")
    (told,) = map(json.loads, done.stdout.splitlines())
    assert (told["state"], told["proposal"]) == ("elsewhere", None)


def test_playing_it_finds_what_became_of_each(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    # given a tutorial for the version before, and nothing open
    file = written(tmp_path, FORM, SEND)
    before = file.read_text()
    # when it is played, and what was found is taken in
    done = heal(fresh_screen, file, "--rehearse", "--accept", "all")
    # then as far as it came each is found again, and the comments stay
    assert "name: Express delivery}}    # without a fee" in file.read_text(), (done.stdout, done.stderr)
    second = heal(fresh_screen, file, "--rehearse", "--accept", "all")
    assert second.returncode == 0, (second.stdout, second.stderr)
    changed = before.replace("name: Express}}", "name: Express delivery}}")
    assert file.read_text() == changed.replace("Send order, path: [toolbar]", "Send the order")


def test_a_step_that_is_not_there_is_refused(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    done = heal(fresh_screen, written(tmp_path, FORM), "sned")
    assert done.returncode == 2
    assert "there is no step “sned”; its steps are: express" in done.stderr
