"""One form as seven toolkits draw it, with edges that tell where each control truly is.

Each control has a border of a colour that nothing else on the screen has. The colours of two controls differ by one
step of one channel: no eye sees it, and no signal that is measured here does. What lies inside the pixels of that
colour is the control: at any scale, in any theme and language, and whatever the accessibility tree says.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from guide.tutorial.geometry import DeviceRect
from tests.support.desktop import Shot

Kind = Literal["button", "textbox", "checkbox", "radio"]
Colour = tuple[int, int, int]
LIGHT: Colour = (244, 244, 244)
DARK: Colour = (40, 40, 40)
INK = {False: "#202020", True: "#e6e6e6"}
_EDGE = {False: 130, True: 150}
_FEWEST_PIXELS = 40
"""A border has more; a few pixels of the same colour by chance do not make one."""


@dataclass(frozen=True, slots=True)
class Control:
    """One control of the form."""

    key: str
    kind: Kind
    en: str
    de: str
    value: str = ""
    """What stands in a field."""

    def words(self, language: str) -> str:
        """Return what it is called."""
        return self.de if language == "de" else self.en


FORM = (
    Control("new", "button", "New order", "Neuer Auftrag"),
    Control("find", "button", "Find", "Suchen"),
    Control("customer", "textbox", "Customer number", "Kundennummer", "4711"),
    Control("date", "textbox", "Delivery date", "Lieferdatum", "3 May"),
    Control("post", "checkbox", "Send by post", "Per Post senden"),
    Control("mail", "checkbox", "Send by mail", "Per Mail senden"),
    Control("express", "radio", "Express", "Eilig"),
    Control("standard", "radio", "Standard", "Normal"),
    Control("save", "button", "Save order", "Auftrag speichern"),
    Control("draft", "button", "Save as draft", "Als Entwurf speichern"),
    Control("cancel", "button", "Cancel", "Abbrechen"),
    Control("delete", "button", "Delete", "Löschen"),
)


def background(*, dark: bool) -> Colour:
    """Return the colour behind the controls."""
    return DARK if dark else LIGHT


def edge(control: Control, *, dark: bool) -> Colour:
    """Return the colour of a control's border: seen around buttons and fields, unseen around the others."""
    number = FORM.index(control)
    seen = control.kind in ("button", "textbox")
    base = _EDGE[dark] if seen else background(dark=dark)[0]
    return base + 1 + number % 4, base, base - 1 - number // 4


def described(*, dark: bool, language: str) -> str:
    """Return the form for a program that draws it, as JSON."""
    controls = [
        {"key": c.key, "kind": c.kind, "words": c.words(language), "value": c.value, "edge": edge(c, dark=dark)}
        for c in FORM
    ]
    title = "Aufträge" if language == "de" else "Orders"
    return json.dumps(
        {"title": title, "background": background(dark=dark), "ink": INK[dark], "controls": controls}, indent=1
    )


def page(path: Path, *, dark: bool, language: str) -> Path:
    """Write the form as a page for browsers and return its path."""
    rows = "\n".join(_row(control, language) for control in FORM)
    edges = "\n".join(f"#{c.key} {{ border: 1px solid rgb{edge(c, dark=dark)} }}" for c in FORM)
    title = "Aufträge" if language == "de" else "Orders"
    path.write_text(
        f"""<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>
<style>
body {{ background: rgb{background(dark=dark)}; color: {INK[dark]}; font: 14px "DejaVu Sans"; margin: 24px }}
div {{ margin: 10px 0 }}
button, input, .box {{ font: inherit; color: inherit; background: transparent; padding: 4px 10px }}
input[type=text] {{ width: 140px }}
.box {{ display: inline-block; padding: 1px 2px }}
.name {{ display: inline-block; width: 160px }}
{edges}
</style>
{rows}
</html>
""",
        encoding="utf-8",
    )
    return path


def _row(control: Control, language: str) -> str:
    words = control.words(language)
    if control.kind == "button":
        return f'<div><button id="{control.key}">{words}</button></div>'
    if control.kind == "textbox":
        field = f'<input type="text" id="{control.key}" value="{control.value}">'
        return f'<div><label for="{control.key}" class="name">{words}</label> {field}</div>'
    box = f'<input type="{control.kind}" name="{control.kind}-{control.key}">'
    return f'<div><label class="box" id="{control.key}">{box} {words}</label></div>'


def drawn_at(shot: Shot, key: str, *, dark: bool) -> DeviceRect:
    """Return where a control's border is on a picture of the screen."""
    control = next(c for c in FORM if c.key == key)
    pixels = np.frombuffer(shot.rgb, np.uint8).reshape(shot.height, shot.width, 3)
    ys, xs = np.nonzero((pixels == edge(control, dark=dark)).all(axis=2))
    assert len(xs) >= _FEWEST_PIXELS, f"{key} has no border on the screen"
    left, right = _outermost(xs)
    top, bottom = _outermost(ys)
    return DeviceRect(left, top, right + 1 - left, bottom + 1 - top)


def _outermost(places: np.ndarray) -> tuple[int, int]:
    """Return the first and last line that has many pixels: corners are blended into colours of others."""
    counts = np.bincount(places)
    lines = np.nonzero(counts >= 0.5 * counts.max())[0]
    return int(lines.min()), int(lines.max())
