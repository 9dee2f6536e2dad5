"""What is asked of the outside: all that is needed, nothing more, and never the same twice."""

from __future__ import annotations

from guide.session.effects import Start, Stop, Timer, Track, WatchApplication, WatchKeys, WatchWindow
from guide.session.events import Dismiss, Next, Painted, Saw, TargetClicked
from guide.tutorial.conditions import AllOf, Clicked, Gone, Pressed, Shown, Value, WindowActive
from guide.tutorial.document import Branch, Restore, Step
from guide.tutorial.patterns import TextPattern
from tests.session.playing import BOLD, DIALOG, FILE, FOUND, SAVE_AS, TEXT, Playing, tutorial, window

END = Step("end", "There.")


def asked(playing: Playing) -> set[object]:
    return {effect for effect in playing.running if not isinstance(effect, Timer)}


def test_everything_that_the_conditions_of_a_step_name_is_asked() -> None:
    step = Step(
        "step",
        "Do it.",
        targets=(TEXT,),
        until=AllOf((Shown(SAVE_AS), Pressed("ctrl+s"))),
        restore=(Restore(Gone(FILE)), Restore(Pressed("Escape"))),
        go=(Branch("end", WindowActive(window("Save As"))),),
    )
    assert asked(Playing(tutorial(step, END))) == {
        WatchApplication(), Track(TEXT), Track(SAVE_AS), Track(FILE),
        WatchKeys(frozenset({"Ctrl+S", "Escape"})), WatchWindow(window("Save As")),
    }  # fmt: skip


def test_clicks_and_values_are_asked_only_of_the_steps_target_and_only_where_needed() -> None:
    clicks = Step("a", "A", targets=(TEXT,), restore=(Restore(Shown(FILE)),))
    assert {Track(TEXT, clicks=True), Track(FILE)} <= asked(Playing(tutorial(clicks)))
    value = Step("a", "A", targets=(TEXT,), until=Value(TextPattern("x")), restore=(Restore(Clicked()),))
    assert Track(TEXT, with_value=True, clicks=True) in asked(Playing(tutorial(value)))


def test_while_a_step_may_be_passed_over_only_that_is_asked() -> None:
    step = Step("step", "Do it.", targets=(TEXT,), when=Shown(DIALOG))
    playing = Playing(tutorial(step, END))
    assert asked(playing) == {WatchApplication(), Track(DIALOG)}
    assert asked(playing.see(DIALOG)) == {WatchApplication(), Track(TEXT, clicks=True)}


def test_what_the_next_step_asks_too_is_not_searched_again() -> None:
    step = Step("one", "One.", targets=(TEXT,), until=Shown(DIALOG))
    after = Step("two", "Two.", targets=(DIALOG,), until=Gone(DIALOG))
    playing = Playing(tutorial(step, after, END)).see(TEXT).see(DIALOG)
    assert playing.at == ("two", "waiting")
    assert playing.started.count(Track(DIALOG)) == 1
    assert playing.started.count(WatchApplication()) == 1


def test_an_answer_of_a_question_that_changed_is_not_used() -> None:
    """Tracked for its clicks from now on, it is looked for anew: the old answer may be old."""
    step = Step("one", "One.", targets=(TEXT,), until=Shown(BOLD))
    playing = Playing(tutorial(step, Step("two", "Two.", targets=(BOLD,)))).see(TEXT)
    playing.screen[BOLD] = None  # from now on the program is silent
    playing.send(Saw(BOLD, FOUND))
    assert playing.at == ("two", "resolving")


def test_stops_come_before_starts_and_the_log_in_between() -> None:
    playing = Playing(tutorial(Step("one", "One.", targets=(TEXT,)), Step("two", "Two.", targets=(FILE,)))).see(TEXT)
    kinds = [type(command).__name__ for command in playing.session.send(TargetClicked(TEXT, "click"))]
    assert kinds == sorted(kinds, key=["Stop", "Log", "Start"].index)
    assert {"Stop", "Log", "Start"} == set(kinds)


def test_at_the_end_everything_is_stopped() -> None:
    playing = Playing(tutorial(Step("one", "One.", targets=(TEXT,), until=Shown(DIALOG)))).see(TEXT)
    running = list(playing.running)
    assert len(running) > 3
    commands = playing.session.send(Dismiss())
    assert [c.effect for c in commands if isinstance(c, Stop)] == running
    assert not [c for c in commands if isinstance(c, Start)]


def test_an_event_that_means_nothing_costs_nothing() -> None:
    playing = Playing(tutorial(Step("one", "One.", targets=(TEXT,)))).see(TEXT)
    assert playing.session.send(Painted()) == ()
    assert playing.session.send(Next()) == ()
