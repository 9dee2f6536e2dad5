"""Five requests of the X protocol, spoken with the standard library alone.

The virtual screen needs to know when a window manager and a compositor have arrived, and must work before
(and without) any X library.  Everything that looks at a user's real desktop is in ``handlers/`` instead.

Layouts: X Window System Protocol, version 11, release 6.8, appendix B.
"""

from __future__ import annotations

import os
import socket
import struct
from types import TracebackType
from typing import Self

_COOKIE_PROTOCOL = b"MIT-MAGIC-COOKIE-1"
_FAMILY_LOCAL, _FAMILY_WILD, _FAMILY_SERVER_INTERPRETED = 256, 65535, 5
_CHANGE_PROPERTY, _GET_PROPERTY, _INTERN_ATOM, _GET_SELECTION_OWNER, _CHANGE_HOSTS = 18, 20, 16, 23, 109
_STRING, _ANY_TYPE = 31, 0
_PROPERTY_WORDS = 4096
"""How much of a property is read: 16 kB, far more than any property looked at here."""


class XWireError(OSError):
    """The display refused the connection or a request, or went away."""


def cookie_file(cookie: bytes, display_number: str) -> bytes:
    """Return the content of an Xauthority file which opens one display with one cookie.

    >>> cookie_file(b"0123456789abcdef", "7")[-16:]
    b'0123456789abcdef'
    """

    def entry(family: int, host: bytes) -> bytes:
        fields = (host, display_number.encode(), _COOKIE_PROTOCOL, cookie)
        return struct.pack(">H", family) + b"".join(struct.pack(">H", len(f)) + f for f in fields)

    # Two entries, because some libraries look for this host only and others understand "any host".
    return entry(_FAMILY_LOCAL, socket.gethostname().encode()) + entry(_FAMILY_WILD, b"")


class XWire:
    """A connection to a local display, for asking about its root window.

    Use it in a ``with`` statement.  Errors are `XWireError`.
    """

    def __init__(self, display_number: str, cookie: bytes = b"", timeout_s: float = 5.0) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(timeout_s)
        try:
            self._socket.connect(f"/tmp/.X11-unix/X{display_number}")  # noqa: S108  (fixed by X)
            self._root = self._greet(cookie)
        except BaseException:
            self._socket.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def atom(self, name: str) -> int:
        """Return the number that this display has for a name."""
        raw = name.encode()
        reply = self._ask(struct.pack("<BxHHxx", _INTERN_ATOM, 2 + _words(raw), len(raw)) + _padded(raw))
        return int(struct.unpack_from("<I", reply, 8)[0])

    def selection_is_owned(self, name: str) -> bool:
        """Say whether a program owns the selection, as compositors own ``_NET_WM_CM_S0``."""
        reply = self._ask(struct.pack("<BxHI", _GET_SELECTION_OWNER, 2, self.atom(name)))
        return bool(struct.unpack_from("<I", reply, 8)[0])

    def root_property(self, name: str) -> bytes:
        """Return a property of the root window as it is stored; empty when it is not there."""
        request = (_GET_PROPERTY, 0, 6, self._root, self.atom(name), _ANY_TYPE, 0, _PROPERTY_WORDS)
        reply = self._ask(struct.pack("<BBHIIIII", *request))
        size = struct.unpack_from("<B", reply, 1)[0] // 8 * struct.unpack_from("<I", reply, 16)[0]
        return reply[32 : 32 + size]

    def set_root_text(self, name: str, text: str) -> None:
        """Write a text property of the root window."""
        raw = text.encode()
        head = (_CHANGE_PROPERTY, 0, 6 + _words(raw), self._root, self.atom(name), _STRING, 8, len(raw))
        self._socket.sendall(struct.pack("<BBHIIIB3xI", *head) + _padded(raw))
        self.atom(name)  # a question with an answer: the property is there when it returns

    def admit_only_me(self) -> None:
        """Let programs of this user in without a cookie; everybody else stays outside."""
        who = b"localuser\0#%d" % os.getuid()
        head = (_CHANGE_HOSTS, 0, 2 + _words(who), _FAMILY_SERVER_INTERPRETED, len(who))
        self._socket.sendall(struct.pack("<BBHBxH", *head) + _padded(who))
        self.atom("WM_NAME")  # as above: in force when it returns

    def _greet(self, cookie: bytes) -> int:
        name = _COOKIE_PROTOCOL if cookie else b""
        hello = struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(cookie))
        self._socket.sendall(hello + _padded(name) + _padded(cookie))
        status, words = struct.unpack_from("<B5xH", self._receive(8))
        answer = self._receive(words * 4)
        if status != 1:
            raise XWireError(f"the display refused us: {answer.decode(errors='replace').strip()}")
        vendor_bytes, formats = struct.unpack_from("<H", answer, 16)[0], answer[21]
        first_screen = 32 + (vendor_bytes + 3) // 4 * 4 + formats * 8
        return int(struct.unpack_from("<I", answer, first_screen)[0])

    def _ask(self, request: bytes) -> bytes:
        self._socket.sendall(request)
        while True:
            head = self._receive(32)
            if head[0] == 0:
                raise XWireError(f"the display answered with error {head[1]} to request {head[10]}")
            if head[0] == 1:
                return head + self._receive(struct.unpack_from("<I", head, 4)[0] * 4)
            # Anything else is an event that goes to every client (MappingNotify); not ours.

    def _receive(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            part = self._socket.recv(size - len(data))
            if not part:
                raise XWireError("the display closed the connection")
            data += part
        return bytes(data)


def _words(raw: bytes) -> int:
    return (len(raw) + 3) // 4


def _padded(raw: bytes) -> bytes:
    return raw + bytes(-len(raw) % 4)
