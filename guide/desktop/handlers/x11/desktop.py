"""All abilities of an X11 session in one hand."""

from __future__ import annotations

import contextlib
from functools import cached_property
from typing import TYPE_CHECKING

from guide.desktop.handlers.x11.connection import Connection, NoDisplayError
from guide.desktop.handlers.x11.hotkeys import GrabbedHotkeys
from guide.desktop.handlers.x11.properties import number
from guide.desktop.handlers.x11.pump import drive_in_thread
from guide.desktop.handlers.x11.windows import X11Windows
from guide.desktop.ports import Ability, Drive, Post

if TYPE_CHECKING:
    from guide.desktop.handlers.atspi.elements import AtspiElements
    from guide.desktop.handlers.programs import LocalPrograms
    from guide.desktop.handlers.x11.idleness import X11Idleness
    from guide.desktop.handlers.x11.made import XTestInput
    from guide.desktop.handlers.x11.observed import RecordedInput
    from guide.desktop.handlers.x11.window_capture import WindowCapture
    from guide.desktop.handlers.x11.xsettings import XSettings

__all__ = ["NoDisplayError", "X11Desktop"]


#: What is made when it is first asked for, with the libraries it needs: a guide that waits does not pay for them.
_WHEN_NEEDED = ("observed", "preferences", "idleness", "made", "capture", "elements")


class X11Desktop:
    """An X11 session. All but windows and hotkeys is made when it is first needed, and connects only then."""

    def __init__(self, post: Post, *, drive: Drive | None = None, display: str | None = None) -> None:
        """NoDisplayError where there is no X server or it does not let us in."""
        drive = drive or drive_in_thread
        self._post, self._drive = post, drive
        self._display = display
        self._x = self._connect()
        self.windows = X11Windows(self._x, post, drive)
        self.hotkeys = GrabbedHotkeys(self._connect, post, drive)

    @cached_property
    def elements(self) -> AtspiElements:
        """Controls, by AT-SPI."""
        from guide.desktop.handlers.atspi.elements import AtspiElements

        return AtspiElements(self._post)

    @cached_property
    def observed(self) -> RecordedInput:
        """Clicks and keys, by RECORD."""
        from guide.desktop.handlers.x11.observed import RecordedInput

        return RecordedInput(self._connect, self._post)

    @cached_property
    def made(self) -> XTestInput:
        """Made clicks and keys, by XTEST."""
        from guide.desktop.handlers.x11.made import XTestInput

        return XTestInput(self._connect)

    @cached_property
    def capture(self) -> WindowCapture:
        """Pictures."""
        from guide.desktop.handlers.x11.window_capture import WindowCapture

        return WindowCapture(self._connect, self._display)

    @cached_property
    def programs(self) -> LocalPrograms:
        """Programs of this machine."""
        from guide.desktop.handlers.programs import LocalPrograms

        return LocalPrograms()

    @cached_property
    def preferences(self) -> XSettings:
        """How the desktop is set."""
        from guide.desktop.handlers.x11.xsettings import XSettings

        return XSettings(self._connect, self._post, self._drive)

    @cached_property
    def idleness(self) -> X11Idleness:
        """Whether anybody is there."""
        from guide.desktop.handlers.x11.idleness import X11Idleness

        return X11Idleness(self._connect, self._post, self._drive)

    def on_battery(self) -> bool:
        """Whether a battery is all that feeds this machine."""
        from guide.desktop.handlers.power import on_battery

        return on_battery()

    def do_not_disturb(self) -> bool:
        """Whether the desktop is told to keep quiet; takes a moment."""
        from guide.desktop.handlers.do_not_disturb import do_not_disturb

        return do_not_disturb()

    def abilities(self) -> tuple[Ability, ...]:
        """Say what works here and what does not."""
        from guide.desktop.handlers.atspi.ability import elements_ability

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
        made = (getattr(self, name) for name in _WHEN_NEEDED if name in self.__dict__)
        with contextlib.ExitStack() as stack:  # each one, whatever happens to another
            for ability in (self.hotkeys, self.windows, *made):
                stack.callback(ability.shutdown)

    def _connect(self) -> Connection:
        return Connection(self._display)

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
