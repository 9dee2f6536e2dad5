"""One task from the author's hands to a rehearsal on a fresh screen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.loader import load
from tests.recordings.author import Author, guide, recording
from tests.recordings.tasks import Task
from tests.support.desktop import open_program
from tests.targeting.seeker import seeker_on


def recorded_and_rehearsed(task: Task, folder: Path, extra: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Record a task, check what came of it, rehearse it on a screen of its own, and return the result."""
    out = folder / "recorded"
    with VirtualScreen(1280, 800, extra=extra or {}) as screen, seeker_on(screen) as seeker:
        open_program(screen, *task.command(folder), title=task.title)
        with recording(screen, out, "--title", task.name) as recorded:
            task.do(Author(screen, seeker))
    assert recorded.status == 0, recorded.said
    checked = guide("check", str(out))
    assert checked.returncode == 0, checked.stdout
    tutorial = load(out / "tutorial.yaml").tutorial
    assert tutorial is not None
    assert task.steps <= len(tutorial.steps) <= max(task.steps, task.most_steps), (out / "tutorial.yaml").read_text()
    with VirtualScreen(1280, 800, extra=extra or {}) as screen:
        done = guide("rehearse", str(out), "--out", str(folder / "report"), environment=screen.environment)
    assert done.returncode == 0, done.stderr + (out / "tutorial.yaml").read_text()
    result: dict[str, Any] = json.loads((folder / "report" / "report.json").read_text())["tutorials"][0]
    return result
