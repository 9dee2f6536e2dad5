"""What the card says and offers, told state by state."""

from __future__ import annotations

from typing import get_args

import pytest

from guide.player.content import closing_content, content_of, thanks
from guide.session.events import Back, Dismiss, Next, Report, Retry, Skip
from guide.session.view import FINAL, State
from tests.player.scenes import QUESTION, view


def ids(content) -> list[str]:
    return [button.id for button in content.buttons]


def wishes(content) -> list[object]:
    return [button.wish for button in content.buttons]


def test_a_step_offers_only_what_leads_on() -> None:
    assert ids(content_of(view("waiting"))) == []
    assert wishes(content_of(view("waiting", can_back=True, can_skip=True, can_next=True))) == [Back(), Skip(), Next()]
    assert [b.primary for b in content_of(view("waiting", can_skip=True, can_next=True)).buttons] == [False, True]


def test_a_step_that_has_to_be_scrolled_to_looks_as_always_and_says_how() -> None:
    scrolling = view("lost", say="Press **Send**.", scrolled="down", why_lost="Scroll down.", can_skip=True)
    content = content_of(scrolling)
    assert (content.text, content.badge) == ("Press **Send**.", None)
    assert [(notice.kind, notice.text) for notice in content.notices] == [("hint", "Scroll down.")]
    assert "Scroll down." in content.spoken
    assert wishes(content) == [Skip()]


def test_a_lost_step_says_why_and_offers_other_ways() -> None:
    content = content_of(view("lost", why_lost="The File menu is closed.", can_skip=True))
    assert "The File menu is closed." in content.text
    assert "Open the **File** menu." in content.text
    assert wishes(content) == [Report(), Skip(), Retry()]
    assert Skip() not in wishes(content_of(view("lost")))


def test_the_program_is_named_before_it_is_there() -> None:
    content = content_of(view("preparing", say="", application="Mousepad", number=0, total=0))
    assert content.heading == "Open Mousepad to begin"
    assert content_of(view("preparing", application="")).heading == "Open the program to begin"
    assert content.running


def test_why_a_tutorial_does_not_begin_is_said() -> None:
    content = content_of(view("preparing", application="Mousepad", why_lost="Mousepad is out of sight."))
    assert "Mousepad is out of sight." in content.text


def test_looking_is_small() -> None:
    content = content_of(view("resolving"))
    assert content.small
    assert content.heading == "Looking…"
    assert not content.buttons


def test_hint_straying_and_guessing_are_three_different_notices() -> None:
    step = view("waiting", hint="Top left.", offers=("[Ask us](https://a.b)",), strayed="Wrong way.")
    content = content_of(step, guess=True)
    assert [notice.kind for notice in content.notices] == ["strayed", "guess", "hint"]
    assert "[Ask us](https://a.b)" in content.notices[2].text
    assert len({notice.name for notice in content.notices}) == 3


@pytest.mark.parametrize("state", sorted(FINAL))
def test_the_last_card_can_only_be_closed(state: State) -> None:
    content = content_of(view(state, reason="not-found", dismissed_how="never"))
    assert not content.running
    assert [b.wish for b in content.buttons] == [None]


def test_done_skipped_and_failed_are_told_apart() -> None:
    done, skipped, failed = (content_of(view(s, reason="not-found")) for s in ("completed", "skipped", "failed"))
    assert len({content.text for content in (done, skipped, failed)}) == 3
    assert done.rating
    assert skipped.rating
    assert not failed.rating


def test_each_reason_of_failing_has_its_own_words() -> None:
    reasons = ("not-found", "ambiguous", "not-done", "application-missing", None)
    assert len({content_of(view("failed", reason=reason)).text for reason in reasons}) == len(reasons)


def test_closing_offers_three_ways_and_one_back() -> None:
    content = closing_content(content_of(view("waiting")))
    assert wishes(content) == [Dismiss("not-now"), Dismiss("remind"), Dismiss("never"), None]
    assert content.stacked


def test_what_is_spoken_begins_with_where_one_is() -> None:
    assert content_of(view("waiting", title="Save", hint="Top left.")).spoken == (
        "Step 3 of 7", "Save", "Open the **File** menu.", "Top left."
    )  # fmt: skip
    assert "Where did the note go?" in content_of(view("waiting", ask=QUESTION)).spoken


def test_each_state_has_a_card_with_words() -> None:
    for state in get_args(State):
        content = content_of(view(state))
        assert content.text or content.heading


def test_progress_never_leaves_its_bounds() -> None:
    assert content_of(view("waiting", progress=1.7)).progress == 1.0
    assert content_of(view("waiting", progress=-1)).progress == 0.0


def test_a_rated_card_says_thanks_and_asks_no_more() -> None:
    content = thanks(content_of(view("completed")))
    assert content.heading == "Thank you!"
    assert not content.rating


def test_who_cannot_make_the_program_look_as_expected_may_begin_anyway() -> None:
    assert content_of(view("preparing")).buttons == ()
    (begin,) = content_of(view("preparing", can_next=True)).buttons
    assert begin.wish == Next()
