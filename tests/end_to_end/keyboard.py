"""Steps that want controls clicked, done without a mouse over a real program."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import ROOT, Playing
from tests.support.desktop import Person, open_program, wait_until

HEAD = """\
format: 1
id: keys
title: By keyboard
application: {{process: {process}}}
steps:
"""
STEP = """\
  - id: s{number}
    say: Press {{target}}.
    target: {{element: {{role: {role}{name}}}}}
    stuck: {{after: {stuck_s}s}}
"""
QT_PROGRAM = str(ROOT / "tests" / "support" / "programs" / "rows_qt.py")


@dataclass(frozen=True, slots=True)
class Program:
    """A program to be worked with by keyboard."""

    process: str
    command: tuple[str, ...]
    title: str = ""
    wm_class: str = ""


MOUSEPAD = Program("mousepad", ("mousepad",), "Mousepad")
ROWS = Program("rows_qt", (sys.executable, QT_PROGRAM), "Rows")


@dataclass(frozen=True, slots=True)
class Press:
    """What a step wants clicked, by role and name, and the keys (names of X) that are pressed for it."""

    role: str
    name: str
    keys: tuple[str, ...]
    arrow: str = ""
    """Pressed before the last key until the control is chosen: a menu that opens may have chosen its first item."""


def tutorial(folder: Path, process: str, controls: Sequence[Press], stuck_s: int) -> Path:
    """Write a tutorial that wants each control clicked."""
    steps = [
        STEP.format(number=n, role=wanted.role, name=wanted.name and f", name: {wanted.name}", stuck_s=stuck_s)
        for n, wanted in enumerate(controls, 1)
    ]
    file = folder / "keys.yaml"
    file.write_text(HEAD.format(process=process) + "".join(steps))
    return file


def begin(
    screen: VirtualScreen, program: Program, folder: Path, presses: Sequence[Press], stuck_s: int = 30
) -> Playing:
    """Open the program and play a tutorial over it, that offers help after so many seconds."""
    open_program(screen, *program.command, title=program.title, wm_class=program.wm_class)
    return Playing(screen, tutorial(folder, program.process, presses, stuck_s), "--quit-when-done")


def follow(
    playing: Playing,
    person: Person,
    presses: Sequence[Press],
    is_chosen: Callable[[Press], bool] = lambda wanted: True,
) -> None:
    """Press, for each step once it is on the screen or known to be out of sight, its keys, one by one."""
    for number, wanted in enumerate(presses, 1):
        wait_until(partial(reached, playing, f"s{number}"), f"step {number}; {playing.entries()}", 30)
        *before, last = wanted.keys
        for key in before:
            person.presses(key)
        while wanted.arrow and not is_chosen(wanted):
            person.presses(wanted.arrow)
        person.presses(last)
    wait_until(lambda: "completed" in kinds(playing), f"the end; {playing.entries()}", 20)


def is_chosen(screen: VirtualScreen, program: Program, folder: Path, wanted: Press) -> bool:
    """Whether the keyboard is at a control, as another process sees it."""
    file = folder / "chosen.yaml"
    control = f"role: {wanted.role}, name: {wanted.name}"
    steps = (
        f"  - {{id: {state}, say: s, target: {{element: {{{control}, state: [{state}]}}}}}}\n"
        for state in ("selected", "focused")
    )
    file.write_text(HEAD.format(process=program.process) + "".join(steps))
    command = [sys.executable, "-m", "guide", "locate", str(file), "--format", "json"]
    done = subprocess.run(command, env=screen.environment, cwd=ROOT, check=False, capture_output=True, text=True)
    return any(json.loads(line)["state"] == "found" for line in done.stdout.splitlines())


def reached(playing: Playing, step: str) -> bool:
    """Whether a step is on the screen, or it is said that its target is not."""
    return any(entry.step == step and entry.kind in {"step-shown", "lost"} for entry in playing.entries())


def kinds(playing: Playing) -> list[str]:
    """Return what the log has, in order."""
    return [entry.kind for entry in playing.entries()]
