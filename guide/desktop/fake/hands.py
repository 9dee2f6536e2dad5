"""Input of the fake desktop: what is made here is observed here, and acts on the fake windows in between."""

from __future__ import annotations

from collections.abc import Callable

from guide.desktop.elements import Way
from guide.desktop.inputs import (
    Button,
    ChordPress,
    HotkeyTakenError,
    InputEvent,
    PointerPress,
    Typed,
    WheelTurned,
    sort_of,
)
from guide.desktop.ports import Post
from guide.desktop.windows import Stop
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.keys import Chord


class FakeObservedInput:
    """Passes on what the fake's made input does."""

    def __init__(self, post: Post) -> None:
        self.watched: frozenset[Chord] = frozenset()
        self.watches_work = False
        self._post = post
        self._subscribers: list[Callable[[InputEvent], None]] = []

    @property
    def listening(self) -> bool:
        """Whether anybody wants to know."""
        return bool(self._subscribers)

    def subscribe(self, callback: Callable[[InputEvent], None]) -> Stop:
        """Call back until stopped."""
        self._subscribers.append(callback)

        def stop() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return stop

    def watch(self, chords: frozenset[Chord]) -> None:
        """Replace the set of chords that are passed on."""
        self.watched = chords

    def watch_work(self, on: bool) -> None:
        """Pass on, too, that something was typed and that the wheel was turned; or no more."""
        self.watches_work = on

    def tell(self, event: InputEvent) -> None:
        """Pass an event on; a chord only if it is watched."""
        if isinstance(event, ChordPress) and event.chord not in self.watched:
            return
        if isinstance(event, Typed | WheelTurned) and not self.watches_work:
            return
        for subscriber in tuple(self._subscribers):
            self._post(
                lambda subscriber=subscriber: subscriber(event) if subscriber in self._subscribers else None  # type: ignore[misc]
            )


class FakeHotkeys:
    """Takes shortcuts; what it takes, no window gets. `taken`: by other programs."""

    def __init__(self, post: Post) -> None:
        self.taken: set[Chord] = set()
        self._post = post
        self._grabs: dict[Chord, Callable[[], None]] = {}

    def grab(self, chord: Chord, callback: Callable[[], None]) -> Stop:
        """Take a shortcut until stopped."""
        if chord in self.taken or chord in self._grabs:
            raise HotkeyTakenError(f"Another program has taken {chord} already.")
        self._grabs[chord] = callback

        def stop() -> None:
            if self._grabs.get(chord) is callback:
                del self._grabs[chord]

        return stop

    def consume(self, chord: Chord) -> bool:
        """Whether the chord was taken; then its owner is called."""
        callback = self._grabs.get(chord)
        if callback is not None:
            self._post(callback)
        return callback is not None


class FakeMadeInput:
    """Moves a pointer that exists in a number alone."""

    def __init__(  # noqa: PLR0913, PLR0917  (what each movement of the hand does)
        self,
        observed: FakeObservedInput,
        hotkeys: FakeHotkeys,
        click: Callable[[DevicePoint, Button, int], None],
        scroll: Callable[[DevicePoint, Way, int], None],
        press: Callable[[Chord], None],
        write: Callable[[str], None],
    ) -> None:
        self.pointer = DevicePoint(0, 0)
        self._observed = observed
        self._hotkeys = hotkeys
        self._click = click
        self._scroll = scroll
        self._press = press
        self._write = write

    def move(self, point: DevicePoint, *, duration_ms: int = 0) -> None:
        """Move the pointer, at once."""
        self.pointer = point

    def click(self, point: DevicePoint, button: Button = "left", count: int = 1) -> None:
        """Move there and click; the window sees each press and release after the observer."""
        self.pointer = point
        for number in range(1, count + 1):
            self._observed.tell(PointerPress(point, button, down=True, count=number))
            self._observed.tell(PointerPress(point, button, down=False, count=number))
            self._click(point, button, number)

    def drag(self, start: DevicePoint, end: DevicePoint, *, duration_ms: int = 0) -> None:
        """Press here and let go there; windows of the fake know no dragging."""
        self._observed.tell(PointerPress(start, "left", down=True))
        self.pointer = end
        self._observed.tell(PointerPress(end, "left", down=False))

    def scroll(self, point: DevicePoint, way: Way, notches: int) -> None:
        """Move there and turn the wheel."""
        self.pointer = point
        self._scroll(point, way, notches)

    def press(self, chord: Chord) -> None:
        """Press a shortcut."""
        self._observed.tell(ChordPress(chord))
        if not self._hotkeys.consume(chord):
            self._press(chord)

    def type(self, text: str) -> None:
        """Type a text into whatever has the keyboard; a watched key in it is observed, as it is on a real keyboard."""
        for char in text:
            self._observed.tell(ChordPress(_chord_of(char)))
            if char.isprintable():
                self._observed.tell(Typed(sort_of(char)))
        self._write(text)


def _chord_of(char: str) -> Chord:
    named = {"\n": "Enter", "\t": "Tab", " ": "Space"}.get(char)
    shift = frozenset({"Shift"} if char.isupper() else ())
    return Chord(named) if named else Chord(char.upper(), shift)
