"""A tracker by itself: what it does with a search that does not keep to the rules."""

from __future__ import annotations

from collections.abc import Callable

from guide.conductor.tracking import Tracker
from guide.desktop.windows import WindowsSnapshot
from guide.session.effects import Track
from guide.targeting.finding import Finding
from guide.tutorial.targets import Target

NO_WINDOWS = WindowsSnapshot((), None, ())


def test_an_answer_after_the_stop_is_not_heard() -> None:
    # given a search that answers although it was abandoned
    asked: list[Callable[[Finding], None]] = []
    heard: list[Finding] = []

    def ask(
        target: Target, snapshot: WindowsSnapshot, with_value: bool, done: Callable[[Finding], None]
    ) -> Callable[[], None]:
        asked.append(done)
        return lambda: None

    tracker = Tracker(Track(Target()), ask, lambda: NO_WINDOWS, lambda tracker, finding: heard.append(finding))
    tracker.look()
    tracker.stop()
    asked[0](Finding("absent"))
    # then nobody hears of it, and nothing more is asked
    tracker.look()
    assert (heard, len(asked)) == ([], 1)


def test_an_answer_at_once_is_as_good() -> None:
    # given a search that answers before `ask` returns
    heard: list[Finding] = []

    def ask(
        target: Target, snapshot: WindowsSnapshot, with_value: bool, done: Callable[[Finding], None]
    ) -> Callable[[], None]:
        done(Finding("absent"))
        return lambda: None

    tracker = Tracker(Track(Target()), ask, lambda: NO_WINDOWS, lambda tracker, finding: heard.append(finding))
    tracker.look()
    tracker.look()
    assert len(heard) == 2
