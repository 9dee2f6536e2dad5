"""Shortcuts of our own on X11: XGrabKey takes a key from every program, while the grab lasts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from Xlib import X, error

from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.keyboard import Keyboard, lock_masks
from guide.desktop.handlers.x11.pump import drive_in_thread
from guide.desktop.inputs import HotkeyTakenError, InputNotPossibleError
from guide.desktop.ports import Drive, Post
from guide.desktop.windows import Stop
from guide.tutorial.keys import Chord

#: Of an event's state; the bits above are mouse buttons and the layout, which do not matter.
_MODIFIERS = 0xFF


_Keys = frozenset[tuple[int, int]]
"""Keycodes, each with a state of modifiers and locks."""


@dataclass(eq=False)
class _Grab:
    chord: Chord
    callback: Callable[[], None]
    keys: _Keys = frozenset()
    """What is taken for it now."""


class GrabbedHotkeys:
    """Takes shortcuts; without any it has no connection."""

    def __init__(self, connect: Callable[[], Connection], post: Post, drive: Drive = drive_in_thread) -> None:
        self._connect = connect
        self._post = post
        self._drive = drive
        self._lock = threading.RLock()
        self._grabs: list[_Grab] = []
        self._x: Connection | None = None
        self._keyboard: Keyboard | None = None
        self._stop_driving: Stop = lambda: None
        self._released_ms: dict[int, int] = {}

    def grab(self, chord: Chord, callback: Callable[[], None]) -> Stop:
        """Take a shortcut and call back with each press, until stopped."""
        grab = _Grab(chord, callback)
        try:
            with self._lock:
                x = self._open()
                self._take(x, grab, self._keyboard or Keyboard.read(x))
                self._grabs.append(grab)
        except (HotkeyTakenError, InputNotPossibleError):
            self._close_unused()
            raise
        return lambda: self._let_go(grab)

    def shutdown(self) -> None:
        """Give all shortcuts back."""
        for grab in tuple(self._grabs):
            self._let_go(grab)

    def _let_go(self, grab: _Grab) -> None:
        with self._lock:
            if grab not in self._grabs or self._x is None:
                return
            self._grabs.remove(grab)
            with self._x.lock, suppress(error.ConnectionClosedError):  # the server has gone, and every grab with it
                self._release(self._x, grab)
        self._close_unused()

    def _open(self) -> Connection:
        if self._x is None:
            self._x = self._connect()
            self._keyboard = Keyboard.read(self._x)
            self._stop_driving = self._drive(self._x.fileno(), self._dispatch)
        return self._x

    def _close_unused(self) -> None:
        """Close the connection if nobody needs it. Not under the lock, which the waiting thread may want."""
        with self._lock:
            if self._grabs or self._x is None:
                return
            x, stop_driving = self._x, self._stop_driving
            self._x, self._stop_driving = None, lambda: None
        stop_driving()
        x.close()

    def _take(self, x: Connection, grab: _Grab, keyboard: Keyboard) -> None:
        """Take what the shortcut is on this keyboard, then give back what it was before.

        In this order, and nothing that stays the same: a press in between would go to the program.
        """
        with x.lock:
            wanted = _keys(grab.chord, keyboard)
            refused = error.CatchError(error.BadAccess)
            for keycode, state in wanted - grab.keys:
                x.root.grab_key(keycode, state, False, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
            x.sync()
            before, grab.keys = grab.keys, wanted
            self._give_back(x, before - wanted)
            if refused.get_error():
                self._release(x, grab)
                raise HotkeyTakenError(f"Another program has taken {grab.chord} already.")

    def _release(self, x: Connection, grab: _Grab) -> None:
        keys, grab.keys = grab.keys, frozenset()
        self._give_back(x, keys)

    def _give_back(self, x: Connection, keys: _Keys) -> None:
        for keycode, state in keys.difference(*(other.keys for other in self._grabs)):
            x.root.ungrab_key(keycode, state)
        x.sync()

    def _dispatch(self) -> None:
        with self._lock:
            x = self._x
            if x is None:
                return
            with x.lock:
                try:
                    while events := x.events():  # some arrive with answers to questions; no socket announces those
                        for event in events:
                            self._notice(x, event)
                except error.ConnectionClosedError as gone:
                    raise ConnectionError(str(gone)) from None

    def _notice(self, x: Connection, event: Any) -> None:
        if event.type == X.MappingNotify:
            self._take_anew(x)
        elif event.type == X.KeyRelease:
            self._released_ms[event.detail] = event.time
        elif event.type == X.KeyPress and self._released_ms.get(event.detail) != event.time:
            # A key that is held down repeats as a release and a press in the same moment: one press is enough.
            for grab in self._grabs:
                if (event.detail, event.state & _MODIFIERS) in grab.keys:
                    self._post(lambda grab=grab: self._deliver(grab))  # type: ignore[misc]

    def _deliver(self, grab: _Grab) -> None:
        if grab in self._grabs:
            grab.callback()

    def _take_anew(self, x: Connection) -> None:
        """Grab again where the keyboard is mapped anew: the same shortcuts may be on other keys now.

        Most often they are not: the server says so each time when somebody goes on with another keyboard.
        """
        self._keyboard = Keyboard.read(x)
        for grab in self._grabs:
            try:
                self._take(x, grab, self._keyboard)
            except HotkeyTakenError:
                continue  # it comes back with the old layout
            except InputNotPossibleError:
                self._release(x, grab)


def _keys(chord: Chord, keyboard: Keyboard) -> _Keys:
    stroke = keyboard.stroke_of_key(chord.key)
    if stroke is None:
        raise InputNotPossibleError(f"This keyboard has no key for {chord}.")
    modifiers = sum(keyboard.masks[name] for name in chord.modifiers | _shift(stroke.shift))
    return frozenset((stroke.keycode, modifiers | locks) for locks in lock_masks(keyboard))


def _shift(needed: bool) -> frozenset[str]:
    return frozenset({"Shift"} if needed else ())
