"""From a tutorial to a handout."""

from __future__ import annotations

from pathlib import Path

from guide.export.building import handout_of
from guide.export.handout import Answer
from guide.export.markup import plain
from guide.tutorial.localised import localised
from tests.export.made import handout_in, tutorial_in


def test_a_handout_says_what_the_card_says(tmp_path: Path) -> None:
    handout = handout_in(tmp_path)
    assert handout.facts == ("Mousepad", "4 steps", "Version 1.2.0", "Office desk")
    assert [page.title for page in handout.pages] == ["Write it down", "Step 2", "One question", "Step 4"]
    # the name of the control stands in the text
    assert plain(handout.pages[1].say) == "Choose Save As…."
    assert plain(handout.pages[0].hint) == "It is the white page."


def test_what_the_program_would_see_to_is_said(tmp_path: Path) -> None:
    pages = handout_in(tmp_path).pages
    assert pages[0].notes == ("You can leave this step out.",)
    assert pages[2].notes == ("After the answer “Gone”, go on with step 1.", "Go on with step 4.")


def test_a_question_keeps_its_right_answer_and_its_reply(tmp_path: Path) -> None:
    handout = handout_in(tmp_path)
    question = handout.pages[2].question
    assert question is not None
    assert question.answers[1] == Answer("gone", "Gone", correct=False)
    assert plain(question.answers[0].reply) == "Quite so."
    assert handout.solutions == ((3, "a"),)


def test_pictures_come_from_the_rehearsal_and_from_the_tutorial(tmp_path: Path) -> None:
    shots = handout_in(tmp_path).pages[1].shots
    assert [shot.alt for shot in shots] == ["The screen at this step. “Save As…” is marked.", "How it looks"]
    assert (shots[1].width_px, shots[1].height_px) == (100, 50)


def test_without_pictures_there_is_text(tmp_path: Path) -> None:
    # given a tutorial whose picture is missing
    handout = handout_of(tutorial_in(tmp_path))
    assert all(page.shots == () for page in handout.pages)


def test_in_german_every_word_is_german(tmp_path: Path) -> None:
    tutorial = tutorial_in(tmp_path)
    (tmp_path / "a-note.de.po").write_text(
        'msgid ""\nmsgstr ""\n\nmsgctxt "a-note/save/say"\nmsgid "Choose {target}."\nmsgstr "Wählen Sie {target}."\n'
    )
    handout = handout_of(localised(tutorial, tmp_path / "a-note.yaml", "de-AT"))
    assert handout.language == "de"
    assert plain(handout.pages[1].say) == "Wählen Sie Speichern unter…."
    assert handout.pages[1].title == "Schritt 2"
    assert handout.facts[1] == "4 Schritte"
    assert handout.pages[0].notes == ("Diesen Schritt können Sie auslassen.",)
