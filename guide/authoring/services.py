"""What the app hands to the window for authors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from guide.authoring.keeping import Aside
from guide.authoring.look import Look
from guide.authoring.record_dialog import Blur


@dataclass(frozen=True, slots=True)
class Services:
    """What the app hands in."""

    look: Look
    aside: Aside
    settings: QSettings
    drafts: Path
    """A private folder for copies of files beside which nothing can be written."""
    command: Sequence[str]
    """How guide is started."""
    translation: Callable[[Path, QWidget], None] | None = None
    """Opens the two columns for a saved tutorial."""
    review: Callable[[Path, str, int, QWidget], None] | None = None
    """Opens the review of a saved tutorial: its text, and how many errors it has."""
    colleague: Callable[[str, Path, int, QWidget], None] | None = None
    """Shows a step of a text as a colleague would see it."""
    help: Callable[[], None] | None = None
    """Shows how tutorials are written, on one that is there to practise on."""
    blur: Blur = field(default_factory=Blur)
    """How the pictures of a recording that is begun here are."""
    practice: bool = False
    """What is written is thrown away."""
