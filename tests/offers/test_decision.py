"""Coming forward by itself: seldom, never in the way, and never again to who has said no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.offers.decision import (
    DISTANCE_MS,
    MOST_TIMES,
    MS_A_DAY,
    MS_AN_HOUR,
    Budget,
    Candidate,
    Circumstances,
    decide,
)
from guide.records.reader import Disposition, Habits

NOW = 1_800_000_000_000
NEW = Candidate("news", "What is new", opens_itself=True)
ASKED_FOR = Candidate("save", "Save a note")
FREE = Circumstances()


def test_what_opens_by_itself_is_offered_and_what_is_asked_for_is_not() -> None:
    assert decide([ASKED_FOR, NEW], Habits(), FREE, Budget(), NOW).candidate == NEW
    assert decide([ASKED_FOR], Habits(), FREE, Budget(), NOW).why == "nothing"


def test_what_was_done_is_not_offered_again() -> None:
    assert decide([NEW], Habits(done=frozenset({"news"})), FREE, Budget(), NOW).why == "nothing"


@pytest.mark.parametrize("said", ["not-now", "never"])
def test_who_said_no_is_not_asked_again(said: str) -> None:
    past = Habits(dispositions={"news": Disposition(said, 0)})  # type: ignore[arg-type]
    assert decide([NEW], past, FREE, Budget(), NOW + 400 * MS_A_DAY).why == "nothing"


def test_a_reminder_comes_when_it_is_due_and_before_what_is_new() -> None:
    past = Habits(done=frozenset({"save"}), dispositions={"save": Disposition("remind", 0, NOW)})
    assert decide([ASKED_FOR], past, FREE, Budget(), NOW - 1).why == "nothing"
    due = decide([NEW, ASKED_FOR], past, FREE, Budget(), NOW)
    assert (due.candidate, due.why) == (ASKED_FOR, "reminder")


@pytest.mark.parametrize(
    ("circumstances", "why"),
    [
        (Circumstances(running=True), "running"),
        (Circumstances(presenting=True), "presenting"),
        (Circumstances(full_screen=True), "full-screen"),
        (Circumstances(do_not_disturb=True), "do-not-disturb"),
    ],
)
def test_nobody_is_disturbed(circumstances: Circumstances, why: str) -> None:
    past = Habits(dispositions={"save": Disposition("remind", 0, NOW)})
    assert decide([NEW, ASKED_FOR], past, circumstances, Budget(9, 9), NOW).why == why


def test_enough_is_enough() -> None:
    an_hour_ago, today = (("a", NOW - MS_AN_HOUR + 1),), tuple(("a", NOW - n * 2 * MS_AN_HOUR) for n in (1, 2, 3))
    assert decide([NEW], Habits(offered=an_hour_ago), FREE, Budget(), NOW).why == "hour"
    assert decide([NEW], Habits(offered=an_hour_ago), FREE, Budget(), NOW + 1).why == "new"
    assert decide([NEW], Habits(offered=today), FREE, Budget(), NOW).why == "day"
    assert decide([NEW], Habits(offered=today), FREE, Budget(a_day=4), NOW).why == "new"
    assert decide([NEW], Habits(), FREE, Budget(an_hour=0), NOW).why == "hour"


def test_a_clock_that_was_set_back_makes_nobody_talkative() -> None:
    past = Habits(offered=(("a", NOW + 5 * MS_A_DAY),))
    assert decide([NEW], past, FREE, Budget(), NOW).why == "hour"


def test_silence_is_an_answer_too() -> None:
    once = (("news", NOW),)
    assert decide([NEW], Habits(offered=once), FREE, Budget(9, 9), NOW + DISTANCE_MS - 1).why == "nothing"
    assert decide([NEW], Habits(offered=once), FREE, Budget(9, 9), NOW + DISTANCE_MS).why == "new"
    often = tuple(("news", NOW + n * DISTANCE_MS) for n in range(MOST_TIMES))
    assert decide([NEW], Habits(offered=often), FREE, Budget(9, 9), NOW + 99 * DISTANCE_MS).why == "nothing"


_IDS = st.sampled_from(["a", "b", "c"])
_TIMES = st.integers(NOW - 60 * MS_A_DAY, NOW + MS_A_DAY)
_SAID = st.builds(Disposition, st.sampled_from(["not-now", "remind", "never"]), _TIMES, st.none() | _TIMES)
_PASTS = st.builds(
    Habits,
    st.lists(st.tuples(_IDS, _TIMES), max_size=8).map(tuple),
    st.frozensets(_IDS),
    st.dictionaries(_IDS, _SAID),
)
_CANDIDATES = st.lists(st.builds(Candidate, _IDS, st.text(max_size=3), st.booleans()), max_size=4)
_CIRCUMSTANCES = st.builds(Circumstances, st.booleans(), st.booleans(), st.booleans(), st.booleans())
_BUDGETS = st.builds(Budget, st.integers(0, 3), st.integers(0, 5))


@given(_CANDIDATES, _PASTS, _CIRCUMSTANCES, _BUDGETS)
def test_no_past_makes_it_break_a_promise(
    candidates: list[Candidate], past: Habits, circumstances: Circumstances, budget: Budget
) -> None:
    offered = decide(candidates, past, circumstances, budget, NOW).candidate
    if offered is None:
        return
    # then nobody is disturbed, the budget holds, and nobody who said no is asked
    assert circumstances == FREE
    for within_ms, most in ((MS_AN_HOUR, budget.an_hour), (MS_A_DAY, budget.a_day)):
        assert sum(at_ms > NOW - within_ms for _, at_ms in past.offered) < most
    said = past.dispositions.get(offered.id)
    assert said is None or (said.how == "remind" and said.remind_at_ms is not None and said.remind_at_ms <= NOW)
    # and it is what was asked to be reminded of, or what opens by itself and was not done
    assert said is not None or (offered.opens_itself and offered.id not in past.done)
