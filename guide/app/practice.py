"""A tutorial to practise on: `guide edit --practice`, and the help of the window for authors."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QProcess

from guide.app.opening import chosen_language
from guide.authoring.draft import Draft, new_tutorial
from guide.i18n import translate
from guide.tutorial.shipped import shipped_folder

OF_GUIDE = "guide-write-a-tutorial"
"""The tutorial that is played over it."""


def practice_text() -> str:
    """Return the text of a tutorial that nobody misses."""
    language = chosen_language().partition("-")[0]
    draft = Draft(new_tutorial("practice", translate("authoring", "Practice"), language))
    draft.add_step(1)
    return draft.text


def practice_file() -> tuple[Path, tempfile.TemporaryDirectory[str]]:
    """Return a file with it, and the folder that goes when it is cleaned up."""
    folder = tempfile.TemporaryDirectory(prefix="guide-practice-")
    file = Path(folder.name) / "practice.yaml"
    file.write_text(practice_text(), encoding="utf-8")
    return file, folder


def show_how(command: list[str]) -> None:
    """Open a tutorial to practise on, and play over it how tutorials are written; both outlive this window."""
    tutorial = shipped_folder() / OF_GUIDE
    for words in (["edit", "--practice"], ["play", str(tutorial), "--in-front"]):
        QProcess.startDetached(command[0], [*command[1:], *words])
