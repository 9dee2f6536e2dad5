"""From acts to steps: what belongs together, and what means nothing."""

from __future__ import annotations

from guide.authoring.recording.joining import joined
from tests.authoring.recording.made import act, control, window

FIELD = control("textbox", "Name", (0, 40, 100, 20))
OTHER = control("textbox", "Town", (0, 80, 100, 20))
FILE = control("menuitem", "File", (0, 0, 30, 20), ("menubar", ""))
EDIT = control("menuitem", "Edit", (30, 0, 30, 20), ("menubar", ""))
SAVE = control("menuitem", "Save", (0, 20, 80, 20), ("menubar", ""), ("menuitem", "File"))
CUT = control("menuitem", "Cut", (30, 20, 80, 20), ("menubar", ""), ("menuitem", "Edit"))
DIGITS = frozenset({"digit"})


def told(*acts: object) -> list[tuple[str, str]]:
    """Return the steps as kind and name."""
    steps, _ = joined(acts)  # type: ignore[arg-type]
    return [(step.kind, step.keys or (step.control.name if step.control else "")) for step in steps]


def dropped(*acts: object) -> list[str]:
    return [each.why for each in joined(acts)[1]]  # type: ignore[arg-type]


def test_a_menu_is_one_step_for_each_level() -> None:
    acts = [act("click", FILE), act("click", SAVE, FILE)]
    assert told(*acts) == [("click", "File"), ("click", "Save")]
    steps, _ = joined(acts)
    assert steps[0].opens == SAVE


def test_a_menu_that_was_only_passed_over_gets_its_step_and_one_opened_before_it_does_not() -> None:
    acts = [act("click", FILE), act("click", CUT, FILE, EDIT)]
    assert told(*acts) == [("click", "Edit"), ("click", "Cut")]
    assert dropped(*acts) == ["other-menu"]


def test_a_submenu_of_a_program_that_does_not_call_it_one_is_opened_once() -> None:
    text = control("menuitem", "Text", (0, 40, 80, 20), ("menubar", ""), ("menuitem", "File"))
    upper = control("menuitem", "UPPER", (80, 40, 80, 20), ("menubar", ""), ("menuitem", "File"), ("menuitem", "Text"))
    acts = [act("click", FILE), act("click", text, FILE), act("click", upper, FILE, text)]
    assert [name for _, name in told(*acts)] == ["File", "Text", "UPPER"]


def test_one_menu_after_another_keeps_both() -> None:
    acts = [act("click", FILE), act("click", SAVE, FILE), act("click", EDIT), act("click", CUT, EDIT)]
    assert [name for _, name in told(*acts)] == ["File", "Save", "Edit", "Cut"]


def test_a_double_click_is_no_click_before_it() -> None:
    icon = control("listitem", "Report")
    acts = [act("click", icon), act("double-click", icon)]
    assert told(*acts) == [("double-click", "Report")]
    assert dropped(*acts) == ["first-of-double"]


def test_a_double_click_that_has_opened_what_it_was_on_is_on_that() -> None:
    icon, folder = control("listitem", "Report"), control("list", "")
    acts = [act("click", icon), act("double-click", folder)]
    steps, _ = joined(acts)
    assert [(step.kind, step.control) for step in steps] == [("double-click", icon)]
    assert steps[0].acts == acts


def test_the_click_into_a_field_is_said_by_the_typing() -> None:
    acts = [act("click", FIELD), act("type", FIELD)]
    assert told(*acts) == [("type", "Name")]
    assert dropped(*acts) == ["said-by-typing"]


def test_enter_ends_the_typing_and_belongs_to_it() -> None:
    assert told(act("type", FIELD), act("press", None, keys="Enter")) == [("type", "Enter")]


def test_lines_of_one_text_are_one_step() -> None:
    acts = [act("type", FIELD, multi_line=True), act("press", None, keys="Enter"), act("type", FIELD, multi_line=True)]
    (step,), _ = joined(acts)
    assert [keys for _, keys in step.goes] == ["Enter", ""]


def test_tab_from_field_to_field_is_left_out() -> None:
    acts = [act("type", FIELD), act("press", None, keys="Tab"), act("type", OTHER)]
    assert told(*acts) == [("type", "Name"), ("type", "Town")]
    assert dropped(*acts) == ["moves-on"]


def test_keys_that_move_the_cursor_in_a_text_mean_nothing() -> None:
    acts = [act("type", FIELD), act("press", None, keys="Left"), act("type", FIELD)]
    assert told(*acts) == [("type", "Name")]
    assert dropped(*acts) == ["moves-caret"]


def test_the_same_keys_in_what_tab_led_to_do_something_there() -> None:
    acts = [act("type", FIELD), act("press", None, keys="Tab"), act("press", None, keys="Down")]
    assert told(*acts) == [("type", "Tab"), ("press", "Down")]


def test_select_all_before_typing_belongs_to_it() -> None:
    (step,), _ = joined([act("press", None, keys="Ctrl+A"), act("type", FIELD)])
    assert (step.kind, step.before) == ("type", "Ctrl+A")


def test_a_shortcut_that_is_pressed_again_is_counted() -> None:
    (step,), _ = joined([act("press", None, keys="Down"), act("press", None, keys="Down")])
    assert (step.keys, step.times) == ("Down", 2)


def test_a_click_on_empty_ground_is_dropped_and_kept() -> None:
    acts = [act("click", control("group", "", (0, 0, 400, 300)))]
    assert (told(*acts), dropped(*acts)) == ([], ["container"])


def test_a_password_is_a_step_of_its_own() -> None:
    secret = control("textbox", "Key", (0, 40, 100, 20), states="password")
    card = control("textbox", "Card number", (0, 80, 100, 20))
    assert [kind for kind, _ in told(act("type", secret), act("press", None, keys="Tab"), act("type", card))] == [
        "secret",
        "secret",
    ]


def test_whoever_clicks_in_another_program_has_gone_there_first_and_comes_back() -> None:
    there = window(2, "Mail", pid=8)
    acts = [act("click", FIELD), act("click", OTHER, window=there), act("click", FIELD)]
    assert [kind for kind, _ in told(*acts)] == ["click", "switch", "click", "switch", "click"]


def test_a_dialog_that_another_process_shows_is_no_other_program() -> None:
    chooser = window(2, "Open", pid=8, kind="dialog")
    assert [kind for kind, _ in told(act("click", FIELD), act("click", OTHER, window=chooser))] == ["click", "click"]


def test_keys_in_another_program_begin_with_going_there() -> None:
    there = window(2, "Mail", pid=8)
    assert told(act("click", FIELD), act("press", None, keys="Ctrl+N", window=there)) == [
        ("click", "Name"),
        ("switch", ""),
        ("press", "Ctrl+N"),
    ]
