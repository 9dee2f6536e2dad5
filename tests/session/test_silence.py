"""A program that does not answer: nothing is concluded from its silence, and the person is told the reason."""

from __future__ import annotations

from guide.session.events import Report, Sighting
from guide.session.timers import CALM_MS, LOOK_MS
from guide.tutorial.conditions import Gone, Not, Shown
from guide.tutorial.document import Restore, Step
from tests.session.playing import BOLD, FILE, SAVE_AS, TEXT, Playing, tutorial

SILENT = Sighting("absent", "element", silent=True)


def test_a_program_that_stops_answering_is_said_to_be_silent_and_goes_on_by_itself() -> None:
    # given a step on the screen
    playing = Playing(tutorial(Step("open", "Open it.", targets=(FILE,)))).see(FILE)
    assert playing.at == ("open", "waiting")

    # when the program does not answer any more
    playing.see(FILE, SILENT).wait(CALM_MS).wait(LOOK_MS)

    # then the card says so, and not that the thing cannot be seen
    assert playing.at == ("open", "lost")
    assert playing.view.why_lost == (
        "The program does not answer at the moment. As soon as it does, this goes on by itself."
    )
    assert playing.log("lost").detail == "no-answer"
    assert playing.send(Report()).log("reported").detail == "no-answer"

    # and when it answers again, the step goes on
    assert playing.see(FILE).at == ("open", "waiting")


def test_what_is_not_answered_about_is_not_gone() -> None:
    # given a step that is done when the dialog's button is gone
    step = Step("save", "Save.", targets=(SAVE_AS,), until=Gone(SAVE_AS))
    playing = Playing(tutorial(step, Step("next", "Well done."))).see(SAVE_AS)

    # when its program hangs in the middle of saving
    playing.see(SAVE_AS, SILENT).wait(LOOK_MS).wait(LOOK_MS)

    # then the step is not done; it is as soon as the program says that the button is gone
    assert playing.view.step_id == "save"
    playing.see(SAVE_AS, Sighting("absent")).wait(LOOK_MS)
    assert playing.view.step_id == "next"


def test_silence_is_no_straying() -> None:
    # given a step that goes back when its menu has closed
    back = Restore(when=Not(Shown(BOLD)), go="open")
    playing = Playing(
        tutorial(
            Step("open", "Open.", targets=(FILE,), until=Shown(BOLD)), Step("type", "Type.", (TEXT,), restore=(back,))
        )
    )
    playing.see(FILE).see(TEXT).see(BOLD)
    assert playing.view.step_id == "type"

    # when nothing is known of that menu because the program hangs, then nobody is led anywhere
    playing.see(BOLD, SILENT).wait(LOOK_MS)
    assert playing.view.step_id == "type"
