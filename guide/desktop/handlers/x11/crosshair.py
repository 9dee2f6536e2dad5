"""The cross-hair on X11: pointer and keyboard are ours for a moment; or the pointer is followed, and nothing taken."""

from __future__ import annotations

import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from Xlib import X, Xcursorfont, error
from Xlib.ext import record

from guide.desktop.crosshair import Aimed, AimEvent, AimGivenUp, Chosen, PointerTakenError
from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.pump import drive_in_thread
from guide.desktop.ports import Drive, Post
from guide.desktop.windows import Stop
from guide.tutorial.geometry import DevicePoint

_ESCAPE: Final = 0xFF1B
_ENTER: Final = frozenset({0xFF0D, 0xFF8D})
_ARROWS: Final = {0xFF51: (-1, 0), 0xFF52: (0, -1), 0xFF53: (1, 0), 0xFF54: (0, 1)}
_STEP_PX, _FAR_PX = 8, 64
"""How far an arrow key moves the pointer, and with Ctrl; with Shift it is one pixel."""
_FOLLOWED = X.PointerMotionMask | X.ButtonPressMask | X.ButtonReleaseMask
_LEFT = 1
_EVENT = struct.Struct("=B19xhh8x")
"""An event of the core protocol, of which we want: type, position on the root."""
_END_WITHIN_S = 1.0


class X11Crosshair:
    """Aims by the real pointer. It has a connection only while somebody aims; the server frees all when that ends."""

    def __init__(self, connect: Callable[[], Connection], post: Post, drive: Drive = drive_in_thread) -> None:
        self._connect, self._post, self._drive = connect, post, drive

    def take(self, callback: Callable[[AimEvent], None]) -> Stop:
        """Take pointer and keyboard, so that no program sees what is clicked or pressed."""
        aim = _Taken(self._connect(), lambda event: self._post(lambda: callback(event)))
        return aim.begin(self._drive)

    def follow(self, callback: Callable[[AimEvent], None]) -> Stop:
        """Follow the pointer and take nothing."""
        return _Followed(self._connect, lambda event: self._post(lambda: callback(event))).stop


class _Taken:
    """One connection while pointer and keyboard are ours."""

    def __init__(self, x: Connection, tell: Callable[[AimEvent], None]) -> None:
        self._x, self._tell = x, tell
        self._over = False
        self._pressed: DevicePoint | None = None

    def begin(self, drive: Drive) -> Stop:
        """Begin; return what ends it."""
        try:
            with self._x.lock:
                self._prepare()
                self._x.sync()
                self._tell(Aimed(self._pointer()))
        except BaseException:
            self._x.close()
            raise
        undrive = drive(self._x.fileno(), self._dispatch)

        def stop() -> None:
            self._over = True
            undrive()
            self._x.close()  # and with it goes every grab

        return stop

    def _pointer(self) -> DevicePoint:
        at = self._x.root.query_pointer()
        return DevicePoint(at.root_x, at.root_y)

    def _dispatch(self) -> None:
        if self._over:
            return
        with self._x.lock:
            try:
                while events := self._x.events():
                    for event in events:
                        self._notice(event)
            except error.ConnectionClosedError as gone:
                raise ConnectionError(str(gone)) from None

    def _prepare(self) -> None:
        root = self._x.root
        told = root.grab_pointer(
            False, _FOLLOWED, X.GrabModeAsync, X.GrabModeAsync, X.NONE, self._cursor(), X.CurrentTime
        )
        if told != X.GrabSuccess:
            raise PointerTakenError("another program holds the pointer: one of its menus is open")
        told = root.grab_keyboard(False, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime)
        if told != X.GrabSuccess:
            raise PointerTakenError("another program holds the keyboard: one of its menus is open")

    def _cursor(self) -> Any:
        display = self._x.display
        with suppress(error.XError, AttributeError):
            font, shape = display.open_font("cursor"), Xcursorfont.crosshair
            return font.create_glyph_cursor(font, shape, shape + 1, (0, 0, 0), (65535, 65535, 65535))
        return X.NONE

    def _notice(self, event: Any) -> None:
        match event.type:
            case X.MotionNotify:
                self._tell(Aimed(DevicePoint(event.root_x, event.root_y)))
            case X.ButtonPress if event.detail == _LEFT:
                self._pressed = DevicePoint(event.root_x, event.root_y)
            case X.ButtonRelease if event.detail == _LEFT and self._pressed is not None:
                # only now: who lets go of the pointer at the press leaves the release to the program
                self._tell(Chosen(DevicePoint(event.root_x, event.root_y), self._pressed))
            case X.ButtonRelease if event.detail == 3:
                self._tell(AimGivenUp())
            case X.KeyPress:
                self._key(event)

    def _key(self, event: Any) -> None:
        keysym = self._x.display.keycode_to_keysym(event.detail, 0)
        if keysym == _ESCAPE:
            self._tell(AimGivenUp())
        elif keysym in _ENTER:
            here = DevicePoint(event.root_x, event.root_y)
            self._tell(Chosen(here, here))
        elif keysym in _ARROWS:
            far = 1 if event.state & X.ShiftMask else _FAR_PX if event.state & X.ControlMask else _STEP_PX
            dx, dy = _ARROWS[keysym]
            self._x.root.warp_pointer(event.root_x + far * dx, event.root_y + far * dy)
            self._x.display.flush()


class _Followed:
    """Movements by RECORD: XInput's raw ones would leave out what warps the pointer, as aids for the hand do."""

    def __init__(self, connect: Callable[[], Connection], tell: Callable[[AimEvent], None]) -> None:
        self._tell = tell
        self._told, self._command = connect(), connect()
        display = self._command.display
        self._context = display.record_create_context(0, [record.AllClients], [_motion()])
        display.sync()
        at = self._command.root.query_pointer()
        tell(Aimed(DevicePoint(at.root_x, at.root_y)))
        self._thread = threading.Thread(target=self._run, name="guide cross-hair", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and both connections."""
        with suppress(error.ConnectionClosedError, OSError):
            self._command.display.record_disable_context(self._context)
            self._command.display.record_free_context(self._context)
            self._command.display.sync()
        self._thread.join(_END_WITHIN_S)
        self._command.close()

    def _run(self) -> None:
        def heard(reply: Any) -> None:
            if reply.category != record.FromServer or reply.client_swapped:
                return
            for start in range(0, len(reply.data) - _EVENT.size + 1, _EVENT.size):
                kind, x, y = _EVENT.unpack_from(reply.data, start)
                if kind == X.MotionNotify:
                    self._tell(Aimed(DevicePoint(x, y)))

        with suppress(error.ConnectionClosedError, OSError):  # the server has gone
            self._told.display.record_enable_context(self._context, heard)  # returns when the context is disabled
        self._told.close()


def _motion() -> dict[str, Any]:
    nothing = dict.fromkeys(("core_requests", "core_replies", "delivered_events", "errors"), (0, 0))
    extensions = dict.fromkeys(("ext_requests", "ext_replies"), (0, 0, 0, 0))
    told = (X.MotionNotify, X.MotionNotify)
    return {**nothing, **extensions, "device_events": told, "client_started": False, "client_died": False}
