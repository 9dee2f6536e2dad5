"""A tutorial for a program that speaks another language: its controls are told by their places, its dialogs by that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.targeting.abroad import Place, abroad, title_kinds, told_alike
from guide.targeting.application import named, named_windows
from guide.tutorial.conditions import AllOf, Gone, Not, Shown, WindowActive
from guide.tutorial.document import Tutorial
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.loader import loads
from guide.tutorial.targets import PathEntry, WindowSpec

TUTORIAL = """\
format: 1
id: note
title: Replace
application: {process: mousepad, title: Mousepad}
steps:
  - id: menu
    say: Open it.
    target: {element: {role: menuitem, name: Search, state: enabled}, text: Search}
    until:
      all:
        - {shown: {window: {title: Find and Replace}}}
        - {not: {window: {title: {en: Mousepad, de: Mauspolster}}}}
  - id: gone
    say: Close it.
    until: {gone: {window: {title: Find and Replace}}}
"""
_RECT = DeviceRect(0, 0, 400, 300)
MAIN = WindowInfo(1, "Untitled - Mousepad", "mousepad", 7, "Mousepad", _RECT, _RECT, _RECT)
DIALOG = replace(MAIN, id=2, title="Suchen und Ersetzen", transient_for=1)
PLACE = Place("menuitem", (("menubar", 0), ("menuitem", None)), 3, ("", "Search", "Search"))


@pytest.fixture
def tutorial() -> Tutorial:
    loaded = loads(TUTORIAL, "note.yaml", Path()).tutorial
    assert loaded is not None
    return loaded


def test_controls_are_told_by_their_places_and_dialogs_by_being_one(tutorial: Tutorial) -> None:
    # given where the control stands, and which windows have been seen
    target = tutorial.steps[0].targets[0]
    titles = {"Find and Replace": (True, "Find and Replace"), "Mousepad": (False, "Untitled - Mousepad")}
    # when the tutorial is to be played in German
    there = abroad(tutorial, {target: PLACE}, titles, "de")
    # then nothing in it depends on a name that is not known in German, in conditions neither
    element = there.steps[0].targets[0].element
    assert element is not None
    assert (element.role, element.name, element.index, element.state) == ("menuitem", None, 3, frozenset({"enabled"}))
    assert element.path == (PathEntry("menubar", index=0), PathEntry("menuitem"))
    assert there.steps[0].targets[0].text is None
    assert there.application.title is None
    match there.steps[0].until:
        case AllOf((Shown(shown), Not(WindowActive(main)))):
            assert shown.window == WindowSpec(dialog=True)
            assert main.title is not None  # its German name is given
        case other:
            pytest.fail(f"it waits for {other}")
    gone = there.steps[1].until
    assert isinstance(gone, Gone)
    assert gone.target.window == WindowSpec(dialog=True)


def test_the_kind_of_a_window_stands_for_its_title(tutorial: Tutorial) -> None:
    snapshot = WindowsSnapshot((MAIN, DIALOG), 2, ())
    specs = [WindowSpec(title=tutorial.application.title)]
    assert title_kinds(tutorial, specs, snapshot) == {"Mousepad": (False, MAIN.title)}
    application = replace(tutorial.application, title=None)
    assert named_windows(application, WindowSpec(dialog=True), snapshot, "de") == [DIALOG]
    assert named_windows(application, WindowSpec(dialog=False), snapshot, "de") == [MAIN]
    assert named(WindowSpec(), DIALOG, "de")


def test_a_name_has_what_was_seen_in_its_place() -> None:
    pairs = [("_Search", "_Suchen"), ("Save As...", "Speichern unter…"), ("Save", "Sichern"), ("Save", "Speichern")]
    assert told_alike(["Search", "Save As…", "Save", "/^Un/", "OK"], pairs) == {
        "Search": ("Suchen",),
        "Save As…": ("Speichern unter…",),
        "Save": ("Sichern", "Speichern"),
    }
