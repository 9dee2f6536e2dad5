"""The ladder over a fake desktop: found, absent or ambiguous, and why."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from guide.desktop.fake import FakeDesktop, FakeElement, FakeWindow
from guide.targeting.finder import Finder
from guide.targeting.finding import Finding
from guide.tutorial.document import Application
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.targets import ElementSpec, ImageSpec, PathEntry, RegionSpec, Target, WindowSpec
from tests.targeting.seeker import called, element

EDITOR = Application(process="editor")
IN_TOOLS = PathEntry("toolbar", called("Tools"), 0)


def editor(*elements: FakeElement, title: str = "Untitled - Editor", **more: object) -> FakeWindow:
    """A window of the tutorial's program, at (100, 100)."""
    return FakeWindow(title, process="editor", at=(100, 100, 400, 300), elements=elements, **more)  # type: ignore[arg-type]


def find(desktop: FakeDesktop, target: Target, application: Application = EDITOR, **more: object) -> Finding:
    """Look once."""
    finder = Finder(desktop, application, **more)  # type: ignore[arg-type]
    return asyncio.run(finder.find(target, desktop.windows.snapshot()))


# --- elements ---------------------------------------------------------------------------------------------------


def test_a_control_is_found_by_role_and_name() -> None:
    desktop = FakeDesktop(editor(FakeElement("button", "Save", at=(10, 20, 60, 24))))
    found = find(desktop, element("button", "Save"))
    assert (found.state, found.signal, found.confidence) == ("found", "element", 1.0)
    assert found.rect == DeviceRect(110, 120, 60, 24)
    assert found.element.name == "Save"
    assert found.window.title == "Untitled - Editor"
    assert "button “Save”" in found.why


def test_a_name_may_differ_by_language() -> None:
    desktop = FakeDesktop(editor(FakeElement("button", "Speichern", at=(0, 0, 9, 9))))
    save = element("button", {"en": "Save", "de": "Speichern"})
    assert find(desktop, save, language="de-AT").state == "found"
    # and a program in another language than the session is found too
    assert find(desktop, save, language="en").state == "found"


def test_an_id_is_enough() -> None:
    desktop = FakeDesktop(
        editor(
            FakeElement("button", "Save", id="save", at=(0, 0, 9, 9)), FakeElement("button", "Save", at=(20, 0, 9, 9))
        )
    )
    assert find(desktop, element("button", "Save")).state == "ambiguous"
    assert find(desktop, element(element_id="save")).confidence == 1.0


def test_less_said_is_less_sure() -> None:
    desktop = FakeDesktop(editor(FakeElement("button", "Save", at=(0, 0, 9, 9))))
    by_both, by_name, by_role = (
        find(desktop, target).confidence
        for target in (element("button", "Save"), element(name="Save"), element("button"))
    )
    assert by_both > by_name > by_role > 0.3


def test_ambiguous_is_never_guessed() -> None:
    desktop = FakeDesktop(
        editor(FakeElement("button", "OK", at=(0, 0, 9, 9)), FakeElement("button", "OK", at=(20, 0, 9, 9)))
    )
    finding = find(desktop, element("button", "OK"))
    assert (finding.state, finding.rect, finding.element) == ("ambiguous", None, None)
    assert finding.why == "2 controls fit button “OK”; add path, index or id to say which one"


def test_index_path_and_state_tell_equals_apart() -> None:
    left = FakeElement("group", "Left", at=(0, 0, 90, 90), children=[FakeElement("button", "OK", at=(0, 0, 9, 9))])
    right = FakeElement(
        "group", "Right", at=(100, 0, 90, 90), children=[FakeElement("button", "OK", at=(100, 0, 9, 9), enabled=False)]
    )
    desktop = FakeDesktop(editor(left, right))
    assert find(desktop, element("button", "OK", index=1)).rect == DeviceRect(200, 100, 9, 9)
    assert find(desktop, element("button", "OK", path=(("group", "Left"),))).rect == DeviceRect(100, 100, 9, 9)
    assert find(desktop, element("button", "OK", state="enabled")).rect == DeviceRect(100, 100, 9, 9)
    assert find(desktop, element("button", "OK", state="!enabled")).rect == DeviceRect(200, 100, 9, 9)


def test_what_is_not_on_the_screen_loses_against_what_is() -> None:
    hidden = FakeElement("menu", shown=False, children=[FakeElement("menuitem", "Close", at=(0, 0, 9, 9))])
    shown = FakeElement("menuitem", "Close", at=(50, 0, 9, 9))
    assert find(FakeDesktop(editor(hidden, shown)), element("menuitem", "Close")).rect == DeviceRect(150, 100, 9, 9)


def test_a_closed_menu_is_an_answer_of_its_own() -> None:
    menu = FakeElement("menu", shown=False, children=[FakeElement("menuitem", "Close", at=(0, 0, 9, 9))])
    finding = find(FakeDesktop(editor(menu)), element("menuitem", "Close"))
    assert (finding.state, finding.offscreen, finding.rect) == ("absent", True, None)
    assert "in a menu that is closed" in finding.why


def test_a_state_that_does_not_hold_is_named() -> None:
    desktop = FakeDesktop(editor(FakeElement("button", "Save", at=(0, 0, 9, 9), enabled=False)))
    finding = find(desktop, element("button", "Save", state="enabled"))
    assert (finding.state, finding.why) == ("absent", "button “Save” is there, but not enabled")


def test_the_label_inside_a_button_is_a_part_of_it() -> None:
    label = FakeElement("label", "Save", at=(15, 25, 30, 12))
    desktop = FakeDesktop(editor(FakeElement("button", "Save", at=(10, 20, 60, 24), children=[label])))
    finding = find(desktop, element(name="Save"))
    assert (finding.state, finding.element.role) == ("found", "button")


def test_what_is_inside_under_another_name_is_no_part_of_it() -> None:
    button = FakeElement("button", "Save", at=(15, 25, 30, 12))
    desktop = FakeDesktop(editor(FakeElement("group", "Save options", at=(10, 20, 60, 24), children=[button])))
    assert find(desktop, element(name="/^Save/")).state == "ambiguous"


def test_a_value_is_read_only_when_asked_for() -> None:
    desktop = FakeDesktop(editor(FakeElement("textbox", value="Buy milk", at=(0, 0, 9, 9))))
    finder = Finder(desktop, EDITOR)
    snapshot = desktop.windows.snapshot()
    assert asyncio.run(finder.find(element("textbox"), snapshot)).element.value is None
    assert asyncio.run(finder.find(element("textbox"), snapshot, with_value=True)).element.value == "Buy milk"


def test_a_program_that_is_silent_is_not_proof_of_absence() -> None:
    desktop = FakeDesktop(editor(FakeElement("button", "Save", at=(0, 0, 9, 9))))
    desktop.elements.silent.add("editor")
    finding = find(desktop, element("button", "Save"))
    assert finding.state == "absent"
    assert "did not answer within" in finding.why


# --- in another language --------------------------------------------------------------------------------------------


def german(button: FakeElement, target: Target, written_in: str = "en") -> Finding:
    """Look in a German session for what a tutorial in another language points at."""
    bar = FakeElement("toolbar", "Werkzeuge", at=(0, 0, 300, 40), children=[button, FakeElement("label", "Neu")])
    desktop = FakeDesktop(editor(bar))
    finder = Finder(desktop, EDITOR, language="de", written_in=written_in)
    return asyncio.run(finder.find(target, desktop.windows.snapshot()))


@pytest.mark.parametrize(
    ("target", "by"),
    [
        (element("button", "Save", element_id="save"), "id"),
        (Target(element=ElementSpec("button", called("Save"), path=(IN_TOOLS,))), "path"),
    ],
)
def test_a_control_is_found_under_its_name_in_another_language_and_that_is_said(target: Target, by: str) -> None:
    finding = german(FakeElement("button", "Speichern", at=(0, 0, 90, 30), id="save"), target)
    assert (finding.state, finding.signal) == ("found", "element")
    assert finding.confidence < 1
    assert finding.why == f"button by its {by}; it is called “Speichern” here, not “Save”"


def test_in_its_own_language_another_name_is_another_thing() -> None:
    playing = FakeElement("button", "Pause", at=(0, 0, 90, 30), id="play")
    assert german(playing, element("button", "Wiedergabe", element_id="play"), written_in="de").state == "absent"
    assert german(playing, element("button", "Play", element_id="play"), written_in="de-AT").state == "absent"


def test_where_the_author_says_the_name_in_this_language_it_must_hold() -> None:
    playing = FakeElement("button", "Pause", at=(0, 0, 90, 30), id="play")
    named = element("button", {"en": "Play", "de": "Wiedergabe"}, element_id="play")
    assert german(playing, named).state == "absent"


def test_a_name_alone_is_not_guessed_in_another_language() -> None:
    assert german(FakeElement("button", "Speichern", at=(0, 0, 90, 30)), element("button", "Save")).state == "absent"


# --- windows ----------------------------------------------------------------------------------------------------


def test_the_topmost_window_that_has_it_wins() -> None:
    main = editor(FakeElement("button", "Close", at=(0, 0, 9, 9)))
    dialog = FakeWindow(
        "Find",
        process="editor",
        at=(200, 200, 100, 100),
        kind="dialog",
        transient_for=main,
        elements=[FakeElement("button", "Close", at=(5, 5, 9, 9))],
    )
    desktop = FakeDesktop(main, dialog)
    assert find(desktop, element("button", "Close")).window.title == "Find"
    assert find(desktop, element("button", "Close", window="Untitled")).window.title == "Untitled - Editor"


def test_an_open_menu_is_a_part_of_its_program() -> None:
    main = editor()
    menu = FakeWindow(
        "",
        process="editor",
        at=(100, 120, 80, 90),
        kind="menu",
        transient_for=main,
        elements=[FakeElement("menuitem", "Save", at=(0, 0, 80, 20))],
    )
    assert find(FakeDesktop(main, menu), element("menuitem", "Save")).rect == DeviceRect(100, 120, 80, 20)


def test_of_two_documents_the_one_that_is_worked_in_counts() -> None:
    first = editor(FakeElement("button", "Save", at=(0, 0, 9, 9)), title="One - Editor")
    second = editor(FakeElement("button", "Save", at=(20, 0, 9, 9)), title="Two - Editor")
    desktop = FakeDesktop(first, second)
    assert find(desktop, element("button", "Save")).window.title == "Two - Editor"
    desktop.windows.activate(first.id)
    assert find(desktop, element("button", "Save")).window.title == "One - Editor"


def test_what_only_another_document_has_is_absent() -> None:
    first = editor(FakeElement("button", "Save", at=(0, 0, 9, 9)), title="One - Editor")
    assert find(FakeDesktop(first, editor(title="Two - Editor")), element("button", "Save")).state == "absent"


def test_the_active_document_counts_even_where_it_is_not_on_top() -> None:
    first, second = editor(title="One - Editor"), editor(title="Two - Editor")
    snapshot = replace(FakeDesktop(first, second).windows.snapshot(), active=first.id)
    titles = [window.title for window in Finder(FakeDesktop(), EDITOR).application_windows(snapshot)]
    assert titles == ["One - Editor", "Two - Editor"]


def test_a_dialog_is_no_main_window_and_a_menu_is_none_at_all() -> None:
    main = editor()
    dialog = FakeWindow("Find - Editor", process="editor", kind="dialog", transient_for=main)
    menu = FakeWindow("", process="editor", kind="menu", transient_for=main)
    snapshot = FakeDesktop(main, dialog, menu).windows.snapshot()
    titles = [window.title for window in Finder(FakeDesktop(), EDITOR).application_windows(snapshot)]
    assert titles == ["Untitled - Editor", "Find - Editor"]


def test_other_programs_and_our_own_windows_are_left_alone() -> None:
    ours = FakeWindow("Card", process="editor", ours=True, elements=[FakeElement("button", "Next", at=(0, 0, 9, 9))])
    other = FakeWindow("Other", process="other", elements=[FakeElement("button", "Save", at=(0, 0, 9, 9))])
    desktop = FakeDesktop(editor(), other, ours)
    assert find(desktop, element("button", "Save")).state == "absent"
    assert find(desktop, element("button", "Next")).state == "absent"


def test_a_minimised_window_is_said_to_be_minimised() -> None:
    main = editor(FakeElement("button", "Save", at=(0, 0, 9, 9)))
    desktop = FakeDesktop(main)
    desktop.minimise(main)
    assert find(desktop, element("button", "Save")).why == "the program's window is minimised or on another desktop"
    assert find(FakeDesktop(), element("button")).why == "the program has no window"


def test_a_window_alone_is_the_target_itself() -> None:
    main = editor()
    dialog = FakeWindow("Save As", process="editor", at=(200, 200, 100, 100), kind="dialog", transient_for=main)
    save_as = Target(window=WindowSpec(title=called("Save As")))
    finding = find(FakeDesktop(main, dialog), save_as)
    assert (finding.signal, finding.rect, finding.confidence) == ("window", DeviceRect(200, 200, 100, 100), 1.0)
    absent = find(FakeDesktop(main), save_as)
    assert (absent.state, absent.why) == ("absent", "there is no window “Save As” now")


# --- the rest of the ladder ---------------------------------------------------------------------------------------


def test_a_region_alone_is_hardly_more_than_a_guess() -> None:
    found = find(FakeDesktop(editor()), Target(region=RegionSpec(right=10, top=5, width=40, height=20)))
    assert (found.signal, found.rect, found.confidence) == ("region", DeviceRect(450, 105, 40, 20), 0.3)


def test_a_region_lies_in_the_main_window_also_below_a_dialog() -> None:
    main = editor()
    dialog = FakeWindow("", process="editor", at=(150, 150, 200, 100), kind="dialog", transient_for=main)
    found = find(FakeDesktop(main, dialog), Target(region=RegionSpec(right=10, top=5, width=40, height=20)))
    assert found.rect == DeviceRect(450, 105, 40, 20)


def test_a_control_that_has_gone_leaves_its_region() -> None:
    target = element("button", "Save", region=RegionSpec(left=10, top=5, width=40, height=20))
    found = find(FakeDesktop(editor()), target)
    assert (found.state, found.signal, found.confidence) == ("found", "region", 0.3)
    assert "there is no button “Save”" in found.why


def test_a_region_does_not_stand_for_what_is_in_a_closed_menu() -> None:
    menu = FakeElement("menu", shown=False, children=[FakeElement("menuitem", "Save", at=(0, 0, 9, 9))])
    target = element("menuitem", "Save", region=RegionSpec(left=10, top=5, width=40, height=20))
    assert find(FakeDesktop(editor(menu)), target).state == "absent"


def test_two_signals_that_agree_say_so_and_two_that_do_not_are_less_sure() -> None:
    desktop = FakeDesktop(editor(FakeElement("button", "Save", at=(10, 5, 40, 20))))
    agreed = find(desktop, element("button", "Save", region=RegionSpec(left=8, top=4, width=44, height=22)))
    assert (agreed.confidence, agreed.why.endswith("its place in the window agrees")) == (1.0, True)
    apart = find(desktop, element("button", "Save", region=RegionSpec(right=8, bottom=4, width=44, height=22)))
    assert apart.confidence == 0.6
    assert "somewhere else" in apart.why


def test_a_region_tells_two_equals_apart() -> None:
    desktop = FakeDesktop(
        editor(FakeElement("button", "OK", at=(0, 0, 9, 9)), FakeElement("button", "OK", at=(50, 0, 9, 9)))
    )
    found = find(desktop, element("button", "OK", region=RegionSpec(left=45, top=0, width=20, height=20)))
    assert (found.state, found.rect) == ("found", DeviceRect(150, 100, 9, 9))
    assert found.confidence < 0.8


def test_a_region_that_holds_both_tells_nothing_apart() -> None:
    desktop = FakeDesktop(
        editor(FakeElement("button", "OK", at=(0, 0, 9, 9)), FakeElement("button", "OK", at=(50, 0, 9, 9)))
    )
    target = element("button", "OK", region=RegionSpec(left=0, top=0, width=90, height=20))
    assert find(desktop, target).state == "ambiguous"


def test_regions_are_counted_in_logical_pixels() -> None:
    target = Target(region=RegionSpec(left=10, bottom=20, width=40, height=20))
    found = find(FakeDesktop(editor()), target, scale=lambda window: 2.0)
    assert found.rect == DeviceRect(120, 320, 80, 40)


def test_a_region_outside_a_window_that_became_small_is_absent() -> None:
    found = find(FakeDesktop(editor()), Target(region=RegionSpec(left=900, top=5, width=40, height=20)))
    assert (found.state, found.rect) == ("absent", None)
    assert "too small" in found.why


def test_pictures_and_words_that_are_not_there_say_so() -> None:
    desktop = FakeDesktop(editor())
    assert "no folder where pictures" in find(desktop, Target(image=ImageSpec("save.png"))).why
    assert find(desktop, Target(text=called("Save"))).why == "nothing on the screen says “Save”"


def test_the_time_a_search_took_is_told() -> None:
    desktop = FakeDesktop(editor(FakeElement("button", "Save", at=(0, 0, 9, 9))))
    assert find(desktop, element("button", "Save")).find_ms > 0
