"""The user's desktop as guide sees it: a few abilities, each a Protocol. Its handlers say if they work here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from guide.desktop.windows import Stop, WindowInfo, Windows
from guide.tutorial.geometry import DeviceRect

if TYPE_CHECKING:
    from guide.desktop.elements import Elements
    from guide.desktop.idleness import Idleness
    from guide.desktop.inputs import Hotkeys, MadeInput, ObservedInput
    from guide.desktop.preferences import PreferencesPort

Post = Callable[[Callable[[], None]], None]
"""Runs a function soon, on the owner's thread. Handlers hand every callback over with it."""

Drive = Callable[[int, Callable[[], None]], Stop]
"""Calls a function whenever a file descriptor is readable, until stopped: the owner's event loop waits for news.

With Qt:

    def drive(descriptor, dispatch):
        notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda *_: dispatch())
        return lambda: notifier.setEnabled(False)
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A piece of the screen: 4 bytes a pixel, blue, green, red, unused; rows from the top without padding."""

    rect: DeviceRect
    pixels: bytes | bytearray
    """Nobody changes them; a bytearray is what the camera filled, and copying it would take longer than filling it."""


class Capture(Protocol):
    """Takes pictures of the screen."""

    def grab(self, rect: DeviceRect | None = None) -> Picture:
        """Take a picture of a rectangle (None: the whole desktop), clipped to the screen; from any thread."""
        ...

    def grab_window(self, window: WindowInfo, rect: DeviceRect | None = None) -> Picture | None:
        """Take a picture of a window's own content, without what lies in front of it; from any thread.

        `rect` (None: all that one sees as the window) is in the screen's pixels, and clipped to window and screen.
        None where this desktop does not keep windows apart: `grab` shows the window with all that is in front.
        """
        ...


class Started(Protocol):
    """A program that we started."""

    @property
    def pid(self) -> int | None:
        """Process id, where it is known."""
        ...

    def running(self) -> bool:
        """Whether it runs still."""
        ...

    def end(self) -> None:
        """Ask it to end, and see to it that it does. Only for rehearsals."""
        ...


class Programs(Protocol):
    """Starts programs."""

    def start(self, launch: str, *, environment: Mapping[str, str] | None = None) -> Started:
        """Open a desktop entry, an app id or an executable with arguments. ProgramNotFoundError where there is none."""
        ...


class ProgramNotFoundError(Exception):
    """There is no such program here; the message says what was looked for."""


@dataclass(frozen=True, slots=True)
class Ability:
    """Whether one handler works here, and if not, what to do."""

    name: str
    """windows, elements, input, capture, …"""
    works: bool
    why: str
    """For a person: what was found, or what is missing."""
    remedy: str | None = None
    """One line to copy, or None."""


class Desktop(Protocol):
    """All abilities of one desktop session."""

    @property
    def windows(self) -> Windows: ...  # noqa: D102
    @property
    def elements(self) -> Elements: ...  # noqa: D102
    @property
    def observed(self) -> ObservedInput: ...  # noqa: D102
    @property
    def made(self) -> MadeInput: ...  # noqa: D102
    @property
    def hotkeys(self) -> Hotkeys: ...  # noqa: D102
    @property
    def capture(self) -> Capture: ...  # noqa: D102
    @property
    def programs(self) -> Programs: ...  # noqa: D102
    @property
    def preferences(self) -> PreferencesPort: ...  # noqa: D102
    @property
    def idleness(self) -> Idleness: ...  # noqa: D102

    def do_not_disturb(self) -> bool:
        """Whether the desktop is told to keep quiet. May take seconds: not for the GUI thread."""
        ...

    def on_battery(self) -> bool:
        """Whether the machine runs on its battery, as far as is known. Reads files: not for the GUI thread."""
        ...

    def abilities(self) -> tuple[Ability, ...]:
        """Say what works here and what does not."""
        ...

    def shutdown(self) -> None:
        """Stop every listener and thread, close every connection. Returns within a second."""
        ...
