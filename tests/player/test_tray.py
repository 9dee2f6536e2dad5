"""The tray icon, its menu, and the floating button for desktops without a tray."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from guide.player.launcher import Launcher
from guide.player.theme import Look, Theme
from guide.player.tray import Offer, Tray, TrayState
from tests.player.scenes import collected

# The invisible screen of the tests has no window manager and no tray.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "No such signal QPlatformNativeInterface")


class Desktop:
    """A desktop whose tray comes and goes."""

    def __init__(self) -> None:
        self.has_tray = True

    def __call__(self) -> bool:
        return self.has_tray


@pytest.fixture
def desktop() -> Desktop:
    return Desktop()


@pytest.fixture
def tray(qtbot: QtBot, desktop: Desktop) -> Iterator[Tray]:
    made = Tray(desktop)
    yield made
    made.shutdown()


def words(tray: Tray) -> list[str]:
    return [action.text() for action in tray.menu.actions() if not action.isSeparator()]


def press(tray: Tray, label: str) -> None:
    next(action for action in tray.menu.actions() if action.text() == label).trigger()


def looks(tray: Tray, times: int) -> None:
    """The slow clock of the tray, without waiting for it."""
    for _ in range(times):
        tray._look.timeout.emit()


def test_the_menu_offers_what_fits_the_program_in_front(tray: Tray) -> None:
    tray.show_state(TrayState("Mousepad", (Offer("save", "Save & close"), Offer("find", "Find a word"))))
    assert words(tray) == [
        "For Mousepad", "Save && close", "Find a word", "All tutorials…",
        "Presenting: offer nothing", "Record a tutorial", "Settings…", "Quit",
    ]  # fmt: skip
    chosen = collected(tray.tutorial_chosen)
    press(tray, "Find a word")
    press(tray, "Save && close")
    assert chosen == ["find", "save"]


def test_a_program_without_tutorials_is_said_so(tray: Tray) -> None:
    tray.show_state(TrayState("Paint"))
    assert words(tray)[0] == "No tutorials for Paint"
    assert not tray.menu.actions()[0].isEnabled()


def test_a_long_list_is_left_to_the_search(tray: Tray) -> None:
    tray.show_state(TrayState("Mousepad", tuple(Offer(str(n), f"Tutorial {n}") for n in range(50))))
    assert len(words(tray)) == 1 + 8 + 5


def test_who_presents_says_so_and_takes_it_back(tray: Tray) -> None:
    said = collected(tray.presenting_chosen)
    press(tray, "Presenting: offer nothing")
    tray.show_state(TrayState(presenting=True))
    (presenting,) = (action for action in tray.menu.actions() if action.isCheckable())
    assert presenting.isChecked()
    press(tray, "Presenting: offer nothing")
    assert said == [True, False]


def test_pause_or_resume_never_both(tray: Tray) -> None:
    paused, resumed = collected(tray.pause_asked), collected(tray.resume_asked)
    tray.show_state(TrayState(running="Save a note", resumable="Find a word"))
    assert "Resume “Find a word”" not in words(tray)
    press(tray, "Pause “Save a note”")
    tray.show_state(TrayState(resumable="Find a word"))
    press(tray, "Resume “Find a word”")
    assert (len(paused), len(resumed)) == (1, 1)


@pytest.mark.parametrize(
    ("label", "signal"),
    [
        ("All tutorials…", "catalogue_asked"),
        ("Record a tutorial", "record_asked"),
        ("Settings…", "settings_asked"),
        ("Quit", "quit_asked"),
    ],
)
def test_each_entry_sends_its_signal(tray: Tray, label: str, signal: str) -> None:
    sent = collected(getattr(tray, signal))
    press(tray, label)
    assert len(sent) == 1


def test_who_records_can_stop(tray: Tray) -> None:
    asked = collected(tray.record_asked)
    tray.show_state(TrayState(recording=True))
    assert "Record a tutorial" not in words(tray)
    press(tray, "Stop recording")
    assert len(asked) == 1


def test_answers_are_in_the_menu_until_they_were_looked_at(tray: Tray) -> None:
    asked = collected(tray.answers_asked)
    assert not any("proposals" in label for label in words(tray))
    tray.show_state(TrayState(answers=2))
    press(tray, "2 answers to your proposals…")
    tray.show_state(TrayState(answers=0))
    assert not any("proposals" in label for label in words(tray))
    assert len(asked) == 1


def test_whoever_may_propose_is_asked_to(tray: Tray) -> None:
    asked = collected(tray.propose_asked)
    assert "Propose a tutorial…" not in words(tray)
    tray.show_state(TrayState(may_propose=True))
    press(tray, "Propose a tutorial…")
    tray.show_state(TrayState(may_propose=True, recording=True))
    assert "Propose a tutorial…" not in words(tray)
    assert len(asked) == 1


def test_the_menu_asks_for_news_as_it_opens(qtbot: QtBot, tray: Tray) -> None:
    with qtbot.waitSignal(tray.opening):
        tray.menu.popup(QPoint(0, 0))
    tray.menu.close()


def test_a_click_on_the_icon_opens_the_search(tray: Tray) -> None:
    asked = collected(tray.catalogue_asked)
    tray.start()
    tray._icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    tray._icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert len(asked) == 1


def test_a_tray_that_comes_late_gets_an_icon_made_anew(tray: Tray, desktop: Desktop) -> None:
    # given a desktop that is still starting
    desktop.has_tray = False
    tray.start()
    assert tray._icon is None
    # when its tray appears
    desktop.has_tray = True
    looks(tray, 1)
    first = tray._icon
    assert first is not None
    # and goes, and comes again
    desktop.has_tray = False
    looks(tray, 1)
    assert tray._icon is None
    desktop.has_tray = True
    looks(tray, 1)
    # then there is a new icon
    assert tray._icon is not None
    assert tray._icon is not first


def test_a_tray_that_was_replaced_between_two_looks_gets_an_icon_too(tray: Tray) -> None:
    tray.start()
    first = tray._icon
    # when the desktop tells that the panel has died, by when there is another one already
    tray.place_changed()
    # then the icon is not the one that went with the old panel
    assert first is not None
    assert tray._icon not in {None, first}


def test_a_tray_that_has_gone_for_good_is_missed_after_some_time(tray: Tray, desktop: Desktop) -> None:
    # given a tray that is looked at now and then only, since its going will be told
    tray.start()
    seldom_ms = tray._look.interval()
    missing = collected(tray.missing)
    # when it goes
    desktop.has_tray = False
    tray.place_changed()
    # then it is looked for often, and after some looks it is missing; then there is time again
    often_ms = tray._look.interval()
    assert often_ms * 10 <= seldom_ms
    looks(tray, 3)
    assert missing == [True]
    assert tray._look.interval() == seldom_ms


def test_no_tray_after_some_time_is_said_once_and_taken_back(tray: Tray, desktop: Desktop) -> None:
    missing = collected(tray.missing)
    desktop.has_tray = False
    tray.start()
    looks(tray, 1)
    assert missing == []
    looks(tray, 5)
    assert missing == [True]
    desktop.has_tray = True
    looks(tray, 2)
    assert missing == [True, False]


@pytest.fixture
def launcher(qtbot: QtBot, tray: Tray) -> Launcher:
    made = Launcher(tray.menu, Theme.of(Look()))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu])
def test_the_floating_button_opens_the_menu_by_key(qtbot: QtBot, tray: Tray, launcher: Launcher, key: Qt.Key) -> None:
    with qtbot.waitSignal(tray.opening):
        QTest.keyClick(launcher, key)
    tray.menu.close()


def test_the_floating_button_opens_the_menu_by_click(qtbot: QtBot, tray: Tray, launcher: Launcher) -> None:
    with qtbot.waitSignal(tray.opening):
        QTest.mouseClick(launcher, Qt.MouseButton.LeftButton)
    tray.menu.close()


def test_the_floating_button_can_be_carried_but_not_off_the_screen(tray: Tray, launcher: Launcher) -> None:
    opened = collected(launcher.opened)
    before = launcher.pos()
    QTest.mousePress(launcher, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(launcher, QPoint(-80, -60))
    assert launcher.pos() == before + QPoint(-100, -80)
    QTest.mouseMove(launcher, QPoint(9000, 9000))
    QTest.mouseRelease(launcher, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert QApplication.primaryScreen().availableGeometry().contains(launcher.frameGeometry())
    assert opened == []


def test_the_floating_button_has_a_name_and_a_size(launcher: Launcher) -> None:
    assert launcher.accessibleName() == "Open guide"
    assert launcher.width() >= 24
