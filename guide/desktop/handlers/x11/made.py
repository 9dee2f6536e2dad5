"""Made input on X11: the XTEST extension moves the real pointer and presses the real keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from Xlib import X

from guide.desktop.elements import Way
from guide.desktop.handlers.pointer_path import line
from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.keyboard import Keyboard, Stroke
from guide.desktop.handlers.x11.keysyms import keysym_of, keysyms_of_key
from guide.desktop.handlers.x11.lending import LentKeys
from guide.desktop.handlers.x11.properties import number, numbers
from guide.desktop.handlers.x11.xkb import KeyboardState, Switched
from guide.desktop.inputs import Button, InputNotPossibleError
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.keys import MODIFIERS, Chord

_BUTTONS: dict[Button, int] = {"left": 1, "middle": 2, "right": 3}
_WHEEL: dict[Way, int] = {"up": 4, "down": 5, "left": 6, "right": 7}

#: A window manager that has not let go of a click or of the keyboard by then never will.
_WITHIN_S = 2.0
_LOOK_EVERY_S = 0.001


class XTestInput:
    """Moves, clicks and types."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._opened: Connection | None = None

    def move(self, point: DevicePoint, *, duration_ms: int = 0) -> None:
        """Move the pointer, in a line, in that time."""
        x = self._open()
        with x.lock:
            at = x.root.query_pointer()
        for step in line(DevicePoint(at.root_x, at.root_y), point, duration_ms):
            with x.lock:
                x.display.xtest_fake_input(X.MotionNotify, x=step.x, y=step.y)
                x.sync()

    def click(self, point: DevicePoint, button: Button = "left", count: int = 1) -> None:
        """Move there and click."""
        x = self._open()
        with x.lock:
            x.display.xtest_fake_input(X.MotionNotify, x=point.x, y=point.y)
            for _ in range(count):
                x.display.xtest_fake_input(X.ButtonPress, _BUTTONS[button])
                x.display.xtest_fake_input(X.ButtonRelease, _BUTTONS[button])
            x.sync()
            self._wait_for_release(x, button)

    def drag(self, start: DevicePoint, end: DevicePoint, *, duration_ms: int = 0) -> None:
        """Press at one point, move in a line, in that time, and let go at another."""
        x = self._open()
        self._fake(x, (X.MotionNotify, start), (X.ButtonPress, None))
        try:
            for step in line(start, end, duration_ms):
                self._fake(x, (X.MotionNotify, step))
        finally:  # a button that stays down would be the person's
            self._fake(x, (X.ButtonRelease, None))
        with x.lock:
            self._wait_for_release(x, "left")

    @staticmethod
    def _fake(x: Connection, *events: tuple[int, DevicePoint | None]) -> None:
        """Move the pointer to points; press and let go the left button."""
        with x.lock:
            for kind, point in events:
                if point is None:
                    x.display.xtest_fake_input(kind, _BUTTONS["left"])
                else:
                    x.display.xtest_fake_input(kind, x=point.x, y=point.y)
            x.sync()

    def scroll(self, point: DevicePoint, way: Way, notches: int) -> None:
        """Move there and turn the wheel by so many notches."""
        x = self._open()
        with x.lock:
            x.display.xtest_fake_input(X.MotionNotify, x=point.x, y=point.y)
            for _ in range(notches):
                x.display.xtest_fake_input(X.ButtonPress, _WHEEL[way])
                x.display.xtest_fake_input(X.ButtonRelease, _WHEEL[way])
            x.sync()

    def press(self, chord: Chord) -> None:
        """Press and let go a shortcut."""
        x = self._open()
        with x.lock:
            self._wait_for_focus(x)
            keyboard, group = Keyboard.read(x), KeyboardState(x).now().group
            stroke = keyboard.stroke_of_key(chord.key, group)
            held = [_modifier(keyboard, name) for name in MODIFIERS if name in chord.modifiers]
            if stroke is not None:
                self._strike(x, keyboard, stroke, held)
                return
            with LentKeys(x, keyboard) as lent:
                self._strike(x, keyboard, lent.lend(keysyms_of_key(chord.key)[:1])[0], held)

    def type(self, text: str) -> None:
        """Type a text, any Unicode, independent of the keyboard layout."""
        x = self._open()
        with x.lock:
            self._wait_for_focus(x)
            keyboard = Keyboard.read(x)
            with _without_caps_lock(KeyboardState(x)) as switched, LentKeys(x, keyboard) as lent:
                strokes = {char: keyboard.stroke_of(char, keysym_of(char), switched.group) for char in set(text)}
                for part in lent.parts(text, {char for char, stroke in strokes.items() if stroke is None}):
                    wanted = tuple(dict.fromkeys(char for char in part if strokes[char] is None))
                    made = dict(zip(wanted, lent.lend([keysym_of(char) for char in wanted]), strict=True))
                    for char in part:
                        self._strike(x, keyboard, strokes[char] or made[char], ())

    def shutdown(self) -> None:
        """Close the connection."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _open(self) -> Connection:
        if self._opened is None:
            self._opened = self._connect()
        return self._opened

    def _wait_for_release(self, x: Connection, button: Button) -> None:
        """Return when the click has arrived.

        Window managers hold a click back until they have given the window the focus; keys would overtake it.
        """
        mask = X.Button1Mask << (_BUTTONS[button] - 1)
        _wait_while(lambda: bool(x.root.query_pointer().mask & mask))

    def _wait_for_focus(self, x: Connection) -> None:
        """Return when a program has the keyboard.

        A window manager takes it for a moment when windows change, and keys would be lost there. It has it for good
        when no window is active.
        """
        whose = ~x.display.display.info.resource_id_mask

        def manager_has_it() -> bool:
            told = x.properties(x.root.id, ("_NET_SUPPORTING_WM_CHECK", "_NET_ACTIVE_WINDOW", "_NET_CLIENT_LIST"))
            manager = number(told, "_NET_SUPPORTING_WM_CHECK")
            if manager is None or number(told, "_NET_ACTIVE_WINDOW") not in numbers(told, "_NET_CLIENT_LIST"):
                return False
            focus = getattr(x.display.get_input_focus().focus, "id", 0)
            return focus in (0, 1, x.root.id) or focus & whose == manager & whose

        _wait_while(manager_has_it)

    def _strike(self, x: Connection, keyboard: Keyboard, stroke: Stroke, held: list[int] | tuple[()]) -> None:
        keys = [*held]
        for needed, name in ((stroke.shift, "Shift"), (stroke.level3, "Level3")):
            if needed and (keycode := _modifier(keyboard, name)) not in keys:
                keys.append(keycode)
        keys.append(stroke.keycode)
        for keycode in keys:
            x.display.xtest_fake_input(X.KeyPress, keycode)
        for keycode in reversed(keys):
            x.display.xtest_fake_input(X.KeyRelease, keycode)
        x.sync()


@contextmanager
def _without_caps_lock(state: KeyboardState) -> Iterator[Switched]:
    """Switch Caps Lock off for a while; yield what else is switched on."""
    switched = state.now()
    if not switched.caps_lock:
        yield switched
        return
    state.lock_caps(False)
    try:
        yield switched
    finally:
        state.lock_caps(True)


def _wait_while(holds: Callable[[], bool]) -> None:
    """Return when the condition holds no more, or has held for too long."""
    deadline = time.monotonic() + _WITHIN_S
    while holds() and time.monotonic() < deadline:
        time.sleep(_LOOK_EVERY_S)


def _modifier(keyboard: Keyboard, name: str) -> int:
    keycode = keyboard.modifier_key(name)
    if keycode is None:
        raise InputNotPossibleError(f"This keyboard has no {name} key.")
    return keycode
