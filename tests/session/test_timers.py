"""A timer for each situation that lasts, and none for those that do not."""

from __future__ import annotations

from guide.session.timers import Timers


def running(timers: Timers) -> list[str]:
    return [timer.name for timer in timers.effects()]


def test_a_situation_that_lasts_runs_out_once() -> None:
    timers = Timers()
    timers.follow({"lost": 700})
    first = running(timers)
    timers.follow({"lost": 700})
    assert running(timers) == first, "it goes on"

    assert timers.fired(first[0]) == "lost"
    assert timers.over("lost")
    timers.follow({"lost": 700})
    assert running(timers) == []
    assert timers.over("lost")


def test_a_situation_that_ends_is_forgotten_and_begins_anew() -> None:
    timers = Timers()
    timers.follow({"lost": 700})
    (first,) = running(timers)
    timers.follow({})
    assert running(timers) == []
    assert timers.fired(first) is None, "it ran out too late"

    timers.follow({"lost": 700})
    (second,) = running(timers)
    assert second != first
    assert timers.fired(second) == "lost"
    timers.follow({})
    assert not timers.over("lost")


def test_cleared_everything_begins_anew() -> None:
    timers = Timers()
    timers.follow({"a": 1, "b": 1})
    assert timers.fired(running(timers)[0]) == "a"
    timers.clear()
    assert not timers.over("a")
    timers.follow({"a": 1})
    assert len(running(timers)) == 1
