"""Recording from the tray: a process of its own, and what came of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from guide.app.record_from_tray import RecordFromTray

RECORDER = """#!/bin/sh
while [ "$1" != --out ]; do shift; done
mkdir -p "$2"
trap '{at_end}; exit 0' TERM
echo > "$2/../ready"
while :; do sleep 0.05; done
"""


@pytest.fixture
def ended() -> list[Path | None]:
    return []


def begun(
    qtbot: QtBot, folder: Path, ended: list[Path | None], monkeypatch: pytest.MonkeyPatch, at_end: str
) -> RecordFromTray:
    """Begin to record with something that waits to be told to end."""
    recorder = folder / "recorder"
    recorder.write_text(RECORDER.format(at_end=at_end))
    recorder.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(recorder))
    recording = RecordFromTray(folder / "tutorials", "en", ended.append)
    recording.begin()
    qtbot.waitUntil((folder / "tutorials" / "ready").exists)
    return recording


def test_what_was_recorded_is_told(
    qtbot: QtBot, tmp_path: Path, ended: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = begun(qtbot, tmp_path, ended, monkeypatch, 'echo > "$2/tutorial.yaml"')
    assert recording.running
    recording.stop()
    qtbot.waitUntil(lambda: len(ended) == 1)
    assert not recording.running
    (file,) = ended
    assert file is not None
    assert file.parent.parent == tmp_path / "tutorials"


def test_a_recording_of_nothing_leaves_nothing(
    qtbot: QtBot, tmp_path: Path, ended: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = begun(qtbot, tmp_path, ended, monkeypatch, "true")
    recording.stop()
    qtbot.waitUntil(lambda: ended == [None])
    assert [entry.name for entry in (tmp_path / "tutorials").iterdir()] == ["ready"]


def test_whoever_quits_has_what_was_recorded_until_then(
    qtbot: QtBot, tmp_path: Path, ended: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(qtbot, tmp_path, ended, monkeypatch, 'echo > "$2/tutorial.yaml"').shutdown()
    assert list((tmp_path / "tutorials").glob("*/tutorial.yaml"))
    assert ended == []
