"""What programs tell of their changes, as the port tells it: of the right program, calmed, on the owner's thread."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue

import pytest
from dbus_fast import Message

from guide.desktop.elements import ElementEvent, ElementQuery
from guide.desktop.handlers.atspi.bus import Bus
from guide.desktop.handlers.atspi.elements import AtspiElements
from guide.desktop.handlers.atspi.sieve import Hoard
from guide.desktop.virtual_screen import VirtualScreen
from guide.desktop.windows import Stop, WindowInfo
from guide.desktop.worker import Worker
from guide.tutorial.geometry import DeviceRect
from tests.accidents.desk import end, processes
from tests.support.desktop import Person, SeenWindow, close_windows, open_program, wait_until

pytestmark = pytest.mark.desktop
_NO_RECT = DeviceRect(0, 0, 1, 1)
NOWHERE = WindowInfo(1, "", None, 1, None, _NO_RECT, _NO_RECT, _NO_RECT)
QUIET_S = 0.3


class Listener:
    """Somebody who wants to know what happens in a program."""

    def __init__(self, elements: AtspiElements, worker: Worker, posted: SimpleQueue[Callable[[], None]]) -> None:
        self.elements, self.worker = elements, worker
        self.heard: list[ElementEvent] = []
        self._posted = posted

    def listens(self, pid: int | None) -> Stop:
        """Subscribe; the loop is bound as with the first search of a run."""
        stop = self.elements.subscribe(self.heard.append, pid=pid)
        self.worker.wait(self.elements.search(ElementQuery(role="none"), NOWHERE))
        return stop

    def hears(self, kind: str, act: Callable[[], object]) -> ElementEvent:
        """Act until an event of that kind has come; return it."""

        def look() -> ElementEvent | None:
            act()
            self.delivers()
            return next((event for event in self.heard if event.kind == kind), None)

        return wait_until(look, f"an event of kind {kind}; heard {self.heard[-5:]}")

    def hears_nothing_more(self) -> None:
        """Wait until nothing has come for a while."""
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < QUIET_S:
            if self.delivers():
                quiet_since = time.monotonic()

    def delivers(self) -> int:
        """Run what was posted to this thread; return how many events came."""
        before = len(self.heard)
        while True:
            try:
                self._posted.get_nowait()()
            except Empty:
                return len(self.heard) - before


@contextmanager
def listener_on(screen: VirtualScreen) -> Iterator[Listener]:
    posted: SimpleQueue[Callable[[], None]] = SimpleQueue()
    with screen.entered():
        worker = Worker(posted.put)
        elements = AtspiElements(posted.put)
        worker.at_end(elements.shutdown)
        yield Listener(elements, worker, posted)
        worker.shutdown()


@pytest.fixture
def listener(screen: VirtualScreen) -> Iterator[Listener]:
    with listener_on(screen) as made:
        yield made


@pytest.fixture
def editor(screen: VirtualScreen) -> Iterator[SeenWindow]:
    yield open_program(screen, "mousepad", title="Mousepad")
    close_windows(screen)


@pytest.mark.parametrize("command", ["mousepad", "featherpad", "gnome-calculator"])
def test_typing_is_told(listener: Listener, screen: VirtualScreen, person: Person, command: str) -> None:
    window = open_program(screen, command, wm_class=command)
    listener.listens(window.pid)
    person.clicks(window.rect.center)
    event = listener.hears("text", lambda: person.types("1"))
    assert event.pid == window.pid
    assert event.ref is not None
    close_windows(screen)


def test_only_the_program_that_was_asked_for_is_heard(
    listener: Listener, screen: VirtualScreen, editor: SeenWindow, person: Person
) -> None:
    other = open_program(screen, "featherpad", wm_class="featherpad")
    everyone: list[ElementEvent] = []
    listener.elements.subscribe(everyone.append)
    listener.listens(editor.pid)
    person.clicks(other.rect.center)

    def both_are_known() -> bool:
        person.types("x")
        listener.delivers()
        return any(event.pid == other.pid for event in everyone)

    wait_until(both_are_known, "the other program to be heard by who hears all")
    assert all(event.pid == editor.pid for event in listener.heard)


def test_a_burst_is_one_piece_of_news(listener: Listener, editor: SeenWindow, person: Person) -> None:
    listener.listens(editor.pid)
    listener.hears("text", lambda: person.types("x"))
    listener.hears_nothing_more()
    listener.heard.clear()
    # When a menu of 19 items opens, each of which is drawn, shown and placed
    person.presses("alt+f")
    listener.hears("bounds", lambda: None)
    listener.hears_nothing_more()
    # Then that is a handful of news
    assert len(listener.heard) < 20
    person.presses("Escape")


def test_who_has_stopped_hears_nothing(listener: Listener, editor: SeenWindow, person: Person) -> None:
    stop = listener.listens(editor.pid)
    listener.hears("text", lambda: person.types("x"))
    # Given that something is on its way
    person.types("y")
    stop()
    stop()
    listener.heard.clear()
    person.types("z")
    listener.hears_nothing_more()
    assert listener.heard == []


def test_who_stops_listening_takes_nothing_from_others(
    listener: Listener, screen: VirtualScreen, editor: SeenWindow, person: Person
) -> None:
    other = open_program(screen, "featherpad", wm_class="featherpad")
    person.clicks(other.rect.center)
    first: list[ElementEvent] = []
    stop = listener.elements.subscribe(first.append, pid=editor.pid)
    listener.listens(other.pid)
    listener.hears("text", lambda: person.types("x"))
    # When the first one stops, then the other one hears still, also after a new one has come and gone
    stop()
    listener.elements.subscribe(first.append, pid=editor.pid)()
    listener.hears_nothing_more()
    listener.heard.clear()
    listener.hears("text", lambda: person.types("y"))


def test_a_program_that_comes_later_is_heard_too(listener: Listener, screen: VirtualScreen, person: Person) -> None:
    listener.listens(None)
    window = open_program(screen, "mousepad", title="Mousepad")
    person.clicks(window.rect.center)
    event = listener.hears("text", lambda: person.types("x"))
    assert event.pid == window.pid
    close_windows(screen)


def test_who_listens_asks_nothing_while_nothing_happens(
    listener: Listener, editor: SeenWindow, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    exchange = Bus._exchange

    async def counted(self: Bus, message: Message, *more: Hoard | None) -> Message:
        asked.append(message.member)
        return await exchange(self, message, *more)

    monkeypatch.setattr(Bus, "_exchange", counted)
    listener.listens(editor.pid)
    listener.hears("text", lambda: person.types("x"))
    listener.hears_nothing_more()
    asked.clear()
    listener.hears_nothing_more()
    assert asked == []


def test_a_bus_that_breaks_off_is_told_to_everybody(fresh_screen: VirtualScreen) -> None:
    # given somebody who listens to one program
    window = open_program(fresh_screen, "mousepad", title="Mousepad")
    with listener_on(fresh_screen) as listener:
        listener.listens(window.pid)
        listener.hears_nothing_more()
        # when the bus dies, which the program itself can tell nobody
        end(processes(fresh_screen, "at-spi"), signal.SIGKILL)
        # then it is told, and again once there is a new one
        listener.hears("bus", lambda: None)
        wait_until(lambda: listener.delivers() or [e.kind for e in listener.heard].count("bus") > 1, "the new bus")
        assert {event.kind for event in listener.heard[-2:]} == {"bus"}
