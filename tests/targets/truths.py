"""Where controls are in programs that do not tell: looked at on pictures of the screen, and written down.

`learning` makes the file anew. It moves the pointer onto each control and takes what lights up as its place
(`hover`), where that agrees with what the accessibility tree says; else the tree's word (`eye`). Both are drawn
on a sheet, a picture for each stage and condition, and a person looks at every one of them before the file is kept.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from guide.tutorial.geometry import DeviceRect
from tests.support.desktop import windows
from tests.targets.labels import Label, Stage
from tests.targets.programs import Scene

FILE = Path(__file__).with_name("truths.json")


class Truths:
    """What was written down, by stage and condition. Places are relative to the newest window."""

    def __init__(self, path: Path = FILE) -> None:
        self._path = path
        self._all: dict[str, dict[str, Any]] = json.loads(path.read_text()) if path.exists() else {}

    def rect(self, scene: Scene, stage: Stage, label: Label) -> DeviceRect:
        """Return where a control is on the screen now.

        Raises `AssertionError` where the window is of another size than the one that was looked at: then nothing that
        was written down holds.
        """
        window = windows(scene.screen)[-1].rect
        known = self._all[stage.name][scene.condition.name]
        size = [window.width, window.height]
        assert known["window"] == size, f"{stage.name}, {scene.condition.name}: a window of {size}, looked at: {known}"
        x, y, width, height = known["controls"][label.name][:4]
        return DeviceRect(window.x + x, window.y + y, width, height)

    def names(self, stage: Stage) -> dict[str, set[str]]:
        """Return which controls of a stage are known, by condition."""
        return {condition: set(known["controls"]) for condition, known in self._all.get(stage.name, {}).items()}

    def keep(self, scene: Scene, stage: Stage, places: dict[str, tuple[DeviceRect, str]]) -> None:
        """Write down the places of a stage, each with how it was learnt."""
        window = windows(scene.screen)[-1].rect
        controls = {
            name: [rect.x - window.x, rect.y - window.y, rect.width, rect.height, how]
            for name, (rect, how) in places.items()
        }
        of_stage = self._all.setdefault(stage.name, {})
        of_stage[scene.condition.name] = {"window": [window.width, window.height], "controls": controls}
        self._path.write_text(_text(self._all), encoding="utf-8")


def _text(stages: dict[str, dict[str, Any]]) -> str:
    """Return it as JSON with a line for each control."""
    text = json.dumps(stages, ensure_ascii=False, indent=1, sort_keys=True)
    return re.sub(r"\[[^\[\]]*\]", lambda found: " ".join(found.group().split()), text) + "\n"
