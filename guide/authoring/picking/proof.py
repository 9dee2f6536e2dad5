"""Whether what was taken finds the control again: asked of the finder itself, as a run of the tutorial would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from guide.authoring.picking.looker import Seen
from guide.authoring.recording.acts import takes_text
from guide.desktop.ports import Desktop
from guide.targeting.finder import Finder
from guide.targeting.finding import Finding
from guide.targeting.looking import ScaleOf
from guide.tutorial.document import Application
from guide.tutorial.loader import loads
from guide.tutorial.targets import Target
from guide.tutorial.yaml_write import yaml_text

WITHIN_MS = 6000
_LONGEST_WORDS = 30
_SHOW_THEIR_NAME = frozenset({"button", "menuitem", "tab", "link", "checkbox", "radio"})


class Prover:
    """Looks for targets in one program, as it is now."""

    def __init__(self, desktop: Desktop, process: str | None, language: str, scale: ScaleOf, folder: Path) -> None:
        """`folder`: where the pictures of the target lie."""
        self._desktop = desktop
        self._language = language
        self._folder = folder
        self._finder = Finder(
            desktop,
            Application(process=process),
            language=language,
            scale=scale,
            deadline_ms=WITHIN_MS,
            folder=folder,
        )

    async def find(self, target: dict[str, Any]) -> Finding:
        """Look for a target."""
        read = _read(target, self._language, self._folder)
        if read is None:
            return Finding("absent", why="the description cannot be read")
        return await self._finder.find(read, self._desktop.windows.snapshot())

    async def words_for(self, seen: Seen, target: dict[str, Any]) -> Any:
        """Return the control's name as words to read off the screen, where they can be read there; else None."""
        control = seen.control
        if control is None or control.rect is None or control.role not in _SHOW_THEIR_NAME or takes_text(control):
            return None
        if "name" not in target.get("element", {}) or not 1 < len(control.name) <= _LONGEST_WORDS:
            return None
        words = target["element"]["name"]
        text = words[self._language] if isinstance(words, dict) else words
        where = {"window": target["window"]} if "window" in target else {}
        found = await self.find({**where, "text": text})
        same = found.state == "found" and found.rect is not None and found.rect.contains(control.rect.center)
        return words if same else None


def _read(target: dict[str, Any], language: str, folder: Path) -> Target | None:
    step = {"id": "a", "say": "a", "target": target}
    data = {"format": 1, "id": "a", "title": "a", "version": "1.0.0", "language": language, "steps": [step]}
    tutorial = loads(yaml_text(data), "picked.yaml", folder).tutorial
    return tutorial.steps[0].targets[0] if tutorial is not None else None
