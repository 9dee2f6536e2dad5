"""The tutorial that comes out: valid, in the author's words, with nothing in it that was typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from guide import i18n
from guide.authoring.recording.acts import Act, Typed
from guide.authoring.recording.programs import slug
from guide.authoring.recording.writing import Given, write
from guide.desktop.windows import WindowsSnapshot
from guide.tutorial.actions import Drag, Open, Press, Type
from guide.tutorial.check import check
from guide.tutorial.conditions import Confirmed, Dragged, Gone, Pressed, Shown, Value, WindowActive
from guide.tutorial.defaults import actions_for
from guide.tutorial.document import Tutorial
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.loader import load
from tests.authoring.recording.made import WINDOW, act, control, window

FIELD = control("textbox", "Name", (0, 40, 100, 20))
FILE = control("menuitem", "File", (0, 0, 30, 20), ("menubar", ""))
SAVE = control("menuitem", "Save As...", (0, 20, 80, 20), ("menubar", ""), ("menuitem", "File"))
DIGITS = frozenset({"digit"})


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    i18n.use("en")


def recorded(folder: Path, *acts: Act, typed: Typed | None = None, **given: object) -> Tutorial:
    """Write these acts and read what came of it, which has nothing wrong with it."""
    i18n.use(str(given.get("language", "en")))
    write(folder, acts, typed or Typed(), Given(**{"title": "A task", "name": "task", "language": "en"} | given))  # type: ignore[arg-type]
    checked = check([folder], date(2027, 1, 1))
    assert not checked.count("error"), checked.problems
    tutorial = load(folder / "tutorial.yaml").tutorial
    assert tutorial is not None
    return tutorial


def test_a_menu_reads_as_one_says_it(tmp_path: Path) -> None:
    tutorial = recorded(tmp_path, act("click", FILE), act("click", SAVE, FILE))
    assert [step.say for step in tutorial.steps] == [
        "Open the **File** menu.",
        "Choose **Save As…** in the **File** menu.",
    ]
    assert isinstance(tutorial.steps[0].until, Shown)


def test_and_in_the_language_of_the_author(tmp_path: Path) -> None:
    tutorial = recorded(tmp_path, act("click", FILE), act("click", SAVE, FILE), language="de")
    assert [step.say for step in tutorial.steps] == [
        "Öffnen Sie das Menü **File**.",
        "Wählen Sie **Save As…** im Menü **File**.",
    ]
    assert tutorial.language == "de"


def test_typing_waits_for_anything_and_a_rehearsal_types_an_example(tmp_path: Path) -> None:
    (step,) = recorded(tmp_path, act("type", FIELD, readable=True, sorts=frozenset({"letter"}))).steps
    assert isinstance(step.until, Value)
    assert step.do == (Type("Example"),)


def test_a_field_that_held_something_is_said_to_be_done_by_the_person(tmp_path: Path) -> None:
    (step,) = recorded(tmp_path, act("type", FIELD, readable=True, filled_before=True, sorts=DIGITS)).steps
    assert step.until == Confirmed()
    assert step.do == (Type("12"),)


def test_a_text_that_is_called_after_its_class_is_called_nothing(tmp_path: Path) -> None:
    (step,) = recorded(tmp_path, act("type", control("textbox", "EditorSourceView"), readable=True)).steps
    assert step.say == "Type something here, for example *Example*."


def test_work_that_goes_on_in_another_program_opens_it_there_and_points_into_it(tmp_path: Path) -> None:
    here, there = window(), window(2, "Mail", pid=8, process="mail")
    acts = (
        act("click", control("button", "Copy"), window=here),
        act("press", None, keys="Ctrl+V", window=there),
        act("click", control("button", "Back"), window=here),
    )
    tutorial = recorded(tmp_path, *acts, launch="notes", opens=lambda seen: f"/opt/{seen.process}")
    _, go, paste, back, _ = tutorial.steps
    assert (go.do, back.do) == ((Open("/opt/mail"),), (Open("notes"),))
    assert isinstance(go.until, WindowActive)
    assert paste.targets[0].is_window
    assert paste.targets[0].window is not None
    assert paste.targets[0].window.process == "mail"


def test_typing_over_what_is_there_is_said(tmp_path: Path) -> None:
    acts = (act("press", None, keys="Ctrl+A"), act("type", FIELD, readable=True, filled_before=True, sorts=DIGITS))
    (step,) = recorded(tmp_path, *acts).steps
    words = "Select all in **Name** with **Ctrl+A** and type over it, for example *12*. Then press **Next**."
    assert (step.say, step.do) == (words, (Press("Ctrl+A"), Type("12")))


def test_an_address_is_given_as_it_leads_where_the_next_steps_are(tmp_path: Path) -> None:
    line = control("textbox", "Address", (0, 0, 100, 20))
    typing = act("type", line, place="intranet.example.org/forms", sorts=frozenset({"letter", "sign"}))
    (step,) = recorded(tmp_path, typing, act("press", None, keys="Enter")).steps
    assert step.do == (Type("intranet.example.org/forms"), Press("Enter"))
    # and what was left half typed is not
    (step,) = recorded(tmp_path, act("type", line, place="example.org", sorts=frozenset({"letter"}))).steps
    assert step.do == (Type("Example"),)


def test_a_list_that_is_called_by_its_choice_is_told_by_what_is_around_it(tmp_path: Path) -> None:
    box = control("combobox", "North", (0, 0, 60, 20), ("group", "Tabs"))
    other = control("combobox", "Small", (0, 40, 60, 20), ("group", "Icons"))
    names: dict[object, dict[str, int]] = {box.ref: {"North": 0, "South": 500}}
    (step,) = recorded(tmp_path, act("click", box, other), names=names).steps
    assert step.targets[0].element is not None
    assert (step.targets[0].element.name, len(step.targets[0].element.path)) == (None, 1)
    assert step.say == "Open this list."


def test_enter_after_typing_ends_the_step(tmp_path: Path) -> None:
    (step,) = recorded(tmp_path, act("type", FIELD, sorts=DIGITS), act("press", None, keys="Enter")).steps
    assert (step.until, step.do) == (Pressed("Enter"), (Type("12"), Press("Enter")))


def test_a_click_that_opened_a_dialog_waits_for_it_and_one_that_closed_it_until_it_is_gone(tmp_path: Path) -> None:
    dialog = window(2, "Settings", kind="dialog", transient_for=WINDOW.id)
    opens = act("click", control("button", "Settings…"), opened=(dialog,))
    closes = act("click", control("button", "OK"), window=dialog, closed=True)
    closes.snapshot = WindowsSnapshot((WINDOW, dialog), dialog.id, ())
    first, second = recorded(tmp_path, opens, closes).steps
    assert isinstance(first.until, Shown)
    assert isinstance(second.until, Gone)
    assert second.targets[0].window is not None


def test_titles_and_ancestors_are_said_in_other_languages_too(tmp_path: Path) -> None:
    words = {"Find": {"de": "Suchen"}, "Editor": {"de": "Schreiber"}, "Options": {"de": "Optionen"}}
    main, dialog = window(title="x - Editor"), window(2, "Find", kind="dialog", transient_for=1)
    yes = control("button", "Yes", (0, 0, 10, 10), ("group", "Options"))
    other = control("button", "Yes", (0, 30, 10, 10), ("group", "Other"))
    acts = [act("click", SAVE, window=main), act("click", yes, other, window=dialog)]
    for each in acts:
        each.snapshot = WindowsSnapshot((main, dialog), 2, ())
    told = recorded(tmp_path, *acts, elsewhere=lambda process, name: words.get(name, {}))
    assert told.application.title is not None
    assert told.application.title.shown("de") == "Schreiber"
    target = told.steps[1].targets[0]
    assert target.window is not None
    assert target.window.title is not None
    assert target.window.title.shown("de") == "Suchen"
    assert target.element is not None
    assert target.element.path[0].name is not None
    assert target.element.path[0].name.shown("de") == "Optionen"


def test_what_was_typed_is_in_no_file(tmp_path: Path) -> None:
    # given a program that repeats what was typed in its title, on a tab and in a label
    secret = "4111 1111 2222"
    titled = window(title=f"{secret} - Notes")
    tab = control("tab", secret)
    acts = [
        act("type", FIELD, sorts=DIGITS, window=titled),
        act("click", tab, control("tab", "Other", (20, 0, 10, 10)), window=titled),
        act("click", control("label", f"Thanks for {secret}"), window=titled),
    ]
    tutorial = recorded(tmp_path, *acts, typed=Typed(refs={FIELD.ref}, texts={secret}))
    # then it is nowhere, and the tab is told by its place
    for file in tmp_path.rglob("*.*"):
        assert "1111" not in file.read_text()
    assert tutorial.steps[1].targets[0].element is not None
    assert tutorial.steps[1].targets[0].element.index == 1


def test_a_secret_field_is_left_to_the_person(tmp_path: Path) -> None:
    (step,) = recorded(tmp_path, act("type", control("textbox", "Password", states="password"), sorts=DIGITS)).steps
    assert (step.until, step.do) == (Confirmed(), None)


def test_what_was_dropped_can_be_brought_back(tmp_path: Path) -> None:
    ground = control("group", "", (0, 0, 400, 300))
    recorded(tmp_path, act("click", FILE), act("click", ground))
    (dropped,) = json.loads((tmp_path / "recording.json").read_text())["dropped"]
    assert (dropped["why"], dropped["step"]["say"]) == ("container", "Click here.")


def test_two_steps_of_one_name_have_two_ids(tmp_path: Path) -> None:
    seven = control("button", "7")
    assert [step.id for step in recorded(tmp_path, act("click", seven), act("click", seven)).steps] == ["7", "7-2"]


def test_without_a_title_the_folder_makes_the_id(tmp_path: Path) -> None:
    tutorial = recorded(tmp_path, act("click", FILE), title="", name="recorded-2027-01-01")
    assert tutorial.id == "recorded-2027-01-01"


def test_an_id_is_plain() -> None:
    assert slug("Öffnen & schließen …") == "oeffnen-schliessen"


def test_a_drag_is_done_again_as_far_in_logical_pixels(tmp_path: Path) -> None:
    dragged = act("drag", control("slider", "Zoom", (0, 0, 80, 20)))
    dragged.dragged = (60, -1)
    tutorial = recorded(tmp_path, dragged, scale=lambda window: 1.5)
    (step,) = tutorial.steps
    assert step.until == Dragged(40, -1)
    assert actions_for(step) == (Drag(40, -1),)
    assert step.say == "Drag **Zoom** to the right."


def test_a_drag_begins_where_the_author_took_hold(tmp_path: Path) -> None:
    dragged = act("drag", control("slider", "Zoom", (0, 0, 80, 20)), point=DevicePoint(6, 12), dragged=(0, 90))
    (step,) = recorded(tmp_path, dragged, scale=lambda window: 1.5).steps
    assert (step.until, step.do) == (Dragged(0, 60), (Drag(0, 60, (4, 8)),))
    assert step.say == "Drag **Zoom** down."
