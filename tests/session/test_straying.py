"""The way back for someone who left the path, and no way to be led round in circles."""

from __future__ import annotations

from guide.session.events import Answer, Back, Next, Retry
from guide.session.timers import CALM_MS, LOOK_MS
from guide.session.words import strayed
from guide.tutorial.conditions import Clicked, Gone, Pressed, Shown, Value, Waited
from guide.tutorial.document import Ask, Choice, Restore, Step
from guide.tutorial.patterns import TextPattern
from tests.session.playing import DIALOG, FILE, SAVE_AS, TEXT, Playing, tutorial

OPEN = Step("open", "Open the menu.", targets=(FILE,))
END = Step("end", "There.")


def choosing(*restore: Restore) -> Step:
    return Step("choose", "Choose {target}.", targets=(SAVE_AS,), until=Shown(DIALOG), restore=restore)


CLOSED = Restore(Gone(SAVE_AS), "The menu with {target} was closed.", "open")


def in_the_menu(*restore: Restore) -> Playing:
    playing = Playing(tutorial(OPEN, choosing(*restore), END)).see(FILE).click(FILE).see(SAVE_AS)
    assert playing.at == ("choose", "waiting")
    return playing


def test_someone_who_strays_is_told_and_led_back() -> None:
    playing = in_the_menu(CLOSED)
    playing.lose(SAVE_AS).wait(CALM_MS - 1)
    assert playing.at == ("choose", "waiting")
    playing.wait(1)

    assert playing.at == ("open", "waiting")
    assert playing.view.strayed == "The menu with **Save As…** was closed."
    assert (playing.log("strayed").step, playing.log("strayed").detail) == ("choose", "open")
    assert (playing.view.number, playing.view.progress, playing.behind) == (1, 0, [])
    assert "lost" not in playing.kinds()

    playing.click(FILE).see(SAVE_AS)
    assert playing.at == ("choose", "waiting")
    assert playing.view.strayed is None


def test_it_works_every_time() -> None:
    playing = in_the_menu(CLOSED)
    for _ in range(3):
        playing.lose(SAVE_AS).wait(CALM_MS)
        assert playing.at == ("open", "waiting")
        playing.click(FILE).see(SAVE_AS)
        assert playing.at == ("choose", "waiting")
    assert playing.kinds().count("strayed") == 3


def test_doing_the_step_is_not_straying() -> None:
    playing = in_the_menu(CLOSED).lose(SAVE_AS).wait(CALM_MS - 1).see(DIALOG)
    assert playing.at == ("end", "waiting")
    playing = in_the_menu(CLOSED).see(DIALOG).lose(SAVE_AS).wait(CALM_MS)
    assert playing.at == ("end", "waiting")


def test_a_menu_that_is_not_drawn_yet_is_not_straying() -> None:
    playing = Playing(tutorial(OPEN, choosing(CLOSED), END)).see(FILE).click(FILE)
    playing.wait(LOOK_MS - 1)
    assert playing.at == ("choose", "resolving")
    assert playing.see(SAVE_AS).at == ("choose", "waiting")


def test_a_menu_that_never_came_leads_back_once_the_step_is_lost() -> None:
    playing = Playing(tutorial(OPEN, choosing(CLOSED), END)).see(FILE).click(FILE)
    playing.wait(LOOK_MS)
    assert playing.at == ("choose", "lost")
    assert playing.wait(CALM_MS).at == ("open", "waiting")


def test_straying_that_never_ended_only_says_so_instead_of_leading_round() -> None:
    playing = in_the_menu(CLOSED).lose(SAVE_AS).wait(CALM_MS)
    playing.click(FILE).wait(10 * LOOK_MS)  # the menu does not open

    assert playing.at == ("choose", "lost")
    assert playing.view.strayed == "The menu with **Save As…** was closed."
    assert playing.kinds().count("strayed") == 2

    playing.send(Retry()).wait(LOOK_MS + CALM_MS)
    assert playing.at == ("open", "waiting"), "who asks to try again may be led back again"


def test_without_a_way_back_it_is_said_as_long_as_it_holds() -> None:
    wrong = Restore(Shown(DIALOG), "Please close that.")
    step = Step("write", "Write.", targets=(TEXT,), restore=(wrong,))
    playing = Playing(tutorial(step, END)).see(TEXT).see(DIALOG).wait(CALM_MS)
    assert (playing.at, playing.view.strayed) == (("write", "waiting"), "Please close that.")
    assert playing.wait(LOOK_MS).kinds().count("strayed") == 1

    playing.lose(DIALOG)
    assert playing.view.strayed is None
    playing.see(DIALOG).wait(CALM_MS)
    assert playing.kinds().count("strayed") == 2


def test_the_first_that_holds_is_said_and_words_are_never_missing() -> None:
    restore = (Restore(Shown(FILE), "File."), Restore(Shown(DIALOG)))
    step = Step("write", "Write.", targets=(TEXT,), restore=restore)
    playing = Playing(tutorial(step, END)).see(TEXT).see(DIALOG).wait(CALM_MS)
    assert playing.view.strayed == strayed()
    assert playing.see(FILE).wait(CALM_MS).view.strayed == "File."


def test_the_steps_in_between_that_still_hold_are_not_asked_for_again() -> None:
    write = Step("write", "Write.", targets=(TEXT,), until=Value(TextPattern("x")))
    playing = Playing(tutorial(write, OPEN, choosing(Restore(Gone(SAVE_AS), None, "write")), END))
    playing.see(TEXT, value="").see(TEXT, value="x").see(FILE).click(FILE).see(SAVE_AS)
    assert playing.at == ("choose", "waiting")

    playing.lose(SAVE_AS).wait(CALM_MS)
    assert playing.at[0] == "write"
    assert playing.wait(CALM_MS).at == ("open", "waiting")


def test_a_key_that_leads_astray() -> None:
    astray = Restore(Pressed("Escape"), "Not yet.", "open")
    assert in_the_menu(astray).press("Escape").wait(CALM_MS).at == ("open", "waiting")


def test_time_alone_leads_back_once() -> None:
    slow = Restore(Waited(5_000), "Let us start again.", "open")
    playing = in_the_menu(slow).wait(5_000 + CALM_MS)
    assert playing.at == ("open", "waiting")
    playing.click(FILE).wait(20 * LOOK_MS)
    assert playing.at == ("choose", "waiting")
    assert playing.view.can_next, "whoever is not thrown to and fro gets help in the end"


def test_a_way_back_to_the_step_itself_and_to_nowhere() -> None:
    step = Step("write", "Write.", targets=(TEXT,), restore=(Restore(Shown(DIALOG), "Here.", "write"),))
    playing = Playing(tutorial(step, END)).see(TEXT).see(DIALOG).wait(20 * LOOK_MS)
    assert (playing.at, playing.view.strayed) == (("write", "waiting"), "Here.")
    assert playing.kinds().count("strayed") == 2

    step = Step("write", "Write.", targets=(TEXT,), restore=(Restore(Shown(DIALOG), "Here.", "gone"),))
    playing = Playing(tutorial(step, END)).see(TEXT).see(DIALOG).wait(CALM_MS)
    assert (playing.at, playing.view.strayed) == (("write", "waiting"), "Here.")


def test_a_step_of_repair_beside_the_path_leads_on_to_it_again() -> None:
    repair = Step("repair", "Close it.", targets=(DIALOG,), until=Gone(DIALOG))
    write = Step(
        "write", "Write.", targets=(TEXT,), until=Clicked(), restore=(Restore(Shown(DIALOG), "Oops.", "repair"),)
    )
    playing = Playing(tutorial(OPEN, repair, write, END), from_step="write").see(TEXT).see(DIALOG).wait(CALM_MS)
    assert playing.at == ("repair", "waiting")
    playing.lose(DIALOG).wait(CALM_MS)
    assert playing.at == ("write", "waiting")


def test_back_from_where_one_was_led() -> None:
    playing = in_the_menu(CLOSED).lose(SAVE_AS).wait(CALM_MS).send(Back())
    assert playing.at == ("open", "waiting"), "it is the first step"


def test_answers_and_next_do_not_make_it_forget() -> None:
    ask = Step(
        "ask", "Ask.", ask=Ask("?", (Choice("a", "A", correct=False),)), restore=(Restore(Shown(DIALOG), "Hm."),)
    )
    playing = Playing(tutorial(ask, END)).see(DIALOG).wait(CALM_MS).send(Answer("a"), Next())
    assert playing.view.strayed == "Hm."
