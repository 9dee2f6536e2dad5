"""The windows port on X11."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from Xlib import X, error
from Xlib.ext import xfixes

from guide.desktop.changes import changes, merged
from guide.desktop.handlers.versions import version_of
from guide.desktop.handlers.x11.connection import Connection
from guide.desktop.handlers.x11.model import Model
from guide.desktop.handlers.x11.properties import number
from guide.desktop.handlers.x11.pump import drive_in_thread
from guide.desktop.ports import Drive, Post
from guide.desktop.windows import Stop, WindowEvent, WindowsSnapshot

#: Says to the window manager that the person asked for it (as pagers do), so that it obeys.
_ON_BEHALF_OF_PERSON = 2
#: A selection has a new owner, or its owner's window or connection ended.
_ANY_OWNER = (
    xfixes.XFixesSetSelectionOwnerNotifyMask
    | xfixes.XFixesSelectionWindowDestroyNotifyMask
    | xfixes.XFixesSelectionClientCloseNotifyMask
)


class X11Windows:
    """Looks at the windows of an X server. Without subscribers it listens to nothing and reads afresh when asked.

    Calls may come from any thread; callbacks go out through `post`.
    """

    def __init__(self, connection: Connection, post: Post, drive: Drive = drive_in_thread) -> None:
        self._x = connection
        self._post = post
        self._drive = drive
        self._subscribers: list[Callable[[WindowEvent], None]] = []
        self._model: Model | None = None
        self._last: WindowsSnapshot | None = None
        self._pending: list[WindowEvent] = []
        self._stop_driving: Stop = lambda: None
        self._delivering: int | None = None
        """The thread that tells news at this moment."""

    def fileno(self) -> int:
        """Return the socket that is readable when there is news."""
        return self._x.fileno()

    def dispatch(self) -> None:
        """Take in what has arrived, without waiting. ConnectionError when the X server has gone."""
        with self._x.lock:
            if self._model is None:  # stopped while the news was on its way
                return
            try:
                self._look(self._model, self._x.events())
            except error.ConnectionClosedError as gone:
                raise ConnectionError(str(gone)) from None

    def snapshot(self) -> WindowsSnapshot:
        """Return all windows now; as they were last, when the X server has gone: nobody is told that all closed."""
        with self._x.lock:
            if self._model is None:
                return Model(self._x, listening=False).snapshot()
            if self._last is not None and self._delivering == threading.get_ident():
                return self._last  # what is being told just now; anything newer will be told too
            try:
                self._x.sync()
                return self._look(self._model, self._x.events())
            except error.ConnectionClosedError:
                if self._last is None:
                    raise
                return self._last

    def subscribe(self, callback: Callable[[WindowEvent], None]) -> Stop:
        """Call back on each event until stopped."""
        with self._x.lock:
            self._subscribers.append(callback)
            if self._model is None:
                self._listen()

        def stop() -> None:
            with self._x.lock:
                if callback in self._subscribers:
                    self._subscribers.remove(callback)
                stop_driving = self._listen_no_more() if not self._subscribers else None
            if stop_driving is not None:
                stop_driving()

        return stop

    def activate(self, window_id: int) -> None:
        """Ask for the window to be raised and given the keyboard."""
        with self._asking():
            supported = self._x.properties(self._x.root.id, ("_NET_SUPPORTED",)).get("_NET_SUPPORTED", ())
            if self._x.atom("_NET_ACTIVE_WINDOW") in supported:
                self._x.send_to_root(window_id, "_NET_ACTIVE_WINDOW", (_ON_BEHALF_OF_PERSON, X.CurrentTime))
                return
            window = self._x.window(window_id)
            window.map()
            window.raise_window()
            window.set_input_focus(X.RevertToParent, X.CurrentTime)
            self._x.sync()

    def lend_focus(self, window_id: int) -> Stop:
        """Give the keyboard to a window that no manager knows; return what gives it back.

        Toolkits ask for it with the time of the last event they have heard of. The server ignores that where the
        keyboard has moved since, of which a window that lets everything through hears nothing: so we ask, as of now.
        """
        with self._asking():
            focus = self._x.display.get_input_focus().focus
            self._x.display.set_input_focus(self._x.window(window_id), X.RevertToParent, X.CurrentTime)
            self._x.sync()

        def give_back() -> None:
            with suppress(error.ConnectionClosedError), self._asking():
                if self._nobody_else_has_the_keyboard():
                    self._x.display.set_input_focus(focus, X.RevertToParent, X.CurrentTime)
                    self._x.sync()

        return give_back

    def _nobody_else_has_the_keyboard(self) -> bool:
        focus = self._x.display.get_input_focus().focus
        if isinstance(focus, int) or focus.id == self._x.root.id:  # no window has it
            return True
        return number(self._x.properties(focus.id, ("_NET_WM_PID",)), "_NET_WM_PID") == os.getpid()

    def composited(self) -> bool:
        """Whether a compositing manager owns the selection that stands for this screen."""
        with suppress(error.ConnectionClosedError), self._asking():
            return bool(self._x.display.get_selection_owner(self._compositors_selection()))
        return False

    def version_of(self, process: str) -> str | None:
        """Return the version of the installed program of that executable name."""
        return version_of(process)

    def shutdown(self) -> None:
        """Tell nobody anything more and close the connection."""
        with self._x.lock:
            self._subscribers.clear()
            stop_driving = self._listen_no_more()
        stop_driving()
        self._x.close()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Hold the connection for questions. News that arrives with their answers is announced by no socket."""
        with self._x.lock:
            yield
            if self._model is not None and self._x.display.pending_events():
                self._post(self._catch_up)

    def _catch_up(self) -> None:
        with suppress(ConnectionError):
            self.dispatch()

    def _listen(self) -> None:
        self._model = Model(self._x, listening=True)
        self._last = self._model.snapshot()
        self._listen_to_owners()
        self._stop_driving = self._drive(self.fileno(), self.dispatch)

    def _compositors_selection(self) -> int:
        return self._x.atom(f"_NET_WM_CM_S{self._x.display.get_default_screen()}")

    def _trays_selection(self) -> int:
        return self._x.atom(f"_NET_SYSTEM_TRAY_S{self._x.display.get_default_screen()}")

    def _listen_to_owners(self) -> None:
        """Hear of compositors and panels that come and go: they own the selections that stand for them."""
        if self._x.display.has_extension("XFIXES"):
            self._x.display.xfixes_query_version()  # the server tells nothing to whom it has not told its version
            for selection in (self._compositors_selection(), self._trays_selection()):
                self._x.display.xfixes_select_selection_input(self._x.root, selection, _ANY_OWNER)
            self._x.sync()

    def _listen_no_more(self) -> Stop:
        """Return what ends the waiting for news; not to be called under the lock, which the waiting thread may want."""
        model, self._model, self._last = self._model, None, None
        self._pending.clear()
        if model is not None:
            with suppress(error.ConnectionClosedError):  # the server has gone
                model.close()
        stop_driving, self._stop_driving = self._stop_driving, lambda: None
        return stop_driving

    def _look(self, model: Model, events: list[object]) -> WindowsSnapshot:
        """Take events in, and those too that arrived with the answers while we looked: no socket announces them."""
        while True:
            for event in events:
                if isinstance(event, xfixes.SelectionNotify):
                    is_tray = event.selection == self._trays_selection()
                    self._tell((WindowEvent("tray" if is_tray else "compositor"),))
                else:
                    model.notice(event)
            now = model.snapshot()
            if self._last is not None and now is not self._last:
                self._tell(changes(self._last, now))
            self._last = now
            events = self._x.events()
            if not events:
                return now

    def _tell(self, events: tuple[WindowEvent, ...]) -> None:
        if events:
            waiting, self._pending = bool(self._pending), [*self._pending, *events]
            if not waiting:
                self._post(self._deliver)

    def _deliver(self) -> None:
        with self._x.lock:
            events, self._pending = merged(self._pending), []
            subscribers = tuple(self._subscribers)
        self._delivering = threading.get_ident()
        try:
            for event in events:
                for subscriber in subscribers:
                    if subscriber in self._subscribers:
                        subscriber(event)
        finally:
            self._delivering = None
