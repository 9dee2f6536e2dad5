"""Three-valued logic: yes, no, and nobody knows."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.session.conditions import Known, Truth, decide, truth
from guide.session.effects import Track
from guide.session.events import Sighting
from guide.session.facts import Answers, Facts
from guide.session.questions import Questions
from guide.tutorial.conditions import AllOf, AnyOf, Condition, Gone, Not, Selected, Shown
from guide.tutorial.targets import Target
from tests.session.playing import AMBIGUOUS, BOLD, DIALOG, FILE, SAVE_AS

THINGS = {True: FILE, False: SAVE_AS, None: DIALOG}
TRUTHS: tuple[Truth, ...] = (True, False, None)


def known(*own: Target, **sightings: Sighting) -> Known:
    facts = Facts({Track(FILE): Sighting("found"), Track(SAVE_AS): Sighting("absent")})
    return Known(facts, Questions({t: Track(t) for t in (*THINGS.values(), *own)}), own, Answers({}))


def being(value: Truth) -> Condition:
    return Shown(THINGS[value])


@pytest.mark.parametrize(("one", "other"), list(itertools.product(TRUTHS, TRUTHS)))
def test_all_and_any(one: Truth, other: Truth) -> None:
    both = (being(one), being(other))
    worst = False if False in (one, other) else None if None in (one, other) else True
    best = True if True in (one, other) else None if None in (one, other) else False
    assert truth(AllOf(both), known()) is worst
    assert truth(AnyOf(both), known()) is best


@pytest.mark.parametrize(("one", "opposite"), [(True, False), (False, True), (None, None)])
def test_not_and_gone(one: Truth, opposite: Truth) -> None:
    assert truth(Not(being(one)), known()) is opposite
    assert truth(Gone(THINGS[one]), known()) is opposite


def test_ambiguous_is_unknown() -> None:
    facts = Facts({Track(FILE): AMBIGUOUS})
    judged = Known(facts, Questions({FILE: Track(FILE)}), (), Answers({}))
    assert truth(Shown(FILE), judged) is None
    assert truth(Gone(FILE), judged) is None


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([True], True), ([False], False), ([None], None), ([], None), (["absent"], None),
        ([True, False], True), ([False, False], False), ([False, None], None), ([False, "absent"], None),
        ([True, "absent"], True), (["ambiguous"], None), ([False, "ambiguous"], None),
    ],
)  # fmt: skip
def test_of_several_targets_one_is_enough(states: list[object], expected: Truth) -> None:
    targets = (FILE, BOLD)[: len(states)]
    sightings = {
        Track(t): Sighting(s, selected=True) if isinstance(s, str) else Sighting("found", selected=s)  # type: ignore[arg-type]
        for t, s in zip(targets, states, strict=True)
    }
    judged = Known(Facts(sightings), Questions({t: Track(t) for t in targets}), targets, Answers({}))
    assert truth(Selected(), judged) is expected


conditions = st.recursive(
    st.sampled_from([Shown(t) for t in THINGS.values()] + [Gone(t) for t in THINGS.values()]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)


@given(conditions)
def test_knowing_less_never_turns_a_yes_into_a_no(condition: Condition) -> None:
    with_absence, surely = truth(condition, known()), truth(condition, known().surely())
    assert surely is None or surely is with_absence


@given(st.lists(st.sampled_from(TRUTHS), max_size=4), st.booleans(), st.booleans())
def test_a_decision_takes_the_first_that_holds_and_waits_only_for_what_may_still_change(
    values: list[Truth], calm: bool, patient: bool
) -> None:
    verdict = decide([being(value) for value in values], known(), calm=calm, patient=patient)
    if verdict == "wait":
        assert not patient
    elif verdict == "none":
        assert True not in values
    else:
        assert values[verdict] is True
        assert True not in values[:verdict]
