"""What the desktop's settings daemon tells all programs: theme and animations.

Source: XSETTINGS – cross toolkit configuration proposal, version 0.5. GNOME, Xfce, MATE, Cinnamon and others speak it.
"""

from __future__ import annotations

import re
import struct
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress

from Xlib import X, error

from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.pump import drive_in_thread
from guide.desktop.ports import Drive, Post
from guide.desktop.preferences import Preferences
from guide.desktop.windows import Stop

_SETTINGS = "_XSETTINGS_SETTINGS"
_INTEGER, _TEXT = 0, 1
_VALUE_BYTES = {_INTEGER: 4, 2: 8}
"""An integer, and a colour; a text says its own length."""

Value = int | str


class XSettings:
    """Asks the settings daemon; without subscribers it listens to nothing."""

    def __init__(self, connect: Callable[[], Connection], post: Post, drive: Drive = drive_in_thread) -> None:
        self._connect = connect
        self._post = post
        self._drive = drive
        self._lock = threading.RLock()
        self._subscribers: list[Callable[[], None]] = []
        self._x: Connection | None = None
        self._told = Preferences()
        self._stop_driving: Stop = lambda: None

    def now(self) -> Preferences:
        """Return what is wished for now."""
        with self._lock:
            if self._x is not None:
                return self._told
        x = self._connect()
        try:
            return self._read(x)
        finally:
            x.close()

    def subscribe(self, callback: Callable[[], None]) -> Stop:
        """Call back with each change until stopped."""
        with self._lock:
            self._subscribers.append(callback)
            if self._x is None:
                self._listen()
        return lambda: self._leave(callback)

    def shutdown(self) -> None:
        """Listen no more."""
        for callback in tuple(self._subscribers):
            self._leave(callback)

    def _leave(self, callback: Callable[[], None]) -> None:
        with self._lock:
            if callback in self._subscribers:
                self._subscribers.remove(callback)
            if self._subscribers or self._x is None:
                return
            x, stop_driving = self._x, self._stop_driving
            self._x, self._stop_driving = None, lambda: None
        stop_driving()  # not under the lock, which the waiting thread may want
        x.close()

    def _listen(self) -> None:
        self._x = x = self._connect()
        with x.lock:
            x.root.change_attributes(event_mask=X.StructureNotifyMask)  # a new daemon announces itself to the root
            self._told = self._read(x)
        self._stop_driving = self._drive(x.fileno(), self._dispatch)

    def _dispatch(self) -> None:
        with self._lock:
            x = self._x
            if x is None:
                return
            try:
                with x.lock:
                    while x.events():  # some arrive with answers to questions; no socket announces those
                        before, self._told = self._told, self._read(x)
                        if self._told != before:
                            self._post(self._deliver)
            except error.ConnectionClosedError as gone:
                raise ConnectionError(str(gone)) from None

    def _deliver(self) -> None:
        for subscriber in tuple(self._subscribers):
            if subscriber in self._subscribers:
                subscriber()

    def _read(self, x: Connection) -> Preferences:
        with x.lock, suppress(error.ConnectionClosedError):
            daemon = x.display.get_selection_owner(x.atom(f"_XSETTINGS_S{x.display.get_default_screen()}"))
            if daemon:
                daemon.change_attributes(event_mask=X.PropertyChangeMask | X.StructureNotifyMask)
                told = x.properties(daemon.id, (_SETTINGS,)).get(_SETTINGS)
                return preferences(parsed(told)) if isinstance(told, bytes) else Preferences()
        return Preferences()


def parsed(told: bytes) -> dict[str, Value]:
    """Return the numbers and texts by their names; what is cut off or not understood is left out."""
    order = ">" if told[:1] == b"\1" else "<"
    settings: dict[str, Value] = {}
    at = 12
    with suppress(struct.error):
        (count,) = struct.unpack_from(order + "I", told, 8)
        for _ in range(count):
            kind, length = struct.unpack_from(order + "BxH", told, at)
            name = told[at + 4 : at + 4 + length].decode("latin-1")
            at += 4 + _padded(length) + 4
            if kind == _TEXT:
                (size,) = struct.unpack_from(order + "I", told, at)
                settings[name] = told[at + 4 : at + 4 + size].decode("utf-8", "replace")
                at += 4 + _padded(size)
                continue
            if kind == _INTEGER:
                (settings[name],) = struct.unpack_from(order + "i", told, at)
            at += _VALUE_BYTES[kind] if kind in _VALUE_BYTES else len(told)
    return settings


def preferences(settings: Mapping[str, Value]) -> Preferences:
    """Return what the settings mean.

    >>> preferences({"Net/ThemeName": "Yaru-dark", "Gtk/EnableAnimations": 0})
    Preferences(dark=True, high_contrast=False, reduced_motion=True)
    >>> preferences({})
    Preferences(dark=None, high_contrast=None, reduced_motion=None)
    """
    theme, animations = settings.get("Net/ThemeName"), settings.get("Gtk/EnableAnimations")
    words = set(re.split(r"[-_: ]", theme.lower())) if isinstance(theme, str) else None
    return Preferences(
        dark=None if words is None else bool(words & {"dark", "inverse"}) or "highcontrastinverse" in words,
        high_contrast=None if words is None else any("contrast" in word for word in words),
        reduced_motion=None if not isinstance(animations, int) else animations == 0,
    )


def _padded(length: int) -> int:
    return (length + 3) & ~3
