"""What a control has become, and how the tutorial would say so: over lists of controls, without a screen."""

from __future__ import annotations

from itertools import count

import pytest

from guide.authoring.healing.evidence import by_description, likeness, seen_at
from guide.authoring.healing.repairs import Repair, descriptions, diff, renamed, repaired, stale_words
from guide.authoring.recording.acts import View
from guide.desktop.elements import ElementInfo, ElementRef
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.patterns import LocalName, TextPattern
from guide.tutorial.targets import ElementSpec

_NUMBERS = count()
WINDOW = WindowInfo(1, "Order", "order", 1, None, *[DeviceRect(0, 0, 400, 300)] * 3)


def control(role: str, name: str, x: int = 0, y: int = 0) -> ElementInfo:
    ref = ElementRef(":1.1", f"/{next(_NUMBERS)}")
    return ElementInfo(ref, role, name, rect=DeviceRect(x, y, 80, 24), path=(("window", "Order", -1),))


def view(*controls: ElementInfo) -> list[View]:
    return [View(WINDOW, controls)]


def spec(role: str, name: str) -> ElementSpec:
    return ElementSpec(role=role, name=LocalName({"": TextPattern(name)}))


def test_a_control_that_is_called_alike_is_it() -> None:
    new, other = control("button", "Send the order"), control("button", "Cancel", 100)
    found = by_description(spec("button", "Send order"), view(new, other), "en", None)
    assert found is not None
    assert found.control is new
    assert found.why == "it is called differently now"


def test_of_two_that_are_about_as_like_none_is_it() -> None:
    shown = view(control("button", "Send order now"), control("button", "Send order later", 100))
    assert by_description(spec("button", "Send order"), shown, "en", None) is None


def test_two_of_the_same_name_are_never_told_apart_by_guessing() -> None:
    shown = view(control("link", "Send order"), control("checkbox", "Send order", 100))
    assert by_description(spec("button", "Send order"), shown, "en", None) is None


def test_what_became_a_link_is_the_same_thing() -> None:
    link = control("link", "Send order")
    found = by_description(spec("button", "Send order"), view(link, control("button", "Cancel", 100)), "en", None)
    assert found is not None
    assert found.control is link


def test_in_its_place_is_one_of_its_kind_with_another_name() -> None:
    there, elsewhere = control("button", "Go", 10, 10), control("button", "Stop", 200, 10)
    found = by_description(spec("button", "Send order"), view(there, elsewhere), "en", DeviceRect(12, 10, 80, 24))
    assert found is not None
    assert found.control is there


def test_a_name_and_a_place_that_disagree_prove_nothing() -> None:
    shown = view(control("button", "Go", 10, 10), control("button", "Send the order", 200, 10))
    assert by_description(spec("button", "Send order"), shown, "en", DeviceRect(10, 10, 80, 24)) is None


def test_what_the_tutorial_means_elsewhere_has_not_become_this() -> None:
    shown = view(control("menuitem", "Save"), control("menuitem", "Quit", 0, 30))
    wanted, other = spec("menuitem", "Save As"), spec("menuitem", "Save")
    assert by_description(wanted, shown, "en", None, [other]) is None
    assert by_description(wanted, shown, "en", None) is not None


def test_the_same_menu_told_of_by_two_windows_is_one() -> None:
    item = control("menuitem", "Save As...")
    found = by_description(spec("menuitem", "Save a Copy As…"), [*view(item), *view(item)], "en", None)
    assert found is not None


def test_a_picture_that_was_recognised_names_the_control_under_it() -> None:
    button = control("button", "Go", 10, 10)
    found = seen_at(DeviceRect(14, 12, 70, 20), view(button), "image")
    assert found is not None
    assert found.control is button
    # a speck in the middle of something large says nothing about it
    large = ElementInfo(ElementRef(":1.1", "/large"), "button", "All", rect=DeviceRect(0, 0, 400, 300))
    assert seen_at(DeviceRect(14, 12, 20, 20), view(large), "image") is None


@pytest.mark.parametrize(("one", "other"), [("Save As", "Save All"), ("Cut", "Quit"), ("Print", "Paste"), ("", "Ok")])
def test_names_of_other_things_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < 0.6


def test_the_description_that_differs_least_comes_first() -> None:
    new = control("button", "Send the order")
    old = {"role": "button", "name": {"en": "Send order", "de": "Senden"}, "path": ["toolbar"], "id": "send"}
    ways = list(descriptions(old, new, view(new), "en", own_id="submit"))
    assert ways[0] == {**old, "name": {"en": "Send the order", "de": "Senden"}, "id": "submit"}
    # without an id of its own the old one goes; then what was told of its way
    ways = list(descriptions(old, new, view(new), "en", own_id=None))
    assert ways[0] == {"role": "button", "name": {"en": "Send the order", "de": "Senden"}, "path": ["toolbar"]}
    assert ways[1] == {"role": "button", "name": {"en": "Send the order", "de": "Senden"}}


def test_a_name_that_stayed_is_written_as_it_was() -> None:
    assert renamed("Save As...", "_Save As…", "en") == "Save As..."
    assert renamed("/^Send/", "Go", "en") == "Go"
    assert renamed({"pt": "Enviar"}, "Mandar", "pt-BR") == {"pt": "Mandar"}


def test_a_repair_changes_its_places_and_nothing_else() -> None:
    text = (
        "steps:\n"
        "  - id: a   # first\n"
        "    until: {shown: {element: {role: button, name: Send}}}   # waits\n"
        "  - id: b\n"
        "    target:\n"
        "      element: {role: button, name: Send}  # the green one\n"
    )
    repair = Repair(
        "b",
        ("steps", 1, "target", "element"),
        {"role": "button", "name": "Go"},
        "why",
        also=(("steps", 0, "until", "shown", "element"),),
    )
    assert repaired(text, [repair]) == text.replace("name: Send", "name: Go")
    assert Repair.from_data({**_as_json(repair)}) == repair


def test_a_diff_is_one_that_patch_takes() -> None:
    assert diff("a.yaml", "one\ntwo", "one\n2").splitlines()[:3] == ["--- a.yaml", "+++ a.yaml", "@@ -1,2 +1,2 @@"]
    assert diff("a.yaml", "one\ntwo", "one\n2").count("\\ No newline at end of file") == 2
    assert diff("a.yaml", "same\n", "same\n") == ""


def test_a_text_that_says_the_old_name_is_to_be_looked_at() -> None:
    assert stale_words("Send order", "Send the order", ["Press **Send order**."])
    assert not stale_words("Send order", "Send the order", ["Press {target}."])
    assert not stale_words("Send order…", "_Send order...", ["Press **Send order…**."])


def _as_json(repair: Repair) -> dict[str, object]:
    return {
        "step": repair.step,
        "at": list(repair.at),
        "value": repair.value,
        "why": repair.why,
        "notes": list(repair.notes),
        "also": [list(path) for path in repair.also],
    }
