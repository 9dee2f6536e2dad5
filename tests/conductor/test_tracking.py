"""A tracker by itself: what it does with a search that does not keep to the rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guide.conductor.tracking import Tracker
from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.session.effects import Track
from guide.targeting.finding import Finding
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.targets import Target

NO_WINDOWS = WindowsSnapshot((), None, ())
HERE, THERE = DeviceRect(0, 0, 300, 200), DeviceRect(500, 0, 300, 200)


def editor_at(rect: DeviceRect) -> WindowsSnapshot:
    """Return a desktop with one window."""
    return WindowsSnapshot((WindowInfo(7, "Editor", "editor", 1, None, rect, rect, rect),), 7, ())


def found_in(windows: WindowsSnapshot) -> Finding:
    """Return a button found in its corner."""
    window = windows.stack[0]
    return Finding("found", "element", DeviceRect(window.rect.x + 10, 10, 50, 20), 1.0, window=window)


def test_an_answer_after_the_stop_is_not_heard() -> None:
    # given a search that answers although it was abandoned
    asked: list[Callable[[Finding], None]] = []
    heard: list[Finding] = []

    def ask(track: Track, snapshot: WindowsSnapshot, done: Callable[[Finding], None]) -> Callable[[], None]:
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

    def ask(track: Track, snapshot: WindowsSnapshot, done: Callable[[Finding], None]) -> Callable[[], None]:
        done(Finding("absent"))
        return lambda: None

    tracker = Tracker(Track(Target()), ask, lambda: NO_WINDOWS, lambda tracker, finding: heard.append(finding))
    tracker.look()
    tracker.look()
    assert len(heard) == 2


@pytest.mark.parametrize("moved", [True, False])
def test_nothing_there_means_nothing_while_the_window_moves(moved: bool) -> None:
    # given a target that was found, and a question that is out
    asked: list[Callable[[Finding], None]] = []
    heard: list[str] = []
    desktop = [editor_at(HERE)]

    def ask(track: Track, snapshot: WindowsSnapshot, done: Callable[[Finding], None]) -> Callable[[], None]:
        asked.append(done)
        return lambda: None

    tracker = Tracker(Track(Target()), ask, lambda: desktop[-1], lambda tracker, finding: heard.append(finding.state))
    tracker.look()
    asked[0](found_in(desktop[-1]))
    tracker.look()
    # when its window moves, and then the answer is that nothing is there
    if moved:
        desktop.append(editor_at(THERE))
        tracker.follow(desktop[-1])
    asked[1](Finding("absent", why="it is outside of its window"))
    # then it is believed only where the window has stayed; else the light moves along until the next answer
    assert heard == (["found"] if moved else ["found", "absent"])
    assert tracker.finding is not None
    assert tracker.finding.rect == (DeviceRect(510, 10, 50, 20) if moved else None)
    tracker.look()
    asked[2](Finding("absent"))
    assert heard[-1] == "absent"
