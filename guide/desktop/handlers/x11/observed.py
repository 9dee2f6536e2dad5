"""Observed input on X11: the RECORD extension tells clicks and keys without taking them, during popup grabs too.

What is told about keys is compared inside `_Listener.hear` and forgotten there. Nothing holds a key longer than the
call, nothing logs one, and while no chord is watched the server does not even send keys.
"""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final

from Xlib import X, error
from Xlib.ext import record

from guide.desktop.handlers.clicks import ClickCounter
from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.keyboard import Keyboard
from guide.desktop.inputs import Button, ChordPress, Direction, InputEvent, PointerPress, WheelTurned
from guide.desktop.ports import Post
from guide.desktop.windows import Stop
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.keys import Chord

_BUTTONS: Final[dict[int, Button]] = {1: "left", 2: "middle", 3: "right"}
_WHEEL: Final[dict[int, Direction]] = {4: "up", 5: "down", 6: "left", 7: "right"}
"""X calls the wheel buttons, too. They press nothing."""

#: An event of the core protocol, of which we want: type, detail (key or button), time, position on the root, state.
_EVENT = struct.Struct("=BBxxI12xhh4xHxx")

#: How long the thread may take to end after the server was asked to stop telling.
_END_WITHIN_S = 1.0


class RecordedInput:
    """Sees clicks and the watched keys. Without subscribers nothing is listened to."""

    def __init__(self, connect: Callable[[], Connection], post: Post) -> None:
        self._connect = connect
        self._post = post
        self._lock = threading.Lock()
        self._subscribers: list[Callable[[InputEvent], None]] = []
        self._chords: frozenset[Chord] = frozenset()
        self._work = False
        self._listener: _Listener | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {'listening' if self._listener else 'idle'}>"

    def subscribe(self, callback: Callable[[InputEvent], None]) -> Stop:
        """Call back until stopped."""
        with self._lock:
            self._subscribers.append(callback)
            if self._listener is None:
                self._listener = _Listener(self._connect, self._chords, self._work, self._tell)

        def stop() -> None:
            with self._lock:
                if callback in self._subscribers:
                    self._subscribers.remove(callback)
                if self._subscribers:
                    return
                listener, self._listener = self._listener, None
            if listener is not None:
                listener.stop()

        return stop

    def watch(self, chords: frozenset[Chord]) -> None:
        """Replace the set of chords that are passed on."""
        with self._lock:
            self._chords = chords
            self._rewatch()

    def watch_work(self, on: bool) -> None:
        """Pass on, too, that something was typed and that the wheel was turned; or no more."""
        with self._lock:
            self._work = on
            self._rewatch()

    def _rewatch(self) -> None:
        if self._listener is not None:
            self._listener.watch(self._chords, self._work)

    def shutdown(self) -> None:
        """Listen no more."""
        with self._lock:
            self._subscribers.clear()
            listener, self._listener = self._listener, None
        if listener is not None:
            listener.stop()

    def _tell(self, event: InputEvent) -> None:
        self._post(lambda: self._deliver(event))

    def _deliver(self, event: InputEvent) -> None:
        for subscriber in tuple(self._subscribers):
            if subscriber in self._subscribers:
                subscriber(event)


class _Listener:
    """Two connections, as RECORD wants it: one is told, in a thread of its own; the other commands."""

    def __init__(
        self,
        connect: Callable[[], Connection],
        chords: frozenset[Chord],
        work: bool,
        tell: Callable[[InputEvent], None],
    ) -> None:
        self._tell = tell
        self._chords = chords
        self._work = work
        self._clicks = ClickCounter()
        self._told = connect()
        self._command = connect()
        self._keyboard = Keyboard.read(self._command)
        command = self._command.display
        self._context = command.record_create_context(0, [record.AllClients], _ranges(keys=bool(chords) or work))
        command.sync()
        begun = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(begun,), name="guide observed input", daemon=True)
        self._thread.start()
        begun.wait(_END_WITHIN_S)  # the server answers at once that it has begun: no click after this is missed

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def watch(self, chords: frozenset[Chord], work: bool) -> None:
        """Compare with other chords from now on."""
        with self._command.lock:
            keys = bool(chords) or work
            if keys != (bool(self._chords) or self._work):
                self._command.display.record_register_clients(self._context, 0, [record.AllClients], _ranges(keys=keys))
                self._command.display.sync()
            self._chords, self._work = chords, work

    def stop(self) -> None:
        """End the thread and both connections."""
        with self._command.lock, suppress(error.ConnectionClosedError, OSError):
            self._command.display.record_disable_context(self._context)
            self._command.display.record_free_context(self._context)
            self._command.display.sync()
        if threading.current_thread() is not self._thread:
            self._thread.join(_END_WITHIN_S)
        self._command.close()

    def _run(self, begun: threading.Event) -> None:
        def heard(reply: Any) -> None:
            if reply.category == record.StartOfData:
                begun.set()
            elif reply.category == record.FromServer and not reply.client_swapped:
                self._hear(reply.data)

        with suppress(error.ConnectionClosedError, OSError):  # the server has gone
            self._told.display.record_enable_context(self._context, heard)  # returns when the context is disabled
        begun.set()
        self._told.close()

    def _hear(self, data: bytes) -> None:
        for event in self._understood(data):
            self._tell(event)

    def _understood(self, data: bytes) -> Iterator[InputEvent]:
        for start in range(0, len(data) - _EVENT.size + 1, _EVENT.size):
            kind, detail, time_ms, x, y, state = _EVENT.unpack_from(data, start)
            if kind == X.KeyPress:
                yield from self._watched(detail, state)
            elif kind == X.ButtonPress and detail in _WHEEL and self._work:
                yield WheelTurned(DevicePoint(x, y), _WHEEL[detail])
            elif kind in (X.ButtonPress, X.ButtonRelease) and detail in _BUTTONS:
                point, button, down = DevicePoint(x, y), _BUTTONS[detail], kind == X.ButtonPress
                count = self._clicks.count(point, button, time_ms, down=down)
                yield PointerPress(point, button, down, count, time.monotonic_ns() // 1_000_000)

    def _watched(self, keycode: int, state: int) -> Iterator[InputEvent]:
        chords = self._chords
        if not chords and not self._work:
            return
        self._follow_layout()
        if self._work and (typed := self._keyboard.typed(keycode, state)) is not None:
            yield typed
        for chord in chords & self._keyboard.chords(keycode, state):
            yield ChordPress(chord)

    def _follow_layout(self) -> None:
        """Read the keyboard again if it was mapped anew since the last key."""
        with self._command.lock:
            if any(event.type == X.MappingNotify for event in self._command.events()):
                self._keyboard = Keyboard.read(self._command)


def _ranges(*, keys: bool) -> list[dict[str, Any]]:
    told = [(X.KeyPress, X.KeyPress)] if keys else []
    return [_range(first, last) for first, last in [*told, (X.ButtonPress, X.ButtonRelease)]]


def _range(first: int, last: int) -> dict[str, Any]:
    return {
        "core_requests": (0, 0),
        "core_replies": (0, 0),
        "ext_requests": (0, 0, 0, 0),
        "ext_replies": (0, 0, 0, 0),
        "delivered_events": (0, 0),
        "device_events": (first, last),
        "errors": (0, 0),
        "client_started": False,
        "client_died": False,
    }
