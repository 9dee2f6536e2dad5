"""Each task is recorded, checked and rehearsed from a fresh start: as it is, at 150 %, and in German."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.desktop.virtual_screen import speaks
from tests.recordings.tasks import MORE, TASKS, Task
from tests.recordings.trying import recorded_and_rehearsed

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.timeout(400)]

LARGE = {"QT_SCALE_FACTOR": "1.5", "GDK_DPI_SCALE": "1.5"}
WORLDS = {"as-it-is": {}, "150-percent": LARGE, "german": speaks("de")}


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_what_was_recorded_rehearses_without_an_edit(task: Task, world: dict[str, str], tmp_path: Path) -> None:
    result = recorded_and_rehearsed(task, tmp_path, world)
    assert {step["outcome"] for step in result["steps"]} == {"completed"}


@pytest.mark.parametrize("task", MORE, ids=lambda task: task.name)
def test_and_so_does_what_people_do_otherwise(task: Task, tmp_path: Path) -> None:
    result = recorded_and_rehearsed(task, tmp_path)
    assert {step["outcome"] for step in result["steps"]} == {"completed"}
