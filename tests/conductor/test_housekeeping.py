"""Every start is stopped: after each step, at the end, and when a run is left in the middle."""

from __future__ import annotations

import pytest

from guide.session.events import Back, Dismiss, Fail, Next, Pause, Skip
from guide.tutorial.keys import Chord
from tests.conductor.playing import NOTHING_LEFT, Playing
from tests.conductor.programs import Editor, mail, tutorial

STEPS = """
- {id: save, say: Save it., target: {element: {role: button, name: Save}}, stuck: {after: 20s}}
- id: page
  say: Write.
  target: {element: {role: textbox}}
  until: {any: [{value: /milk/}, {pressed: Ctrl+S}, {window: {title: Mail}}, {waited: 30s}, confirmed]}
- {id: gone, say: Wait., until: {gone: {element: {role: button, name: Nowhere}}}}
- {id: close, say: Close it., target: {element: {role: button, name: Close}}}
"""


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def playing(editor: Editor) -> Playing:
    return Playing(tutorial(STEPS), mail(), editor.window)


def test_after_each_step_only_the_next_one_is_waited_for(playing: Playing, editor: Editor) -> None:
    # given the first step: its stuck timer, its click, the keys that are as good as a click and those that lead to one
    base = {"windows": 1, "elements": 1, "input": 1, "searches": 0}
    assert playing.leftovers == base | {"timers": 1, "keys": 8}
    # when the next waits for a value, a shortcut, a window, time and Next
    playing.clicks(editor.save)
    assert playing.at == ("page", "waiting")
    assert playing.leftovers == base | {"timers": 2, "keys": 1}  # waited, stuck
    # then each of them ends with it
    playing.wishes(Next()).wait(5000)
    assert playing.at == ("close", "waiting")
    assert playing.leftovers == base | {"timers": 1, "keys": 8}


@pytest.mark.parametrize("end", [Dismiss("never"), Fail("not-done"), Skip(), Pause()], ids=repr)
def test_after_the_end_nothing_is_left(playing: Playing, editor: Editor, end: object) -> None:
    if isinstance(end, Skip):
        for _ in range(4):
            playing.wishes(Skip())
    else:
        playing.wishes(end)  # type: ignore[arg-type]
    if isinstance(end, Pause):  # not an end, but the program is left in peace
        assert playing.leftovers | {"windows": 0, "elements": 0, "input": 0} == NOTHING_LEFT
        playing.wishes(Dismiss())
    assert playing.ends == 1
    assert playing.leftovers == NOTHING_LEFT
    # and whatever happens later is nobody's business
    before = (len(playing.scenes), len(playing.run.entries), len(playing.searches.asked))
    playing.clicks(editor.save).wishes(Back()).does(lambda desktop: desktop.close(editor.window)).wait(60_000)
    assert (len(playing.scenes), len(playing.run.entries), len(playing.searches.asked)) == before


@pytest.mark.parametrize("when", range(6))
def test_left_in_the_middle_nothing_is_left_running(editor: Editor, when: int) -> None:
    # given a run at some moment, a search perhaps being out
    playing = Playing(tutorial(STEPS), mail(), editor.window, begin=False)
    playing.searches.held = when % 2 == 1
    moments = (
        lambda: None,
        playing.begin,
        lambda: playing.begin().wait(5000),
        lambda: playing.begin().clicks(editor.save),
        lambda: playing.begin().does(lambda desktop: desktop.minimise(editor.window)),
        lambda: playing.begin().does(lambda desktop: desktop.close(editor.window)),
    )
    moments[when]()
    # when it is left
    playing.conductor.shutdown()
    # then nobody is called any more; the run has no end and can be resumed
    assert playing.leftovers == NOTHING_LEFT
    playing.clicks(editor.window.rect.center).wait(60_000)
    assert playing.leftovers == NOTHING_LEFT
    assert (playing.ends, playing.run.outcome) == (0, None)


def test_leaving_a_run_that_is_over_does_not_disturb_the_next(playing: Playing) -> None:
    # given a run that has ended, and another one on the same desktop that waits for a key
    playing.wishes(Dismiss())
    keys = frozenset({Chord.parse("F9")})
    playing.desktop.observed.watch(keys)
    # when the first is put away
    playing.conductor.shutdown()
    # then the key is still waited for
    assert playing.desktop.observed.watched == keys


def test_what_ends_the_run_may_come_from_anywhere(editor: Editor) -> None:
    # given a step that the click itself completes, as the last one: hands, lookout and session end in one call
    playing = Playing(tutorial("- {id: save, say: S., target: {element: {role: button, name: Save}}}"), editor.window)
    point = playing.rect(editor.save).center
    playing.pushes(point).lets_go(point)
    assert playing.at == ("save", "completed")
    assert playing.leftovers == NOTHING_LEFT
    # and one that an answer completes
    steps = "- {id: save, say: S., until: {shown: {element: {role: button, name: New}}}}"
    editor = Editor()
    playing = Playing(tutorial(steps), editor.window)
    editor.save.name = "New"
    playing.wait(3000)
    assert playing.at == ("save", "completed")
    assert playing.leftovers == NOTHING_LEFT
