"""One outcome, whatever happens: completed, skipped, dismissed, failed."""

from __future__ import annotations

import pytest

from guide.session.events import Began, Dismiss, Event, Fail, Next, Painted, Pause, Resume, Skip
from guide.session.timers import LOOK_MS
from guide.tutorial.conditions import Shown
from guide.tutorial.document import Step
from tests.session.playing import DIALOG, FILE, Playing, tutorial

OPEN, END = Step("open", "Open.", targets=(FILE,)), Step("end", "There.")


def in_state(state: str) -> Playing:
    playing = Playing(tutorial(OPEN, END, start=(Shown(DIALOG),) if state == "preparing" else ()), begin=False)
    playing.paints = state != "showing"
    if state == "new":
        return playing
    playing.send(Began())
    if state in {"showing", "waiting", "paused", "away"}:
        playing.see(FILE)
    if state == "lost":
        playing.wait(LOOK_MS)
    if state == "paused":
        playing.send(Pause())
    if state == "away":
        playing.application("hidden")
    assert playing.view.state == state
    return playing


STATES = ["preparing", "resolving", "showing", "waiting", "lost", "paused", "away"]


@pytest.mark.parametrize("how", ["not-now", "remind", "never"])
@pytest.mark.parametrize("state", ["new", *STATES])
def test_it_can_be_dismissed_at_any_time(state: str, how: str) -> None:
    playing = Playing(tutorial(END), begin=False) if state == "new" else in_state(state)
    playing.send(Dismiss(how))  # type: ignore[arg-type]
    assert playing.view.state == "dismissed"
    assert playing.view.dismissed_how == how
    assert playing.log("dismissed").detail == how


@pytest.mark.parametrize("reason", ["not-found", "ambiguous", "not-done", "application-missing"])
@pytest.mark.parametrize("state", STATES)
def test_the_outside_can_say_that_it_cannot_go_on(state: str, reason: str) -> None:
    playing = in_state(state).send(Fail(reason))  # type: ignore[arg-type]
    assert (playing.view.state, playing.view.reason, playing.log("failed").detail) == ("failed", reason, reason)


def test_done_to_the_end_is_completed_with_the_time_it_took() -> None:
    playing = in_state("waiting").wait(2_000).click(FILE).wait(3_000).send(Next())
    assert playing.view.state == "completed"
    assert playing.view.progress == 1
    assert not any((playing.view.can_back, playing.view.can_skip, playing.view.can_next))
    assert playing.log("completed").dur_ms == 5_000
    assert (playing.log("step-done").dur_ms, playing.log("step-done").value) == (3_000, 2)


@pytest.mark.parametrize(
    "event", [Began(), Next(), Skip(), Dismiss("never"), Fail("not-done"), Pause(), Resume(), Painted()]
)
def test_after_the_end_nothing_happens(event: Event) -> None:
    for playing in (in_state("waiting").send(Dismiss()), Playing(tutorial(END)).send(Next())):
        before = playing.view
        playing.send(event)
        assert playing.view == before


def test_beginning_twice_is_beginning_once() -> None:
    playing = in_state("waiting").send(Began())
    assert playing.kinds() == ["started", "step-shown"]


def test_a_tutorial_without_steps_is_done() -> None:
    assert Playing(tutorial()).view.state == "completed"
    assert Playing(tutorial(), begin=False).session.progress.step_id == ""
