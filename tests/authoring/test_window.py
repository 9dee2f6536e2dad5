"""The window for authors, by keyboard and mouse, drawn in memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from guide.app.edit import in_folder
from guide.authoring.journal import Journal
from guide.authoring.look import icon
from guide.authoring.markdown_edit import MarkdownEdit
from guide.authoring.problems_list import ProblemsList
from guide.authoring.review import load_review
from guide.authoring.review_window import ReviewWindow, Rules
from guide.authoring.services import Services
from guide.authoring.steps_list import StepsList
from guide.authoring.translation_window import TranslationWindow
from guide.authoring.window import EditorWindow
from guide.authoring.yaml_tab import YamlTab
from guide.player.theme import Look, Theme
from guide.tutorial.translating import TranslationSheet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen in memory

NOTE = """\
format: 1
id: note
title: Save a note
# the desk
steps:
  # the page
  - id: write
    say: Type a few words.   # short
    target: {element: {role: textbox, name: {en: Page, de: Seite}}}
    until: {value: /a/}
    do: {type: a}

  - id: menu
    say: Open the **File** menu.

  - id: end
    say: Done.
"""


def at_once(work: Callable[[], Any], done: Callable[[Any], None]) -> None:
    try:
        result = work()
    except Exception as error:
        result = error
    done(result)


@pytest.fixture
def theme(qapp: object) -> Theme:
    del qapp
    return Theme.of(Look(scheme="light"))


@pytest.fixture
def services(theme: Theme, tmp_path: Path) -> Services:
    settings = QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat)
    return Services(theme, at_once, settings, tmp_path / "drafts", [sys.executable, "-c", "pass"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "note.yaml"
    path.write_text(NOTE, encoding="utf-8")
    return path


@pytest.fixture
def window(qtbot: QtBot, file: Path, services: Services) -> Iterator[EditorWindow]:
    made = EditorWindow(file, NOTE, services)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.draft.saved_text = made.draft.text
    made.close()


def only(window: QWidget, kind: type[Any], name: str = "") -> Any:
    (found,) = [one for one in window.findChildren(kind) if not name or one.accessibleName() == name]
    return found


def say(window: EditorWindow) -> MarkdownEdit:
    found: MarkdownEdit = only(window, MarkdownEdit, "Text of the card")
    return found


def act(window: EditorWindow, words: str) -> None:
    (action,) = [action for action in window.actions() if action.text() == words]
    assert isinstance(action, QAction)
    action.trigger()


def test_what_is_typed_on_the_card_changes_its_line_in_the_file_and_no_other(
    qtbot: QtBot, window: EditorWindow, file: Path
) -> None:
    # given a text with comments
    say(window).selectAll()
    qtbot.keyClicks(say(window), "Type: two words")
    # when it is saved
    qtbot.waitUntil(window.isWindowModified)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    # then its file differs in that line only
    assert file.read_text(encoding="utf-8") == NOTE.replace("Type a few words.", '"Type: two words"')
    assert not window.isWindowModified()


def test_undo_goes_over_all_fields_from_wherever_the_cursor_is(qtbot: QtBot, window: EditorWindow) -> None:
    qtbot.keyClicks(say(window), "Ab")
    window.show_step(1)
    qtbot.keyClicks(say(window), "C")
    qtbot.keyClick(say(window), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.draft.field(1, ("say",)) == "Open the **File** menu."
    qtbot.keyClick(say(window), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.draft.text == NOTE
    assert window.step == 0
    assert say(window).toPlainText() == "Type a few words."


def test_steps_are_added_moved_split_and_removed_by_keyboard(qtbot: QtBot, window: EditorWindow) -> None:
    steps: StepsList = only(window, StepsList)
    steps.setFocus()
    qtbot.keyClick(steps, Qt.Key.Key_Down)
    assert window.step == 1
    qtbot.keyClick(steps, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert window.draft.ids == ["menu", "write", "end"]
    assert window.step == 0
    act(window, "New step")
    assert window.draft.ids == ["menu", "step", "write", "end"]
    qtbot.keyClick(steps, Qt.Key.Key_Delete)
    assert window.draft.ids == ["menu", "write", "end"]
    act(window, "Duplicate")
    act(window, "Join with the next")
    assert len(window.draft.ids) == 3


def test_the_yaml_is_in_step_both_ways(qtbot: QtBot, window: EditorWindow) -> None:
    # given the YAML in sight
    yaml: YamlTab = only(window, YamlTab)
    tabs = yaml.parent().parent()
    tabs.setCurrentWidget(yaml)  # type: ignore[union-attr]
    assert yaml.toPlainText() == NOTE
    # when the card is written, the YAML follows
    qtbot.keyClicks(say(window), "X")
    qtbot.waitUntil(lambda: yaml.toPlainText() == window.draft.text)
    # and the other way
    yaml.setPlainText(NOTE.replace("Done.", "That is all."))
    qtbot.waitUntil(lambda: window.draft.field(2, ("say",)) == "That is all.")
    # what can't be read is said, and what was there stays in sight
    yaml.setPlainText("id: [")
    yaml.take()
    assert window.draft.trouble
    act(window, "Undo")
    assert not window.draft.trouble
    qtbot.waitUntil(lambda: yaml.toPlainText() == window.draft.text)


def test_a_form_changes_its_field_and_keeps_what_it_does_not_show(qtbot: QtBot, window: EditorWindow) -> None:
    name: QLineEdit = next(e for e in window.findChildren(QLineEdit) if e.accessibleName() == "Name on the screen")
    assert name.text() == "Page"
    name.selectAll()
    qtbot.keyClicks(name, "Sheet")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert window.draft.text == NOTE.replace("en: Page", "en: Sheet")
    kind: QComboBox = only(window, QComboBox, "Goes on when")
    kind.setCurrentIndex(kind.findData("clicked"))
    kind.activated.emit(kind.currentIndex())
    assert window.draft.field(0, ("until",)) == "clicked"


def test_what_is_to_be_said_leads_to_its_field_and_is_mended_there(qtbot: QtBot, window: EditorWindow) -> None:
    problems: ProblemsList = only(window, ProblemsList)
    window.draft.set_field(1, ("until",), "clicked")
    window.draft.set_field(1, ("target",), {"element": {"role": "menuitem", "name": "Menu"}})
    window.draft.set_field(1, ("say",), "Open the menu, then choose Save.")
    qtbot.waitUntil(lambda: problems.topLevelItemCount() == 3)
    problems.itemActivated.emit(problems.topLevelItem(1), 0)
    assert window.step == 1
    button = problems.itemWidget(problems.topLevelItem(1), 2)
    assert isinstance(button, QPushButton)
    button.click()
    assert window.draft.ids == ["write", "menu", "menu-2", "end"]


def test_what_a_killed_editor_wrote_is_offered(
    qtbot: QtBot, file: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given an editor that was killed after two seconds of writing
    dead = "import os,sys; from pathlib import Path; from guide.authoring.journal import Journal; " + (
        "Journal(Path(sys.argv[1]), Path(sys.argv[2])).write(sys.argv[3]); os.kill(os.getpid(), 9)"
    )
    text = NOTE.replace("Done.", "Not saved.")
    subprocess.run([sys.executable, "-c", dead, str(file), str(services.drafts), text], check=False)
    # when it is opened again, it asks, and brings it back
    window = EditorWindow(file, NOTE, services)
    qtbot.addWidget(window)
    window.show()
    window.offer_recovery()
    box = only(window, QMessageBox)
    next(button for button in box.buttons() if button.text().replace("&", "") == "Bring back").click()
    assert window.draft.field(2, ("say",)) == "Not saved."
    assert window.draft.unsaved
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Discard)
    window.close()
    assert Journal(file, services.drafts).left(NOTE) is None


def test_the_copy_against_accidents_is_there_within_two_seconds(qtbot: QtBot, window: EditorWindow, file: Path) -> None:
    qtbot.keyClicks(say(window), "X")
    copy = file.with_name(".note.yaml.draft")
    qtbot.waitUntil(copy.exists, timeout=2000)
    window.save()
    assert not copy.exists()


def test_every_control_has_a_name_for_screen_readers(window: EditorWindow) -> None:
    kinds = (QLineEdit, QComboBox, MarkdownEdit, YamlTab, StepsList, ProblemsList)
    for kind in kinds:
        for one in window.findChildren(kind):
            inner = isinstance(one.parent(), QComboBox) or one.objectName().startswith("qt_")
            assert inner or one.accessibleName(), one


def test_the_layout_is_remembered(qtbot: QtBot, file: Path, services: Services) -> None:
    first = EditorWindow(file, NOTE, services)
    first.resize(700, 560)
    first.show()
    first.close()
    second = EditorWindow(file, NOTE, services)
    qtbot.addWidget(second)
    second.show()
    assert second.size() == first.size()


def test_a_translation_is_in_its_file_as_soon_as_it_is_typed(qtbot: QtBot, file: Path, theme: Theme) -> None:
    window = TranslationWindow(TranslationSheet.opened(file, "de"), theme)
    qtbot.addWidget(window)
    window.show()
    table = window._table
    item = table.item(0, 2)
    assert item is not None
    item.setText("Eine Notiz sichern")
    assert 'msgstr "Eine Notiz sichern"' in file.with_name("note.de.po").read_text(encoding="utf-8")
    assert window._counts.text().startswith("1 of ")


def test_a_review_goes_from_draft_to_published_by_two_people(qtbot: QtBot, file: Path, theme: Theme) -> None:
    window = ReviewWindow(file, NOTE, theme, Rules("author", typed=True), errors=0)
    qtbot.addWidget(window)
    window.show()
    window._buttons["submit"].click()
    window._buttons["publish"].click()
    assert "Somebody else" in window._trouble.text()
    window._who.setText("reviewer")
    window._buttons["publish"].click()
    assert load_review(file).state(NOTE) == "published"
    assert window._state.text() == "Published"


def test_every_drawing_can_be_drawn(theme: Theme) -> None:
    for path in sorted((Path(__file__).parents[2] / "guide" / "authoring" / "icons").glob("*.svg")):
        assert not icon(path.stem, theme).isNull()


def test_with_large_letters_a_window_is_no_larger_than_its_screen(qtbot: QtBot, file: Path) -> None:
    window = ReviewWindow(file, NOTE, Theme.of(Look(text_scale=3.0)), Rules("author"), errors=0)
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() <= room.height()


def test_in_an_empty_folder_a_tutorial_begins_that_is_called_like_it(tmp_path: Path) -> None:
    folder = tmp_path / "Print two pages"
    folder.mkdir()
    assert in_folder(folder) == folder / "print-two-pages.yaml"
    (folder / "a.yaml").write_text(NOTE)
    assert in_folder(folder) == folder / "a.yaml"
