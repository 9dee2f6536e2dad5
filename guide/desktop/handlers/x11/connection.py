"""One connection to an X server, for one thread at a time, on which things may vanish at any moment."""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from Xlib import X, error
from Xlib.display import Display
from Xlib.protocol import request
from Xlib.protocol.event import ClientMessage

#: How much of a property is read, in units of 4 bytes: 64 kB. Lists of windows and titles are far smaller.
_PROPERTY_WORDS = 1 << 14

#: What the server answers about a window that closed while we looked. Never an error for anybody else.
VANISHED = (error.BadWindow, error.BadDrawable, error.BadMatch, error.BadValue, error.BadAtom, error.BadAccess)


Property = bytes | tuple[int, ...]
"""A property's value: text as bytes, or numbers."""


class NoDisplayError(ConnectionError):
    """There is no X server here, or it does not let us in; the message says which."""


class Connection:
    """A connection that whoever uses it holds by `lock`.

    Requests without an answer fail silently: the window they meant is gone, and an event about that is on its way.
    """

    def __init__(self, name: str | None = None) -> None:
        """Connect to display `name`, by default the one of the environment."""
        self.lock = threading.RLock()
        try:
            # It prints a warning where there is no Xauthority file, into what may be somebody's JSON.
            with contextlib.redirect_stdout(io.StringIO()):
                self.display: Any = Display(name)
        except (error.DisplayError, OSError) as problem:
            raise NoDisplayError(str(problem)) from None
        self.display.set_error_handler(lambda *_: None)
        self.root: Any = self.display.screen().root
        self._names: dict[int, str] = {}

    def fileno(self) -> int:
        """Return the socket, readable when there is news."""
        return int(self.display.fileno())

    def atom(self, name: str) -> int:
        """Return the number of a name."""
        return int(self.display.get_atom(name))

    def atom_name(self, atom: int) -> str:
        """Return the name of a number."""
        if atom not in self._names:
            self._names[atom] = str(self.display.get_atom_name(atom))
        return self._names[atom]

    def window(self, window_id: int) -> Any:
        """Return python-xlib's object for a window."""
        return self.display.create_resource_object("window", window_id)

    def properties(self, window_id: int, names: Iterable[str]) -> dict[str, Property]:
        """Read properties of a window, all in one round trip; those that are not there are left out."""
        wanted = {name: self._ask_property(window_id, self.atom(name)) for name in names}
        return {name: found for name, asked in wanted.items() if (found := _answer(asked)) is not None}

    def ask(self, questions: Mapping[int, Any]) -> dict[int, Any]:
        """Wait for deferred requests; those that failed are left out."""
        answers = {}
        for key, question in questions.items():
            with contextlib.suppress(*VANISHED):
                question.reply()
                answers[key] = question
        return answers

    def tree(self, window_id: int) -> tuple[int, list[int]]:
        """Return a window's parent (0 for the root) and its children, bottom first."""
        answer = self.window(window_id).query_tree()
        parent = answer.parent
        return (parent.id if parent else 0), [child.id for child in answer.children]

    def sync(self) -> None:
        """Wait until the server has done all that was asked; every event until now is in the queue then."""
        self.display.get_input_focus()

    def events(self) -> list[Any]:
        """Return the events that have arrived, without waiting."""
        return [self.display.next_event() for _ in range(self.display.pending_events())]

    def send_to_root(self, window_id: int, message: str, data: Sequence[int]) -> None:
        """Send a client message about a window to the window manager."""
        values = (*data, 0, 0, 0, 0, 0)[:5]
        event = ClientMessage(window=window_id, client_type=self.atom(message), data=(32, values))
        self.root.send_event(event, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        self.sync()

    def close(self) -> None:
        """Close the connection; what it asked the server to watch is forgotten there. Twice does no harm."""
        with self.lock, contextlib.suppress(error.ConnectionClosedError, OSError):
            self.display.close()

    def _ask_property(self, window_id: int, atom: int) -> Any:
        return request.GetProperty(
            display=self.display.display,
            defer=True,
            delete=0,
            type=X.AnyPropertyType,
            property=atom,
            window=window_id,
            long_offset=0,
            long_length=_PROPERTY_WORDS,
        )


def _answer(asked: Any) -> Property | None:
    try:
        asked.reply()
    except VANISHED:
        return None
    if asked.value is None:
        return None
    value = asked.value[1]
    return bytes(value) if asked.value[0] == 8 else tuple(int(item) for item in value)
