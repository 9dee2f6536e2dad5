"""Observed and made input by pynput: for Windows and macOS; on X11 it is held to the same tests as our own.

pynput opens the display as it is imported, so that is done late. On macOS the person has to allow guide to observe
input (System Settings, Privacy & Security, Input Monitoring) and to make it (Accessibility).

What is told about keys is compared inside `_Keys.pressed` and forgotten there; while no chord is watched, keys are
not listened to at all.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from guide.desktop.elements import Way
from guide.desktop.handlers.clicks import ClickCounter
from guide.desktop.handlers.pointer_path import line
from guide.desktop.inputs import (
    Button,
    ChordPress,
    InputEvent,
    InputNotPossibleError,
    PointerPress,
    Typed,
    WheelTurned,
    sort_of,
)
from guide.desktop.ports import Ability, Post
from guide.desktop.windows import Stop
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.keys import Chord

_END_WITHIN_S = 1.0

_SPECIAL = {
    "enter": "Enter", "esc": "Escape", "tab": "Tab", "space": "Space", "backspace": "Backspace", "delete": "Delete",
    "insert": "Insert", "home": "Home", "end": "End", "page_up": "PageUp", "page_down": "PageDown", "up": "Up",
    "down": "Down", "left": "Left", "right": "Right", "menu": "Menu", "print_screen": "Print", "pause": "Pause",
    **{f"f{n}": f"F{n}" for n in range(1, 25)},
}  # fmt: skip
"""pynput's names of keys, and ours. Not every system has every key."""
_SPECIAL_BY_KEY = {ours: theirs for theirs, ours in _SPECIAL.items()}
_SHIFTED_TAB_OF_X = 0xFE20
"""X has a symbol of its own for Tab with Shift. No system has a virtual key of that number."""
_MODIFIERS = {
    "ctrl": "Ctrl", "ctrl_l": "Ctrl", "ctrl_r": "Ctrl", "alt": "Alt", "alt_l": "Alt", "alt_r": "Alt",
    "shift": "Shift", "shift_l": "Shift", "shift_r": "Shift", "cmd": "Meta", "cmd_l": "Meta", "cmd_r": "Meta",
}  # fmt: skip
_WHEEL: dict[Way, tuple[int, int]] = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}
_MODIFIER_KEYS = {"Ctrl": "ctrl", "Alt": "alt", "Shift": "shift", "Meta": "cmd"}


def ability() -> Ability:
    """Say whether pynput works here."""
    if importlib.util.find_spec("pynput") is None:
        return Ability("input", works=False, why="pynput is not installed", remedy="pip install pynput")
    try:
        _pynput("mouse")
    except ImportError as problem:
        return Ability("input", works=False, why=f"pynput finds no screen: {problem}")
    return Ability("input", works=True, why="clicks and shortcuts are observed and made by pynput")


def _pynput(part: str) -> Any:
    return importlib.import_module(f"pynput.{part}")


class PynputObservedInput:
    """Sees clicks and the watched keys. Without subscribers nothing is listened to."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._lock = threading.RLock()
        self._subscribers: list[Callable[[InputEvent], None]] = []
        self._clicks = ClickCounter()
        self._keys = _Keys(self._tell)
        self._mouse: Any = None
        self._work = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {'listening' if self._mouse else 'idle'}>"

    def subscribe(self, callback: Callable[[InputEvent], None]) -> Stop:
        """Call back until stopped."""
        with self._lock:
            self._subscribers.append(callback)
            if self._mouse is None:
                self._mouse = _begun(_pynput("mouse").Listener(on_click=self._clicked, on_scroll=self._turned))
                self._keys.listen(True)

        def stop() -> None:
            with self._lock:
                if callback in self._subscribers:
                    self._subscribers.remove(callback)
                if not self._subscribers:
                    self._end()

        return stop

    def watch(self, chords: frozenset[Chord]) -> None:
        """Replace the set of chords that are passed on."""
        with self._lock:
            self._keys.watch(chords)

    def watch_work(self, on: bool) -> None:
        """Pass on, too, that something was typed and that the wheel was turned; or no more."""
        with self._lock:
            self._work = on
            self._keys.watch_work(on)

    def shutdown(self) -> None:
        """Listen no more."""
        with self._lock:
            self._subscribers.clear()
            self._end()

    def _end(self) -> None:
        mouse, self._mouse = self._mouse, None
        _ended(mouse)
        self._keys.listen(False)

    def _clicked(self, x: float, y: float, button: Any, down: bool, *_: object) -> None:
        if button.name in ("left", "middle", "right"):
            point = DevicePoint(int(x), int(y))
            count = self._clicks.count(point, button.name, time.monotonic_ns() // 1_000_000, down=down)
            self._tell(PointerPress(point, button.name, down, count))

    def _turned(self, x: float, y: float, dx: float, dy: float, *_: object) -> None:
        if self._work:
            point = DevicePoint(int(x), int(y))
            self._tell(WheelTurned(point, "up" if dy > 0 else "down" if dy < 0 else "right" if dx > 0 else "left"))

    def _tell(self, event: InputEvent) -> None:
        self._post(lambda: self._deliver(event))

    def _deliver(self, event: InputEvent) -> None:
        for subscriber in tuple(self._subscribers):
            if subscriber in self._subscribers:
                subscriber(event)


class _Keys:
    """Listens to the keyboard while there is a chord to wait for."""

    def __init__(self, tell: Callable[[InputEvent], None]) -> None:
        self._tell = tell
        self._wanted = False
        self._chords: frozenset[Chord] = frozenset()
        self._work = False
        self._held: set[str] = set()
        self._listener: Any = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def listen(self, wanted: bool) -> None:
        """Listen, as soon as there is something to wait for; or not at all."""
        self._wanted = wanted
        self._adjust()

    def watch(self, chords: frozenset[Chord]) -> None:
        """Compare with other chords from now on."""
        self._chords = chords
        self._adjust()

    def watch_work(self, on: bool) -> None:
        """Tell, too, that something was typed; or no more."""
        self._work = on
        self._adjust()

    def _adjust(self) -> None:
        needed = self._wanted and (bool(self._chords) or self._work)
        if needed and self._listener is None:
            self._held.clear()
            keyboard = _pynput("keyboard")
            self._listener = _begun(keyboard.Listener(on_press=self._pressed, on_release=self._released))
        elif not needed and self._listener is not None:
            listener, self._listener = self._listener, None
            _ended(listener)

    def _pressed(self, key: Any, *_: object) -> None:
        modifier = _MODIFIERS.get(getattr(key, "name", ""))
        if modifier is not None:
            self._held.add(modifier)
        elif key is not None:
            if self._work and not self._held & {"Ctrl", "Alt", "Meta"}:
                self._tell_typed(key)
            for chord in self._chords & frozenset(self._names(key)):
                self._tell(ChordPress(chord))

    def _tell_typed(self, key: Any) -> None:
        if getattr(key, "name", "") in ("backspace", "delete"):
            self._tell(Typed("erase"))
        elif char := (" " if getattr(key, "name", "") == "space" else getattr(key, "char", None)):
            self._tell(Typed(sort_of(char)))

    def _released(self, key: Any, *_: object) -> None:
        self._held.discard(_MODIFIERS.get(getattr(key, "name", ""), ""))

    def _names(self, key: Any) -> Iterator[Chord]:
        """Yield all chords that this key may be called now: `Ctrl++` is also `Ctrl+Shift+=` where + is above =."""
        held = frozenset(self._held)
        special = "Tab" if getattr(key, "vk", None) == _SHIFTED_TAB_OF_X else _SPECIAL.get(getattr(key, "name", ""))
        if special is not None:
            yield Chord(special, held)
            return
        listener = self._listener
        plain = getattr(listener.canonical(key), "char", None) if listener is not None else None
        if plain:
            yield Chord(plain.upper(), held)
        typed = getattr(key, "char", None)
        if typed and typed.isprintable() and not typed.isalpha():
            yield Chord(typed.upper(), held - {"Shift"})


class PynputMadeInput:
    """Moves the real pointer and presses the real keys."""

    def __init__(self) -> None:
        self._controllers: tuple[Any, Any] | None = None

    def move(self, point: DevicePoint, *, duration_ms: int = 0) -> None:
        """Move the pointer, in a line, in that time."""
        mouse = self._mouse
        x, y = mouse.position
        for step in line(DevicePoint(int(x), int(y)), point, duration_ms):
            mouse.position = (step.x, step.y)

    def click(self, point: DevicePoint, button: Button = "left", count: int = 1) -> None:
        """Move there and click."""
        mouse = self._mouse
        mouse.position = (point.x, point.y)
        mouse.click(_pynput("mouse").Button[button], count)

    def drag(self, start: DevicePoint, end: DevicePoint, *, duration_ms: int = 0) -> None:
        """Press at one point, move in a line, in that time, and let go at another."""
        mouse, left = self._mouse, _pynput("mouse").Button["left"]
        mouse.position = (start.x, start.y)
        mouse.press(left)
        try:
            for step in line(start, end, duration_ms):
                mouse.position = (step.x, step.y)
        finally:  # a button that stays down would be the person's
            mouse.release(left)

    def scroll(self, point: DevicePoint, way: Way, notches: int) -> None:
        """Move there and turn the wheel by so many notches."""
        mouse = self._mouse
        mouse.position = (point.x, point.y)
        dx, dy = _WHEEL[way]
        mouse.scroll(dx * notches, dy * notches)

    def press(self, chord: Chord) -> None:
        """Press and let go a shortcut."""
        key = self._key(chord.key)
        with self._possible(str(chord)), ExitStack() as held:
            for name in sorted(chord.modifiers):
                held.enter_context(self._keyboard.pressed(self._special(_MODIFIER_KEYS[name])))
            self._keyboard.press(key)
            self._keyboard.release(key)

    def type(self, text: str) -> None:
        """Type a text, any Unicode, independent of the keyboard layout."""
        with self._possible("this text"):
            self._keyboard.type(text)

    def shutdown(self) -> None:
        """Let go of the controllers."""
        self._controllers = None

    @property
    def _mouse(self) -> Any:
        return self._open()[0]

    @property
    def _keyboard(self) -> Any:
        return self._open()[1]

    def _open(self) -> tuple[Any, Any]:
        if self._controllers is None:
            self._controllers = (_pynput("mouse").Controller(), _pynput("keyboard").Controller())
        return self._controllers

    def _key(self, key: str) -> Any:
        if key in _SPECIAL_BY_KEY:
            return self._special(_SPECIAL_BY_KEY[key])
        return _pynput("keyboard").KeyCode.from_char(key.lower())

    def _special(self, name: str) -> Any:
        try:
            return _pynput("keyboard").Key[name]
        except KeyError:
            raise InputNotPossibleError(f"A keyboard of {sys.platform} has no key “{name}”.") from None

    @contextmanager
    def _possible(self, what: str) -> Iterator[None]:
        controller = _pynput("keyboard").Controller
        try:
            yield
        except (controller.InvalidKeyException, controller.InvalidCharacterException) as problem:
            raise InputNotPossibleError(f"This keyboard cannot make {what}: {problem}") from None


def _begun(listener: Any) -> Any:
    listener.start()
    listener.wait()  # no click after this is missed
    return listener


def _ended(listener: Any) -> None:
    if listener is not None:
        listener.stop()
        if threading.current_thread() is not listener:
            listener.join(_END_WITHIN_S)
