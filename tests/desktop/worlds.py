"""Worlds in which the contracts are tried: a real X screen with real programs, and the fake desktop.

A world knows the truth from elsewhere than the handler under test: from the X server through the tests' own
connection, or from the script of the fake.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Protocol

from guide.desktop.fake import FakeDesktop, FakeElement, FakeWindow
from guide.desktop.handlers.x11.desktop import X11Desktop
from guide.desktop.ports import Desktop
from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.support.desktop import (
    Person,
    SeenWindow,
    active_window,
    open_program,
    run,
    wait_until,
    wait_until_stable,
    windows,
)


class World(Protocol):
    """What a contract needs of the world beside the ports."""

    @property
    def desktop(self) -> Desktop: ...
    def open_editor(self) -> int: ...
    def open_terminal(self) -> int: ...
    def truth(self, window_id: int) -> DeviceRect: ...
    def settled(self, window_id: int) -> DeviceRect: ...
    def drag_by_title(self, window_id: int, dx: int, dy: int) -> None: ...
    def resize(self, window_id: int, width: int, height: int) -> None: ...
    def open_menu(self, window_id: int) -> None: ...
    def leave_menu(self) -> None: ...
    def minimise(self, window_id: int) -> None: ...
    def switch_desktop(self, number: int) -> None: ...
    def fullscreen(self, window_id: int, on: bool) -> None: ...
    def rename(self, window_id: int) -> str: ...
    def kill(self, window_id: int) -> None: ...
    def wait(self, look: Callable[[], object], what: str) -> None: ...


class X11World:
    """A virtual screen with mousepad and xterm, moved about by xdotool."""

    def __init__(self, screen: VirtualScreen, desktop: X11Desktop) -> None:
        self.screen = screen
        self.desktop = desktop
        self.person = Person(screen)
        self._terminals = 0

    def open_editor(self) -> int:
        """Open mousepad and return its window's id."""
        window = open_program(self.screen, "mousepad", "--disable-server", wm_class="mousepad")
        wait_until(lambda: active_window(self.screen) == window.xid, "mousepad to be active")
        return window.xid

    def open_terminal(self) -> int:
        """Open xterm and return its window's id."""
        window = open_program(self.screen, "xterm", wm_class="xterm")
        wait_until(lambda: active_window(self.screen) == window.xid, "xterm to be active")
        return window.xid

    def truth(self, window_id: int) -> DeviceRect:
        """Return where the X server has it."""
        return self._seen(window_id).rect

    def settled(self, window_id: int) -> DeviceRect:
        """Return where it has come to rest."""
        return wait_until_stable(lambda: self.truth(window_id), "the window to come to rest")

    def drag_by_title(self, window_id: int, dx: int, dy: int) -> None:
        """Take a window by its title bar and pull."""
        rect = self.truth(window_id)
        grip = DevicePoint(rect.x + rect.width // 3, rect.y - 8)
        self.person.drags(grip, DevicePoint(grip.x + dx, grip.y + dy))
        wait_until(lambda: self.truth(window_id) == rect.translated(dx, dy), "the window to follow the pointer")

    def resize(self, window_id: int, width: int, height: int) -> None:
        """Ask the window manager for another size."""
        run(self.screen, "xdotool", "windowsize", "--sync", str(window_id), str(width), str(height))

    def open_menu(self, window_id: int) -> None:
        """Open the first menu of the editor."""
        rect = self.settled(window_id)
        self.person.clicks(DevicePoint(rect.x + 18, rect.y + 12))

    def leave_menu(self) -> None:
        """Close the menu without choosing."""
        self.person.presses("Escape")

    def minimise(self, window_id: int) -> None:
        """Minimise a window."""
        run(self.screen, "xdotool", "windowminimize", str(window_id))

    def switch_desktop(self, number: int) -> None:
        """Show another desktop."""
        run(self.screen, "xdotool", "set_desktop", str(number))

    def fullscreen(self, window_id: int, on: bool) -> None:
        """Make a window fill the screen, or not."""
        run(self.screen, "wmctrl", "-i", "-r", hex(window_id), "-b", f"{'add' if on else 'remove'},fullscreen")

    def rename(self, window_id: int) -> str:
        """Give a window another title and return it."""
        run(self.screen, "xdotool", "set_window", "--name", "Grüße – a note", str(window_id))
        return "Grüße – a note"

    def kill(self, window_id: int) -> None:
        """Kill the program of a window in the middle of whatever it does."""
        pid = self._seen(window_id).pid or self.desktop.windows.snapshot().get(window_id).pid  # type: ignore[union-attr]
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    def wait(self, look: Callable[[], object], what: str) -> None:
        """Wait for a condition."""
        wait_until(look, what)

    def _seen(self, window_id: int) -> SeenWindow:
        return next(w for w in windows(self.screen) if w.xid == window_id)


class FakeWorld:
    """The fake desktop, acted on by its own methods."""

    def __init__(self) -> None:
        self.desktop = FakeDesktop(
            programs={"mousepad": lambda d: d.open(_editor()), "xterm": lambda d: d.open(_terminal())},
            versions={"mousepad": "0.5.10"},
        )

    def open_editor(self) -> int:
        """Open an editor."""
        return self.desktop.open(_editor()).id

    def open_terminal(self) -> int:
        """Open a terminal."""
        return self.desktop.open(_terminal()).id

    def truth(self, window_id: int) -> DeviceRect:
        """Return where the script has it."""
        return self._window(window_id).rect

    def settled(self, window_id: int) -> DeviceRect:
        """Return where it is: nothing moves by itself here."""
        return self.truth(window_id)

    def drag_by_title(self, window_id: int, dx: int, dy: int) -> None:
        """Move a window in two steps."""
        window = self._window(window_id)
        x, y = window.rect.x, window.rect.y
        self.desktop.move(window, x + dx // 2, y + dy // 2)
        self.desktop.move(window, x + dx, y + dy)

    def resize(self, window_id: int, width: int, height: int) -> None:
        """Give another size."""
        self.desktop.resize(self._window(window_id), width, height)

    def open_menu(self, window_id: int) -> None:
        """Click the first menu."""
        element = self._window(window_id).find("menuitem")
        assert element.rect is not None
        self.desktop.made.click(element.rect.center)

    def leave_menu(self) -> None:
        """Close the menu."""
        self.desktop.close(next(w for w in self.desktop.stack if w.kind == "menu"))

    def minimise(self, window_id: int) -> None:
        """Put a window away."""
        self.desktop.minimise(self._window(window_id))

    def switch_desktop(self, number: int) -> None:
        """Show another desktop."""
        self.desktop.switch_desktop(number)

    def fullscreen(self, window_id: int, on: bool) -> None:
        """Make a window fill the screen, or not."""
        self.desktop.show_fullscreen(self._window(window_id), on)

    def rename(self, window_id: int) -> str:
        """Give a window another title."""
        self.desktop.rename(self._window(window_id), "Grüße – a note")
        return "Grüße – a note"

    def kill(self, window_id: int) -> None:
        """End a program."""
        self.desktop.end(self._window(window_id).process or "")

    def wait(self, look: Callable[[], object], what: str) -> None:
        """Demand a condition: nothing takes time here."""
        assert look(), what

    def _window(self, window_id: int) -> FakeWindow:
        return next(w for w in self.desktop.stack if w.id == window_id)


def _editor() -> FakeWindow:
    menu = FakeElement("menuitem", "File", at=(4, 2, 40, 24))
    text = FakeElement("textbox", at=(0, 30, 640, 450))
    window = FakeWindow("Untitled 1 - Mousepad", process="mousepad", app_class="Mousepad", elements=[menu, text])
    new = FakeElement("menuitem", "New", at=(0, 0, 200, 24))

    def open_menu(desktop: FakeDesktop) -> None:
        place = (window.rect.x, window.rect.y + 26, 200, 100)
        desktop.open(
            FakeWindow("Mousepad", process="mousepad", at=place, kind="menu", transient_for=window, elements=[new])
        )

    menu.on_click = open_menu
    return window


def _terminal() -> FakeWindow:
    return FakeWindow("xterm", process="xterm", app_class="XTerm", at=(300, 200, 484, 316))
