"""A desktop that lets no program see another (Wayland): programs can be started, and that is all.

Nothing here pretends: there are no windows, nothing is ever found, no input is seen or made.
"""

from __future__ import annotations

from collections.abc import Callable

from guide.desktop.elements import ElementEvent, ElementInfo, ElementQuery, ElementRef, Matches, Way
from guide.desktop.handlers.do_not_disturb import do_not_disturb
from guide.desktop.handlers.power import on_battery
from guide.desktop.handlers.programs import LocalPrograms
from guide.desktop.handlers.versions import version_of
from guide.desktop.inputs import Button, InputEvent, InputNotPossibleError
from guide.desktop.ports import Ability, Picture
from guide.desktop.preferences import Preferences
from guide.desktop.windows import Stop, WindowEvent, WindowInfo, WindowsSnapshot
from guide.tutorial.geometry import DevicePoint, DeviceRect
from guide.tutorial.keys import Chord

WHY = "This desktop session does not let a program see, follow or mark the windows of others."
_NOTHING = WindowsSnapshot((), None, ())


def _stop() -> None:
    """Stop what never began."""


class BlindDesktop:
    """All abilities, without any."""

    def __init__(self) -> None:
        self.windows = _Windows()
        self.elements = _Elements()
        self.observed = _Observed()
        self.made = _Made()
        self.hotkeys = _Hotkeys()
        self.capture = _Capture()
        self.programs = LocalPrograms()
        self.preferences = _Preferences()
        self.idleness = _Idleness()

    def do_not_disturb(self) -> bool:
        """Whether the desktop is told to keep quiet; takes a moment."""
        return do_not_disturb()

    def on_battery(self) -> bool:
        """Whether a battery is all that feeds this machine."""
        return on_battery()

    def abilities(self) -> tuple[Ability, ...]:
        """Say what works here."""
        missing = ("windows", "elements", "input", "made input", "hotkeys", "capture")
        told = tuple(Ability(name, works=False, why=WHY) for name in missing)
        return (
            *told,
            Ability("programs", works=True, why="programs are started from the path and from desktop entries"),
        )

    def shutdown(self) -> None:
        """Do nothing: nothing was begun."""


class _Windows:
    def snapshot(self) -> WindowsSnapshot:
        return _NOTHING

    def subscribe(self, callback: Callable[[WindowEvent], None]) -> Stop:
        return _stop

    def activate(self, window_id: int) -> None:
        pass

    def lend_focus(self, window_id: int) -> Stop:
        return _stop

    def composited(self) -> bool:
        """Say that nothing can lie translucent over other windows: here nothing can lie over them at all."""
        return False

    def version_of(self, process: str) -> str | None:
        return version_of(process)


class _Elements:
    async def search(
        self, query: ElementQuery, window: WindowInfo, *, limit: int = 20, deadline_ms: int = 0
    ) -> Matches:
        return Matches((), "", 0, complete=False, detail=WHY)

    async def read(
        self,
        ref: ElementRef,
        window: WindowInfo,
        *,
        with_value: bool = False,
        with_keys: bool = False,
        deadline_ms: int = 0,
    ) -> ElementInfo | None:
        return None

    async def at(self, point: DevicePoint, window: WindowInfo, *, deadline_ms: int = 0) -> ElementInfo | None:
        return None

    def subscribe(self, callback: Callable[[ElementEvent], None], *, pid: int | None = None) -> Stop:
        return _stop

    def shutdown(self) -> None:
        pass


class _Observed:
    def subscribe(self, callback: Callable[[InputEvent], None]) -> Stop:
        return _stop

    def watch(self, chords: frozenset[Chord]) -> None:
        pass

    def watch_work(self, on: bool) -> None:
        pass


class _Made:
    def move(self, point: DevicePoint, *, duration_ms: int = 0) -> None:
        raise InputNotPossibleError(WHY)

    def click(self, point: DevicePoint, button: Button = "left", count: int = 1) -> None:
        raise InputNotPossibleError(WHY)

    def drag(self, start: DevicePoint, end: DevicePoint, *, duration_ms: int = 0) -> None:
        raise InputNotPossibleError(WHY)

    def scroll(self, point: DevicePoint, way: Way, notches: int) -> None:
        raise InputNotPossibleError(WHY)

    def press(self, chord: Chord) -> None:
        raise InputNotPossibleError(WHY)

    def type(self, text: str) -> None:
        raise InputNotPossibleError(WHY)


class _Hotkeys:
    def grab(self, chord: Chord, callback: Callable[[], None]) -> Stop:
        raise InputNotPossibleError(WHY)


class _Capture:
    def grab(self, rect: DeviceRect | None = None) -> Picture:
        raise OSError(WHY)

    def grab_window(self, window: WindowInfo, rect: DeviceRect | None = None) -> Picture | None:
        return None


class _Preferences:
    def now(self) -> Preferences:
        return Preferences()

    def subscribe(self, callback: Callable[[], None]) -> Stop:
        return _stop


class _Idleness:
    def subscribe(self, after_ms: int, callback: Callable[[bool], None]) -> Stop:
        return _stop
