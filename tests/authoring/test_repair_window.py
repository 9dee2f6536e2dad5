"""The window that shows repairs: what was seen, what would change, and only what is ticked is taken in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from guide.authoring.healing.repairs import Repair
from guide.authoring.repair_window import RepairWindow
from guide.player.theme import Look, Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen in memory

ORDER = """\
format: 1
id: order
title: Send an order
steps:
  - id: send     # the green one
    say: Press **Send**.
    target: {element: {role: button, name: Send}}   # as it was
  - id: more
    say: And this.
    target: {element: {role: button, name: More}}
  - id: end
    say: Done.
    target: {element: {role: button, name: End}}
"""
SEND = Repair("send", ("steps", 0, "target", "element"), {"role": "button", "name": "Send now"}, "called differently")
MORE = Repair("more", ("steps", 1, "target", "element"), {"role": "button", "name": "More…"}, "called differently")


def line(step: str, state: str, repair: Repair | None = None, *notes: str) -> str:
    proposal = None if repair is None else {"why": repair.why, "notes": notes, "diff": "", "repair": asdict(repair)}
    return json.dumps({"step": step, "state": state, "why": "by its words", "proposal": proposal})


HEALED = "\n".join([
    line("send", "weaker", SEND, "the text of the step still says “Send”"),
    line("more", "gone", MORE),
    line("end", "fine"),
])  # fmt: skip


@pytest.fixture
def theme(qapp: object) -> Theme:
    del qapp
    return Theme.of(Look(scheme="light"))


@pytest.fixture
def taken() -> list[str]:
    return []


@pytest.fixture
def editor(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def opened(theme: Theme, tmp_path: Path, editor: QWidget, taken: list[str], script: str) -> RepairWindow:
    """The window, with something in place of guide."""
    command = [sys.executable, "-c", script]
    window = RepairWindow(ORDER, tmp_path / "order.yaml", theme, command=command, take=taken.append, over=editor)
    window.show()
    return window


@pytest.fixture
def window(theme: Theme, tmp_path: Path, editor: QWidget, taken: list[str], qtbot: QtBot) -> Iterator[RepairWindow]:
    """The window, after guide has looked."""
    script = f"import sys; open({str(tmp_path / 'asked')!r}, 'w').write(' '.join(sys.argv[1:])); print({HEALED!r})"
    made = opened(theme, tmp_path, editor, taken, script)
    made.begin(alone=True)
    qtbot.waitUntil(lambda: rows(made) != [])
    yield made
    made.close()


def only(window: QWidget, kind: type[Any]) -> Any:
    (found,) = window.findChildren(kind)
    return found


def rows(window: QWidget) -> list[str]:
    found = only(window, QListWidget)
    return [found.item(row).text() for row in range(found.count())]


def button(window: QWidget, words: str) -> QPushButton:
    (found,) = [one for one in window.findChildren(QPushButton) if one.text() == words]
    return found  # type: ignore[no-any-return]


def tick(window: QWidget, row: int, on: bool) -> None:
    state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
    only(window, QListWidget).item(row).setCheckState(state)


def test_it_says_what_was_seen_and_shows_what_would_change(window: RepairWindow, tmp_path: Path) -> None:
    assert rows(window) == [
        "send: found by less than it is described by (by its words)",
        "more: not found (by its words)",
        "end: found as it is described",
    ]
    difference = only(window, QPlainTextEdit).toPlainText()
    assert "-    target: {element: {role: button, name: Send}}   # as it was" in difference
    assert "+    target: {element: {role: button, name: Send now}}   # as it was" in difference
    assert any("still says “Send”" in label.text() for label in window.findChildren(QLabel))
    # and guide was asked to play a copy of the draft, on a screen of its own
    command, copy, *options = (tmp_path / "asked").read_text().split()
    assert (command, Path(copy).name, options) == ("heal", "order.yaml", ["--format", "json", "--virtual-screen"])
    assert not Path(copy).exists()


def test_only_what_is_ticked_is_taken_in(window: RepairWindow, taken: list[str]) -> None:
    tick(window, 1, on=False)
    assert "More…" not in only(window, QPlainTextEdit).toPlainText()
    button(window, "Take in what is ticked").click()
    assert taken == [ORDER.replace("name: Send}", "name: Send now}")]
    assert not window.isVisible()


def test_nothing_ticked_is_nothing_to_take_in(window: RepairWindow, taken: list[str]) -> None:
    for row in (0, 1):
        tick(window, row, on=False)
    assert not button(window, "Take in what is ticked").isEnabled()
    window.reject()
    assert taken == []


def test_what_cannot_be_looked_at_says_why(
    theme: Theme, tmp_path: Path, editor: QWidget, taken: list[str], qtbot: QtBot
) -> None:
    script = "import sys; print('There is no screen here', file=sys.stderr); sys.exit(4)"
    window = opened(theme, tmp_path, editor, taken, script)
    window.begin(alone=False)
    said = window.findChildren(QLabel)[0]
    qtbot.waitUntil(lambda: said.text() == "There is no screen here")
    assert button(window, "Look at my screen as it is").isEnabled()


@pytest.mark.parametrize("how", ["Stop", "Close"])
def test_a_look_that_takes_too_long_is_ended(
    theme: Theme, tmp_path: Path, editor: QWidget, qtbot: QtBot, how: str
) -> None:
    # given one that never ends
    script = f"import sys, time; open({str(tmp_path / 'copy')!r}, 'w').write(sys.argv[2]); time.sleep(600)"
    window = opened(theme, tmp_path, editor, [], script)
    window.begin(alone=True)
    qtbot.waitUntil(lambda: (tmp_path / "copy").exists() and (tmp_path / "copy").read_text() != "")
    folder = Path((tmp_path / "copy").read_text()).parent
    assert folder.is_dir()
    # when it is stopped, or its window closed, then it ends and leaves nothing behind
    button(window, how).click()
    qtbot.waitUntil(lambda: not folder.exists())
    assert window.isVisible() == (how == "Stop")
    window.close()


def test_the_editor_takes_it_in_as_one_thing_that_can_be_undone(
    theme: Theme, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QAction

    from guide.authoring.services import Services
    from guide.authoring.window import EditorWindow

    settings = QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat)
    command = [sys.executable, "-c", f"print({HEALED!r})"]
    services = Services(theme, lambda work, done: done(work()), settings, tmp_path / "drafts", command)
    editor = EditorWindow(tmp_path / "order.yaml", ORDER, services)
    editor.show()
    # given the repairs of what is written
    (action,) = [one for one in editor.actions() if isinstance(one, QAction) and one.text() == "Repair"]
    action.trigger()
    (window,) = editor.findChildren(RepairWindow)
    window.begin(alone=False)
    qtbot.waitUntil(lambda: rows(window) != [])
    # when they are taken in, then all of them are, and one undo takes them back
    button(window, "Take in what is ticked").click()
    both = ORDER.replace("name: Send}", "name: Send now}").replace("name: More}", "name: More…}")
    assert editor.draft.text == both
    editor.draft.undo()
    assert editor.draft.text == ORDER
    editor.draft.saved_text = editor.draft.text
    editor.close()
