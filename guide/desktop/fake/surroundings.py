"""The camera, the programs and the wishes of a fake desktop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guide.desktop.fake.parts import FakeWindow, Reaction
from guide.desktop.fake.stage import Stage
from guide.desktop.ports import Picture, Post, ProgramNotFoundError
from guide.desktop.preferences import Preferences
from guide.desktop.windows import ScreenInfo, Stop, WindowInfo
from guide.tutorial.geometry import DeviceRect


class FakeCapture:
    """Takes pictures of nothing: every pixel is `pixel` (blue, green, red, unused)."""

    def __init__(self, screens: tuple[ScreenInfo, ...], pixel: bytes = b"\x00\x00\x00\x00") -> None:
        self.pixel = pixel
        right, bottom = max(s.rect.right for s in screens), max(s.rect.bottom for s in screens)
        self._desktop = DeviceRect(0, 0, right, bottom)

    def grab(self, rect: DeviceRect | None = None) -> Picture:
        """Return a blank picture of a rectangle, clipped to the screen."""
        wanted = self._desktop if rect is None else rect.intersected(self._desktop)
        if wanted.empty:
            return Picture(DeviceRect(0, 0, 0, 0), b"")
        return Picture(wanted, self.pixel * (wanted.width * wanted.height))

    def grab_window(self, window: WindowInfo, rect: DeviceRect | None = None) -> Picture | None:
        """Return a blank picture of a window, or of a part of it."""
        return self.grab(window.rect if rect is None else rect.intersected(window.rect))


@dataclass(slots=True)
class FakeStarted:
    """A fake program that was started."""

    desktop: Stage
    windows: list[FakeWindow]
    ended: bool = False

    @property
    def pid(self) -> int | None:
        """Process id of its first window."""
        return self.windows[0].pid if self.windows else None

    def running(self) -> bool:
        """Whether it runs still: until it was ended, or its last window was closed."""
        return not self.ended and (not self.windows or any(w in self.desktop.stack for w in self.windows))

    def end(self) -> None:
        """End it: its windows close."""
        self.ended = True
        for window in self.windows:
            self.desktop.close(window)


class FakePrograms:
    """Starts fake programs: whatever windows the reaction opens are the program's."""

    def __init__(self, desktop: Stage, known: dict[str, Reaction]) -> None:
        self.known = known
        self.started: list[str] = []
        self._desktop = desktop

    def start(self, launch: str, *, environment: Mapping[str, str] | None = None) -> FakeStarted:
        """Start a program by its launch line or the first word of it."""
        reaction = self.known.get(launch) or self.known.get(launch.partition(" ")[0])
        if reaction is None:
            raise ProgramNotFoundError(f"There is no program “{launch}” here.")
        before = list(self._desktop.stack)
        self.started.append(launch)
        reaction(self._desktop)
        return FakeStarted(self._desktop, [w for w in self._desktop.stack if w not in before])


class FakePreferences:
    """How the fake person wants programs to look; set `told` through `wish`."""

    def __init__(self, post: Post) -> None:
        self.told = Preferences()
        self._post = post
        self._subscribers: list[Callable[[], None]] = []

    def now(self) -> Preferences:
        """Return what is wished for now."""
        return self.told

    def subscribe(self, callback: Callable[[], None]) -> Stop:
        """Call back with each change until stopped."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback) if callback in self._subscribers else None

    def wish(self, told: Preferences) -> None:
        """Wish for something else."""
        self.told = told
        for subscriber in tuple(self._subscribers):
            self._post(subscriber)


class FakeIdleness:
    """Whether the fake person is there: they `rest` for a while, and are `back`."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._subscribers: list[tuple[int, Callable[[bool], None]]] = []
        self._rested_ms = 0

    def subscribe(self, after_ms: int, callback: Callable[[bool], None]) -> Stop:
        """Call back after such a rest, and after it, until stopped."""
        entry = (after_ms, callback)
        self._subscribers.append(entry)
        return lambda: self._subscribers.remove(entry) if entry in self._subscribers else None

    def rest(self, for_ms: int) -> None:
        """Touch nothing for so long (more)."""
        before, self._rested_ms = self._rested_ms, self._rested_ms + for_ms
        self._tell(True, lambda after_ms: before < after_ms <= self._rested_ms)

    def back(self) -> None:
        """Touch something."""
        before, self._rested_ms = self._rested_ms, 0
        self._tell(False, lambda after_ms: before >= after_ms)

    def _tell(self, resting: bool, concerns: Callable[[int], bool]) -> None:
        for after_ms, callback in tuple(self._subscribers):
            if concerns(after_ms):
                self._post(lambda callback=callback: callback(resting))  # type: ignore[misc]
