"""What completes a step: each condition of the format, alone and together, now, ahead of time, and not at all."""

from __future__ import annotations

import pytest

from guide.session.events import Back, Began, Next, Skip
from guide.session.timers import CALM_MS, GONE_MS, LOOK_MS, STUCK_MS
from guide.tutorial.conditions import (
    AllOf,
    AnyOf,
    Checked,
    Clicked,
    Condition,
    Confirmed,
    Dragged,
    Focused,
    Gone,
    Not,
    Pressed,
    Selected,
    Shown,
    Value,
    Waited,
    WindowActive,
)
from guide.tutorial.document import Branch, Step, Stuck
from guide.tutorial.patterns import TextPattern
from guide.tutorial.targets import Target
from tests.session.playing import BOLD, DIALOG, FILE, FOUND, TEXT, Playing, tutorial, window

END = Step("end", "There.")
ANYTHING = Value(TextPattern(r"/\S/"))


def playing_until(until: Condition | None, target: Target | None = TEXT, **seen: object) -> Playing:
    """A step that is on the screen and waits."""
    step = Step("step", "Do it.", targets=(target,) if target else (), until=until)
    playing = Playing(tutorial(step, END))
    if target:
        playing.see(target, **seen)
    assert playing.at == ("step", "waiting")
    return playing


def done(playing: Playing) -> bool:
    return playing.at[0] == "end"


# --- each condition ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["click", "double-click", "right-click"])
def test_clicked(kind: str) -> None:
    playing = playing_until(Clicked(kind))  # type: ignore[arg-type]
    for other in {"click", "right-click"} - {kind}:
        assert not done(playing.click(TEXT, other))  # type: ignore[arg-type]
    assert done(playing.click(TEXT, kind))  # type: ignore[arg-type]


@pytest.mark.parametrize("way", [(300, 0), (210, 20), (390, -20), (300, 90)])
def test_dragged_about_there(way: tuple[int, int]) -> None:
    playing = playing_until(Dragged(300))
    for other in ((0, 0), (-300, 0), (180, 0), (300, 120)):
        assert not done(playing.drag(TEXT, *other))
    assert done(playing.drag(TEXT, *way))


def test_a_short_drag_needs_no_ruler_and_a_click_is_none() -> None:
    playing = playing_until(Dragged(down_px=20))
    assert not done(playing.click(TEXT))
    assert not done(playing.drag(TEXT, 0, 3))
    assert done(playing.drag(TEXT, 8, 28))


def test_who_clicks_twice_has_clicked() -> None:
    assert done(playing_until(Clicked()).click(TEXT, "double-click"))


def test_clicked_is_what_completes_a_step_with_a_target_that_says_nothing_else() -> None:
    assert done(playing_until(None).click(TEXT))


def test_confirmed_is_what_completes_a_step_without_a_target() -> None:
    playing = playing_until(None, target=None)
    assert playing.view.can_next
    assert done(playing.send(Next()))


def test_next_does_nothing_where_it_is_not_offered() -> None:
    playing = playing_until(Clicked())
    assert not playing.view.can_next
    assert not done(playing.send(Next()))


def test_pressed_in_any_spelling() -> None:
    playing = playing_until(Pressed("control+s"))
    assert not done(playing.press("Ctrl+Q"))
    assert done(playing.press("Ctrl+S"))


def test_a_value_that_comes_to_match() -> None:
    playing = playing_until(ANYTHING, value=" ")
    assert not done(playing.see(TEXT, value="  "))
    assert done(playing.see(TEXT, value="Buy milk"))


def test_a_value_that_the_program_does_not_tell_completes_nothing() -> None:
    playing = playing_until(ANYTHING, value=None)
    assert not done(playing.see(TEXT, value=None).wait(LOOK_MS))


def test_shown() -> None:
    assert done(playing_until(Shown(DIALOG)).see(DIALOG))


def test_gone() -> None:
    playing = playing_until(Gone(DIALOG)).see(DIALOG)
    playing.lose(DIALOG).wait(GONE_MS - 1)
    assert not done(playing)
    assert done(playing.wait(1))


def test_gone_for_a_moment_is_not_gone() -> None:
    playing = playing_until(Gone(DIALOG)).see(DIALOG)
    playing.lose(DIALOG).wait(GONE_MS - 1).see(DIALOG).wait(GONE_MS).lose(DIALOG).wait(GONE_MS - 1)
    assert not done(playing)


@pytest.mark.parametrize("of", [None, FILE])
def test_focused(of: Target | None) -> None:
    playing = playing_until(Focused(of), focused=False)
    playing.see(FILE, focused=False)
    assert not done(playing)
    assert done(playing.see(of or TEXT, focused=True))


@pytest.mark.parametrize("wanted", [True, False])
def test_checked_or_unchecked(wanted: bool) -> None:
    playing = playing_until(Checked(wanted), BOLD, checked=not wanted)
    assert not done(playing.see(BOLD, checked=None))
    assert done(playing.see(BOLD, checked=wanted))


@pytest.mark.parametrize("wanted", [True, False])
def test_selected_or_not(wanted: bool) -> None:
    playing = playing_until(Selected(wanted), BOLD, selected=not wanted)
    assert done(playing.see(BOLD, selected=wanted))


def test_window_active() -> None:
    playing = playing_until(WindowActive(window("Save As")))
    assert not done(playing.activate(window("Other")))
    assert done(playing.activate(window("Save As")))


def test_waited_counts_from_when_the_step_is_shown() -> None:
    playing = Playing(tutorial(Step("step", "Look.", targets=(TEXT,), until=Waited(3_000)), END))
    playing.wait(3_500)
    assert not done(playing.see(TEXT).wait(2_999))
    assert done(playing.wait(1))


def test_each_step_waits_its_own_time() -> None:
    twice = (Step("one", "Look.", until=Waited(3_000)), Step("two", "Look.", until=Waited(3_000)))
    playing = Playing(tutorial(*twice, END)).wait(3_000)
    assert playing.at[0] == "two"
    assert not done(playing.wait(2_999))
    assert done(playing.wait(1))


def test_steps_that_only_wait_and_lead_round_take_their_time() -> None:
    """Else a tutorial could keep the processor busy and the card flickering for as long as it is on the screen."""
    round_and_round = (
        Step("one", "Look.", until=Waited(0)),
        Step("two", "Look.", until=Waited(0), go=(Branch("one"),)),
    )
    playing = Playing(tutorial(*round_and_round)).wait(10_000)
    rounds = playing.kinds().count("step-done") / 2
    assert 5 <= rounds <= 12


def test_all_of_them_in_any_order_moments_are_remembered() -> None:
    for order in (("click", "type"), ("type", "click")):
        playing = playing_until(AllOf((Clicked(), ANYTHING)), value="")
        for what in order:
            assert not done(playing)
            playing.click(TEXT) if what == "click" else playing.see(TEXT, value="x")
        assert done(playing), order


def test_moments_of_one_step_do_not_count_for_the_next() -> None:
    again = Step("again", "Once more.", targets=(TEXT,), until=Clicked())
    playing = Playing(tutorial(Step("once", "Click.", targets=(TEXT,)), again, END)).see(TEXT)
    assert playing.click(TEXT).at[0] == "again"
    assert playing.click(TEXT).at[0] == "end"


def test_any_of_them() -> None:
    assert done(playing_until(AnyOf((Clicked(), Pressed("F5")))).press("F5"))
    assert done(playing_until(AnyOf((Clicked(), Pressed("F5")))).click(TEXT))


@pytest.mark.parametrize("moment", ["click", "key"])
def test_what_the_person_does_counts_at_once_even_while_the_screen_is_silent(moment: str) -> None:
    until = AnyOf((Clicked(), Pressed("F5"), Shown(DIALOG)))
    playing = Playing(tutorial(Step("step", "Do it.", targets=(TEXT,), until=until), END), begin=False)
    playing.screen |= {TEXT: FOUND, DIALOG: None}
    playing.send(Began())
    assert done(playing.click(TEXT) if moment == "click" else playing.press("F5"))
    assert playing.log("step-done").detail is None


def test_not() -> None:
    playing = playing_until(Not(Shown(DIALOG))).see(DIALOG)
    assert done(playing.lose(DIALOG).wait(GONE_MS))


def test_the_opposite_of_unknown_is_unknown() -> None:
    step = Step("step", "Do it.", targets=(TEXT,), until=Not(Value(TextPattern("draft"))))
    playing = Playing(tutorial(step, END)).see(TEXT, value=None)
    assert not done(playing.wait(2 * LOOK_MS))
    assert done(playing.see(TEXT, value="final").wait(2 * LOOK_MS))


def test_next_together_with_something_that_must_be_seen() -> None:
    playing = playing_until(AllOf((Confirmed(), ANYTHING)), value="")
    assert playing.view.can_next
    assert not done(playing.send(Next()))
    assert done(playing.see(TEXT, value="x"))


# --- done ahead of time -----------------------------------------------------------------------------------------------


def test_what_someone_did_ahead_is_passed_after_a_moment_and_told_so() -> None:
    step = Step("step", "Type.", targets=(TEXT,), until=ANYTHING)
    playing = Playing(tutorial(step, END)).see(TEXT, value="Buy milk")
    assert not done(playing.wait(CALM_MS - 1)), "the screen may not have caught up"
    assert done(playing.wait(1))
    assert playing.log("step-done").detail == "already"


def test_what_is_done_after_it_was_seen_undone_is_not_called_ahead() -> None:
    playing = playing_until(ANYTHING, value="").see(TEXT, value="x")
    assert playing.log("step-done").detail is None


def test_a_screen_that_has_not_caught_up_is_not_taken_for_work_done() -> None:
    """The find bar of the step before is still closing when the next step asks to open it."""
    step = Step("open", "Press Ctrl+F.", until=Shown(DIALOG))
    first = Step("close", "Close it.", targets=(FILE,))
    playing = Playing(tutorial(first, step, END)).see(FILE).see(DIALOG)
    playing.click(FILE).wait(200).lose(DIALOG).wait(CALM_MS)
    assert playing.at == ("open", "waiting")
    assert done(playing.see(DIALOG))


def test_a_dialog_that_is_slow_to_open_is_not_taken_for_closed() -> None:
    close = Step("close", "Press Save.", targets=(BOLD,), until=Gone(DIALOG))
    playing = Playing(tutorial(Step("open", "Open.", targets=(FILE,)), close, END)).see(FILE).click(FILE)

    playing.wait(LOOK_MS - 500)
    assert playing.at == ("close", "resolving")
    playing.see(DIALOG).see(BOLD).wait(LOOK_MS)
    assert playing.at == ("close", "waiting")
    assert done(playing.lose(DIALOG, BOLD).wait(GONE_MS))


def test_a_dialog_that_was_closed_ahead_is_passed_in_the_end_instead_of_lost() -> None:
    close = Step("close", "Press Save.", targets=(BOLD,), until=Gone(DIALOG))
    playing = Playing(tutorial(close, END)).wait(LOOK_MS)
    assert done(playing)
    assert "lost" not in playing.kinds()


def test_a_late_answer_does_not_make_it_lost_in_between() -> None:
    close = Step("close", "Press Save.", targets=(BOLD,), until=Gone(DIALOG))
    playing = Playing(tutorial(close, END), begin=False)
    playing.screen[DIALOG] = None
    playing.send(Began()).wait(500).lose(DIALOG).wait(LOOK_MS)
    assert done(playing)
    assert "lost" not in playing.kinds()


def test_going_back_to_a_step_that_still_holds_stays_there() -> None:
    step = Step("step", "Type.", targets=(TEXT,), until=ANYTHING)
    playing = Playing(tutorial(step, END)).see(TEXT, value="").see(TEXT, value="x")
    assert done(playing)

    playing.send(Back()).wait(2 * LOOK_MS)
    assert playing.at == ("step", "waiting")
    assert playing.view.can_next, "it holds: nothing else could be done"
    assert done(playing.send(Next()))


def test_going_back_and_doing_it_again_goes_on_by_itself() -> None:
    step = Step("step", "Type.", targets=(TEXT,), until=ANYTHING)
    playing = Playing(tutorial(step, END)).see(TEXT, value="").see(TEXT, value="x").send(Back())
    assert done(playing.see(TEXT, value="").see(TEXT, value="y"))


# --- what cannot be seen ----------------------------------------------------------------------------------------------


def test_who_does_not_get_on_gets_a_hint_and_may_say_that_it_is_done() -> None:
    stuck = Stuck(after_ms=20_000, hint="It is {target}.", offers=("Ask Ana",))
    playing = Playing(tutorial(Step("step", "Type.", targets=(TEXT,), until=ANYTHING, stuck=stuck), END))
    playing.see(TEXT, value=None).wait(19_999)
    assert (playing.view.hint, playing.view.can_next) == (None, False)

    playing.wait(1)
    assert (playing.view.hint, playing.view.offers) == ("It is **Note**.", ("Ask Ana",))
    assert playing.log("hint").dur_ms == 20_000
    assert playing.view.can_next
    assert done(playing.send(Next()))
    assert playing.log("step-done").detail == "confirmed-by-person"


def test_without_a_time_the_records_say_when_within_bounds() -> None:
    for learned, after in ((15_000, 15_000), (2_000, 10_000), (900_000, 120_000), (None, STUCK_MS)):
        playing = Playing(tutorial(Step("step", "Type.", targets=(TEXT,))), learned_stuck_ms=lambda _, ms=learned: ms)
        playing.see(TEXT).wait(after - 1)
        assert not playing.view.can_next
        assert playing.wait(1).view.can_next
        assert playing.view.hint is None, "the card has words of its own"


def test_reading_until_next_is_not_being_stuck() -> None:
    playing = playing_until(None, target=None).wait(10 * STUCK_MS)
    assert "hint" not in playing.kinds()


def test_a_hint_is_told_once() -> None:
    playing = playing_until(ANYTHING).wait(STUCK_MS).application("hidden").application("here").wait(STUCK_MS)
    assert playing.kinds().count("hint") == 1
    assert playing.view.can_next


def test_next_where_it_is_the_way_is_no_excuse() -> None:
    reading = Step("step", "Read.", until=Confirmed(), stuck=Stuck(after_ms=1_000, hint="Press Next."))
    playing = Playing(tutorial(reading, END)).wait(1_000)
    assert playing.view.hint == "Press Next."
    assert done(playing.send(Next()))
    assert playing.log("step-done").detail is None


def test_a_hint_comes_to_the_lost_as_well() -> None:
    playing = Playing(tutorial(Step("step", "Type.", targets=(TEXT,), until=ANYTHING), END))
    playing.wait(LOOK_MS + STUCK_MS)
    assert playing.at == ("step", "lost")
    assert playing.view.can_next
    assert done(playing.send(Next()))


def test_a_step_can_always_be_skipped() -> None:
    assert playing_until(ANYTHING).view.can_skip
    assert done(playing_until(ANYTHING).send(Skip()))
