"""A tutorial is written: what one does to it, undone and done again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.authoring.draft import Draft, new_tutorial, slug
from guide.tutorial.loader import loads
from guide.tutorial.source import SourceError
from guide.tutorial.source_tree import parsed

NOTE = """\
format: 1
id: note
title: Save a note
# the desk
owner: Office desk

steps:
  # the page
  - id: write
    say: Type a few words. Then press **Save**.   # short
    target: {element: {role: textbox}}

  - id: menu
    say: Open the **File** menu.
    go: end

  - id: end
    say: Done.
    restore: {when: clicked, go: menu}
"""


def test_typing_is_one_thing_to_undo() -> None:
    # given a person who types into two fields
    draft = Draft(NOTE)
    for text in ("O", "Op", "Open"):
        draft.set_field(1, ("say",), text, typing=True)
    for text in ("D", "Do", "Done!"):
        draft.set_field(2, ("say",), text, typing=True)
    # then undo takes each field back as a whole
    assert draft.undo()
    assert (draft.field(1, ("say",)), draft.field(2, ("say",))) == ("Open", "Done.")
    assert draft.undo()
    assert draft.text == NOTE
    assert not draft.undo()
    # and redo brings both back
    assert draft.redo()
    assert draft.redo()
    assert not draft.redo()
    assert draft.field(2, ("say",)) == "Done!"


def test_what_had_to_be_quoted_while_it_was_typed_is_plain_in_the_end() -> None:
    draft = Draft(NOTE)
    for text in ("Look ", "Look: ", "Look: it", "Look at it."):
        draft.set_field(1, ("say",), text, typing=True)
    assert "    say: Look at it.\n" in draft.text


def test_a_pause_ends_an_entry() -> None:
    draft = Draft(NOTE)
    draft.set_field(1, ("say",), "Open", typing=True)
    draft.history.seal()
    draft.set_field(1, ("say",), "Open it", typing=True)
    assert draft.undo()
    assert draft.field(1, ("say",)) == "Open"


def test_an_emptied_field_goes() -> None:
    draft = Draft(NOTE)
    draft.set_field(1, ("stuck", "hint"), "At the top.")
    assert "    stuck: {hint: At the top.}\n" in draft.text
    draft.set_field(1, ("stuck", "hint"), "")
    assert draft.text == NOTE


def test_the_comment_of_a_step_goes_where_it_goes() -> None:
    draft = Draft(NOTE)
    draft.move_step(0, 2)
    assert draft.ids == ["menu", "end", "write"]
    assert draft.text.endswith(
        "  # the page\n  - id: write\n    say: Type a few words. Then press **Save**.   # short\n"
        "    target: {element: {role: textbox}}\n"
    )
    draft.delete_step(2)
    assert "# the page" not in draft.text
    assert draft.undo()
    assert draft.undo()
    assert draft.text == NOTE


def test_a_step_is_split_where_its_second_action_begins() -> None:
    draft = Draft(NOTE)
    assert draft.split_step(0, NOTE.index("Then press") - NOTE.index("Type")) == 1
    assert [step["say"] for step in draft.steps[:2]] == ["Type a few words.", "Then press **Save**."]
    assert draft.ids == ["write", "write-2", "menu", "end"]
    draft.join_steps(0)
    assert draft.field(0, ("say",)) == "Type a few words. Then press **Save**."
    assert draft.ids == ["write", "menu", "end"]


def test_what_leads_to_a_step_follows_its_new_id_and_its_join() -> None:
    draft = Draft(NOTE)
    draft.rename_step(2, "the-end")
    assert draft.field(1, ("go",)) == "the-end"
    draft.join_steps(0)
    assert draft.field(1, ("restore", "go")) == "write"


def test_the_last_step_stays() -> None:
    draft = Draft(new_tutorial("a", "A", "en"))
    with pytest.raises(SourceError, match="at least one step"):
        draft.delete_step(0)


def test_a_new_tutorial_is_a_good_one() -> None:
    loaded = loads(new_tutorial(slug("Größe ändern"), "Größe: ändern", "de"))
    assert loaded.tutorial is not None
    assert (loaded.tutorial.id, loaded.tutorial.title) == ("groesse-aendern", "Größe: ändern")


def test_a_text_that_cannot_be_read_can_be_undone_and_not_spliced() -> None:
    draft = Draft(NOTE)
    draft.replace(NOTE.replace("id: note", "id: [note"), "typing")
    assert draft.trouble
    assert draft.ids == ["write", "menu", "end"]
    with pytest.raises(SourceError):
        draft.set_head(("title",), "x")
    assert draft.undo()
    assert not draft.trouble


OPERATIONS = st.sampled_from(["say", "hint", "add", "copy", "delete", "move", "split", "title", "undo", "redo", "join"])
WORDS = st.text("ab c:#'\"\n-{}ü*", min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(OPERATIONS, st.integers(0, 9), WORDS), max_size=12))
def test_whatever_one_does_the_text_says_what_the_draft_says_and_all_can_be_undone(
    done: list[tuple[str, int, str]],
) -> None:
    draft = Draft(NOTE)
    for name, number, words in done:
        _do(draft, name, number % len(draft.steps), words)
        data = parsed(draft.text).data
        assert data.pop("steps") == draft.steps
        assert data == draft.head
        assert [draft.text[draft.offset_of(n) :].count("- ") > 0 for n in range(len(draft.steps))]
    while draft.undo():
        pass
    assert draft.text == NOTE


def _do(draft: Draft, name: str, step: int, words: str) -> None:
    match name:
        case "say":
            draft.set_field(step, ("say",), words, typing=True)
        case "hint":
            draft.set_field(step, ("stuck", "hint"), words)
        case "add":
            draft.add_step(step, {"say": words})
        case "copy":
            draft.duplicate_step(step)
        case "delete" if len(draft.steps) > 1:
            draft.delete_step(step)
        case "move":
            draft.move_step(step, 0)
        case "split":
            draft.split_step(step, 3)
        case "join" if step + 1 < len(draft.steps):
            draft.join_steps(step)
        case "title":
            draft.set_head(("title",), words, typing=True)
        case "undo":
            draft.undo()
        case "redo":
            draft.redo()
