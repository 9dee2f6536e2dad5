"""Before the first step, away, paused, restarted: the screen is looked at again, and nothing is taken for granted."""

from __future__ import annotations

import pytest

from guide.session.effects import WatchApplication
from guide.session.events import ApplicationSeen, Back, Began, Next, Pause, Report, Resume, Retry, Skip
from guide.session.machine import Progress, Session
from guide.session.timers import CALM_MS, GONE_MS, LOOK_MS, PREPARE_MS
from guide.session.words import changed_meanwhile
from guide.tutorial.conditions import Answered, Clicked, Confirmed, Gone, Shown, Value, Waited, WindowActive
from guide.tutorial.document import Application, Ask, Branch, Choice, Restore, Step
from guide.tutorial.patterns import TextPattern
from guide.tutorial.targets import Target, WindowSpec
from tests.session.playing import DIALOG, FILE, SAVE_AS, TEXT, Playing, name, tutorial, window

MOUSEPAD = Application(process="mousepad", title=name("Mousepad"))
OPEN = Step("open", "Open the menu.", targets=(FILE,))
CHOOSE = Step("choose", "Choose.", targets=(SAVE_AS,))
END = Step("end", "There.")


# --- preparing --------------------------------------------------------------------------------------------------------


def test_nothing_is_watched_before_it_began() -> None:
    playing = Playing(tutorial(END), begin=False).send(Next(), Pause(), Skip())
    assert (playing.at, playing.running, playing.logs) == ((None, "preparing"), [], [])


def test_a_tutorial_waits_for_its_program() -> None:
    playing = Playing(tutorial(END, application=MOUSEPAD), begin=False)
    playing.presence = "missing"
    playing.send(Began())
    assert playing.at == (None, "preparing")
    assert playing.view.application == "Mousepad"
    assert playing.view.why_lost == "Mousepad is not open. Open it to begin."
    assert not playing.view.can_next

    playing.application("hidden")
    assert playing.view.why_lost == "Mousepad is out of sight. Bring it to the front to begin."
    assert playing.application("here").at == ("end", "waiting")
    assert playing.kinds() == ["started", "step-shown"]


def test_a_tutorial_waits_for_where_it_begins() -> None:
    start = (WindowActive(window("Mousepad")), Shown(TEXT))
    playing = Playing(tutorial(END, start=start, application=MOUSEPAD)).activate(window("Mousepad"))
    assert playing.at == (None, "preparing")
    assert playing.view.why_lost == "Mousepad is not yet where this tutorial begins."
    assert playing.see(TEXT).at == ("end", "waiting")


def test_where_that_cannot_be_seen_one_may_begin_anyway() -> None:
    playing = Playing(tutorial(END, start=(Shown(TEXT),))).send(Next())
    assert playing.at == (None, "preparing"), "not offered yet"
    playing.wait(PREPARE_MS)
    assert playing.view.can_next
    assert playing.send(Next()).at == ("end", "waiting")


def test_start_may_be_a_moment_or_a_word_of_the_person() -> None:
    assert Playing(tutorial(END, start=(Waited(2_000),))).wait(2_000).at == ("end", "waiting")
    assert Playing(tutorial(END, start=(Confirmed(),))).send(Next()).at == ("end", "waiting")


def test_to_try_again_looks_for_the_program_again() -> None:
    playing = Playing(tutorial(END), begin=False)
    playing.presence = "missing"
    playing.send(Began())
    playing.presence = "here"
    assert playing.send(Retry()).at == ("end", "waiting")


def test_pausing_before_the_first_step() -> None:
    playing = Playing(tutorial(END, start=(Shown(TEXT),))).send(Pause())
    assert (playing.at, playing.running) == ((None, "paused"), [])
    assert playing.see(TEXT).send(Resume()).at == ("end", "waiting")


# --- away -------------------------------------------------------------------------------------------------------------


def test_a_hidden_program_takes_everything_off_the_screen_until_it_is_back() -> None:
    playing = Playing(tutorial(OPEN, END)).see(FILE).application("hidden")
    assert playing.at == ("open", "away")
    assert playing.asks_for(FILE), "what the step needs is still watched"
    assert playing.view.why_lost == "The program is out of sight. Bring it to the front to go on."

    assert playing.application("here").at == ("open", "waiting")
    assert playing.kinds().count("step-shown") == 1


def test_being_away_is_not_being_slow() -> None:
    playing = Playing(tutorial(OPEN, END)).see(FILE).wait(1_000).application("hidden").wait(3_600_000)
    assert "hint" not in playing.kinds()
    playing.application("here").wait(500).click(FILE)
    assert playing.log("step-done").dur_ms == 1_500


def test_what_is_not_seen_while_hidden_is_no_fact() -> None:
    closing = Step("close", "Close it.", targets=(FILE,), until=Gone(DIALOG))
    playing = Playing(tutorial(closing, END)).see(FILE).see(DIALOG)
    playing.lose(FILE, DIALOG).wait(GONE_MS // 2).application("hidden").wait(10 * LOOK_MS)
    assert playing.at == ("close", "away")
    playing.see(FILE).see(DIALOG).application("here").wait(LOOK_MS)
    assert playing.at == ("close", "waiting")


def test_what_is_seen_while_hidden_is_one() -> None:
    step = Step("open", "Open it.", targets=(FILE,), until=Shown(DIALOG))
    playing = Playing(tutorial(step, END)).see(FILE).application("hidden").wait(5_000).see(DIALOG)
    assert playing.at == ("end", "away")
    assert playing.log("step-done").dur_ms == 0


def test_a_closed_program_does_not_end_the_run() -> None:
    playing = Playing(tutorial(OPEN, END, application=MOUSEPAD)).see(FILE).application("missing").wait(3_600_000)
    assert playing.at == ("open", "away")
    assert playing.view.why_lost == "Mousepad has been closed. Open it again to go on."
    assert playing.application("here").at == ("open", "waiting")


def test_a_step_that_is_done_by_closing_the_program_is_done_and_the_last_word_is_still_said() -> None:
    main = Target(window=window("Mousepad"))
    closing = Step("close", "Close it.", targets=(main,), until=Gone(main))
    for first in ("missing", "gone"):
        playing = Playing(tutorial(closing, END)).see(main)
        playing.application("missing") if first == "missing" else playing.lose(main)
        playing.lose(main) if first == "missing" else playing.application("missing")
        playing.wait(GONE_MS)
        assert playing.at == ("end", "waiting"), first


def test_a_step_about_another_program_goes_on_while_ours_is_hidden() -> None:
    other = Target(window=WindowSpec(process="thunar"))
    step = Step("other", "Look there.", targets=(other,))
    playing = Playing(tutorial(step, END, application=MOUSEPAD)).see(other).application("hidden")
    assert playing.at == ("other", "waiting")


def test_away_one_can_still_skip_go_back_and_try_again() -> None:
    playing = Playing(tutorial(OPEN, CHOOSE, END)).see(FILE).application("hidden").send(Skip())
    assert playing.at == ("choose", "away")
    assert playing.send(Back()).at == ("open", "away")
    playing.presence = "here"
    assert playing.send(Retry()).at == ("open", "waiting")


# --- paused -----------------------------------------------------------------------------------------------------------


def test_paused_nothing_is_watched_and_then_the_screen_is_looked_at_again() -> None:
    playing = Playing(tutorial(OPEN, END)).see(FILE).wait(1_000).send(Pause())
    assert (playing.at, playing.running) == (("open", "paused"), [])
    assert not any((playing.view.can_skip, playing.view.can_next, playing.view.can_back))

    playing.send(Next(), Skip(), Back(), Retry(), Pause()).wait(60_000)
    assert playing.at == ("open", "paused")
    playing.send(Report())
    assert playing.log("reported").step == "open"

    playing.lose(FILE).send(Resume())
    assert playing.at == ("open", "resolving"), "nothing is remembered of before"
    assert WatchApplication() in playing.running
    playing.see(FILE).click(FILE)
    assert playing.log("step-done").dur_ms == 1_000
    assert playing.kinds() == [
        "started", "step-shown", "paused", "reported", "resumed", "step-done", "step-shown"
    ]  # fmt: skip


def test_where_the_program_is_is_not_remembered_over_a_pause() -> None:
    playing = Playing(tutorial(OPEN, END)).see(FILE).application("hidden").send(Pause())
    playing.send(ApplicationSeen("missing"))  # a late answer
    playing.presence = None
    assert playing.send(Resume()).at == ("open", "waiting")


def test_after_a_pause_the_way_back_of_the_tutorial_comes_first() -> None:
    choose = Step("choose", "Choose.", targets=(SAVE_AS,), restore=(Restore(Gone(SAVE_AS), "It closed.", "open"),))
    playing = Playing(tutorial(OPEN, choose, END)).see(FILE).click(FILE).see(SAVE_AS).send(Pause())
    playing.lose(SAVE_AS).send(Resume()).wait(CALM_MS)
    assert (playing.at, playing.view.strayed) == (("open", "waiting"), "It closed.")


def test_paused_on_the_way_to_the_next_step() -> None:
    step = Step("one", "One.", go=(Branch("end", Shown(DIALOG)),))
    playing = Playing(tutorial(step, OPEN, END)).send(Next(), Pause(), Resume())
    assert playing.wait(CALM_MS).at == ("open", "resolving")
    assert playing.kinds().count("step-done") == 1

    playing = Playing(tutorial(Step("one", "One.", when=Shown(DIALOG)), END)).send(Pause(), Resume())
    assert playing.see(DIALOG).at == ("one", "waiting")


# --- restarted --------------------------------------------------------------------------------------------------------


def left_at(step: str, *visited: str, **fields: object) -> Progress:
    return Progress("notes", "0.0.0", step, visited, **fields)  # type: ignore[arg-type]


def test_a_run_goes_on_where_it_was_left() -> None:
    playing = Playing(tutorial(OPEN, CHOOSE, END)).see(FILE).click(FILE)
    left = playing.session.progress
    assert left == left_at("choose", "open")

    again = Playing(tutorial(OPEN, CHOOSE, END), progress=left).see(SAVE_AS)
    assert again.at == ("choose", "waiting")
    assert (again.logs[0].kind, again.logs[0].step) == ("resumed", "choose")
    assert (again.view.number, again.view.total) == (2, 3)
    assert again.view.progress == pytest.approx(1 / 3)
    assert again.send(Back()).at[0] == "open"


def test_a_run_left_in_a_later_step_does_not_wait_for_where_it_began() -> None:
    start = (Shown(DIALOG),)
    assert Playing(tutorial(OPEN, END, start=start), progress=left_at("end", "open")).at == ("end", "waiting")
    assert Playing(tutorial(OPEN, END, start=start), from_step="end").at == ("end", "waiting")


def test_steps_that_were_done_in_the_meantime_are_passed() -> None:
    write = Step("write", "Write.", targets=(TEXT,), until=Value(TextPattern("x")))
    playing = Playing(tutorial(write, END), progress=left_at("write")).see(TEXT, value="x").wait(CALM_MS)
    assert playing.at == ("end", "waiting")
    assert playing.log("step-done").detail == "already"


def test_when_the_screen_has_changed_one_is_led_to_the_step_that_fits() -> None:
    playing = Playing(tutorial(OPEN, CHOOSE, END), progress=left_at("choose", "open")).see(FILE)
    assert playing.wait(LOOK_MS - 1).at == ("choose", "resolving")
    playing.wait(1)
    assert playing.at == ("open", "waiting")
    assert playing.view.strayed == changed_meanwhile()
    playing.click(FILE).see(SAVE_AS)
    assert playing.at == ("choose", "waiting")


def test_that_happens_once_after_that_a_target_that_is_gone_is_lost() -> None:
    playing = Playing(tutorial(OPEN, CHOOSE, END), progress=left_at("choose", "open")).see(FILE)
    playing.wait(LOOK_MS).click(FILE).wait(LOOK_MS)
    assert playing.at == ("choose", "lost")
    assert not playing.asks_for(FILE)


def test_what_fits_no_earlier_step_either_is_lost() -> None:
    playing = Playing(tutorial(OPEN, CHOOSE, END), progress=left_at("choose", "open")).wait(LOOK_MS)
    assert playing.at == ("choose", "lost")
    assert not playing.asks_for(FILE)


def test_after_a_pause_as_well() -> None:
    playing = Playing(tutorial(OPEN, CHOOSE, END)).see(FILE).click(FILE).see(SAVE_AS).send(Pause())
    playing.lose(SAVE_AS).send(Resume()).wait(LOOK_MS)
    assert playing.at == ("open", "waiting")


def test_answers_and_skipped_steps_are_kept() -> None:
    ask = Step("ask", "Ask.", ask=Ask("?", (Choice("yes", "Yes"), Choice("no", "No"))))
    later = Step("later", "Later.", when=Answered("yes"))
    left = left_at("end", "open", "ask", skipped=("open",), answers=(("ask", "yes"), ("gone", "yes"), ("ask", "yes")))
    playing = Playing(tutorial(OPEN, ask, END, later), progress=left)
    assert playing.session.progress.answers == (("ask", "yes"),)
    assert playing.send(Next()).at == ("later", "waiting")
    assert playing.send(Next()).view.state == "skipped"


def test_progress_of_another_tutorial_or_of_a_step_that_is_gone_is_not_used() -> None:
    for left in (Progress("other", "1", "end", ("open",)), left_at("gone", "open")):
        playing = Playing(tutorial(OPEN, END), progress=left)
        assert (playing.at[0], playing.logs[0].kind, playing.behind) == ("open", "started", [])


def test_progress_that_makes_no_sense_does_no_harm() -> None:
    left = left_at("end", "end", "open", "open", "gone", skipped=("gone", "choose"))
    playing = Playing(tutorial(OPEN, CHOOSE, END), progress=left)
    assert (playing.at, playing.behind) == (("end", "waiting"), ["open"])


def test_a_step_to_begin_with_must_exist() -> None:
    with pytest.raises(ValueError, match="notes has no step “gone”"):
        Session(tutorial(END), lambda: 0, from_step="gone")
    clicked = Step("clicked", "Click.", targets=(FILE,), until=Clicked())
    assert Playing(tutorial(OPEN, clicked), from_step="clicked").view.number == 1
