"""Handouts that the tests of this room begin with."""

from __future__ import annotations

import io
import json
from pathlib import Path

from PIL import Image, ImageDraw

from guide.export.building import handout_of
from guide.export.handout import Handout
from guide.export.shots import Pictures
from guide.tutorial.document import Tutorial
from guide.tutorial.loader import load

#: What somebody could write who wants to break out of a format.
HOSTILE = r"""</script><script>alert(1)</script> <img src=x onerror=alert(1)> {{7*7}} #panic("x") $x$ @ref \
&amp; "quoted" 'single' `code` ![x](https://example.org/x.png) [go](javascript:alert(1)) ]]> <!-- --> %PDF \end"""

NOTE = """\
format: 1
id: a-note
title: Save a note
summary: Write *and* keep.
version: 1.2.0
owner: Office desk
application: {process: mousepad, title: Mousepad}
steps:
  - id: write
    title: Write it down
    say: |
      Type **a few** words, then `F2`:

      1. first
      2. second

      See [the manual](https://example.org/manual).
    target: {element: {role: textbox, name: Note}}
    optional: true
    stuck: {hint: It is the *white* page.}
  - id: save
    say: Choose {target}.
    target: {element: {role: menuitem, name: {en: Save As…, de: Speichern unter…}}}
    media: {file: shown.png, alt: How it looks}
  - id: ask
    title: One question
    say: Think.
    ask:
      question: Where is it?
      choices:
        - {id: here, text: In the folder, correct: true, say: Quite so.}
        - {id: gone, text: Gone, correct: false}
    go: [{when: {answered: gone}, to: write}, {to: end}]
  - id: end
    say: Done.
"""


def tutorial_in(folder: Path, text: str = NOTE) -> Tutorial:
    """Return the tutorial of a file that is written into `folder`."""
    file = folder / "a-note.yaml"
    file.write_text(text, encoding="utf-8")
    loaded = load(file)
    assert loaded.tutorial is not None, loaded.problems
    return loaded.tutorial


def picture(path: Path, size: tuple[int, int] = (640, 480), marked: tuple[int, int, int, int] | None = None) -> Path:
    """Write a white picture; what is `marked` (left, top, right, bottom) is red."""
    image = Image.new("RGB", size, "white")
    if marked is not None:
        ImageDraw.Draw(image).rectangle(marked, fill="red")
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)
    return path


def report_in(folder: Path, **steps: dict[str, object]) -> Path:
    """Write a report with what it tells of these steps of `a-note`."""
    folder.mkdir(parents=True, exist_ok=True)
    told = [{"id": name, "outcome": "completed", **what} for name, what in steps.items()]
    (folder / "report.json").write_text(json.dumps({"tutorials": [{"id": "a-note", "steps": told}]}))
    return folder


def handout_in(folder: Path, text: str = NOTE) -> Handout:
    """Return the handout of the tutorial, with a picture from a rehearsal at its second step."""
    picture(folder / "shown.png", (100, 50))
    picture(folder / "report" / "save.png", (1280, 800), (1000, 700, 1100, 730))
    seen = {"program_picture": "save.png", "program_rect": [20, 10, 1280, 800], "rect": [1020, 710, 101, 31]}
    report = report_in(folder / "report", save=seen)
    return handout_of(tutorial_in(folder, text), Pictures.from_report(report, "a-note"))


def long_tutorial(steps: int, say: str = "Press **Next**.") -> str:
    """Return a tutorial of so many steps."""
    lines = [f"  - {{id: s{number}, say: {json.dumps(say)}}}" for number in range(1, steps + 1)]
    return "format: 1\nid: a-note\ntitle: Long\nsteps:\n" + "\n".join(lines) + "\n"


def opened(data: bytes) -> Image.Image:
    """Return a picture."""
    return Image.open(io.BytesIO(data)).convert("RGB")
