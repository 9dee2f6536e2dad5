"""What the window for authors has guide do beside it: record, hand on, take names from a program; and what it shows."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QProcess, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from guide.app.edit_windows import ColleagueWindow
from guide.authoring.draft import fresh_folder
from guide.authoring.export_window import ExportWindow, formats
from guide.authoring.record_dialog import Blur, RecordDialog, record_beside
from guide.authoring.runs import found_by
from guide.authoring.services import Services
from guide.authoring.translation_window import TranslationWindow
from guide.authoring.window import EditorWindow
from guide.cli import EXPORT_FORMATS
from guide.player.theme import Look, Theme
from guide.targeting.program_words import speaks
from guide.tutorial.loader import load
from guide.tutorial.translating import TranslationSheet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen in memory

NOTE = """\
format: 1
id: note
title: Save a note
application: {process: mousepad}
steps:
  - id: menu
    say: Open the **File** menu.
    target: {element: {role: menuitem, name: File}}
  - id: end
    say: Done.
"""
WITHIN_MS = 20_000


@pytest.fixture
def theme(qapp: object) -> Theme:
    del qapp
    return Theme.of(Look(scheme="light"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "note.yaml"
    path.write_text(NOTE, encoding="utf-8")
    return path


def at_once(work: Callable[[], Any], done: Callable[[Any], None]) -> None:
    done(work())


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, file: Path, tmp_path: Path) -> Iterator[EditorWindow]:
    settings = QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat)
    made = EditorWindow(file, NOTE, Services(theme, at_once, settings, tmp_path / "drafts", ["guide-of-tests"]))
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def told(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def push(widget: QWidget, words: str) -> None:
    next(each for each in widget.findChildren(QPushButton) if each.text() == words).click()


def act(window: EditorWindow, words: str) -> None:
    next(each for each in window.findChildren(QAction) if each.text() == words).trigger()


def test_a_tutorial_is_handed_on_in_the_chosen_formats(qtbot: QtBot, theme: Theme, file: Path, tmp_path: Path) -> None:
    # given somebody who wants a page and a PDF, without pictures
    told_to = tmp_path / "arguments.json"
    stub = f"import json, sys; json.dump(sys.argv[1:], open({str(told_to)!r}, 'w')); print('note.pdf: 2 steps')"
    dialog = ExportWindow(file, [sys.executable, "-c", stub], theme)
    qtbot.addWidget(dialog)
    for box in dialog.findChildren(QCheckBox):
        box.setChecked(box.text() in (formats()["html"], formats()["pdf"]))
    # when they go on
    push(dialog, "Export")
    qtbot.waitUntil(lambda: "Done." in told(dialog), timeout=WITHIN_MS)
    # then guide export was asked for just that, and what it said is shown
    expected = ["export", str(file), "--to", "html", "pdf", "--out", str(tmp_path / "handed-on")]
    assert json.loads(told_to.read_text(encoding="utf-8")) == expected
    assert "note.pdf: 2 steps" in told(dialog)


def test_every_format_that_there_is_can_be_chosen(qapp: object) -> None:
    del qapp
    assert tuple(formats()) == EXPORT_FORMATS


def says(monkeypatch: pytest.MonkeyPatch, title: str, *, blur: bool | None = None) -> None:
    """Have somebody answer the question before a recording; `blur`: what they make of the switch."""

    def answer(dialog: RecordDialog) -> int:
        dialog.findChildren(QLineEdit)[0].setText(title)
        (switch,) = dialog.findChildren(QCheckBox)
        if blur is not None and switch.isEnabled():
            switch.setChecked(blur)
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(RecordDialog, "exec", answer)


@pytest.mark.parametrize(
    ("blur", "switched", "option"),
    [
        (Blur(), True, "--blur"),
        (Blur(on=True), None, "--blur"),
        (Blur(on=True), False, "--no-blur"),
        (Blur(on=True, fixed=True), False, "--blur"),
    ],
)
def test_pictures_of_a_recording_are_blurred_as_set_and_chosen(  # noqa: PLR0917
    window: EditorWindow,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    blur: Blur,
    switched: bool | None,
    option: str,
) -> None:
    # given a setting, which IT may have fixed, and somebody who uses the switch
    begun: list[Any] = []
    says(monkeypatch, "Print", blur=switched)
    monkeypatch.setattr(QProcess, "startDetached", lambda *words: begun.append(words) or True)
    # when they record; then guide is told so
    assert record_beside(file, ["guide-of-tests"], blur, window)
    assert option in begun[0][1]


def test_a_recording_is_begun_beside_the_tutorial(
    window: EditorWindow, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given somebody who says what the task is called
    begun: list[Any] = []
    says(monkeypatch, "Print a note")
    monkeypatch.setattr(QProcess, "startDetached", lambda *words: begun.append(words) or True)
    # when they record
    act(window, "Record…")
    # then a recording begins in a folder of its own, opens at its end, and the window is out of the way
    out = str(file.parent / "print-a-note")
    assert begun == [("guide-of-tests", ["record", "--out", out, "--title", "Print a note", "--no-blur", "--edit"])]
    assert window.isMinimized()


def test_a_recording_never_goes_where_something_is(tmp_path: Path) -> None:
    (tmp_path / "print").mkdir()
    assert fresh_folder(tmp_path / "note.yaml", "Print") == tmp_path / "print-2"
    assert fresh_folder(tmp_path / "note" / "note.yaml", "Save!") == tmp_path / "save"


def test_what_a_rehearsal_found_a_target_by_stands_below_its_card(window: EditorWindow) -> None:
    # given a rehearsal that found the first target, and not the second
    menu = {"outcome": "completed", "signal": "text", "confidence": 0.87, "find_ms": 41.6}
    results = {"menu": menu, "end": {"outcome": "failed", "reason": "not-found"}}
    # when it ends
    window._trial.ended.emit("Rehearsed", results)
    # then each step says how it went
    assert "found by text, 87% sure, in 42 ms" in told(window)
    window.show_step(1)
    assert "rehearsed: not-found" in told(window)
    assert found_by({"outcome": "completed"}) == "rehearsed: went well"


@pytest.mark.skipif(not speaks("mousepad", "de"), reason="the program's German words are not installed here")
def test_names_are_taken_from_the_program(qtbot: QtBot, theme: Theme, file: Path) -> None:
    # given a tutorial that is being translated
    command = [sys.executable, "-m", "guide"]
    sheet = TranslationWindow(TranslationSheet.opened(file, "de"), theme, command)
    qtbot.addWidget(sheet)
    # when the program is asked what it calls its controls
    push(sheet, "Names from the program")
    qtbot.waitUntil(lambda: "are known to the program" in told(sheet), timeout=WITHIN_MS)
    # then that is in the file beside the tutorial
    assert "Datei" in file.with_name("note.de.po").read_text(encoding="utf-8")


def test_who_has_no_words_of_the_program_is_told_why(qtbot: QtBot, theme: Theme, file: Path) -> None:
    command = [sys.executable, "-m", "guide"]
    sheet = TranslationWindow(TranslationSheet.opened(file, "tlh"), theme, command)
    qtbot.addWidget(sheet)
    push(sheet, "Names from the program")
    qtbot.waitUntil(lambda: "may not be installed" in told(sheet), timeout=WITHIN_MS)


def test_a_card_is_shown_as_large_as_on_a_screen_of_another_scale(qtbot: QtBot, theme: Theme, file: Path) -> None:
    # given a card as it is here
    tutorial = load(file).tutorial
    assert tutorial is not None
    dialog = ColleagueWindow(tutorial, file, 0, theme)
    qtbot.addWidget(dialog)
    dialog.show()
    here = dialog._body.width()  # type: ignore[union-attr]
    # when the screen of a colleague has 150 %
    boxes = [box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Screen"]
    boxes[0].setCurrentText("150 %")
    # then it is as much larger, and still told to who cannot see it
    picture = next(label for label in dialog.findChildren(QLabel) if label.accessibleName() == "The card as a picture")
    assert abs(picture.pixmap().deviceIndependentSize().width() - 1.5 * here) <= 1
