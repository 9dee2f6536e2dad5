"""The way through the steps: passed over, optional, branches, questions, back, and how far along one is."""

from __future__ import annotations

from guide.session.events import Answer, Back, Began, Next, Skip
from guide.session.timers import CALM_MS, DECIDE_MS, LOOK_MS
from guide.tutorial.conditions import AllOf, Answered, Clicked, Condition, Focused, Gone, Not, Shown, Value
from guide.tutorial.document import Ask, Branch, Choice, Step
from guide.tutorial.patterns import TextPattern
from tests.session.playing import BOLD, DIALOG, FILE, FOUND, TEXT, Playing, tutorial


def reading(step_id: str, **fields: object) -> Step:
    return Step(step_id, step_id.capitalize(), **fields)  # type: ignore[arg-type]


def asking(step_id: str, *choices: Choice, **fields: object) -> Step:
    return reading(step_id, ask=Ask("Which?", choices), **fields)


ONE, TWO, THREE, END = reading("one"), reading("two"), reading("three"), reading("end")
YES, NO = Choice("yes", "Yes"), Choice("no", "No")


# --- when -------------------------------------------------------------------------------------------------------------


def test_a_step_whose_when_holds_is_shown() -> None:
    playing = Playing(tutorial(ONE, reading("two", when=Shown(DIALOG)), END)).see(DIALOG)
    assert playing.send(Next()).at == ("two", "waiting")


def test_a_step_whose_when_does_not_hold_is_passed_over() -> None:
    playing = Playing(tutorial(ONE, reading("two", when=Shown(DIALOG)), END))
    assert playing.send(Next()).at == ("two", "resolving"), "a dialog may take a moment to open"
    playing.wait(CALM_MS)

    assert playing.at == ("end", "waiting")
    assert (playing.log("step-passed").step, playing.log("step-passed").detail) == ("two", "when")
    assert playing.behind == ["one"]


def test_a_dialog_that_opens_a_little_late_is_still_in_time_for_when() -> None:
    playing = Playing(tutorial(ONE, reading("two", when=Shown(DIALOG)), END)).send(Next())
    assert playing.wait(CALM_MS - 1).see(DIALOG).at == ("two", "waiting")


def test_a_when_about_something_missing_waits_the_same_moment() -> None:
    for when in (Gone(DIALOG), Not(Shown(DIALOG))):
        playing = Playing(tutorial(ONE, reading("two", when=when), END)).send(Next())
        assert playing.wait(CALM_MS - 1).at == ("two", "resolving")
        assert playing.see(DIALOG).at == ("end", "waiting")


def test_what_nobody_answers_counts_as_not_holding_after_some_patience() -> None:
    playing = Playing(tutorial(ONE, reading("two", when=Shown(DIALOG)), END))
    playing.screen[DIALOG] = None
    playing.send(Next()).wait(DECIDE_MS - 1)
    assert playing.at == ("two", "resolving")
    assert playing.wait(1).at == ("end", "waiting")


def test_when_may_ask_for_the_steps_own_target() -> None:
    bold = reading("bold", targets=(TEXT,), when=Focused())
    assert Playing(tutorial(bold, END)).wait(DECIDE_MS).at == ("end", "waiting")
    playing = Playing(tutorial(ONE, bold, END)).see(TEXT, focused=True)
    assert playing.send(Next()).at == ("bold", "waiting")


def test_a_step_passed_over_goes_where_its_way_leads() -> None:
    steps = (reading("one", when=Shown(DIALOG), go=(Branch("end"),)), TWO, END)
    assert Playing(tutorial(*steps)).wait(CALM_MS).at == ("end", "waiting")


def test_each_step_gets_the_time_that_its_answer_takes() -> None:
    playing = Playing(tutorial(reading("one", when=Shown(DIALOG)), reading("two", when=Shown(FILE)), END))
    assert playing.wait(CALM_MS).at == ("two", "resolving")
    assert playing.see(FILE).at == ("two", "waiting")


def test_a_step_once_passed_over_may_be_wanted_later() -> None:
    playing = Playing(tutorial(ONE, reading("two", when=Shown(DIALOG)), THREE, END)).send(Next()).wait(CALM_MS)
    assert playing.at[0] == "three"
    playing.see(DIALOG).send(Back(), Skip())
    assert playing.at == ("two", "waiting")


def test_steps_that_are_all_passed_over_lead_to_the_end() -> None:
    steps = [reading(f"s{i}", when=Answered("never")) for i in range(200)]
    playing = Playing(tutorial(*steps))
    assert playing.view.state == "completed"
    assert playing.kinds().count("step-passed") == 200


def test_steps_passed_over_that_lead_to_each_other_do_not_go_round() -> None:
    one = reading("one", when=Shown(DIALOG), go=(Branch("two"),))
    two = reading("two", when=Shown(DIALOG), go=(Branch("one"),))
    playing = Playing(tutorial(one, two, END)).wait(10 * CALM_MS)
    assert playing.at == ("end", "waiting")
    assert playing.kinds().count("step-passed") == 2


# --- go ---------------------------------------------------------------------------------------------------------------


def branching(*branches: Branch) -> Playing:
    return Playing(tutorial(reading("one", go=branches), TWO, THREE, END))


def test_without_branches_the_next_in_the_file_follows() -> None:
    assert branching().send(Next()).at[0] == "two"


def test_a_branch_without_condition_is_always_taken() -> None:
    assert branching(Branch("end")).send(Next()).at[0] == "end"


def test_the_first_branch_that_holds_is_taken() -> None:
    branches = (Branch("two", Shown(FILE)), Branch("three", Shown(DIALOG)), Branch("end"))
    assert branching(*branches).see(DIALOG).send(Next()).wait(CALM_MS).at[0] == "three"
    assert branching(*branches).see(FILE).see(DIALOG).send(Next()).at[0] == "two"
    assert branching(*branches).send(Next()).wait(CALM_MS).at[0] == "end"


def test_a_branch_to_nowhere_leads_to_the_next_step() -> None:
    assert branching(Branch("nowhere")).send(Next()).at[0] == "two"


def test_a_branch_for_a_dialog_that_opens_a_little_late_is_taken() -> None:
    playing = branching(Branch("three", Shown(DIALOG))).send(Next())
    assert playing.at == ("one", "resolving")
    assert playing.log("step-done").step == "one"
    assert playing.wait(CALM_MS - 1).see(DIALOG).at[0] == "three"


def test_a_branch_that_nobody_can_judge_is_not_taken() -> None:
    playing = Playing(tutorial(reading("one", go=(Branch("three", Shown(DIALOG)),)), TWO, THREE), begin=False)
    playing.screen[DIALOG] = None
    playing.send(Began()).send(Next()).wait(DECIDE_MS - 1)
    assert playing.at == ("one", "resolving")
    assert playing.wait(1).at == ("two", "waiting")


def test_skip_does_not_wait_for_the_branches_to_be_judged() -> None:
    playing = branching(Branch("three", Shown(DIALOG))).send(Next(), Skip())
    assert playing.at[0] == "two"
    assert "step-skipped" not in playing.kinds(), "it was done"


def test_a_way_back_may_be_walked_again_and_counts_once() -> None:
    steps = (ONE, TWO, asking("again", YES, NO, go=(Branch("one", Answered("yes")),)), END)
    playing = Playing(tutorial(*steps)).send(Next(), Next(), Answer("yes"))
    assert playing.at == ("one", "waiting")
    assert (playing.behind, playing.view.number) == ([], 1)
    playing.send(Next(), Next())
    assert playing.at == ("again", "waiting"), "the question is asked afresh"
    assert playing.view.answered is None
    playing.send(Answer("no"), Next())
    assert playing.view.state == "completed"


def test_a_step_that_leads_back_and_still_holds_does_not_go_round_by_itself() -> None:
    held = reading("held", targets=(TEXT,), until=Value(TextPattern("x")), go=(Branch("held"),))
    playing = Playing(tutorial(held, END)).see(TEXT, value="x").wait(100 * LOOK_MS)
    assert playing.kinds().count("step-done") == 1
    assert playing.view.can_next


def test_skipping_always_reaches_the_end() -> None:
    steps = (reading("one", go=(Branch("three"),)), TWO, reading("three", go=(Branch("one"),)))
    playing = Playing(tutorial(*steps))
    for _ in range(3):
        playing.send(Skip())
    assert playing.view.state == "skipped"


# --- optional, skipped, back ------------------------------------------------------------------------------------------


def test_a_skipped_step_makes_the_tutorial_skipped_but_not_an_optional_one() -> None:
    playing = Playing(tutorial(ONE, END)).send(Skip(), Next())
    assert playing.view.state == "skipped"

    playing = Playing(tutorial(reading("one", optional=True), END)).send(Skip(), Next())
    assert playing.log("step-skipped").detail == "optional"
    assert playing.view.state == "completed"


def test_a_skipped_step_that_is_done_after_all_counts_as_done() -> None:
    playing = Playing(tutorial(ONE, END)).send(Skip(), Back(), Next(), Next())
    assert playing.view.state == "completed"


def test_back_goes_to_the_step_visited_before() -> None:
    playing = Playing(tutorial(reading("one", go=(Branch("three"),)), TWO, THREE))
    assert not playing.view.can_back
    assert playing.send(Back()).at[0] == "one"
    playing.send(Next())
    assert playing.view.can_back

    playing.send(Back())
    assert playing.at == ("one", "waiting")
    assert (playing.log("back").step, playing.log("back").detail) == ("three", "one")
    assert not playing.view.can_back


def test_back_goes_even_to_a_step_that_would_be_passed_over_now() -> None:
    playing = Playing(tutorial(reading("one", when=Shown(DIALOG)), END)).see(DIALOG).wait(CALM_MS)
    playing.send(Next()).lose(DIALOG).send(Back())
    assert playing.at == ("one", "waiting")


# --- questions --------------------------------------------------------------------------------------------------------


def test_any_answer_completes_a_question_without_right_and_wrong() -> None:
    playing = Playing(tutorial(asking("ask", YES, NO), END)).send(Answer("no"))
    assert playing.at == ("end", "waiting")
    assert playing.log("answered").detail == "no"


def test_an_answer_that_is_no_choice_is_no_answer() -> None:
    assert Playing(tutorial(asking("ask", YES, NO), END)).send(Answer("maybe")).at[0] == "ask"
    assert Playing(tutorial(ONE, END)).send(Answer("yes")).kinds() == ["started", "step-shown"]


def test_a_wrong_answer_may_be_given_again() -> None:
    quiz = asking("quiz", Choice("a", "A", correct=False, say="Not quite."), Choice("b", "B", correct=True))
    playing = Playing(tutorial(quiz, END)).send(Answer("a"))
    assert (playing.at, playing.view.answered) == (("quiz", "waiting"), "a")
    assert not playing.view.can_next
    assert playing.send(Answer("b")).at == ("end", "waiting")


def test_a_wrong_answer_goes_on_where_the_tutorial_says_so() -> None:
    quiz = asking("quiz", Choice("a", "A", correct=False), Choice("b", "B", correct=True), until=Answered("a"))
    assert Playing(tutorial(quiz, END)).send(Answer("a")).at[0] == "end"


def test_what_the_card_says_to_an_answer_is_read_before_it_goes_on() -> None:
    quiz = asking("quiz", Choice("b", "B", correct=True, say="Just so."))
    playing = Playing(tutorial(quiz, END)).send(Answer("b")).wait(2 * LOOK_MS)
    assert (playing.at, playing.view.answered, playing.view.can_next) == (("quiz", "waiting"), "b", True)
    assert playing.send(Next()).at[0] == "end"


def test_a_question_beside_something_to_do_does_not_hold_it_up() -> None:
    quiz = asking("quiz", Choice("b", "B", say="Just so."), targets=(FILE,), until=Clicked())
    assert Playing(tutorial(quiz, END)).see(FILE).send(Answer("b")).click(FILE).at[0] == "end"


def test_answers_decide_the_way_and_later_steps() -> None:
    ask = asking("ask", YES, NO, go=(Branch("end", Answered("no")),))
    later = reading("later", when=Answered("yes"))
    never = reading("never", when=Answered("no"))
    assert Playing(tutorial(ask, later, never, END)).send(Answer("no")).at[0] == "end"
    playing = Playing(tutorial(ask, later, never, END)).send(Answer("yes"))
    assert playing.at[0] == "later"
    assert playing.send(Next()).at[0] == "end"


def test_an_answer_means_the_latest_question_that_offers_it() -> None:
    steps = (asking("first", YES, NO), asking("second", YES, NO), reading("later", when=Answered("yes")), END)
    assert Playing(tutorial(*steps)).send(Answer("yes"), Answer("no")).at[0] == "end"
    assert Playing(tutorial(*steps)).send(Answer("no"), Answer("yes")).at[0] == "later"


def test_going_back_to_a_question_keeps_its_answer_until_another_is_given() -> None:
    playing = Playing(tutorial(asking("ask", YES, NO), reading("later", when=Answered("yes")), END))
    playing.send(Answer("yes"), Back()).wait(LOOK_MS)
    assert (playing.at, playing.view.answered, playing.view.can_next) == (("ask", "waiting"), "yes", True)
    assert playing.send(Answer("no")).at[0] == "end"


def test_answering_anew_withdraws_the_answers_given_after_it() -> None:
    first = asking("first", YES, NO, go=(Branch("later", Answered("no")),))
    second = asking("second", YES, NO)
    playing = Playing(tutorial(first, second, reading("later", when=Answered("yes")), END))
    playing.send(Answer("yes"), Answer("yes"), Back(), Back())
    assert playing.at == ("first", "waiting")
    playing.send(Answer("no"))
    assert playing.at == ("end", "waiting")
    assert playing.session.progress.answers == (("first", "no"),)


def test_whether_a_question_is_asked_depends_on_earlier_answers() -> None:
    second = asking("second", YES, NO, when=Answered("yes"))
    assert Playing(tutorial(asking("first", YES, NO), second, END)).send(Answer("yes")).at[0] == "second"
    assert Playing(tutorial(asking("first", YES, NO), second, END)).send(Answer("no")).at[0] == "end"


# --- how far along ----------------------------------------------------------------------------------------------------


def numbers(playing: Playing) -> tuple[int, int]:
    return playing.view.number, playing.view.total


def test_steps_are_counted_on_the_longest_way_still_open() -> None:
    fork = asking("fork", YES, NO, go=(Branch("end", Answered("no")),))
    playing = Playing(tutorial(fork, ONE, TWO, END))
    assert numbers(playing) == (1, 4)
    assert numbers(playing.send(Answer("no"))) == (2, 2)
    assert numbers(Playing(tutorial(fork, ONE, TWO, END)).send(Answer("yes"))) == (2, 4)


def test_ways_back_and_ways_round_are_not_counted() -> None:
    assert numbers(Playing(tutorial(ONE, reading("two", go=(Branch("one"),))))) == (1, 2)
    assert numbers(Playing(tutorial(reading("one", go=(Branch("three"),)), TWO, THREE))) == (1, 2)


def test_a_step_passed_over_is_not_counted() -> None:
    playing = Playing(tutorial(ONE, reading("two", when=Answered("never")), END))
    assert numbers(playing) == (1, 3)
    assert numbers(playing.send(Next())) == (2, 2)


def test_progress_grows_to_one_and_only_back_takes_it_back() -> None:
    playing = Playing(tutorial(ONE, TWO, THREE, END))
    seen = [playing.view.progress]
    for event in (Next(), Next(), Back(), Next(), Next(), Next()):
        seen.append(playing.send(event).view.progress)
    assert seen == [0, 0.25, 0.5, 0.25, 0.5, 0.75, 1]


def test_progress_does_not_fall_on_a_way_that_leads_back() -> None:
    steps = (ONE, TWO, asking("again", YES, NO, go=(Branch("one", Answered("yes")),)), END)
    playing = Playing(tutorial(*steps)).send(Next(), Next(), Answer("yes"))
    assert playing.view.progress == 0.5
    assert numbers(playing) == (1, 4)


def test_moments_of_a_done_step_decide_its_way() -> None:
    both: Condition = AllOf((Clicked("right-click"),))
    step = reading("one", targets=(BOLD,), until=Clicked("right-click"), go=(Branch("three", both),))
    playing = Playing(tutorial(step, TWO, THREE)).see(BOLD, FOUND)
    assert playing.click(BOLD, "right-click").at[0] == "three"
