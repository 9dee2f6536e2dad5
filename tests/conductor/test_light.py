"""The light is where the control is, and nowhere while that is not certain."""

from __future__ import annotations

import pytest

from guide.conductor.lookout import CALM_MS
from guide.desktop.fake import FakeElement, FakeWindow
from guide.session.events import Pause, Resume
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.conductor.playing import Playing
from tests.conductor.programs import Editor, button, mail, tutorial

STEPS = """
- {id: save, say: Save it., target: {element: {role: button, name: Save}}}
- {id: close, say: Close it., target: {element: {role: button, name: Close}}}
"""


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def playing(editor: Editor) -> Playing:
    return Playing(tutorial(STEPS), mail(), editor.window)


# --- it follows -----------------------------------------------------------------------------------------------------


def test_it_is_on_the_control(playing: Playing, editor: Editor) -> None:
    assert playing.lights == [playing.rect(editor.save)] == [DeviceRect(110, 160, 80, 24)]
    assert playing.scene.window == editor.window.rect


def test_it_moves_with_the_window_before_anybody_has_searched(playing: Playing, editor: Editor) -> None:
    # given that searches take their time
    asked = len(playing.searches.asked)
    playing.searches.held = True
    # when the window is dragged, in many small moves
    for x in range(100, 400, 20):
        playing.desktop.move(editor.window, x, 100 + x // 4)
        playing.post.run()
        # then the light is there at once: a move, no new scene and no search
        assert playing.lights == [playing.rect(editor.save)]
        assert playing.scene.window == editor.window.rect
    assert (len(playing.moves), len(playing.searches.asked)) == (15, asked)


def test_a_window_dragged_over_another_stays_lit(playing: Playing, editor: Editor) -> None:
    playing.desktop.move(editor.window, 820, 120)
    playing.post.run()
    assert playing.lights == [playing.rect(editor.save)]


def test_a_window_dragged_under_another_is_not_lit_through_it(playing: Playing, editor: Editor) -> None:
    # given another program's window that stays on top
    above = mail()
    playing.desktop.open(above)
    playing.does(lambda desktop: setattr(desktop, "active", editor.window) or desktop.windows.changed())
    # when the program is dragged below it, then this is shown at once, and not as a mere move
    playing.desktop.move(editor.window, 820, 120)
    playing.post.run()
    assert (playing.scenes[-1].visible, playing.scenes[-1].lights) == (False, ())
    # and when it is dragged out again, so is that
    playing.desktop.move(editor.window, 100, 100)
    playing.post.run()
    assert [light.rect for light in playing.scenes[-1].lights] == [playing.rect(editor.save)]


def test_an_answer_from_before_a_move_does_not_throw_the_light_back(playing: Playing, editor: Editor) -> None:
    # given a search that is out
    playing.searches.held = True
    playing.does(lambda desktop: desktop.change(editor.page, value="new"))
    assert len(playing.searches.out) == 1
    # when the window moves and the answer comes only then
    playing.desktop.move(editor.window, 300, 300)
    playing.post.run()
    playing.searches.let_go()
    # then the light is where the window is, and another look makes sure
    assert playing.lights == [playing.rect(editor.save)]
    playing.wait()
    assert len(playing.searches.out) == 1


def test_without_an_earlier_place_there_is_no_light_at_a_wrong_one(editor: Editor) -> None:
    # given a first search that is out while the window moves
    playing = Playing(tutorial(STEPS), editor.window, begin=False)
    playing.searches.held = True
    playing.begin()
    playing.desktop.move(editor.window, 300, 300)
    playing.post.run()
    playing.searches.let_go()
    assert playing.lights == []
    # when the next answer comes
    playing.wait()
    playing.searches.let_go()
    assert playing.lights == [playing.rect(editor.save)]


def test_it_goes_where_the_control_goes(playing: Playing, editor: Editor) -> None:
    playing.does(lambda desktop: desktop.change(editor.save, at=(400, 10, 90, 30)))
    assert playing.lights == [DeviceRect(500, 110, 90, 30)]


def test_it_goes_out_with_the_control_and_comes_back_with_it(playing: Playing, editor: Editor) -> None:
    playing.does(lambda desktop: desktop.change(editor.save, shown=False))
    assert playing.lights == []
    # a control that is gone is looked for again, first quietly
    playing.wait(1000)
    assert playing.at == ("save", "resolving")
    playing.wait(6000)
    assert playing.at == ("save", "lost")
    # when it is there again without any event, it is found all the same
    editor.save.shown = True
    playing.wait(1100)
    assert (playing.at, playing.lights) == (("save", "waiting"), [playing.rect(editor.save)])


def test_it_is_in_a_dialog_that_another_process_shows(editor: Editor) -> None:
    # given a step in a file chooser of the desktop
    steps = "- {id: pick, say: Pick., target: {element: {role: button, name: Pick}, window: {process: portal}}}"
    pick = FakeElement("button", "Pick", at=(10, 10, 50, 20))
    chooser = FakeWindow("Open", process="portal", kind="dialog", at=(200, 200, 300, 200), elements=[pick])
    playing = Playing(tutorial(steps), editor.window, chooser)
    assert (playing.lights, playing.scene.visible) == ([playing.rect(pick)], True)
    # when something changes in it, that is noticed too
    playing.does(lambda desktop: desktop.change(pick, at=(60, 60, 50, 20)))
    assert playing.lights == [playing.rect(pick)]


def test_while_a_step_in_another_program_is_looked_for_its_card_stays(editor: Editor) -> None:
    steps = "- {id: send, say: Send., target: {element: {role: button, name: Post}, window: {process: mail}}}"
    playing = Playing(tutorial(steps), editor.window, mail())
    playing.wait(5000)
    assert (playing.at, playing.scene.visible) == (("send", "lost"), True)


# --- presence -------------------------------------------------------------------------------------------------------


def test_minimised_there_is_nothing_and_back_there_is_everything(playing: Playing, editor: Editor) -> None:
    playing.does(lambda desktop: desktop.minimise(editor.window))
    assert (playing.at, playing.scene.visible) == (("save", "away"), False)
    playing.does(lambda desktop: desktop.activate(editor.window))
    assert (playing.at, playing.lights) == (("save", "waiting"), [playing.rect(editor.save)])


def test_on_another_desktop_there_is_nothing(playing: Playing, editor: Editor) -> None:
    playing.does(lambda desktop: desktop.switch_desktop(1))
    assert (playing.at, playing.scene.visible) == (("save", "away"), False)
    playing.does(lambda desktop: desktop.switch_desktop(0))
    assert (playing.at, playing.scene.visible) == (("save", "waiting"), True)


def test_while_the_person_works_in_another_program_there_is_nothing(playing: Playing, editor: Editor) -> None:
    # given two windows side by side, so that nothing is covered
    other = playing.desktop.stack[0]
    playing.does(lambda desktop: desktop.activate(other))
    assert (playing.at, playing.lights) == (("save", "waiting"), [])
    # when the person comes back, the step is there as it was
    playing.does(lambda desktop: desktop.activate(editor.window))
    assert playing.lights == [playing.rect(editor.save)]
    assert playing.run.kinds() == ["started", "step-shown"]


def test_a_window_of_another_program_over_the_control_hides_the_light(playing: Playing, editor: Editor) -> None:
    playing.does(lambda desktop: desktop.open(mail(at=(100, 150, 40, 60))))
    playing.does(lambda desktop: setattr(desktop, "active", editor.window) or desktop.windows.changed())
    # its edge alone hides nothing
    assert playing.lights == [playing.rect(editor.save)]
    playing.does(lambda desktop: desktop.open(mail(at=(100, 150, 100, 60))))
    playing.does(lambda desktop: setattr(desktop, "active", editor.window) or desktop.windows.changed())
    assert (playing.lights, playing.scene.visible) == ([], False)


def test_a_tooltip_of_the_program_over_the_control_hides_nothing(playing: Playing, editor: Editor) -> None:
    tip = FakeWindow("", process="editor", kind="tooltip", at=(120, 165, 80, 30))
    playing.does(lambda desktop: desktop.open(tip))
    assert playing.lights == [playing.rect(editor.save)]


def test_whoever_works_in_another_program_of_the_tutorial_is_not_elsewhere(editor: Editor) -> None:
    # given a tutorial of two programs, and the second in front, over all of the first
    there = FakeWindow("Mail", process="mail", at=(0, 0, 1280, 800), elements=[button("Send")])
    playing = Playing(
        tutorial(
            """
- {id: send, say: Send it., target: {window: {process: mail}, element: {role: button, name: Send}}}
- {id: back, say: Go back., target: {window: {process: editor}}, until: {window: {process: editor}}}
- {id: save, say: Save it., target: {element: {role: button, name: Save}}}
"""
        ),
        editor.window,
        there,
    )
    playing.clicks(there.find("button", "Send"))
    # then the card that leads back is there, although what it is about is covered
    assert (playing.at, playing.scene.visible, playing.lights) == (("back", "waiting"), True, [])
    # and once the person is back, it goes on
    playing.does(lambda desktop: desktop.activate(editor.window))
    assert (playing.at, playing.scene.visible) == (("save", "waiting"), True)


@pytest.mark.parametrize("process", ["editor", "portal"])
def test_dialogs_for_the_program_are_not_elsewhere(playing: Playing, editor: Editor, process: str) -> None:
    # given a dialog of the program, or of another process for it, and a question above that
    at = (400, 300, 200, 150)
    dialog = FakeWindow("Open", process=process, kind="dialog", at=at, transient_for=editor.window)
    playing.does(lambda desktop: desktop.open(dialog))
    assert playing.lights == [playing.rect(editor.save)]
    question = FakeWindow("Sure?", process=process, kind="dialog", at=at, transient_for=dialog)
    playing.does(lambda desktop: desktop.open(question))
    assert playing.lights == [playing.rect(editor.save)]


def test_a_panel_is_not_elsewhere_but_our_own_list_of_tutorials_is(playing: Playing, editor: Editor) -> None:
    panel = FakeWindow("Panel", process="panel", kind="dock", at=(0, 1050, 1920, 30))
    playing.does(lambda desktop: desktop.open(panel))
    assert playing.lights == [playing.rect(editor.save)]
    catalogue = FakeWindow("Tutorials", process="guide", at=(900, 600, 200, 100), ours=True)
    playing.desktop.open(catalogue)
    playing.does(lambda desktop: setattr(desktop, "active", catalogue) or desktop.windows.changed())
    assert playing.lights == []


def test_closed_and_opened_again_it_is_another_window_and_the_tutorial_goes_on(
    playing: Playing, editor: Editor
) -> None:
    playing.does(lambda desktop: desktop.close(editor.window))
    assert (playing.at, playing.scene.visible) == (("save", "away"), False)
    again = Editor()
    again.window.rect = DeviceRect(500, 400, 600, 400)
    playing.does(lambda desktop: desktop.open(again.window))
    assert (playing.at, playing.lights) == (("save", "waiting"), [playing.rect(again.save)])
    # and it is followed as the first one was
    playing.does(lambda desktop: desktop.change(again.save, at=(0, 0, 50, 20)))
    assert playing.lights == [playing.rect(again.save)]
    assert playing.clicks(again.save).at == ("close", "waiting")


def test_before_the_program_is_there_the_card_asks_for_it(editor: Editor) -> None:
    playing = Playing(tutorial(STEPS), mail())
    assert playing.at == (None, "preparing")
    assert "not open" in (playing.scene.view.why_lost or "")
    playing.does(lambda desktop: desktop.open(editor.window))
    assert (playing.at, playing.lights) == (("save", "waiting"), [playing.rect(editor.save)])


def test_paused_nothing_is_shown_and_nothing_looked_for(playing: Playing, editor: Editor) -> None:
    playing.wishes(Pause())
    asked = len(playing.searches.asked)
    playing.does(lambda desktop: desktop.change(editor.save, at=(0, 0, 9, 9))).wait(10_000)
    assert (playing.scene.visible, len(playing.searches.asked)) == (False, asked)
    playing.wishes(Resume())
    assert playing.lights == [playing.rect(editor.save)]


def test_nothing_is_dimmed_before_the_control_is_found(editor: Editor) -> None:
    playing = Playing(tutorial(STEPS), editor.window, begin=False)
    playing.searches.held = True
    playing.begin()
    assert (playing.at, playing.lights) == (("save", "resolving"), [])
    playing.searches.let_go()
    assert playing.lights == [playing.rect(editor.save)]


# --- how often is looked --------------------------------------------------------------------------------------------


def test_a_flood_of_events_leads_to_few_searches(playing: Playing, editor: Editor) -> None:
    # given a program in which a search takes 100 ms
    playing.searches.takes_ms = 100
    playing.does(lambda desktop: desktop.change(editor.page, value="0")).wait(1000)
    asked = len(playing.searches.asked)
    # when it changes something every 5 ms, for ten seconds
    for n in range(2000):
        playing.desktop.change(editor.page, value=str(n))
        playing.wait(5)
    # then a fifth of the time is spent searching at most
    assert 15 <= len(playing.searches.asked) - asked <= 25
    # and the last change is seen
    playing.does(lambda desktop: desktop.change(editor.save, at=(0, 0, 50, 20))).wait(500)
    assert playing.lights == [playing.rect(editor.save)]


def test_in_a_flood_the_next_step_is_looked_for_at_once(playing: Playing, editor: Editor) -> None:
    playing.searches.takes_ms = 250
    playing.does(lambda desktop: desktop.change(editor.page, value="0"))
    playing.does(lambda desktop: desktop.change(editor.page, value="1"))
    # given that a look is put off for a second because searches are slow
    playing.clicks(editor.save, wait=False)
    # when the step is done, the next one does not wait for that
    playing.wait(CALM_MS)
    assert playing.at == ("close", "waiting")


def test_one_burst_is_one_search(playing: Playing, editor: Editor) -> None:
    playing.wait(1000)
    asked = len(playing.searches.asked)
    for n in range(50):
        playing.desktop.change(editor.page, value=str(n))
    playing.wait()
    assert len(playing.searches.asked) - asked == 1


def test_an_answer_that_is_no_news_is_not_told_again(playing: Playing, editor: Editor) -> None:
    heard = len(playing.heard)
    for n in range(5):
        playing.does(lambda desktop, n=n: desktop.change(editor.page, value=str(n)))
    assert len(playing.searches.asked) >= 5
    assert len(playing.heard) == heard


def test_while_a_search_is_out_the_next_one_waits_and_sees_the_newest_windows(playing: Playing, editor: Editor) -> None:
    playing.searches.held = True
    playing.does(lambda desktop: desktop.change(editor.page, value="0"))
    for x in (200, 300, 400):  # each of these would be a search (the harness refuses a second one at a time)
        playing.does(lambda desktop, x=x: desktop.move(editor.window, x, 100))
    assert len(playing.searches.out) == 1
    playing.searches.let_go()
    (question,) = playing.searches.out
    window = question.snapshot.get(editor.window.id)
    assert window is not None
    assert window.rect.x == 400


def test_a_search_that_is_out_when_the_step_ends_is_abandoned(playing: Playing, editor: Editor) -> None:
    playing.searches.held = True
    playing.does(lambda desktop: desktop.change(editor.page, value="0"))
    (question,) = playing.searches.out
    playing.clicks(editor.save)
    assert question.abandoned
    assert playing.conductor.session.view.step_id == "close"


def test_a_program_that_hangs_costs_the_light_and_nothing_else(playing: Playing, editor: Editor) -> None:
    playing.desktop.elements.silent.add("editor")
    playing.does(lambda desktop: desktop.change(editor.page, value="0")).wait(6000)
    assert playing.at == ("save", "lost")
    playing.desktop.elements.silent.clear()
    playing.wait(2500)
    assert playing.at == ("save", "waiting")


def test_nothing_is_looked_for_while_nothing_happens(playing: Playing) -> None:
    asked = len(playing.searches.asked)
    playing.wait(25_000)
    assert len(playing.searches.asked) == asked
    assert playing.clicks(DevicePoint(1, 1)).at == ("save", "waiting")


# --- what has been scrolled away ------------------------------------------------------------------------------------


def test_what_must_be_scrolled_is_lit_and_then_the_control() -> None:
    # given a button that lies further down in a list
    send = FakeElement("button", "Send", at=(20, 900, 80, 24))
    area = FakeElement("generic", at=(0, 100, 300, 200), scrolls=True, children=[send])
    form = FakeWindow("Form", process="editor", at=(50, 50, 400, 400), elements=[area])
    steps = "- {id: send, say: Send it., target: {element: {role: button, name: Send}}}"
    scrolling = Playing(tutorial(steps, "{process: editor}"), form)
    scrolling.wait(1000)
    # then the list is lit, and the card says where to
    assert (scrolling.at, scrolling.scene.view.scrolled) == (("send", "lost"), "down")
    assert scrolling.lights == [scrolling.rect(area)]
    assert not scrolling.scene.lights[0].guess
    # when the window moves, then so does the light
    scrolling.does(lambda desktop: desktop.move(form, 90, 60))
    assert scrolling.lights == [scrolling.rect(area)]
    # when one scrolls down, then the button is
    scrolling.does(lambda desktop: desktop.made.scroll(scrolling.rect(area).center, "down", 18))
    assert (scrolling.at, scrolling.lights) == (("send", "waiting"), [scrolling.rect(send)])
