"""The stage: what it shows of each scene, and what it sends back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from guide.conductor.scene import Light
from guide.player.spoken import Spoken
from guide.player.stage import Stage
from guide.player.theme import Look
from guide.session.events import Answer, Dismiss, Next, Retry, Skip
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.player.scenes import QUESTION, TARGET, button, collected, scene, windows

# The invisible screen of the tests has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(Look(reduced_motion=True))
    yield made
    made.shutdown()
    assert not any(windows(kind) for kind in ("guide-dim", "guide-card", "guide-sheet", "guide-frame"))


def card() -> QWidget:
    (one,) = windows("guide-card")
    return one


def headings() -> str:
    """What was said last, while the card shows it; nothing before it is said."""
    return next((one.accessibleName() for one in card().findChildren(Spoken) if not one.isHidden()), "")


def middle_of(name: str) -> DevicePoint:
    one = button(card(), name)
    return DevicePoint(*one.mapToGlobal(one.rect().center()).toTuple())


def test_a_step_has_a_dim_a_light_and_a_card(stage: Stage) -> None:
    stage.present(scene())
    assert windows("guide-dim")
    assert windows("guide-sheet")
    rect = stage.card_rect()
    assert rect is not None
    assert rect.intersected(TARGET).empty


@pytest.mark.parametrize("away", [None, scene(visible=False), scene("paused"), scene("away")])
def test_everything_leaves_at_once(stage: Stage, away) -> None:
    stage.present(scene())
    stage.present(away)
    assert not any(windows(kind) for kind in ("guide-dim", "guide-card", "guide-sheet"))
    assert stage.card_rect() is None


def test_a_program_that_is_soon_seen_to_be_here_is_not_asked_for(qtbot: QtBot, stage: Stage) -> None:
    # given a run that begins, which knows nothing of the screen yet
    stage.present(scene("preparing", lit=False))
    assert not windows("guide-card")
    # when the program is not there after a while either, then the card asks for it
    qtbot.waitUntil(lambda: bool(windows("guide-card")))
    assert not windows("guide-dim")


@pytest.mark.parametrize("state", ["lost", "showing"])
def test_without_a_light_nothing_is_dimmed(stage: Stage, state: str) -> None:
    stage.present(scene(state, lit=False))
    assert card()
    assert not windows("guide-dim")


def test_each_step_is_said_to_be_painted_once(qtbot: QtBot, stage: Stage) -> None:
    painted = collected(stage.painted)
    # when a step is shown, and looked at again with a light that moved
    stage.present(scene("showing"))
    qtbot.waitUntil(lambda: len(painted) == 1)
    stage.present(replace(scene("showing"), lights=(Light(TARGET.translated(5, 5)),)))
    stage.present(scene("waiting"))
    stage.present(scene("waiting", hint="Top left."))
    qtbot.wait(50)
    assert len(painted) == 1
    # then the next step is said again, and so is the same step found again
    stage.present(scene("showing", step_id="next", number=4))
    qtbot.waitUntil(lambda: len(painted) == 2)
    stage.present(scene("waiting", step_id="next", number=4))
    stage.present(scene("lost", lit=False, step_id="next", number=4))
    stage.present(scene("showing", step_id="next", number=4))
    qtbot.waitUntil(lambda: len(painted) == 3)


def test_a_step_without_light_is_painted_too(qtbot: QtBot, stage: Stage) -> None:
    with qtbot.waitSignal(stage.painted):
        stage.present(scene("showing", lit=False))


def test_a_step_that_vanished_before_it_was_painted_is_not_said(qtbot: QtBot, stage: Stage) -> None:
    painted = collected(stage.painted)
    stage.present(scene("showing"))
    stage.present(None)
    qtbot.wait(50)
    assert painted == []


def test_looking_is_said_only_when_it_takes_long(qtbot: QtBot, stage: Stage) -> None:
    # given a step
    stage.present(scene("waiting"))
    # when the next one is looked for
    stage.present(scene("resolving", lit=False, say="Choose Save."))
    # then the card stays for a while, the dim for less, and then the card says so
    qtbot.waitUntil(lambda: "File" in headings(), timeout=500)
    qtbot.waitUntil(lambda: not windows("guide-dim"), timeout=350)
    assert "Looking" not in headings()
    qtbot.waitUntil(lambda: "Looking" in headings(), timeout=1000)


def test_what_is_found_soon_moves_the_light_without_a_flash(qtbot: QtBot, stage: Stage) -> None:
    stage.present(scene("waiting"))
    stage.present(scene("resolving", lit=False))
    assert windows("guide-dim")
    stage.present(scene("showing", step_id="next"))
    assert windows("guide-dim")
    qtbot.wait(500)
    assert windows("guide-dim")
    assert "Looking" not in headings()


def test_the_first_search_shows_nothing_before_it_takes_long(qtbot: QtBot, stage: Stage) -> None:
    stage.present(scene("resolving", lit=False))
    assert not windows("guide-card")
    qtbot.waitUntil(lambda: bool(windows("guide-card")), timeout=1000)
    assert not windows("guide-dim")


def test_wishes_are_sent(stage: Stage) -> None:
    wishes = collected(stage.wish)
    stage.present(scene("waiting", can_next=True, can_skip=True))
    button(card(), "next").click()
    stage.present(scene("lost", lit=False))
    button(card(), "retry").click()
    stage.present(scene("waiting", lit=False, ask=QUESTION))
    button(card(), "choice:nowhere").click()
    QTest.keyClick(card(), Qt.Key.Key_Escape)
    assert wishes == [Next(), Retry(), Answer("nowhere"), Dismiss("not-now")]


def test_a_double_click_is_one_wish(stage: Stage) -> None:
    wishes = collected(stage.wish)
    stage.present(scene("waiting", can_skip=True))
    button(card(), "skip").click()
    stage.present(scene("waiting", step_id="next", number=4, can_skip=True))
    button(card(), "skip").click()
    assert wishes == [Skip()]


def test_the_last_card_is_rated_and_goes(qtbot: QtBot, stage: Stage) -> None:
    rated, closed, wishes = collected(stage.rated), collected(stage.closed), collected(stage.wish)
    stage.present(scene("completed", lit=False))
    button(card(), "rate:5").click()
    assert rated == [5]
    qtbot.waitUntil(lambda: "Thank you" in headings())
    qtbot.waitUntil(lambda: closed == [None], timeout=3000)
    assert not windows("guide-card")
    assert wishes == []


def test_the_last_card_is_closed_by_button_or_escape(stage: Stage) -> None:
    closed = collected(stage.closed)
    stage.present(scene("completed", lit=False))
    button(card(), "close").click()
    assert closed == [None]
    stage.present(scene("failed", lit=False, reason="not-found"))
    QTest.keyClick(card(), Qt.Key.Key_Escape)
    assert closed == [None, None]
    assert not windows("guide-card")


def test_not_now_says_nothing_more(qtbot: QtBot, stage: Stage) -> None:
    closed = collected(stage.closed)
    stage.present(scene("waiting"))
    stage.present(scene("dismissed", lit=False, dismissed_how="not-now"))
    assert not windows("guide-card")
    qtbot.waitUntil(lambda: closed == [None])


def test_never_is_confirmed(qtbot: QtBot, stage: Stage) -> None:
    stage.present(scene("dismissed", lit=False, dismissed_how="never"))
    qtbot.waitUntil(lambda: "won’t offer this again" in headings())


def test_the_card_follows_its_light_without_being_laid_out(stage: Stage) -> None:
    stage.present(scene("waiting"))
    before, body = stage.card_rect(), card().children()
    stage.move_lights((Light(TARGET.translated(40, 25)),), None)
    assert stage.card_rect() == before.translated(40, 25)
    assert card().children() == body


def test_a_dragged_card_stays_for_its_step(stage: Stage) -> None:
    # given a card that was carried away
    stage.present(scene("waiting"))
    QTest.mousePress(card(), Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    QTest.mouseMove(card(), QPoint(96, 66))
    QTest.mouseRelease(card(), Qt.MouseButton.LeftButton, pos=QPoint(96, 66))
    carried = stage.card_rect()
    # when the window moves and a hint appears
    stage.move_lights((Light(TARGET.translated(40, 25)),), None)
    stage.present(replace(scene("waiting", hint="Top left."), lights=(Light(TARGET.translated(40, 25)),)))
    # then it is still there
    assert (stage.card_rect().x, stage.card_rect().y) == (carried.x, carried.y)
    # but the next step has a place of its own
    stage.present(scene("waiting", step_id="next", number=4))
    assert (stage.card_rect().x, stage.card_rect().y) != (carried.x, carried.y)


def test_a_click_that_a_menu_has_eaten_counts_once(qtbot: QtBot, stage: Stage) -> None:
    wishes = collected(stage.wish)
    stage.present(scene("waiting", can_next=True))
    assert stage.click_at(middle_of("next"))
    qtbot.waitUntil(lambda: wishes == [Next()])


def test_a_click_counts_when_the_menu_has_eaten_only_its_first_half(qtbot: QtBot, stage: Stage) -> None:
    # given a press that closed a menu, so that the release comes to the card alone
    wishes = collected(stage.wish)
    stage.present(scene("waiting", can_next=True))
    point = middle_of("next")
    assert stage.click_at(point)
    where = card().mapFromGlobal(QPoint(point.x, point.y))
    QTest.mouseRelease(card().windowHandle(), Qt.MouseButton.LeftButton, pos=where)
    # then it counts all the same
    qtbot.waitUntil(lambda: wishes == [Next()])


@pytest.mark.parametrize("listener_first", [True, False])
def test_a_click_that_both_have_seen_counts_once(qtbot: QtBot, stage: Stage, listener_first: bool) -> None:
    wishes = collected(stage.wish)
    stage.present(scene("waiting", can_back=True))
    point = middle_of("back")
    where = card().mapFromGlobal(QPoint(point.x, point.y))
    if listener_first:
        assert stage.click_at(point)
    QTest.mousePress(card().windowHandle(), Qt.MouseButton.LeftButton, pos=where)
    if not listener_first:
        assert stage.click_at(point)
    QTest.mouseRelease(card().windowHandle(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.wait(400)
    assert len(wishes) == 1


def test_a_click_beside_the_buttons_is_none(stage: Stage) -> None:
    assert not stage.click_at(DevicePoint(10, 10))
    stage.present(scene("waiting"))
    rect = stage.card_rect()
    assert not stage.click_at(DevicePoint(rect.x + 4, rect.y + rect.height - 4))
    assert not stage.click_at(TARGET.center)


def test_a_choice_of_look_shows_at_once(stage: Stage) -> None:
    stage.present(scene("waiting"))
    small = stage.card_rect()
    stage.set_look(Look(text_scale=1.5))
    assert stage.card_rect().width > small.width
    assert stage.card_rect().intersected(TARGET).empty


def test_a_compositor_that_comes_and_goes_changes_the_light(qapp: QApplication) -> None:
    composited = True
    stage = Stage(Look(reduced_motion=True), lambda: composited)
    stage.present(scene("waiting"))
    assert windows("guide-dim")
    assert not windows("guide-frame")
    composited = False
    stage.present(scene("waiting", hint="Top left."))
    assert windows("guide-frame")
    assert not windows("guide-dim")
    assert not windows("guide-sheet")
    composited = True
    stage.follow_compositor()  # also when nothing new is shown
    assert windows("guide-dim")
    stage.shutdown()


def test_two_lights_and_a_guess_share_a_dim(qtbot: QtBot, stage: Stage) -> None:
    other = DeviceRect(450, 300, 60, 20)
    with qtbot.waitSignal(stage.painted):
        stage.present(replace(scene("showing"), lights=(Light(TARGET), Light(other, guess=True))))
    assert stage.card_rect().intersected(other).empty
    qtbot.waitUntil(lambda: "can’t see it for certain" in headings())


def test_a_tutorial_written_from_right_to_left_has_such_a_card(stage: Stage) -> None:
    stage.prepare(None, "ar")
    stage.present(scene("waiting"))
    assert card().layoutDirection() == Qt.LayoutDirection.RightToLeft
    stage.prepare(None, "de")
    assert card().layoutDirection() == Qt.LayoutDirection.LeftToRight
