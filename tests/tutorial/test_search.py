"""Search finds what someone in a hurry means."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.tutorial.catalogue import Catalogue, Source, open_catalogue

TUTORIALS = {
    "save-note": ("Save a note", "mousepad", ["Where did my note go?"], ["notes"], "Choose **Save As…**"),
    "print-note": ("Print a note", "mousepad", [], ["paper"], "Press Ctrl+P."),
    "sum-column": ("Add up a column", "soffice", ["How do I make a sum?"], ["numbers"], "Click the AutoSum button."),
    "headings": ("Headings and contents", "soffice", [], ["writing"], "Save the document first."),
    "percent": ("Calculate a percentage", "calculator", ["What is 19 % of 250?"], ["numbers"], "Type the number."),
    "open-file": ("Datei öffnen", "mousepad", ["Wie öffne ich eine Datei?"], [], "Wählen Sie **Öffnen**."),
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    for own_id, (title, process, questions, tags, say) in TUTORIALS.items():
        (tmp_path / f"{own_id}.yaml").write_text(
            f"format: 1\nid: {own_id}\ntitle: {title}\nquestions: {questions}\ntags: {tags}\n"
            f"application: {{process: {process}}}\nsteps:\n  - id: a\n    say: {say!r}\n",
            "utf-8",
        )
    return open_catalogue([Source("user", tmp_path)])


def found(catalogue: Catalogue, query: str, process: str | None = None) -> list[str]:
    return [hit.entry.id for hit in catalogue.search(query, process=process)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("save a note", "save-note"),
        ("save", "save-note"),  # in the title before in a step
        ("how do I save my note", "save-note"),
        ("where is my note", "save-note"),
        ("note printing", "print-note"),
        ("sum", "sum-column"),
        ("colum", "sum-column"),  # not yet typed to the end
        ("calculating percentages", "percent"),
        ("NUMBERS", "sum-column"),
        ("sav note", "save-note"),
        ("prnit", "print-note"),  # swapped
        ("headigns", "headings"),
        ("percantage", "percent"),  # changed
        ("collumn", "sum-column"),  # one too many
        ("calcluate prcentage", "percent"),
        ("headimgz", "headings"),  # two slips in a long word
        ("oeffnen", "open-file"),
        ("öffnen", "open-file"),
        ("offnen", "open-file"),
        ("AutoSum", "sum-column"),
        ("250", "percent"),
    ],
)
def test_the_best_answer_comes_first(catalogue: Catalogue, query: str, first: str) -> None:
    assert found(catalogue, query)[:1] == [first]


def test_what_has_all_words_comes_before_what_has_some(catalogue: Catalogue) -> None:
    hits = catalogue.search("print note")

    assert [(hit.entry.id, hit.complete) for hit in hits] == [("print-note", True), ("save-note", False)]


def test_the_program_in_front_comes_first(catalogue: Catalogue) -> None:
    # given a word that one tutorial has in its title and another in a step
    assert found(catalogue, "save") == ["save-note", "headings"]
    # when the program of the other is in front
    assert found(catalogue, "save", process="soffice") == ["headings", "save-note"]
    # but not before what fits better
    assert found(catalogue, "save note", process="soffice")[0] == "save-note"


def test_a_whole_word_comes_before_the_beginning_of_one(tmp_path: Path) -> None:
    for own_id, title in (("a", "A notebook"), ("b", "The note")):
        text = f"format: 1\nid: {own_id}\ntitle: {title}\nsteps: [{{id: s, say: Hi}}]\n"
        (tmp_path / f"{own_id}.yaml").write_text(text)
    assert found(open_catalogue([Source("user", tmp_path)]), "note") == ["b", "a"]


@pytest.mark.parametrize("query", ["", "   ", "zzzzzz", "?!", "q"])
def test_nothing_fits(catalogue: Catalogue, query: str) -> None:
    assert found(catalogue, query) == []


def test_words_that_say_nothing_are_looked_for_where_there_are_no_others(catalogue: Catalogue) -> None:
    assert "headings" in found(catalogue, "and")


def test_no_more_than_asked_for(catalogue: Catalogue) -> None:
    assert len(catalogue.search("note", limit=1)) == 1


def test_a_question_without_end_is_answered(catalogue: Catalogue) -> None:
    assert found(catalogue, "save " * 10_000)[0] == "save-note"
    assert found(catalogue, "x" * 10_000) == []
