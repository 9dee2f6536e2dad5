"""How do I…? Typing finds, Enter plays, and nothing is offered that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from guide.player.catalogue_list import Front, rows_for
from guide.player.catalogue_window import CatalogueWindow
from guide.player.theme import Look, Theme
from guide.tutorial.catalogue import Catalogue
from guide.tutorial.entries import Entry, words_in
from tests.player.scenes import collected

# The invisible screen of the tests has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

MOUSEPAD = Front("mousepad", "Untitled 1 - Mousepad", "Mousepad")


def entry(name: str, title: str, summary: str, process: str | None) -> Entry:
    words = tuple(f" {' '.join(words_in(part))} " for part in (title, "", "", summary, process or ""))
    return Entry(f"/t/{name}.yaml", "shipped", name, title, summary, process=process, steps=5, words=words)


CATALOGUE = Catalogue(
    (),
    [
        entry("sum", "Add up a column", "Let the numbers be added.", "soffice"),
        entry("save", "Save a note", "Keep what you wrote.", "mousepad"),
        entry("find", "Find a word", "Jump to a word in the note.", "mousepad"),
        entry("print", "Print a note", "Bring it to paper.", "featherpad"),
    ],
)


@pytest.fixture
def window(qtbot: QtBot) -> CatalogueWindow:
    made = CatalogueWindow(CATALOGUE, Theme.of(Look()))
    qtbot.addWidget(made)
    made.ask(MOUSEPAD)
    return made


def search(window: CatalogueWindow) -> QLineEdit:
    return window.findChild(QLineEdit)


def listed(window: CatalogueWindow) -> list[str]:
    model = window.findChild(QListView).model()
    return [str(model.index(row, 0).data()).split(".")[0] for row in range(model.rowCount())]


def test_the_program_in_front_comes_first(window: CatalogueWindow) -> None:
    assert listed(window) == [
        "For Mousepad", "Find a word", "Save a note", "All tutorials", "Add up a column", "Print a note"
    ]  # fmt: skip


def test_without_a_program_there_are_no_headings() -> None:
    assert [row.heading for row in rows_for(CATALOGUE, "", Front())] == [""] * 4


def test_what_is_typed_is_found_and_enter_plays_it(qtbot: QtBot, window: CatalogueWindow) -> None:
    played = collected(window.play)
    # when somebody types and presses Enter at once
    QTest.keyClicks(search(window), "save")
    QTest.keyClick(search(window), Qt.Key.Key_Return)
    # then the best answer is played, and the window is out of the way
    assert played == [Path("/t/save.yaml")]
    assert not window.isVisible()


def test_arrows_move_through_the_list_while_one_types(qtbot: QtBot, window: CatalogueWindow) -> None:
    played = collected(window.play)
    QTest.keyClicks(search(window), "note")
    qtbot.waitUntil(lambda: len(listed(window)) < 6)
    first = window.findChild(QListView).currentIndex().data()
    QTest.keyClick(search(window), Qt.Key.Key_Down)
    assert window.findChild(QListView).currentIndex().data() != first
    QTest.keyClick(search(window), Qt.Key.Key_Up)
    QTest.keyClick(search(window), Qt.Key.Key_Return)
    assert len(played) == 1


def test_headings_cannot_be_chosen(window: CatalogueWindow) -> None:
    played = collected(window.play)
    view = window.findChild(QListView)
    assert view.model().index(0, 0).flags() == Qt.ItemFlag.NoItemFlags
    view.clicked.emit(view.model().index(0, 0))
    assert played == []


def test_a_click_plays(window: CatalogueWindow) -> None:
    played = collected(window.play)
    view = window.findChild(QListView)
    where = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert played == [Path("/t/save.yaml")]


def test_no_answer_is_said_and_nothing_is_offered(qtbot: QtBot, window: CatalogueWindow) -> None:
    played = collected(window.play)
    QTest.keyClicks(search(window), "xylophone")
    qtbot.waitUntil(lambda: listed(window) == [])
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "Nothing about “xylophone” yet" in shown
    QTest.keyClick(search(window), Qt.Key.Key_Return)
    assert played == []


def test_an_answer_with_some_of_the_words_is_told_apart() -> None:
    rows = rows_for(CATALOGUE, "print column", MOUSEPAD)
    assert rows[0].heading == "Not quite what you asked"
    assert {row.entry.id for row in rows[1:]} == {"sum", "print"}


def test_a_machine_without_tutorials_says_so(qtbot: QtBot) -> None:
    window = CatalogueWindow(Catalogue((), []), Theme.of(Look()))
    qtbot.addWidget(window)
    window.ask(Front())
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "There are no tutorials on this computer yet" in shown


def test_escape_closes(window: CatalogueWindow) -> None:
    QTest.keyClick(search(window), Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_each_question_starts_afresh(window: CatalogueWindow) -> None:
    QTest.keyClicks(search(window), "save")
    window.ask(Front())
    assert search(window).text() == ""
    assert len(listed(window)) == 4


def test_a_new_catalogue_is_listed_under_the_same_question(qtbot: QtBot, window: CatalogueWindow) -> None:
    QTest.keyClicks(search(window), "paper")
    window.set_tutorials(Catalogue((), [entry("new", "Paper size", "Choose it.", None)]))
    assert listed(window) == ["Paper size"]


def test_a_screen_reader_hears_title_summary_and_length(window: CatalogueWindow) -> None:
    model = window.findChild(QListView).model()
    spoken = model.data(model.index(2, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Save a note. Keep what you wrote. Mousepad · 5 steps"
    assert search(window).accessibleName()
    assert window.findChild(QListView).accessibleName()


def test_of_thousands_of_tutorials_only_as_many_are_listed_as_somebody_reads(qtbot: QtBot) -> None:
    many = Catalogue((), [entry(f"t{n}", f"Tutorial number {n}", "Something.", "mousepad") for n in range(1000)])
    window = CatalogueWindow(many, Theme.of(Look()))
    qtbot.addWidget(window)
    window.ask(MOUSEPAD)
    assert window.findChild(QListView).model().rowCount() == 501


def test_long_titles_stay_within_their_line(qtbot: QtBot) -> None:
    window = CatalogueWindow(Catalogue((), [entry("long", "word " * 80, "more " * 90, "mousepad")]), Theme.of(Look()))
    qtbot.addWidget(window)
    window.ask(Front())
    view = window.findChild(QListView)
    assert view.visualRect(view.model().index(0, 0)).width() <= view.viewport().width()
    assert not view.horizontalScrollBar().isVisible()
