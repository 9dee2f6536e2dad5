"""Each tutorial that ships is rehearsed over its real program, and followed by a person with mouse and keyboard."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.actions import Action, Click, Press, Type
from guide.tutorial.conditions import Confirmed, leaves
from guide.tutorial.defaults import actions_for
from guide.tutorial.document import Step
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.loader import load
from tests.end_to_end.card import card_button
from tests.end_to_end.holes import Comparison, overlay_lifted, still
from tests.end_to_end.playing import ROOT, Playing
from tests.support.desktop import Person, wait_until

TUTORIALS = sorted((ROOT / "tutorials").rglob("*.yaml"))
#: Nobody reads a card and decides to press its button in less.
QUICKEST_READER_S = 0.5
X_KEYS = {"Enter": "Return", "PageUp": "Prior", "PageDown": "Next", "Ctrl": "ctrl", "Alt": "alt", "G": "g"}

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(240)]


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
def test_it_rehearses_to_the_end(tutorial: Path, tmp_path: Path) -> None:
    """Given a fresh screen, when the tutorial plays by itself, then every step is completed and has its picture."""
    done = subprocess.run(
        [sys.executable, "-m", "guide", "rehearse", str(tutorial), "--out", str(tmp_path), "--virtual-screen"],
        check=False,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    (result,) = json.loads((tmp_path / "report.json").read_text())["tutorials"]
    assert result["outcome"] == "completed"
    assert [step["outcome"] for step in result["steps"]] == ["completed"] * result["total_steps"]
    for step in result["steps"]:
        assert (tmp_path / step["picture"]).read_bytes().startswith(b"\x89PNG")
        if result["application"] is not None:
            _is_without_light_and_card(tmp_path, step)
    assert "<html" in (tmp_path / "report.html").read_text()


def _is_without_light_and_card(report: Path, step: dict[str, Any]) -> None:
    """Whether the picture of the program alone is as bright as the program: a light would have darkened its edges."""
    with Image.open(report / step["program_picture"]) as alone:
        assert list(alone.size) == step["program_rect"][2:]
        edge = [alone.convert("L").getpixel((x, alone.height - 2)) for x in range(2, alone.width - 2, 5)]
    assert sorted(edge)[len(edge) // 2] > 200


def test_in_german_program_and_tutorial_speak_german(tmp_path: Path) -> None:
    # given the tutorial that names most controls, and a system with the program's German words
    tutorial = ROOT / "tutorials/mousepad-find-and-replace/mousepad-find-and-replace.yaml"
    command = [sys.executable, "-m", "guide", "rehearse", str(tutorial), "--out", str(tmp_path)]
    # when it is rehearsed in German
    options = ["--virtual-screen", "--language", "de"]
    done = subprocess.run([*command, *options], check=False, capture_output=True, text=True, timeout=200)
    # then each control is found by its German name, and the card says it in German
    assert done.returncode == 0, done.stderr
    (result,) = json.loads((tmp_path / "report.json").read_text())["tutorials"]
    assert (result["title"], result["language"]) == ("Ein Wort überall ersetzen", "de")
    says = {step["id"]: step["say"] for step in result["steps"]}
    assert says["search-menu"] == "Öffnen Sie das Menü **Suchen**."


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
def test_a_person_follows_it(tutorial: Path, fresh_screen: VirtualScreen) -> None:
    """Given the tutorial on the screen, when a person does what it says, then it goes on to the end, and each hole
    is on its control."""
    document = load(tutorial).tutorial
    assert document is not None
    person = Person(fresh_screen)
    _without_pulse(fresh_screen)
    playing = Playing(fresh_screen, tutorial, "--quit-when-done")
    number = 0
    while (step_id := playing.wait_for_step(number + 1)) is not None:
        number += 1
        step = document.step(step_id)
        where = _check_hole(fresh_screen, playing, tutorial, step) if step.targets else None
        _follow(step, where, person, playing, fresh_screen)
        playing.done_with(number)
    assert playing.ended() == 0, playing.entries()
    assert playing.shown() == [step.id for step in document.steps]
    assert playing.entries()[-1].kind == "completed"


def _without_pulse(screen: VirtualScreen) -> None:
    """Have each light stand still at once: what it looks like is held against the control, not how it comes."""
    settings = screen.home / ".config/guide/settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"overlay.pulse": false}', encoding="utf-8")


def _where(screen: VirtualScreen, tutorial: Path, step: Step) -> DeviceRect:
    """Ask for the target as support would, from another process."""
    command = [sys.executable, "-m", "guide", "locate", str(tutorial), step.id, "--format", "json"]
    done = subprocess.run(
        command, env=screen.environment, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )
    found = json.loads(done.stdout.splitlines()[0])
    assert found["state"] == "found", found
    return DeviceRect(*found["rect"])


def _check_hole(screen: VirtualScreen, playing: Playing, tutorial: Path, step: Step) -> DeviceRect:
    """Hold the hole against the control; return where that is."""
    comparison, where = wait_until(lambda: _compared(screen, playing, tutorial, step), "the program to keep its looks")
    assert comparison.complaints(where) == [], (step.id, where)
    return where


def _compared(
    screen: VirtualScreen, playing: Playing, tutorial: Path, step: Step
) -> tuple[Comparison, DeviceRect] | None:
    """Take the pictures with and without the overlay; None where the program looked otherwise afterwards: a button
    that may be pressed from now on fades in."""
    lit = still(screen)
    with overlay_lifted(screen, playing.process.pid) as card:
        bare = still(screen)
        where = _where(screen, tutorial, step)
    return (Comparison(lit, bare, card), where) if still(screen) == lit else None


def _follow(step: Step, where: DeviceRect | None, person: Person, playing: Playing, screen: VirtualScreen) -> None:
    for action in actions_for(step):
        _act(action, where, person)
    if step.ask is not None or any(isinstance(leaf, Confirmed) for leaf in leaves(step.completes)):
        _press_on_card(step, screen, playing, person)


def _act(action: Action, where: DeviceRect | None, person: Person) -> None:
    match action:
        case Click(kind):
            assert where is not None
            button = "right" if kind == "right-click" else "left"
            person.clicks(where.center, button, 2 if kind == "double-click" else 1)
        case Type(text):
            if where is not None:
                person.clicks(where.center)
            person.types(text)
        case Press(keys):
            person.presses("+".join(X_KEYS.get(key, key) for key in keys.split("+")))


def _press_on_card(step: Step, screen: VirtualScreen, playing: Playing, person: Person) -> None:
    """Click on the card's button, found by the name that a screen reader says."""
    _read_it(screen)
    right = [choice.text for choice in step.ask.choices if choice.correct] if step.ask else ["Next"]
    person.clicks(card_button(screen, playing.process.pid, right[0]).center)


def _read_it(screen: VirtualScreen) -> None:
    """Look at the card for as long as the quickest person would: what comes sooner is half a double click."""
    begun = time.monotonic()
    wait_until(lambda: still(screen) and time.monotonic() - begun > QUICKEST_READER_S, "the card to be read")
