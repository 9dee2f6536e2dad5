"""Whether anybody is there, told by the X server's own clock, as it happens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from queue import SimpleQueue

import pytest

from guide.desktop.fake import FakeDesktop
from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.idleness import X11Idleness
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint
from tests.support.desktop import Person

AFTER_MS = 400


@pytest.fixture
def idleness(screen: VirtualScreen) -> Iterator[X11Idleness]:
    with screen.entered():
        made = X11Idleness(lambda: Connection(screen.display), lambda call: call())
        yield made
        made.shutdown()


@pytest.mark.desktop
def test_it_is_told_once_that_nobody_is_there_and_once_that_somebody_is_back(
    idleness: X11Idleness, person: Person
) -> None:
    told: SimpleQueue[bool] = SimpleQueue()
    stop = idleness.subscribe(AFTER_MS, told.put)
    for _ in range(2):  # each time anew
        # given somebody who works, when they rest
        person.presses("shift")
        began = time.monotonic()
        assert told.get(timeout=10) is True
        assert time.monotonic() - began > AFTER_MS / 1000 * 0.8
        # then it is told that they are back with the first thing they do, and not again while they work
        person.moves(DevicePoint(200, 200))
        assert told.get(timeout=10) is False
        person.moves(DevicePoint(210, 200))
        assert told.empty()
    # when nobody wants to know any more, nothing is told
    stop()
    person.presses("shift")
    assert told.empty()
    stop()


@pytest.mark.desktop
def test_two_can_want_to_know_different_times(idleness: X11Idleness, person: Person) -> None:
    short: SimpleQueue[bool] = SimpleQueue()
    long: SimpleQueue[bool] = SimpleQueue()
    idleness.subscribe(AFTER_MS, short.put)
    idleness.subscribe(60_000, long.put)
    person.presses("shift")
    assert short.get(timeout=10) is True
    person.presses("shift")
    assert short.get(timeout=10) is False
    assert long.empty()


@pytest.mark.desktop
def test_where_the_server_has_no_such_clock_nothing_is_told(
    screen: VirtualScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guide.desktop.handlers.x11.sync.EXTENSION", "NO-SUCH-EXTENSION")
    calls: list[Callable[[], None]] = []
    with screen.entered():
        idleness = X11Idleness(lambda: Connection(screen.display), calls.append)
        idleness.subscribe(1, lambda resting: None)()
        idleness.shutdown()
    assert calls == []


def test_the_fake_person_rests_and_is_back() -> None:
    desktop, told = FakeDesktop(), list[bool]()
    stop = desktop.idleness.subscribe(1_000, told.append)
    desktop.idleness.rest(999)
    assert told == []
    desktop.idleness.rest(1)
    desktop.idleness.rest(10_000)
    desktop.idleness.back()
    desktop.idleness.back()
    assert told == [True, False]
    stop()
    desktop.idleness.rest(1_000)
    assert told == [True, False]
