"""A person does what the card says, with mouse and keyboard, and the tutorial goes on."""

from __future__ import annotations

import pytest

from guide.conductor.hands import ACTIVATING
from guide.conductor.typing_ahead import MOVING
from guide.desktop.fake import FakeWindow
from guide.session.events import Next, Skip, TargetClicked
from guide.tutorial.geometry import DevicePoint, DeviceRect
from guide.tutorial.keys import Chord
from tests.conductor.playing import NOTHING_LEFT, Playing
from tests.conductor.programs import Editor, mail, tutorial

SAVE = "- {id: save, say: Save it., target: {element: {role: button, name: Save}}"
CLOSE = "- {id: close, say: Close it., target: {element: {role: button, name: Close}}}"


def over_editor(steps: str, editor: Editor, *others: FakeWindow) -> Playing:
    return Playing(tutorial(steps), *others, editor.window)


def test_clicks_lead_to_the_end() -> None:
    # given a tutorial of three clicks, over a menu
    editor = Editor()
    playing = over_editor(
        """
- {id: file, say: Open the menu., target: {element: {role: menuitem, name: File}}}
- {id: save-as, say: Choose it., target: {element: {role: menuitem, name: Save As…}}}
- {id: keep, say: Press it., target: {element: {role: button, name: Keep}}, until: {gone: {window: {title: Save As}}}}
""",
        editor,
    )
    # when the person clicks each thing that is lit
    assert (playing.at, playing.lights) == (("file", "waiting"), [playing.rect(editor.file)])
    playing.clicks(editor.file)
    assert editor.menu is not None
    item = editor.menu.find("menuitem", "Save As…")
    assert (playing.at, playing.lights) == (("save-as", "waiting"), [playing.rect(item)])
    playing.clicks(item)
    assert playing.at == ("keep", "waiting")
    dialog = playing.desktop.active
    assert dialog is not None
    playing.clicks(dialog.find("button", "Keep")).wait(1000)
    # then it is completed, once, and nothing is left behind
    assert (playing.at, playing.ends) == (("keep", "completed"), 1)
    assert playing.leftovers == NOTHING_LEFT


@pytest.mark.parametrize(
    ("until", "mouse", "count"),
    [("clicked", "left", 1), ("double-clicked", "left", 2), ("right-clicked", "right", 1)],
)
def test_each_kind_of_click_counts_for_itself_alone(until: str, mouse: str, count: int) -> None:
    # given a step that wants one kind of click
    editor = Editor()
    playing = over_editor(f"{SAVE}, until: {until}}}\n{CLOSE}", editor)
    # when the person makes the others, the step stays
    for other, (button_, times) in {"clicked": ("left", 1), "right-clicked": ("right", 1), "x": ("middle", 1)}.items():
        if other != until:
            playing.clicks(editor.save, button_, times)
            assert playing.at == ("save", "waiting"), other
    # when they make the right one, it goes on
    playing.clicks(editor.save, mouse, count)  # type: ignore[arg-type]
    assert playing.at == ("close", "waiting")


def test_a_drag_counts_when_it_ends_about_there() -> None:
    # given a step that wants the button dragged to the right, on a screen of scale 2
    editor = Editor()
    playing = Playing(
        tutorial(f"{SAVE}, until: {{dragged: {{right: 100}}}}}}\n{CLOSE}"), editor.window, scale=lambda window: 2.0
    )
    at = playing.rect(editor.save).center

    def drags(right: int, down: int = 0) -> tuple[str | None, str]:
        playing.pushes(at)
        return playing.lets_go(DevicePoint(at.x + right, at.y + down)).at

    # when it is clicked, dragged to the left, too short or too low, then the step stays
    for way in ((0, 0), (-200, 0), (120, 0), (200, 80)):
        assert drags(*way) == ("save", "waiting"), way
    # and when it is dragged about there, it goes on
    assert drags(170, 20) == ("close", "waiting")


def test_who_clicks_twice_has_clicked_but_only_this_step() -> None:
    editor = Editor()
    playing = over_editor(f"{SAVE}}}\n{CLOSE}", editor)
    # when the person double-clicks where a click was asked for
    playing.clicks(editor.save, count=2)
    # then that step is done, and no other
    assert playing.at == ("close", "waiting")
    assert [entry.step for entry in playing.run.entries if entry.kind == "step-done"] == ["save"]


def test_two_double_clicks_are_two_steps() -> None:
    editor = Editor()
    again = "- {id: again, say: Once more., target: {element: {role: button, name: Save}}, until: double-clicked}"
    playing = over_editor(f"{SAVE}, until: double-clicked}}\n{again}\n{CLOSE}", editor)
    playing.clicks(editor.save, count=2)
    assert playing.at == ("again", "waiting")
    # a third press of the same series is not half of another double click
    point = playing.rect(editor.save).center
    playing.pushes(point, count=3).lets_go(point, count=3)
    assert playing.at == ("again", "waiting")
    playing.clicks(editor.save, count=2)
    assert playing.at == ("close", "waiting")


@pytest.mark.parametrize("keys", ["Space", "Enter"])
def test_the_keyboard_presses_a_button_that_has_it(keys: str) -> None:
    editor = Editor()
    playing = over_editor(f"{SAVE}}}\n{CLOSE}", editor)
    # while another control has the keyboard, the key means something else
    playing.does(lambda desktop: desktop.focus(editor.close)).presses(keys)
    assert playing.at == ("save", "waiting")
    # when the button has it, the key is a click
    playing.does(lambda desktop: desktop.focus(editor.save)).presses(keys)
    assert playing.at == ("close", "waiting")


def test_enter_is_no_click_where_the_program_does_not_press_its_buttons_by_it() -> None:
    editor = Editor()
    editor.save.by_enter = False
    playing = over_editor(f"{SAVE}}}\n{CLOSE}", editor)
    playing.does(lambda desktop: desktop.focus(editor.save)).presses("Enter")
    assert playing.at == ("save", "waiting")
    assert playing.presses("Space").at == ("close", "waiting")


def test_enter_is_a_click_on_a_box_where_the_program_says_so() -> None:
    editor = Editor()
    editor.save.role, editor.save.by_enter = "checkbox", True
    playing = over_editor(f"{SAVE.replace('button', 'checkbox')}}}\n{CLOSE}", editor)
    playing.does(lambda desktop: desktop.focus(editor.save)).presses("Enter")
    assert playing.at == ("close", "waiting")


def test_who_goes_to_a_button_and_presses_it_at_once_is_followed() -> None:
    editor = Editor()
    playing = over_editor(f"{SAVE}}}\n{CLOSE}", editor)
    # given searches that take their time
    playing.searches.held = True
    # when the keyboard comes to the button, and Space is pressed before anybody has looked again
    playing.desktop.focus(editor.save)
    playing.post.run()
    assert playing.presses("Space").conductor.session.progress.step_id == "close"


def test_a_shortcut_that_the_program_gives_to_the_control_is_a_click() -> None:
    editor = Editor()
    editor.save.keys = frozenset({Chord.parse("Ctrl+S"), Chord.parse("S")})
    playing = over_editor(f"{SAVE}}}\n{CLOSE}", editor)
    # a bare letter is text, wherever it is no entry of an open menu
    assert playing.presses("S").at == ("save", "waiting")
    assert playing.presses("Ctrl+S").at == ("close", "waiting")


def test_the_same_shortcut_in_another_program_is_none() -> None:
    editor = Editor()
    editor.save.keys = frozenset({Chord.parse("Ctrl+S")})
    playing = over_editor(f"{SAVE}}}\n{CLOSE}", editor)
    playing.does(lambda desktop: desktop.open(mail())).presses("Ctrl+S")
    assert playing.conductor.session.progress.step_id == "save"
    playing.does(lambda desktop: desktop.activate(editor.window)).presses("Ctrl+S")
    assert playing.conductor.session.progress.step_id == "close"


def test_an_entry_of_an_open_menu_is_chosen_by_its_letter_and_one_of_a_closed_menu_by_its_shortcut() -> None:
    editor = Editor()
    step = "- {id: as, say: As., target: {element: {role: menuitem, name: Save As…}}}"
    playing = over_editor(f"{step}\n{CLOSE}", editor)
    playing.does(editor.open_menu)
    assert editor.menu is not None
    item = editor.menu.find("menuitem", "Save As…")
    item.keys = frozenset({Chord.parse("A")})
    playing.does(lambda desktop: desktop.rename(editor.window, "Notes - Editor"))
    assert playing.at == ("as", "waiting")
    assert playing.presses("A").at == ("close", "waiting")


def test_what_is_greyed_out_is_not_clicked_and_that_is_said() -> None:
    editor = Editor()
    editor.save.enabled = False
    editor.save.keys = frozenset({Chord.parse("Ctrl+S")})
    playing = over_editor(f"{SAVE}}}\n{CLOSE}", editor)
    assert playing.clicks(editor.save).presses("Ctrl+S").at == ("save", "waiting")
    assert playing.scene.view.unavailable == "**Save** is greyed out: it cannot be used just now."
    # when it can be used, then the card says nothing of that, and a click counts
    playing.does(lambda desktop: desktop.change(editor.save, enabled=True))
    assert playing.scene.view.unavailable is None
    assert playing.clicks(editor.save).at == ("close", "waiting")


def test_of_a_document_nothing_is_ever_greyed_out() -> None:
    # given a text whose program does not say that it can be used, as offices do not
    editor = Editor()
    editor.page.role, editor.page.enabled = "paragraph", False
    playing = over_editor("- {id: page, say: Click here., target: {element: {role: paragraph}}}\n" + CLOSE, editor)
    assert playing.scene.view.unavailable is None
    assert playing.clicks(editor.page).at == ("close", "waiting")


def test_enter_in_a_text_is_not_a_click_and_in_a_box_it_is_not_a_tick() -> None:
    editor = Editor()
    playing = over_editor("- {id: page, say: Click here., target: {element: {role: textbox}}}\n" + CLOSE, editor)
    playing.does(lambda desktop: desktop.focus(editor.page)).presses("Enter").presses("Space")
    assert playing.at == ("page", "waiting")
    editor = Editor()
    playing = over_editor("- {id: bold, say: Tick., target: {element: {role: checkbox}}}\n" + CLOSE, editor)
    playing.does(lambda desktop: desktop.focus(editor.bold)).presses("Enter")
    assert playing.at == ("bold", "waiting")
    assert playing.presses("Space").at == ("close", "waiting")


def test_an_entry_of_a_menu_is_chosen_with_enter() -> None:
    editor = Editor()
    playing = over_editor(
        "- {id: new, say: Choose it., target: {element: {role: menuitem, name: New}}}\n" + CLOSE, editor
    )
    playing.does(editor.open_menu)
    assert editor.menu is not None
    item = editor.menu.find("menuitem", "New")
    # given an entry that the arrow keys have led to
    playing.does(lambda desktop: desktop.change(item, states=["selected"]))
    assert playing.presses("Enter").at == ("close", "waiting")


def test_a_shortcut_completes_a_step_and_only_one() -> None:
    # given two steps that wait for the same key, on whatever has the keyboard
    editor = Editor()
    playing = over_editor(
        f"""
{SAVE}, until: {{any: [clicked, {{pressed: Enter}}]}}}}
- {{id: again, say: And again., until: {{pressed: Enter}}}}
{CLOSE}
""",
        editor,
    )
    playing.does(lambda desktop: desktop.focus(editor.save))
    # when it is pressed once, then one step is done
    assert playing.presses("Enter").at == ("again", "waiting")
    assert playing.presses("Enter").at == ("close", "waiting")


def test_a_key_that_means_two_things_completes_one_step_all_the_same() -> None:
    editor = Editor()
    again = "- {id: again, say: Once more., target: {element: {role: button, name: Save}}}"
    playing = over_editor(f"{SAVE}, until: {{any: [clicked, {{pressed: Enter}}]}}}}\n{again}\n{CLOSE}", editor)
    playing.does(lambda desktop: desktop.focus(editor.save)).presses("Enter")
    assert playing.at == ("again", "waiting")


def test_clicks_that_no_step_waits_for_are_not_told() -> None:
    editor = Editor()
    playing = over_editor(f"{SAVE}, until: confirmed}}", editor)
    playing.clicks(editor.save)
    assert not any(isinstance(event, TargetClicked) for event in playing.heard)


def test_only_the_shortcuts_that_a_step_waits_for_are_observed() -> None:
    editor = Editor()
    playing = over_editor("- {id: key, say: Press it., until: {pressed: Ctrl+S}}\n" + CLOSE, editor)
    assert {str(chord) for chord in playing.desktop.observed.watched} == {"Ctrl+S"}
    playing.presses("Ctrl+Q")
    assert playing.at == ("key", "waiting")
    playing.presses("Ctrl+S")
    # then a click is waited for, and with it the keys that are as good, and those that lead there
    assert playing.at == ("close", "waiting")
    assert playing.desktop.observed.watched == ACTIVATING | MOVING


def test_what_is_typed_is_compared_and_never_kept() -> None:
    editor = Editor()
    playing = over_editor(
        "- {id: write, say: Write., target: {element: {role: textbox}}, until: {value: /milk/}}\n" + CLOSE, editor
    )
    playing.does(lambda desktop: desktop.change(editor.page, value="Buy"))
    assert playing.at == ("write", "waiting")
    playing.does(lambda desktop: desktop.change(editor.page, value="Buy milk"))
    assert playing.at == ("close", "waiting")
    assert "milk" not in repr(playing.run)


def test_states_complete_steps() -> None:
    editor = Editor()
    playing = over_editor(
        "- {id: bold, say: Tick it., target: {element: {role: checkbox}}, until: {checked: true}}\n" + CLOSE, editor
    )
    assert playing.clicks(editor.bold).at == ("close", "waiting")


# --- clicks that do not count ---------------------------------------------------------------------------------------


@pytest.fixture
def saving() -> tuple[Playing, Editor]:
    editor = Editor()
    return over_editor(f"{SAVE}}}\n{CLOSE}", editor, mail()), editor


def test_a_click_beside_the_target_does_not_count(saving: tuple[Playing, Editor]) -> None:
    playing, editor = saving
    rect = playing.rect(editor.save)
    for point in (DevicePoint(rect.right, rect.y), DevicePoint(rect.x, rect.y - 1), DevicePoint(0, 0)):
        playing.clicks(point)
    assert playing.at == ("save", "waiting")


def test_a_click_with_the_middle_button_does_not_count(saving: tuple[Playing, Editor]) -> None:
    playing, editor = saving
    assert playing.clicks(editor.save, "middle").at == ("save", "waiting")


def test_a_click_on_another_program_above_the_target_does_not_count(saving: tuple[Playing, Editor]) -> None:
    playing, editor = saving
    playing.does(lambda desktop: desktop.open(mail(at=(90, 90, 300, 300))))
    assert playing.lights == []
    playing.clicks(playing.rect(editor.save).center)
    assert playing.at == ("save", "waiting")


def test_a_click_on_a_dialog_of_the_program_above_the_target_does_not_count() -> None:
    editor = Editor()
    playing = over_editor("- {id: page, say: Here., target: {element: {role: textbox, name: Note}}}\n" + CLOSE, editor)
    dialog = editor.open_dialog(playing.desktop)
    playing.wait()
    playing.clicks(DevicePoint(dialog.rect.center.x, dialog.rect.bottom - 5))
    assert playing.at == ("page", "waiting")


def test_a_click_on_our_own_card_does_not_count(saving: tuple[Playing, Editor]) -> None:
    playing, editor = saving
    playing.card = playing.rect(editor.save).grown(10)
    assert playing.clicks(editor.save).at == ("save", "waiting")


def test_pressing_here_and_letting_go_there_is_no_click(saving: tuple[Playing, Editor]) -> None:
    playing, editor = saving
    here, there = playing.rect(editor.save).center, playing.rect(editor.close).center
    assert playing.pushes(here).lets_go(there).at == ("save", "waiting")
    assert playing.pushes(there).lets_go(here).at == ("save", "waiting")


def test_a_hand_may_slip(saving: tuple[Playing, Editor]) -> None:
    playing, editor = saving
    rect = playing.rect(editor.save)
    corner = DevicePoint(rect.right - 1, rect.bottom - 1)
    playing.pushes(corner).lets_go(DevicePoint(corner.x + 4, corner.y + 4))
    assert playing.at == ("close", "waiting")


def test_a_press_may_wander_within_the_target(saving: tuple[Playing, Editor]) -> None:
    playing, editor = saving
    rect = playing.rect(editor.save)
    playing.pushes(DevicePoint(rect.x, rect.y)).lets_go(DevicePoint(rect.right - 1, rect.y))
    assert playing.at == ("close", "waiting")


def test_a_menu_that_was_dragged_open_is_chosen_from_by_letting_go() -> None:
    editor = Editor()
    playing = over_editor(
        "- {id: new, say: Choose it., target: {element: {role: menuitem, name: New}}}\n" + CLOSE, editor
    )
    # given a press on the menu's title that opens it
    playing.pushes(playing.rect(editor.file).center).does(editor.open_menu)
    assert editor.menu is not None
    item = playing.rect(editor.menu.find("menuitem", "New"))
    assert playing.lights == [item]
    # when the person lets go on the entry, and the menu is gone before we hear of it
    playing.lets_go(item.center, then=lambda desktop: desktop.close(editor.menu))
    assert playing.at == ("close", "waiting")


def test_a_button_that_takes_its_window_along_was_clicked() -> None:
    editor = Editor()
    playing = over_editor(
        "- {id: keep, say: Press it., target: {element: {role: button, name: Keep}}}\n" + CLOSE, editor
    )
    dialog = editor.open_dialog(playing.desktop)
    playing.wait()
    assert playing.lights == [playing.rect(dialog.find("button", "Keep"))]
    # the dialog is gone before we hear of the click
    assert playing.clicks(dialog.find("button", "Keep")).at == ("close", "waiting")


def test_a_button_that_opens_a_dialog_over_itself_was_clicked() -> None:
    editor = Editor()
    editor.save.on_click = lambda desktop: desktop.open(
        FakeWindow("Sure?", process="editor", kind="dialog", at=(100, 150, 300, 100), transient_for=editor.window)
    )
    playing = over_editor(f"{SAVE}}}\n- {{id: sure, say: Sure?, target: {{window: {{title: 'Sure?'}}}}}}", editor)
    assert playing.clicks(editor.save).at == ("sure", "waiting")


# --- wishes, ways, several lights -----------------------------------------------------------------------------------


def test_several_targets_are_several_lights() -> None:
    editor = Editor()
    playing = over_editor(
        """
- id: both
  say: Look at both.
  targets:
    - {element: {role: button, name: Save}}
    - {element: {role: button, name: Close}}
    - {element: {role: button, name: Nowhere}}
  until: confirmed
""",
        editor,
    )
    # the third is nowhere, and that keeps nobody waiting
    assert playing.at == ("both", "waiting")
    assert playing.lights == [playing.rect(editor.save), playing.rect(editor.close)]
    # when another program covers one of them, the other stays lit
    playing.does(lambda desktop: desktop.open(mail(at=(90, 180, 110, 40))))
    playing.does(lambda desktop: desktop.activate(editor.window))
    playing.desktop.stack.reverse()
    playing.does(lambda desktop: desktop.windows.changed())
    assert playing.lights == [playing.rect(editor.close)]


def test_a_place_that_only_a_region_knows_is_shown_as_a_guess() -> None:
    editor = Editor()
    steps = "- {id: there, say: There., target: {region: {left: 10, top: 20, width: 30, height: 40}}}"
    playing = over_editor(steps, editor)
    (light,) = playing.scene.lights
    assert (light.rect, light.guess) == (DeviceRect(110, 120, 30, 40), True)


def test_a_step_whose_condition_does_not_hold_is_passed_over() -> None:
    editor = Editor()
    playing = over_editor(
        f"""
- {{id: never, say: Not here., when: {{shown: {{element: {{role: button, name: Nowhere}}}}}}}}
{CLOSE}
""",
        editor,
    )
    playing.wait(1000)
    assert playing.at == ("close", "waiting")
    assert playing.run.kinds() == ["started", "step-passed", "step-shown"]


def test_somebody_who_strayed_is_led_back() -> None:
    editor = Editor()
    playing = over_editor(
        """
- id: file
  say: Open the menu.
  target: {element: {role: menuitem, name: File}}
  until: {shown: {element: {role: menuitem, name: Save As…}}}
- id: save-as
  say: Choose it.
  target: {element: {role: menuitem, name: Save As…}}
  until: {shown: {window: {title: Save As}}}
  restore: [{when: {gone: {element: {role: menuitem, name: Save As…}}}, say: The menu closed., go: file}]
""",
        editor,
    )
    playing.clicks(editor.file)
    assert playing.at == ("save-as", "waiting")
    # when the menu closes without a choice
    playing.presses("Escape").wait(2500)
    # then the way back is shown and said
    assert playing.at == ("file", "waiting")
    assert playing.scene.view.strayed == "The menu closed."
    assert "strayed" in playing.run.kinds()


def test_a_tutorial_about_no_program_is_at_home_anywhere() -> None:
    playing = Playing(tutorial("- {id: hello, say: Hello.}\n- {id: bye, say: Bye.}", None), mail())
    assert (playing.at, playing.scene.visible) == (("hello", "waiting"), True)
    playing.wishes(Next()).wishes(Next())
    assert playing.at == ("bye", "completed")
    assert playing.leftovers == NOTHING_LEFT


def test_a_tutorial_about_no_program_can_point_into_any() -> None:
    playing = Playing(
        tutorial(
            "- {id: send, say: Send., target: {element: {role: button, name: Send}, window: {process: mail}}}", None
        ),
        mail(),
    )
    sender = playing.desktop.stack[0].find("button", "Send")
    assert playing.lights == [playing.rect(sender)]
    assert playing.clicks(sender).at == ("send", "completed")


def test_the_log_tells_a_run_in_order_and_progress_is_kept() -> None:
    editor = Editor()
    playing = over_editor(f"{SAVE}}}\n- {{id: read, say: Read., optional: true}}\n{CLOSE}", editor)
    playing.clicks(editor.save).wishes(Skip()).clicks(editor.close)
    assert [(entry.kind, entry.step) for entry in playing.run.entries] == [
        ("started", None),
        ("step-shown", "save"),
        ("step-done", "save"),
        ("step-shown", "read"),
        ("step-skipped", "read"),
        ("step-shown", "close"),
        ("step-done", "close"),
        ("completed", "close"),
    ]
    shown = playing.run.entries[1]
    assert (shown.detail, shown.value, shown.dur_ms) == ("element", 100, 5)
    assert (playing.run.outcome, playing.run.last_step) == ("completed", "close")
    assert [(p.step_id, p.visited, p.skipped) for p in playing.kept] == [
        ("read", ("save",), ()),
        ("close", ("save", "read"), ("read",)),
        ("close", ("save", "read", "close"), ("read",)),
    ]


def test_a_run_goes_on_where_it_was_left() -> None:
    editor = Editor()
    steps = f"{SAVE}}}\n- {{id: read, say: Read.}}\n{CLOSE}"
    first = over_editor(steps, editor)
    left = first.clicks(editor.save).kept[-1]
    first.conductor.shutdown()
    # when it is taken up again
    editor = Editor()
    again = Playing(tutorial(steps), editor.window, progress=left)
    again.wait(5000)
    # then it begins at the step where it was left
    assert again.at == ("read", "waiting")
    assert again.run.kinds() == ["resumed", "step-shown"]
    assert again.scene.view.number == 2


def test_the_program_in_front_says_where_the_card_stands_alone() -> None:
    editor = Editor()
    playing = Playing(tutorial("- {id: read, say: Read this.}"), editor.window)
    assert (playing.scene.window, playing.scene.lights) == (editor.window.rect, ())


def test_nothing_of_the_fake_is_taken_for_a_click_that_nobody_made() -> None:
    # the guard against a harness that would pass whatever the conductor does
    editor = Editor()
    playing = over_editor(f"{SAVE}}}\n{CLOSE}", editor)
    playing.does(lambda desktop: desktop.change(editor.save, states=["pressed"])).wait(60_000)
    assert playing.at == ("save", "waiting")


def test_who_presses_tab_and_space_in_one_go_is_followed_when_the_program_catches_up() -> None:
    editor = Editor()
    playing = over_editor(f"{SAVE}}}\n{CLOSE}", editor)
    # given a program that is slow: it gets Tab and Space before it tells of either
    playing.presses("Tab", wait=False).presses("Space", wait=False)
    assert playing.conductor.session.progress.step_id == "save"
    # when the keyboard comes to the button, then Space was for it
    playing.desktop.focus(editor.save)
    playing.post.run()
    assert playing.conductor.session.progress.step_id == "close"


@pytest.mark.parametrize("keys", [("Space",), ("Tab", "Space", "Left")])
def test_a_space_that_brings_the_keyboard_to_a_button_was_not_for_it(keys: tuple[str, ...]) -> None:
    editor = Editor()
    playing = over_editor(f"{SAVE}}}\n{CLOSE}", editor)
    # given Space on something else, perhaps on the way there
    for key in keys:
        playing.presses(key, wait=False)
    if "Tab" in keys:
        playing.does(lambda desktop: desktop.focus(editor.page))
    # when what it opens has the keyboard on the button
    playing.does(lambda desktop: desktop.focus(editor.save))
    assert playing.conductor.session.progress.step_id == "save"


def test_a_tab_that_is_text_leads_nowhere() -> None:
    editor = Editor()
    playing = over_editor(f"{SAVE}}}\n{CLOSE}", editor)
    playing.presses("Tab", wait=False).presses("Space", wait=False).wait(600)
    playing.does(lambda desktop: desktop.focus(editor.save))
    assert playing.conductor.session.progress.step_id == "save"


def test_a_menu_that_opens_at_its_title_was_opened_by_whatever_key() -> None:
    editor = Editor()
    step = "- {id: file, say: File., target: {element: {role: menuitem, name: File}}}"
    playing = over_editor(f"{step}\n{CLOSE}", editor)
    # given another menu of the program, elsewhere, and one of another program
    for process, at in (("editor", (300, 122, 160, 48)), ("mail", (104, 122, 160, 48))):
        window = FakeWindow("", process=process, kind="menu", at=at)
        playing.does(lambda desktop, window=window: desktop.open(window))
        assert playing.at == ("file", "waiting")
        playing.does(lambda desktop, window=window: desktop.close(window))
    # when its own opens, then that is what a click would have done
    playing.does(editor.open_menu)
    assert playing.at == ("close", "waiting")
