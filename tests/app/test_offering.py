"""Offering what nobody asked for: when, over which program, and what an answer means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from guide.app.front import FrontProgram
from guide.app.offering import SETTLED_MS, Around, Offering
from guide.desktop.fake import FakeDesktop, FakeWindow
from guide.paths import Paths
from guide.player.buttons import CardButton
from guide.player.theme import Look
from guide.records.store import Store
from guide.settings import Settings, table
from guide.tutorial.catalogue import Catalogue
from guide.tutorial.entries import Entry

NEWS = Entry("news.yaml", "machine", id="news", title="News", process="editor", steps=2, opens_itself=True)
LATER = Entry("later.yaml", "machine", id="later", title="Later", process="editor", requires=("news",), steps=2)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


class Timers:
    """Time that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.due: dict[int, tuple[int, Callable[[], None]]] = {}

    def after(self, delay_ms: int, call: Callable[[], None]) -> Callable[[], None]:
        number = len(self.due) + 1
        self.due[number] = (delay_ms, call)
        return lambda: self.due.update({number: (delay_ms, lambda: None)})

    def pass_by(self) -> None:
        """Let all that is due happen."""
        due, self.due = self.due, {}
        for delay_ms, call in due.values():
            assert delay_ms == SETTLED_MS
            call()


def aside(work: Callable[[], Any], done: Callable[[Any], None]) -> None:
    """Do everything at once."""
    done(work())


class Heartbeat:
    """What the watchdog is told of."""

    def __init__(self) -> None:
        self.shown: list[object] = []

    def follow(self, shown: object, on_screen: bool) -> None:
        (self.shown.append if on_screen else self.shown.remove)(shown)


class Desk:
    """What `Offering` needs of the program around it, and somebody with two programs."""

    def __init__(self, folder: Path) -> None:
        self.mail = FakeWindow("Inbox", process="mail")
        self.editor = FakeWindow("Note", process="editor")
        self.desktop = FakeDesktop(self.mail, self.editor)
        self.timers, self.aside, self.look = Timers(), aside, Look()
        self.settings = Settings.load(Paths.of_this_user({"GUIDE_HOME": str(folder)}))
        self.store = Store(folder / "records")
        self.running = False
        self.heartbeat = Heartbeat()
        self.played: list[str] = []
        self.entries = [NEWS]
        self.front = FrontProgram(self.desktop)
        around = Around(lambda: Catalogue([], self.entries), lambda: self.running, self.played.append)
        self.offering = Offering(self, self.front, around)  # type: ignore[arg-type]

    def offered(self) -> list[str]:
        """Return the buttons of what is offered now."""
        cards = [w for w in QApplication.topLevelWidgets() if w.objectName() == "guide-card" and w.isVisible()]
        return [button.objectName() for card in cards for button in card.findChildren(CardButton)]

    def answers(self, answer: str) -> None:
        """Press a button."""
        cards = [w for w in QApplication.topLevelWidgets() if w.objectName() == "guide-card" and w.isVisible()]
        next(b for card in cards for b in card.findChildren(CardButton) if b.objectName() == answer).click()

    def goes_away_and_comes_back(self) -> None:
        """Work in another program, then in the editor again, for long enough."""
        self.desktop.activate(self.mail)
        self.desktop.activate(self.editor)
        self.timers.pass_by()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.offering.shutdown()
    made.front.shutdown()
    made.store.shutdown()


def test_who_stays_in_a_program_is_asked(desk: Desk) -> None:
    assert desk.offered() == []
    desk.timers.pass_by()
    assert desk.offered() == ["show", "not-now", "remind", "never"]
    # and should guide hang now, the watchdog knows that something is in the way
    assert len(desk.heartbeat.shown) == 1


def test_who_only_comes_by_is_not(desk: Desk) -> None:
    desk.desktop.activate(desk.mail)
    desk.timers.pass_by()
    assert desk.offered() == []


def test_it_leaves_with_the_program(desk: Desk) -> None:
    desk.timers.pass_by()
    desk.desktop.activate(desk.mail)
    assert desk.offered() == []
    assert desk.heartbeat.shown == []


def test_show_me_plays_it(desk: Desk) -> None:
    desk.timers.pass_by()
    desk.answers("show")
    assert desk.played == ["news"]
    assert desk.offered() == []


@pytest.mark.parametrize("answer", ["not-now", "never", "remind"])
def test_an_answer_is_kept(desk: Desk, answer: str) -> None:
    desk.timers.pass_by()
    desk.answers(answer)
    assert desk.offered() == []
    said = desk.store.habits().dispositions["news"]
    assert said.how == answer
    assert (said.remind_at_ms is not None) is (answer == "remind")
    # and it does not come back
    desk.settings.set(table.OFFERS_AN_HOUR, 10)
    desk.goes_away_and_comes_back()
    assert desk.offered() == []


def test_an_hour_has_room_for_one(desk: Desk) -> None:
    desk.timers.pass_by()
    desk.desktop.activate(desk.mail)
    desk.entries = [Entry("b.yaml", "machine", id="b", title="B", process="editor", steps=1, opens_itself=True)]
    desk.desktop.activate(desk.editor)
    desk.timers.pass_by()
    assert desk.offered() == []


@pytest.mark.parametrize("reason", ["running", "presenting", "full screen", "do not disturb", "switched off"])
def test_nobody_is_disturbed(desk: Desk, reason: str) -> None:
    match reason:
        case "running":
            desk.running = True
        case "presenting":
            desk.offering.presenting = True
        case "full screen":
            desk.desktop.show_fullscreen(desk.editor)
        case "do not disturb":
            desk.desktop.quiet = True
        case _:
            desk.settings.set(table.OFFERS_A_DAY, 0)
    desk.timers.pass_by()
    assert desk.offered() == []


def test_what_has_to_be_done_before_comes_first(desk: Desk) -> None:
    desk.entries = [LATER]
    desk.store.set_disposition("later", "remind", remind_at_ms=0)
    desk.timers.pass_by()
    assert desk.offered() == []
