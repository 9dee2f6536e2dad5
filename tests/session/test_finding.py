"""From reaching a step to having it on the screen, and what happens when its target is not there."""

from __future__ import annotations

from guide.session.events import Back, Began, Painted, Report, Retry, Saw, Skip, TargetClicked
from guide.session.timers import CALM_MS, LOOK_MS
from guide.tutorial.conditions import Clicked, Gone, Shown
from guide.tutorial.document import Restore, Step
from tests.session.playing import AMBIGUOUS, BOLD, DIALOG, FILE, FOUND, SAVE_AS, SCROLLED, TEXT, Playing, tutorial

OPEN = Step("open", "Open {target}.", targets=(FILE,))
CHOOSE = Step("choose", "Choose {target}.", targets=(SAVE_AS,))


def test_a_step_is_looked_for_shown_painted_and_then_waits_for_the_person() -> None:
    playing = Playing(tutorial(OPEN), begin=False)
    playing.paints = False
    assert playing.at == (None, "preparing")

    playing = Playing(tutorial(OPEN))
    playing.paints = False
    assert playing.at == ("open", "resolving")

    playing.see(FILE, confidence=0.9, find_ms=12)
    assert playing.at == ("open", "showing")
    shown = playing.log("step-shown")
    assert (shown.step, shown.detail, shown.value, shown.dur_ms) == ("open", "element", 90, 12)

    playing.send(Painted())
    assert playing.at == ("open", "waiting")


def test_a_step_without_a_target_is_shown_at_once() -> None:
    assert Playing(tutorial(Step("hello", "Hello."))).at == ("hello", "waiting")


def test_a_target_that_does_not_appear_is_lost_after_some_patience_and_found_again_by_itself() -> None:
    playing = Playing(tutorial(OPEN))

    playing.wait(LOOK_MS - 1)
    assert playing.at == ("open", "resolving")
    assert playing.view.why_lost is None

    playing.wait(1)
    assert playing.at == ("open", "lost")
    assert playing.log("lost").detail == "not-found"
    assert playing.view.why_lost == "“File” cannot be seen on the screen right now."

    playing.see(FILE)
    assert playing.at == ("open", "waiting")
    assert playing.view.why_lost is None


def test_what_is_scrolled_away_is_said_soon_and_lit_when_it_comes() -> None:
    playing = Playing(tutorial(OPEN)).see(FILE, SCROLLED)
    playing.wait(CALM_MS)
    assert playing.at == ("open", "lost")
    assert playing.log("lost").detail == "scrolled"
    assert (playing.view.scrolled, playing.view.can_skip) == ("down", True)
    assert playing.view.why_lost == "Scroll down in the marked area until you see **File**."

    playing.see(FILE)
    assert playing.at == ("open", "waiting")
    assert playing.view.scrolled is None


def test_what_is_scrolled_away_is_neither_shown_nor_gone() -> None:
    gone = Playing(tutorial(Step("close", "Close it.", targets=(FILE,), until=Gone(BOLD)))).see(BOLD).see(FILE)
    gone.see(BOLD, SCROLLED).wait(LOOK_MS)
    assert gone.at == ("close", "waiting")
    assert gone.lose(BOLD).wait(LOOK_MS).view.state == "completed"

    shown = Playing(tutorial(Step("look", "Look.", targets=(FILE,), until=Shown(BOLD)))).see(FILE)
    assert shown.see(BOLD, SCROLLED).wait(LOOK_MS).at == ("look", "waiting")


def test_a_program_that_never_answers_is_no_reason_to_wait_for_ever() -> None:
    playing = Playing(tutorial(OPEN), begin=False)
    playing.screen[FILE] = None
    playing.send(Began())
    assert playing.at == ("open", "resolving")
    playing.wait(LOOK_MS)
    assert playing.at == ("open", "lost")


def test_several_that_fit_are_never_guessed() -> None:
    playing = Playing(tutorial(OPEN))

    playing.see(FILE, AMBIGUOUS)
    assert playing.at == ("open", "resolving"), "a menu that is just being drawn may be there twice"
    playing.wait(CALM_MS)

    assert playing.at == ("open", "lost")
    assert playing.log("lost").detail == "ambiguous"
    assert playing.view.why_lost == "There is more than one “File”, so it is not clear which one is meant."


def test_lost_offers_to_look_again_to_skip_and_to_report() -> None:
    playing = Playing(tutorial(OPEN, CHOOSE)).wait(LOOK_MS)
    searches = playing.started.count

    track = next(e for e in playing.running if playing.asks_for(FILE) and getattr(e, "target", None) == FILE)
    assert searches(track) == 1
    playing.send(Retry())
    assert searches(track) == 2, "it is really looked for again"
    assert playing.at == ("open", "resolving")

    playing.wait(LOOK_MS)
    assert playing.at == ("open", "lost")
    playing.send(Report())
    assert playing.log("reported").detail == "not-found"
    assert playing.at == ("open", "lost")

    assert playing.view.can_skip
    playing.send(Skip())
    assert playing.log("step-skipped").detail == "not-found"
    assert playing.at == ("choose", "resolving")


def test_a_target_that_vanishes_briefly_is_not_lost() -> None:
    playing = Playing(tutorial(OPEN)).see(FILE)

    playing.lose(FILE).wait(CALM_MS - 1)
    assert playing.at == ("open", "waiting")
    playing.see(FILE).wait(CALM_MS)
    assert playing.at == ("open", "waiting")
    assert "lost" not in playing.kinds()


def test_a_target_that_is_gone_is_looked_for_before_it_is_called_lost() -> None:
    playing = Playing(tutorial(OPEN)).see(FILE)

    playing.lose(FILE).wait(CALM_MS)
    assert playing.at == ("open", "resolving")
    playing.wait(LOOK_MS)
    assert playing.at == ("open", "lost")
    assert playing.kinds().count("step-shown") == 1


def test_a_target_that_becomes_ambiguous_is_lost_too() -> None:
    playing = Playing(tutorial(OPEN)).see(FILE).see(FILE, AMBIGUOUS)
    playing.wait(2 * CALM_MS)
    assert playing.at == ("open", "lost")
    playing.see(FILE)
    assert playing.at == ("open", "waiting")


def test_choosing_a_menu_item_that_vanishes_with_its_menu_goes_on_when_its_dialog_appears() -> None:
    choose = Step("choose", "Choose.", targets=(SAVE_AS,), until=Shown(DIALOG))
    playing = Playing(tutorial(choose, Step("end", "There."))).see(SAVE_AS)

    playing.lose(SAVE_AS).wait(CALM_MS + 1_000)  # a slow dialog
    assert playing.at == ("choose", "resolving")
    playing.see(DIALOG)

    assert playing.at == ("end", "waiting")
    assert "lost" not in playing.kinds()


def test_a_click_that_arrives_before_its_target_vanishes_counts() -> None:
    playing = Playing(tutorial(CHOOSE, Step("end", "There."))).see(SAVE_AS)
    playing.click(SAVE_AS).lose(SAVE_AS)
    assert playing.at == ("end", "waiting")


def test_a_click_that_arrives_after_its_target_vanished_counts_too() -> None:
    playing = Playing(tutorial(CHOOSE, Step("end", "There."))).see(SAVE_AS)
    playing.lose(SAVE_AS).click(SAVE_AS)
    assert playing.at == ("end", "waiting")


def test_of_several_targets_one_in_sight_is_enough_once_the_others_had_their_time() -> None:
    playing = Playing(tutorial(Step("both", "Both.", targets=(FILE, TEXT), until=Clicked())), begin=False)
    playing.screen[TEXT] = None
    playing = playing.send(Began()).see(FILE)
    assert playing.at == ("both", "resolving"), "the other may be found in a moment"
    playing.wait(LOOK_MS)
    assert playing.at == ("both", "waiting")
    playing.wait(3 * CALM_MS)
    assert playing.at == ("both", "waiting")

    playing.click(TEXT)
    assert playing.view.state == "completed"


def test_one_that_is_ambiguous_beside_one_in_sight_does_no_harm() -> None:
    playing = Playing(tutorial(Step("all", "All.", targets=(FILE, TEXT, BOLD))), begin=False)
    playing.screen |= {FILE: AMBIGUOUS, TEXT: FOUND, BOLD: None}
    assert playing.send(Began()).wait(CALM_MS).at == ("all", "resolving")
    assert playing.wait(LOOK_MS).at == ("all", "waiting")
    assert "lost" not in playing.kinds()


def test_all_targets_that_answer_decide_at_once() -> None:
    playing = Playing(tutorial(Step("both", "Both.", targets=(FILE, TEXT)))).see(FILE)
    assert playing.at == ("both", "waiting"), "the other has answered: absent"


def test_answers_to_questions_that_nobody_asks_are_not_listened_to() -> None:
    playing = Playing(tutorial(OPEN, CHOOSE)).see(FILE).click(FILE)
    playing.send(Saw(FILE, FOUND))
    assert playing.at == ("choose", "resolving")
    playing.send(Back())
    assert playing.at == ("open", "waiting")
    playing.lose(FILE)
    playing.click(FILE)
    playing.screen[FILE] = FOUND
    playing.send(Saw(FILE, FOUND), Back())
    assert playing.at == ("open", "waiting")


def test_a_click_on_something_else_does_not_count() -> None:
    playing = Playing(tutorial(Step("open", "Open.", targets=(FILE,), restore=(Restore(Shown(DIALOG)),)))).see(FILE)
    playing.send(TargetClicked(DIALOG, "click"), TargetClicked(TEXT, "click"))
    assert playing.at == ("open", "waiting")
