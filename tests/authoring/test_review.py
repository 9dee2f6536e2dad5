"""Draft, in review, published; and what is different between two versions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guide.authoring.difference import difference, marked, told
from guide.authoring.difference_page import page
from guide.authoring.review import (
    Review,
    ReviewError,
    load_review,
    published_text,
    review_file,
    save_review,
)
from guide.tutorial.check import run_check

OLD = """\
format: 1
id: note
title: Save a note
version: 1.0.0
steps:
  - {id: write, say: Type a few words.}
  - {id: menu, say: Open the File menu.}
  - {id: save, say: Choose Save.}
"""
NEW = """\
format: 1
id: note
title: Keep a note   # shorter
version: 1.1.0
steps:
  - {id: save, say: Choose Save.}
  - {id: write, say: Type two words.}
  - {id: look, say: Look where it went.}
"""


def test_a_text_goes_from_draft_to_review_to_published() -> None:
    review = Review()
    assert review.state(OLD) == "draft"
    review = review.submit(OLD, "author")
    assert review.state(OLD) == "in-review"
    review = review.publish(OLD, "reviewer", other_person=True)
    assert review.state(OLD) == "published"
    # and whoever changes it has a draft again
    assert review.state(NEW) == "draft"
    assert review.state(OLD.replace("\n", "\r\n")) == "published"


def test_nobody_publishes_alone_where_the_policy_asks_for_two() -> None:
    review = Review().submit(OLD, "author")
    with pytest.raises(ReviewError, match="Somebody else"):
        review.publish(OLD, "author", other_person=True)
    assert review.publish(OLD, "author", other_person=False).state(OLD) == "published"
    with pytest.raises(ReviewError, match="errors"):
        review.publish(OLD, "reviewer", other_person=True, errors=1)
    assert review.send_back(OLD, "reviewer", "step 2?").state(OLD) == "draft"
    with pytest.raises(ReviewError, match="not in review"):
        Review().publish(OLD, "reviewer", other_person=True)
    with pytest.raises(ReviewError, match="who you are"):
        Review().submit(OLD, "  ")


@pytest.mark.parametrize("other", ["Der Prüfer", " der  prüfer", "DER PRÜFER", "Der Pru\u0308fer"])
def test_an_author_is_known_by_another_spelling(other: str) -> None:
    review = Review().submit(OLD, "Der Prüfer")
    with pytest.raises(ReviewError, match="Somebody else"):
        review.publish(OLD, other, other_person=True)


def test_a_proposal_is_credited_to_who_made_it() -> None:
    review = Review().proposed(OLD, "colleague").accepted(OLD, "author").submit(OLD, "author")
    assert review.proposer == "colleague"


def test_what_was_published_is_kept_to_compare_with_and_no_catalogue_finds_it_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "note.yaml"
    file.write_text(OLD)
    review = Review().submit(OLD, "author").publish(OLD, "reviewer", other_person=True)
    save_review(file, review, OLD)
    assert load_review(file) == review
    assert published_text(file, review) == OLD
    assert run_check([tmp_path]) == 0
    assert "duplicate" not in capsys.readouterr().out
    review_file(file).write_text("{}")
    with pytest.raises(ReviewError):
        load_review(file)


def test_the_difference_is_told_as_steps() -> None:
    found = difference(OLD, NEW)
    assert [(step.kind, step.step_id) for step in found.steps] == [
        ("removed", "menu"),
        ("same", "save"),
        ("changed", "write"),
        ("added", "look"),
    ]
    assert sum(step.moved for step in found.steps) == 1
    assert [change.field for change in found.head] == ["title", "version"]
    assert told(found) == "Steps: 1 changed, 1 new, 1 removed, 1 moved"
    assert difference(OLD, OLD + "# a comment\n").empty


def test_a_step_with_another_id_is_known_by_its_words() -> None:
    (first, *_) = difference(OLD, OLD.replace("id: write", "id: begin")).steps
    assert (first.kind, [change.field for change in first.fields]) == ("changed", ["id"])


def test_words_that_differ_are_marked_and_nothing_can_break_out_of_the_page() -> None:
    assert marked("Type a <b>", "Type two <b>") == (
        "Type <del>a</del> &lt;b&gt;",
        "Type <ins>two</ins> &lt;b&gt;",
    )
    evil = OLD.replace("Choose Save.", '"<script>x</script>"').replace("id: save", 'id: "<i>"')
    text = page(difference(OLD, evil), "<title>")
    assert not re.search(r"<(script|i|title)>(?!&)", text.replace("<title>&lt;title&gt;</title>", ""))
