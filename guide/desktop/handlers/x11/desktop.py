"""All abilities of an X11 session in one hand."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from guide.desktop.handlers.atspi.ability import elements_ability
from guide.desktop.handlers.atspi.elements import AtspiElements
from guide.desktop.handlers.do_not_disturb import do_not_disturb
from guide.desktop.handlers.programs import LocalPrograms
from guide.desktop.handlers.x11.connection import Connection, NoDisplayError
from guide.desktop.handlers.x11.hotkeys import GrabbedHotkeys
from guide.desktop.handlers.x11.made import XTestInput
from guide.desktop.handlers.x11.observed import RecordedInput
from guide.desktop.handlers.x11.properties import number
from guide.desktop.handlers.x11.pump import drive_in_thread
from guide.desktop.handlers.x11.window_capture import WindowCapture
from guide.desktop.handlers.x11.windows import X11Windows
from guide.desktop.handlers.x11.xsettings import XSettings
from guide.desktop.ports import Ability, Drive, Post

__all__ = ["NoDisplayError", "X11Desktop"]


class X11Desktop:
    """An X11 session. Connections are made when they are first needed, except that of the windows."""

    def __init__(self, post: Post, *, drive: Drive | None = None, display: str | None = None) -> None:
        """NoDisplayError where there is no X server or it does not let us in."""
        drive = drive or drive_in_thread

        def connect() -> Connection:
            return Connection(display)

        self._x = connect()
        self.windows = X11Windows(self._x, post, drive)
        self.elements = AtspiElements(post)
        self.observed = RecordedInput(connect, post)
        self.made = XTestInput(connect)
        self.hotkeys = GrabbedHotkeys(connect, post, drive)
        self.capture = WindowCapture(connect, display)
        self.programs = LocalPrograms()
        self.preferences = XSettings(connect, post, drive)

    def do_not_disturb(self) -> bool:
        """Whether the desktop is told to keep quiet; takes a moment."""
        return do_not_disturb()

    def abilities(self) -> tuple[Ability, ...]:
        """Say what works here and what does not."""
        return (
            self._windows(),
            elements_ability(),
            self._extension("input", "RECORD", "clicks and shortcuts are observed"),
            self._extension("made input", "XTEST", "steps can be performed"),
            Ability("hotkeys", works=True, why="shortcuts are taken while a tutorial runs"),
            self._capture(),
            Ability("programs", works=True, why="programs are started from the path and from desktop entries"),
        )

    def shutdown(self) -> None:
        """Stop every listener and thread, close every connection."""
        stops: tuple[Callable[[], None], ...] = (
            self.hotkeys.shutdown,
            self.observed.shutdown,
            self.windows.shutdown,
            self.preferences.shutdown,
            self.made.shutdown,
            self.capture.shutdown,
            self.elements.shutdown,
        )
        with contextlib.ExitStack() as stack:  # each one, whatever happens to another
            for stop in stops:
                stack.callback(stop)

    def _windows(self) -> Ability:
        with self._x.lock:
            manager = number(
                self._x.properties(self._x.root.id, ("_NET_SUPPORTING_WM_CHECK",)), "_NET_SUPPORTING_WM_CHECK"
            )
        if manager is None:
            return Ability(
                "windows",
                works=False,
                why="there is no window manager that says what is open (EWMH)",
                remedy="start one, for example: openbox &",
            )
        return Ability("windows", works=True, why="the X server and the window manager tell what is open")

    def _extension(self, name: str, extension: str, does: str) -> Ability:
        with self._x.lock:
            works = self._x.display.has_extension(extension)
        if works:
            return Ability(name, works=True, why=f"{does} (extension {extension})")
        return Ability(name, works=False, why=f"the X server has no extension {extension}")

    def _capture(self) -> Ability:
        try:
            picture = self.capture.grab()
        except Exception as problem:  # whatever it is: this is where a person is told of it
            return Ability("capture", works=False, why=f"no picture of the screen can be taken: {problem}")
        return Ability("capture", works=True, why=f"the screen is {picture.rect.width} × {picture.rect.height} pixels")
