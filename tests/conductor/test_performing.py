"""A tutorial that plays by itself: each step is done as a person would, or it is said why not."""

from __future__ import annotations

import pytest

from guide.desktop.fake import FakeDesktop, FakeElement, FakeWindow
from guide.desktop.inputs import InputNotPossibleError
from guide.session.events import Dismiss
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.keys import Chord
from tests.conductor.performing import rehearse
from tests.conductor.programs import Editor, button, tutorial


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def desktop(editor: Editor) -> FakeDesktop:
    return FakeDesktop(editor.window)


def test_a_whole_tutorial_plays_by_itself(editor: Editor) -> None:
    # given a program that is not open yet, and a tutorial that uses all that hands can do
    desktop = FakeDesktop(programs={"editor": lambda desktop: desktop.open(editor.window)})
    desktop.shortcuts[Chord.parse("Ctrl+B")] = lambda desktop: desktop.change(editor.bold, states=["checked"])
    written = tutorial(
        """
- {id: write, say: Write., target: {element: {role: textbox}}, until: {value: Buy milk}}
- {id: bold, say: Bold., target: {element: {role: checkbox}}, until: {checked: true}, do: {press: Ctrl+B}}
- {id: file, say: Open., target: {element: {role: menuitem, name: File}}}
- {id: save-as, say: C., target: {element: {name: Save As…}}, until: {shown: {window: {title: Save As}}}}
- {id: name, say: Name it., target: {element: {role: textbox, name: Name}}, until: {value: /./}, do: {type: list}}
- {id: keep, say: Keep., target: {element: {role: button, name: Keep}}, until: {gone: {window: {title: Save As}}}}
- {id: read, say: Well done.}
""",
        "{process: editor, title: Editor, launch: editor}",
    )
    # when it is rehearsed
    done = rehearse(written, desktop)
    # then every step was on a picture, before it was performed, and is completed
    steps = ["write", "bold", "file", "save-as", "name", "keep", "read"]
    assert done.result.outcome == "completed"
    assert done.outcomes == dict.fromkeys(steps, "completed")
    assert done.pictures == [(step, "waiting") for step in steps]
    assert [step.id for step in done.said] == steps
    assert done.wishes == ["Next"]
    # and the program got what was typed, once
    assert (editor.page.value, desktop.programs.started) == ("Buy milk", ["editor"])


def test_a_drag_goes_as_far_as_it_says(desktop: FakeDesktop, editor: Editor) -> None:
    step = (
        "- {id: drag, say: D., target: {element: {role: textbox}}, until: confirmed, do: {drag: {right: 30, down: -5}}}"
    )
    done = rehearse(tutorial(step), desktop)
    assert done.result.outcome == "completed"
    assert editor.page.rect is not None
    middle = editor.page.rect.center
    assert desktop.made.pointer == DevicePoint(middle.x + 30, middle.y - 5)


def test_a_drag_begins_at_its_grip_and_is_seen_to_be_done(desktop: FakeDesktop, editor: Editor) -> None:
    step = (
        "- {id: drag, say: D., target: {element: {role: textbox}}, until: {dragged: {right: 30}}, "
        "do: {drag: {right: 30, from: {left: 4, top: 2}}}}"
    )
    done = rehearse(tutorial(step), desktop)
    assert done.result.outcome == "completed"
    assert editor.page.rect is not None
    assert desktop.made.pointer == DevicePoint(editor.page.rect.x + 34, editor.page.rect.y + 2)


THERE_AND_BACK = """
- {id: go, say: Go., target: {window: {process: mail}}, until: {window: {process: mail}}, do: {open: mail}}
- {id: send, say: Send., target: {window: {process: mail}, element: {role: button, name: Send}}}
- {id: back, say: Back., target: {window: {process: editor}}, until: {window: {process: editor}}, do: {open: editor}}
- {id: save, say: Save., target: {element: {role: button, name: Save}}}
"""


def test_work_that_goes_on_in_another_program_is_done_there_and_back(desktop: FakeDesktop, editor: Editor) -> None:
    # given a second program that is not open, and will lie over the first
    mail = FakeWindow("Mail", process="mail", at=(100, 100, 600, 400), elements=[button("Send", 300, 300)])
    desktop.programs.known["mail"] = lambda desktop: desktop.open(mail)
    # when a tutorial of both is rehearsed
    done = rehearse(tutorial(THERE_AND_BACK), desktop)
    # then it was opened, and the first was only brought forward
    assert (done.result.outcome, desktop.programs.started) == ("completed", ["mail"])
    assert desktop.active is editor.window


def test_another_program_that_cannot_be_opened_ends_it(desktop: FakeDesktop) -> None:
    done = rehearse(tutorial(THERE_AND_BACK), desktop)
    assert (done.result.outcome, done.result.steps[0].reason) == ("failed", "not-found")


def test_a_program_that_is_open_is_not_opened_again(editor: Editor) -> None:
    desktop = FakeDesktop(editor.window, programs={"editor": lambda desktop: None})
    done = rehearse(tutorial("- {id: read, say: Read.}", "{process: editor, launch: editor}"), desktop)
    assert (done.result.outcome, desktop.programs.started) == ("completed", [])


@pytest.mark.parametrize(
    ("until", "on"),
    [("clicked", "on_click"), ("double-clicked", "on_double_click"), ("right-clicked", "on_right_click")],
)
def test_each_kind_of_click_arrives(desktop: FakeDesktop, editor: Editor, until: str, on: str) -> None:
    heard: list[str] = []
    for reaction in ("on_double_click", "on_right_click", "on_click"):
        setattr(editor.save, reaction, lambda desktop, reaction=reaction: heard.append(reaction))
    done = rehearse(tutorial(f"- {{id: save, say: S., target: {{element: {{name: Save}}}}, until: {until}}}"), desktop)
    assert done.result.outcome == "completed"
    assert heard[-1] == on


def test_a_list_of_actions_is_done_in_order(desktop: FakeDesktop, editor: Editor) -> None:
    done = rehearse(
        tutorial("""
- id: write
  say: Write two words.
  target: {element: {role: textbox}}
  do: [click, {type: two}, {press: Space}, {wait: {waited: 3s}}, {type: words}]
  until: {value: two words}
"""),
        desktop,
    )
    assert (done.result.outcome, editor.page.value) == ("completed", "two words")
    assert done.took_s > 3


def test_waiting_in_the_middle_is_for_what_the_screen_shows(desktop: FakeDesktop, editor: Editor) -> None:
    # given a button that opens a dialog two seconds after it was clicked, and a title that comes later still
    steps = """
- id: save
  say: Save.
  target: {element: {role: button, name: Save}}
  do: [click, {wait: {all: [{shown: {element: {role: button, name: Keep}}}, {waited: 4s}]}}, {press: F5}]
  until: {pressed: F5}
"""
    done = rehearse(tutorial(steps), desktop, later={2.0: lambda r: editor.open_dialog(r.desktop)})
    assert done.result.outcome == "completed"
    assert 4 < done.took_s < 6


def test_what_never_comes_is_not_waited_for_for_ever(desktop: FakeDesktop) -> None:
    steps = "- {id: key, say: P., until: {pressed: F5}, do: [{wait: {window: {title: Nowhere}}}, {press: F5}]}"
    done = rehearse(tutorial(steps), desktop)
    assert (done.result.reason, done.result.steps[0].why) == (
        "not-done",
        "what it waits for did not come, in 2 tries",
    )


@pytest.mark.parametrize(
    "waited",
    ["{value: milk}", "{checked: true}", "{focused: {element: {role: textbox}}}", "{gone: {window: {title: Save As}}}"],
)
def test_each_condition_can_be_waited_for(desktop: FakeDesktop, editor: Editor, waited: str) -> None:
    # given a step whose performance waits for something that comes after five seconds
    box = FakeElement("searchbox", "Find", at=(300, 60, 80, 24), states=[])
    desktop.add(editor.window, box)
    editor.open_dialog(desktop)

    def come(_rehearsal: object) -> None:
        desktop.change(box, value="milk", states=["checked"])
        desktop.close(next(window for window in desktop.stack if window.title == "Save As"))
        desktop.focus(editor.page)

    steps = f"""
- id: find
  say: Find.
  target: {{element: {{role: searchbox}}}}
  do: [{{wait: {waited}}}, {{press: F5}}]
  until: {{pressed: F5}}
"""
    done = rehearse(tutorial(steps), desktop, later={5.0: come})
    assert done.result.outcome == "completed"
    assert 5 < done.took_s < 6


# --- questions, and Next --------------------------------------------------------------------------------------------

QUIZ = """
- id: quiz
  say: Which key saves?
  ask:
    question: Which one?
    choices:
      - {{id: q, text: Ctrl+Q, correct: false, say: That ends it.}}
      - {{id: s, text: Ctrl+S, correct: true{say}}}
{until}
- {{id: bye, say: Bye.}}
"""


@pytest.mark.parametrize("say", ["", ", say: Right!"], ids=["without a reply", "with a reply to read"])
def test_a_question_is_answered_right_and_the_reply_read(desktop: FakeDesktop, say: str) -> None:
    done = rehearse(tutorial(QUIZ.format(say=say, until="")), desktop)
    assert done.outcomes == {"quiz": "completed", "bye": "completed"}
    answered = [entry for entry in done.log.runs[0].entries if entry.kind == "answered"]
    assert [entry.detail for entry in answered] == ["s"]


def test_the_answer_that_a_condition_names_is_given(desktop: FakeDesktop) -> None:
    done = rehearse(tutorial(QUIZ.format(say="", until="  until: {answered: q}")), desktop)
    assert done.result.outcome == "completed"


def test_next_is_not_pressed_for_the_step_after(desktop: FakeDesktop) -> None:
    # given a step that a click or Next completes, and one after it that only says something
    done = rehearse(
        tutorial("""
- {id: save, say: S., target: {element: {role: button, name: Save}}, until: {any: [confirmed, clicked]}}
- {id: read, say: Read this.}
- {id: bye, say: Bye.}
"""),
        desktop,
    )
    # then both were on a picture: the Next of the first did not fall into the second
    assert done.pictures == [("save", "waiting"), ("read", "waiting"), ("bye", "waiting")]


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_the_first_click_may_go_astray(desktop: FakeDesktop, editor: Editor) -> None:
    # given a button that reacts only to its second click
    clicks: list[int] = []

    def react(desktop: FakeDesktop) -> None:
        clicks.append(1)
        if len(clicks) == 2:
            editor.open_dialog(desktop)

    editor.save.on_click = react
    steps = "- {id: save, say: S., target: {element: {name: Save}}, until: {shown: {window: {title: Save As}}}}"
    done = rehearse(tutorial(steps), desktop)
    assert (done.result.outcome, len(clicks)) == ("completed", 2)


def test_a_step_that_cannot_be_done_fails_after_two_tries_with_a_picture_of_then(
    desktop: FakeDesktop, editor: Editor
) -> None:
    clicks: list[int] = []
    editor.save.on_click = lambda desktop: clicks.append(1)
    steps = """
- {id: read, say: Read.}
- {id: save, say: S., target: {element: {name: Save}}, until: {shown: {window: {title: Save As}}}}
- {id: bye, say: Bye.}
"""
    done = rehearse(tutorial(steps), desktop)
    assert (done.result.outcome, done.result.reason, len(clicks)) == ("failed", "not-done", 2)
    assert done.outcomes == {"read": "completed", "save": "failed"}
    failed = done.result.steps[-1]
    assert (failed.reason, failed.picture) == ("not-done", "save.png")
    assert failed.why == "the window “Save As” did not appear, in 2 tries"
    assert done.pictures[-2:] == [("save", "waiting"), ("save", "waiting")]
    assert done.missed_steps == ["save", "save"]
    assert [step.id for step in done.said] == ["read", "save"]


def test_a_target_that_is_not_there_fails_as_not_found_and_says_what_was_looked_for(desktop: FakeDesktop) -> None:
    done = rehearse(tutorial("- {id: gone, say: G., target: {element: {role: button, name: Gone}}}"), desktop)
    failed = done.result.steps[0]
    assert (done.result.outcome, failed.outcome, failed.reason) == ("failed", "failed", "not-found")
    assert failed.why == "there is no button “Gone”"
    assert done.pictures == [("gone", "lost")]
    # and not before it was looked for as long as a person would wait
    assert 15 <= done.took_s < 20


def test_two_that_fit_fail_as_ambiguous(desktop: FakeDesktop, editor: Editor) -> None:
    desktop.add(editor.window, button("Save", 300))
    done = rehearse(tutorial("- {id: save, say: S., target: {element: {role: button, name: Save}}}"), desktop)
    failed = done.result.steps[0]
    assert (failed.reason, done.pictures) == ("ambiguous", [("save", "lost")])
    assert "2 controls fit" in (failed.why or "")


def test_a_program_that_is_not_installed_fails_at_once_at_the_first_step() -> None:
    desktop = FakeDesktop()
    done = rehearse(tutorial("- {id: read, say: R.}", "{process: editor, launch: editor}"), desktop)
    assert done.outcomes == {"read": "failed"}
    assert (done.result.reason, done.result.why) == ("application-missing", "There is no program “editor” here.")
    assert done.pictures == [("read", "preparing")]
    assert done.took_s < 2
    assert [step.id for step in done.said] == ["read"]


def test_a_program_that_never_opens_its_window_fails_after_patience() -> None:
    desktop = FakeDesktop(programs={"editor": lambda desktop: None})
    done = rehearse(tutorial("- {id: read, say: R.}", "{process: editor, title: Editor, launch: editor}"), desktop)
    assert (done.result.reason, done.result.why) == ("application-missing", "Editor is not open. Open it to begin")
    assert 45 <= done.took_s < 50


def test_a_program_that_closes_in_the_middle_fails_as_missing(desktop: FakeDesktop, editor: Editor) -> None:
    steps = """
- {id: wait, say: W., until: {waited: 5s}}
- {id: save, say: S., target: {element: {role: button, name: Save}}}
"""
    done = rehearse(tutorial(steps), desktop, later={2.0: lambda r: r.desktop.close(editor.window)})
    assert done.outcomes == {"wait": "completed", "save": "failed"}
    assert done.result.reason == "application-missing"


def test_a_key_that_this_keyboard_has_not_is_said(desktop: FakeDesktop) -> None:
    def press(chord: Chord) -> None:
        raise InputNotPossibleError(f"no key makes {chord}")

    desktop.made.press = press  # type: ignore[method-assign]
    done = rehearse(tutorial("- {id: key, say: P., until: {pressed: Ctrl+F24}}"), desktop)
    assert (done.result.reason, done.result.why) == ("not-done", "no key makes Ctrl+F24, in 2 tries")


def test_a_rehearsal_that_is_cancelled_was_dismissed(desktop: FakeDesktop) -> None:
    steps = "- {id: read, say: R.}\n- {id: wait, say: W., until: {waited: 60s}}"
    done = rehearse(tutorial(steps), desktop, later={20.0: lambda r: r.conductor.send(Dismiss())})
    assert done.result.outcome == "dismissed"
    assert done.outcomes == {"read": "completed", "wait": "dismissed"}
    assert done.took_s < 21


def test_a_control_that_has_moved_meanwhile_is_clicked_where_it_is(desktop: FakeDesktop, editor: Editor) -> None:
    # given a window that jumps as soon as the pointer sets out
    move = desktop.made.move

    def startle(point: object, *, duration_ms: int = 0) -> None:
        move(point, duration_ms=duration_ms)  # type: ignore[arg-type]
        desktop.move(editor.window, 700, 500)

    desktop.made.move = startle  # type: ignore[method-assign]
    done = rehearse(tutorial("- {id: save, say: S., target: {element: {role: button, name: Save}}}"), desktop)
    assert done.result.outcome == "completed"
    assert done.took_s < 5  # at the first try


def test_a_field_that_has_the_keyboard_is_not_clicked(desktop: FakeDesktop, editor: Editor) -> None:
    # given a field that a click would empty
    desktop.focus(editor.page)
    editor.page.on_click = lambda desktop: desktop.change(editor.page, value="")
    editor.page.value = "Buy "
    steps = "- {id: write, say: W., target: {element: {role: textbox}}, until: {value: Buy milk}, do: {type: milk}}"
    assert rehearse(tutorial(steps), desktop).result.outcome == "completed"


def test_a_passed_over_step_is_noted_as_skipped(desktop: FakeDesktop) -> None:
    steps = """
- {id: never, say: N., when: {shown: {element: {role: button, name: Nowhere}}}}
- {id: bye, say: Bye.}
"""
    done = rehearse(tutorial(steps), desktop)
    assert done.outcomes == {"never": "skipped", "bye": "completed"}


def test_somebody_led_back_by_the_tutorial_performs_the_step_again(desktop: FakeDesktop, editor: Editor) -> None:
    # given a menu that closes by itself once, before the entry was chosen
    steps = """
- {id: file, say: O., target: {element: {role: menuitem, name: File}}, until: {shown: {element: {name: New}}}}
- id: new
  say: N.
  target: {element: {role: menuitem, name: New}}
  restore: [{when: {gone: {element: {role: menuitem, name: New}}}, go: file}]
"""
    closed: list[int] = []
    move = desktop.made.move

    def startle(point: object, *, duration_ms: int = 0) -> None:
        move(point, duration_ms=duration_ms)  # type: ignore[arg-type]
        if editor.menu in desktop.stack and not closed:
            closed.append(1)
            desktop.close(editor.menu)

    desktop.made.move = startle  # type: ignore[method-assign]
    done = rehearse(tutorial(steps), desktop)
    assert (done.result.outcome, closed) == ("completed", [1])
    assert [step for step, _ in done.pictures] == ["file", "new", "file", "new"]


def test_the_way_back_from_another_desktop_is_not_found_by_clicking(editor: Editor) -> None:
    # given a program that is minimised as the rehearsal begins
    desktop = FakeDesktop(editor.window, FakeWindow("Mail", process="mail"))
    desktop.minimise(editor.window)
    done = rehearse(tutorial("- {id: save, say: S., target: {element: {name: Save}}}"), desktop)
    assert done.result.reason == "application-missing"
    assert "out of sight" in (done.result.why or "")


def test_it_scrolls_to_what_is_out_of_sight() -> None:
    send = FakeElement("button", "Send", at=(20, 900, 80, 24), on_click=lambda desktop: desktop.rename(form, "Sent"))
    area = FakeElement("generic", at=(0, 100, 300, 200), scrolls=True, children=[send])
    form = FakeWindow("Form", process="editor", at=(50, 50, 400, 400), elements=[area])
    target, until = "{element: {role: button, name: Send}}", "{shown: {window: {title: Sent}}}"
    steps = f"- {{id: send, say: Send it., target: {target}, until: {until}}}"
    done = rehearse(tutorial(steps, "{process: editor}"), FakeDesktop(form))
    assert done.outcomes == {"send": "completed"}
    assert done.pictures == [("send", "waiting")]
    assert 700 <= area.scrolled_px <= 900
