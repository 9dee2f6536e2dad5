"""How soon the window for authors is there with a tutorial of 200 steps and pictures, and how soon a keystroke shows.

Opened: from the text to the first picture of the window, in this process and drawn in memory. Keystroke: from the key
to the end of painting; list and (second row) YAML go with it, the forms follow when the typing pauses.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabWidget

from bench.tables import Table, median, p95
from guide.app.qt import QtAside, QtPost, application
from guide.authoring.window import EditorWindow, Services
from guide.player.theme import Look, Theme

STEPS = 200
KEYS = 120
LETTERS = "Open the menu and look. "


def text_of(steps: int) -> str:
    """Return a tutorial of so many steps, each with a picture and a comment."""
    head = "format: 1\nid: long\ntitle: A long one\nowner: Office desk\n\nsteps:\n"
    return head + "\n".join(
        f"""  # part {step // 10}
  - id: step-{step}
    title: Step number {step}
    say: Open the **File** menu, the entry number {step}.
    target:
      element: {{role: menuitem, name: {{en: Entry {step}, de: Eintrag {step}}}}}
      image: picture-{step}.png
    until: {{shown: {{window: {{title: Window {step}}}}}}}
    do: click
    stuck: {{after: 20s, hint: It is the entry number {step} from the top.}}
"""
        for step in range(steps)
    )


def pictures(folder: Path, steps: int) -> None:
    """Paint a picture for each step."""
    for step in range(steps):
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(0x304050 + step * 700)
        image.save(str(folder / f"picture-{step}.png"))


def services(folder: Path, aside: Callable[[Callable[[], Any], Callable[[Any], None]], None]) -> Services:
    """Return what the window needs, with everything of it in a folder."""
    settings = QSettings(str(folder / "windows.ini"), QSettings.Format.IniFormat)
    return Services(Theme.of(Look(scheme="light")), aside, settings, folder, [sys.executable])


def opened(file: Path, given: Services) -> tuple[EditorWindow, float]:
    """Open the window; return it, and after how many milliseconds it was painted."""
    start = time.perf_counter()
    window = EditorWindow(file, file.read_text(encoding="utf-8"), given)
    window.show()
    window.repaint()
    QApplication.processEvents()
    return window, (time.perf_counter() - start) * 1000


def keystrokes(window: EditorWindow, count: int) -> list[float]:
    """Type into the text of a step; return how long each letter took until it was painted."""
    field = window._card.say
    field.setFocus()
    taken = []
    for number in range(count):
        start = time.perf_counter()
        QTest.keyClick(field, LETTERS[number % len(LETTERS)], Qt.KeyboardModifier.NoModifier)
        window._card.viewport().repaint()
        field.viewport().repaint()
        taken.append((time.perf_counter() - start) * 1000)
        until = time.perf_counter() + 0.04
        while time.perf_counter() < until:
            QApplication.processEvents()
    return taken


def main() -> int:
    """Print the table."""
    application()
    aside = QtAside(QtPost())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "long.yaml"
        file.write_text(text_of(STEPS), encoding="utf-8")
        pictures(folder, STEPS)
        given = services(folder, aside)
        table = Table(f"The window for authors, {STEPS} steps with pictures, ms", "median", "95 of 100", "at most")
        openings = []
        for _ in range(5):
            window, taken = opened(file, given)
            openings.append(taken)
            window.draft.saved_text = window.draft.text
            window.close()
        table.row("opened", f"{median(openings):.0f}", f"{p95(openings):.0f}", "1000")
        window, _ = opened(file, given)
        window.show_step(STEPS // 2)
        keys = keystrokes(window, KEYS)
        table.row("keystroke on the card", f"{median(keys):.1f}", f"{p95(keys):.1f}", "16")
        tabs = window.findChild(QTabWidget)
        assert tabs is not None
        tabs.setCurrentIndex(2)
        keys = keystrokes(window, KEYS)
        table.row("keystroke on the card, YAML in sight", f"{median(keys):.1f}", f"{p95(keys):.1f}", "16")
        window.draft.saved_text = window.draft.text
        window.close()
    aside.shutdown()
    for thread in threading.enumerate():
        if thread.name == "guide-aside":
            thread.join(5)
    return 0


if __name__ == "__main__":
    sys.exit(main())
