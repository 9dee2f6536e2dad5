"""Looks while nobody is there: when one begins, at what, and that it is gone when somebody is back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from guide.app import rest_looks
from guide.app.rest_looks import AT_ONCE, PAUSE_MS, Around, RestLooks
from guide.desktop.fake import FakeDesktop, FakeWindow
from guide.paths import Paths
from guide.settings import Settings, table
from guide.tutorial.catalogue import Catalogue
from guide.tutorial.entries import Entry

REST_MS = 300_000
LOOK = """
import os, sys, time
folder = sys.argv[1]
for file in sys.argv[2:]:
    open(os.path.join(folder, file), "w").close()
while not os.path.exists(os.path.join(folder, "enough")):
    time.sleep(0.01)
"""
"""A look that says at what it looks, and takes its time."""


class Timers:
    """Time that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.due: dict[int, Callable[[], None]] = {}

    def after(self, delay_ms: int, call: Callable[[], None]) -> Callable[[], None]:
        assert delay_ms == PAUSE_MS
        number = len(self.due) + 1
        self.due[number] = call
        return lambda: self.due.update({number: lambda: None})

    def pass_by(self) -> None:
        """Let all that is due happen."""
        due, self.due = self.due, {}
        for call in due.values():
            call()


class Desk:
    """What the looks need of the program around them, and somebody with an editor open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.editor = FakeWindow("Note", process="editor")
        self.desktop = FakeDesktop(self.editor)
        self.timers = Timers()
        self.settings = Settings.load(Paths.of_this_user({"GUIDE_HOME": str(folder / "home")}))
        self.running = False
        self.entries = [tutorial("notes")]
        self.looks = RestLooks(self, Around(lambda: Catalogue([], self.entries), lambda: self.running))  # type: ignore[arg-type]

    @staticmethod
    def elsewhere(work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Do everything at once."""
        done(work())

    def rests(self) -> None:
        """Nobody is there."""
        self.desktop.idleness.rest(REST_MS)

    def looked_at(self, *names: str) -> bool:
        return all((self.folder / f"{name}.yaml").exists() for name in names)

    @property
    def looking(self) -> bool:
        return self.looks._process is not None


def tutorial(name: str, process: str = "editor") -> Entry:
    return Entry(f"{name}.yaml", "machine", id=name, title=name, version="1.0.0", process=process)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(rest_looks, "COMMAND", ("-c", LOOK, str(tmp_path)))
    made = Desk(tmp_path)
    yield made
    made.looks.shutdown()
    assert not made.looks._dying


def enough(desk: Desk, qtbot: QtBot) -> None:
    """Let the look come to its end."""
    (desk.folder / "enough").touch()
    qtbot.waitUntil(lambda: not desk.looking)


def test_it_looks_at_what_is_open_once_nobody_is_there(desk: Desk, qtbot: QtBot) -> None:
    # given tutorials for the editor that is open and for a program that is not
    desk.entries.append(tutorial("mails", "mail"))
    assert not desk.looking
    # when nobody is there, then the first is looked at, by a process of its own
    desk.rests()
    qtbot.waitUntil(lambda: desk.looked_at("notes"))
    assert not desk.looked_at("mails")
    # and not again in the same program
    enough(desk, qtbot)
    desk.timers.pass_by()
    desk.desktop.idleness.back()
    desk.rests()
    assert not desk.looking
    # but in one that was started anew, as after an update
    desk.desktop.end("editor")
    desk.desktop.open(FakeWindow("Note", process="editor"))
    desk.desktop.idleness.back()
    desk.rests()
    assert desk.looking


def test_it_is_gone_when_somebody_is_back_and_goes_on_later(desk: Desk, qtbot: QtBot) -> None:
    desk.rests()
    qtbot.waitUntil(lambda: desk.looked_at("notes"))
    process = desk.looks._process
    assert process is not None
    # when somebody is back, then it is ended at once
    desk.desktop.idleness.back()
    assert not desk.looking
    qtbot.waitUntil(lambda: not desk.looks._dying)
    # and looked for again the next time
    desk.rests()
    assert desk.looking


def test_tutorials_that_come_while_nobody_is_there_are_looked_at(desk: Desk) -> None:
    desk.entries.clear()
    desk.rests()
    assert not desk.looking
    desk.entries.append(tutorial("notes"))
    desk.looks.look()
    assert desk.looking


def test_a_few_at_a_time_with_a_rest_between(desk: Desk, qtbot: QtBot) -> None:
    desk.entries = [tutorial(f"t{number}") for number in range(AT_ONCE + 2)]
    desk.rests()
    qtbot.waitUntil(lambda: desk.looked_at(*(f"t{number}" for number in range(AT_ONCE))))
    assert not desk.looked_at(f"t{AT_ONCE}")
    enough(desk, qtbot)
    assert not desk.looked_at(f"t{AT_ONCE}")
    desk.timers.pass_by()
    qtbot.waitUntil(lambda: desk.looked_at(f"t{AT_ONCE}", f"t{AT_ONCE + 1}"))


@pytest.mark.parametrize("why", ["a tutorial runs", "on battery", "a film", "put away", "switched off", "no log"])
def test_when_it_does_not_look(desk: Desk, why: str) -> None:
    match why:
        case "a tutorial runs":
            desk.running = True
        case "on battery":
            desk.desktop.battery = True
        case "a film":
            desk.desktop.show_fullscreen(desk.editor)
        case "put away":
            desk.desktop.minimise(desk.editor)
        case "switched off":
            desk.settings.set(table.HEALTH_REST_S, 0)
        case "no log":
            desk.settings.set(table.LOG_ENABLED, False)
    desk.rests()
    assert not desk.looking


def test_switching_it_off_ends_a_look_that_runs(desk: Desk) -> None:
    desk.rests()
    assert desk.looking
    desk.settings.set(table.HEALTH_REST_S, 0)
    assert not desk.looking


def test_one_that_cannot_be_started_harms_nothing(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    desk.rests()
    qtbot.waitUntil(lambda: not desk.looking)
