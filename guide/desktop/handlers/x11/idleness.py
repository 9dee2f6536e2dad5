"""Whether anybody is there, on X11: two alarms of the server's own clock for it. Nothing is asked again and again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from Xlib import error

from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.pump import drive_in_thread
from guide.desktop.handlers.x11.sync import DOWNWARDS, UPWARDS, AlarmNotify, Sync
from guide.desktop.ports import Drive, Post
from guide.desktop.windows import Stop

_IDLE_MS = "IDLETIME"


class X11Idleness:
    """Listens for as long as somebody wants to know."""

    def __init__(self, connect: Callable[[], Connection], post: Post, drive: Drive = drive_in_thread) -> None:
        self._connect = connect
        self._post = post
        self._drive = drive
        self._listening: list[_Listening] = []

    def subscribe(self, after_ms: int, callback: Callable[[bool], None]) -> Stop:
        """Call back when nobody has been there for so long, and when somebody is back, until stopped."""
        listening = _Listening(self._connect(), self._post, callback)
        if not listening.begin(after_ms, self._drive):
            listening.end()
            return listening.end
        self._listening.append(listening)

        def stop() -> None:
            if listening in self._listening:
                self._listening.remove(listening)
                listening.end()

        return stop

    def shutdown(self) -> None:
        """Listen no more."""
        while self._listening:
            self._listening.pop().end()


class _Listening:
    """One who wants to know, with a connection of its own: with it go the alarms."""

    def __init__(self, x: Connection, post: Post, callback: Callable[[bool], None]) -> None:
        self._x = x
        self._post = post
        self._callback = callback
        self._ended = threading.Event()
        self._resting: int | None = None
        """The alarm that says that nobody is there; any other says that somebody is back."""
        self._stop_driving: Stop = lambda: None

    def begin(self, after_ms: int, drive: Drive) -> bool:
        """Set the alarms; False where the server has none."""
        with self._x.lock:
            sync = Sync.on(self._x)
            counter = sync.counter(_IDLE_MS) if sync is not None else None
            if sync is None or counter is None:
                return False
            self._resting = sync.alarm(counter, after_ms, UPWARDS)
            sync.alarm(counter, after_ms - 1, DOWNWARDS)  # to where it begins anew, from wherever it was
            self._x.sync()
        self._stop_driving = drive(self._x.fileno(), self._dispatch)
        return True

    def end(self) -> None:
        """Tell nothing more."""
        if not self._ended.is_set():
            self._ended.set()
            self._stop_driving()
            self._x.close()

    def _dispatch(self) -> None:
        try:
            with self._x.lock:
                events = [event for event in self._x.events() if isinstance(event, AlarmNotify)]
        except error.ConnectionClosedError as gone:
            if self._ended.is_set():
                return
            raise ConnectionError(str(gone)) from None
        for event in events:
            self._tell(event.alarm == self._resting)

    def _tell(self, resting: bool) -> None:
        def tell() -> None:
            if not self._ended.is_set():
                self._callback(resting)

        with suppress(RuntimeError):  # the owner's loop has ended
            self._post(tell)
