"""Names of controls, read from real programs that speak German on a screen of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from guide.authoring.translation_window import TranslationWindow
from guide.player.theme import Look, Theme
from guide.targeting.program_words import speaks
from guide.tutorial.translating import TranslationSheet
from guide.tutorial.translations import read_po

pytestmark = pytest.mark.desktop

MOUSEPAD = """\
format: 1
id: note
title: Replace
application: {process: mousepad, title: Mousepad, launch: mousepad}
steps:
  - id: menu
    say: Open it.
    target: {element: {role: menuitem, name: Search}}
    until: {shown: {element: {role: menuitem, name: Find and Replace…}}}
    do: click
  - id: open
    say: Choose it.
    target: {element: {role: menuitem, name: {en: Find and Replace…, de: Ersetzen}}}
    until: {shown: {window: {title: Find and Replace}}}
    do: click
  - id: close
    say: Close it.
    target: {window: {title: Find and Replace}, element: {role: button, name: Close}}
    until: {gone: {window: {title: Find and Replace}}}
    do: click
"""
WRITER = """\
format: 1
id: letter
title: Insert
application:
  process: soffice
  launch: libreoffice --writer --norestore --nologo --nofirststartwizard
steps:
  - {id: menu, say: Look at it., target: {element: {role: menuitem, name: Insert}}, until: confirmed}
"""
WITHIN_MS = 90_000


def names(file: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Have the program asked; return the exit status and what was made of it."""
    command = [sys.executable, "-m", "guide", "translate", "names", str(file), "--start", "--format", "json"]
    done = subprocess.run([*command, *options], check=False, capture_output=True, text=True, timeout=200)
    return done.returncode, json.loads(done.stdout.splitlines()[-1])


def written(folder: Path, text: str) -> Path:
    file = folder / "note.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def sheet(qtbot: QtBot, tmp_path: Path) -> TranslationWindow:
    """The two columns of a tutorial that nobody has translated."""
    file = written(tmp_path, MOUSEPAD)
    command = [sys.executable, "-m", "guide"]
    window = TranslationWindow(TranslationSheet.opened(file, "de"), Theme.of(Look(scheme="light")), command)
    qtbot.addWidget(window)
    return window


def push(window: TranslationWindow, words: str) -> None:
    next(button for button in window.findChildren(QPushButton) if button.text() == words).click()


def told(window: TranslationWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


@pytest.mark.skipif(not speaks("mousepad", "de"), reason="the program's German words are not installed here")
def test_a_program_is_started_and_looked_at_while_one_works_on(
    qtbot: QtBot, sheet: TranslationWindow, tmp_path: Path
) -> None:
    # given two columns; when the program is started
    push(sheet, "Start it and look")
    # then one sees how far it is, and at the end what it calls a menu, a dialog and a button is in the file
    qtbot.waitUntil(lambda: "step 1 of 3" in told(sheet), timeout=WITHIN_MS)
    qtbot.waitUntil(lambda: "are known to the program" in told(sheet), timeout=WITHIN_MS)
    po = read_po(tmp_path / "note.de.po")
    assert po["note/name", "Search"] == "Suchen"
    assert po["note/name", "Find and Replace"] == "Suchen und Ersetzen"
    assert po["note/name", "Close"] == "Schließen"
    # and it says which name the tutorial has wrong, and in the list which are the program's
    assert "another name for “Find and Replace…” than the program: “Suchen und Ersetzen…”" in told(sheet)
    assert [row.from_program for row in TranslationSheet.opened(tmp_path / "note.yaml", "de").rows].count(True) == 3


def test_looking_can_be_stopped(qtbot: QtBot, sheet: TranslationWindow) -> None:
    push(sheet, "Start it and look")
    push(sheet, "Stop")
    qtbot.waitUntil(lambda: "Stopped." in told(sheet), timeout=WITHIN_MS)
    assert any(button.text() == "Start it and look" for button in sheet.findChildren(QPushButton))


def test_a_program_without_catalogues_is_asked_too(tmp_path: Path) -> None:
    # given an office, which has its words elsewhere; when it is asked
    status, answer = names(written(tmp_path, WRITER), "--language", "de")
    # then what it says is noted
    if not answer["spoken"]:
        pytest.skip("the office's German words are not installed here")
    assert (status, answer["written"], answer["why"]) == (0, {"Insert": "Einfügen"}, "")


def test_what_cannot_be_started_is_said(tmp_path: Path) -> None:
    status, answer = names(
        written(tmp_path, MOUSEPAD.replace("launch: mousepad", "launch: no-such")), "--language", "de"
    )
    assert status == 4
    assert "no program “no-such”" in answer["why"]
    status, answer = names(written(tmp_path, MOUSEPAD.replace(", launch: mousepad", "")), "--language", "de")
    assert (status, "how its program is started" in answer["why"]) == (4, True)
