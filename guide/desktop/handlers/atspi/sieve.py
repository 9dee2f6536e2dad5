"""Answers that are too large are never taken in: their bytes are thrown away as they come, and the asker is told so.

dbus-fast keeps a message until it is whole and takes it apart in one go, in C, where no other thread gets its turn: ten
megabytes of children cost the light some frames, and what a program may send is 128 megabytes.
"""

from __future__ import annotations

import errno
import io
import socket
import struct
from typing import Any

from dbus_fast import Message, MessageType
from dbus_fast._private.unmarshaller import Unmarshaller
from dbus_fast.aio import MessageBus

MOST_BYTES = 1 << 18
"""Of the body of a message that nobody expects to be larger: a thousand children are a third of it."""
TOO_LARGE = "org.freedesktop.DBus.Error.LimitsExceeded"
_HEAD = 16
"""Bytes at the beginning of each message: byte order, kind, flags, version, length of the body, serial number, and the
length of the header's fields. https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-messages"""
_MOST_FIELDS = 1 << 16
"""Bytes of header fields from which on nobody looks whose answer it is: a path is some 100 characters long."""
_AT_A_TIME = 1 << 16
_TURNS = 16
"""So many slices are thrown away before the loop does something else."""


class Sieve:
    """Stands in front of a socket for the one who reads messages from it, and lets through those that are small enough.

    In place of an answer that is too large comes an error; a signal that is too large is left out.
    """

    def __init__(self, sock: socket.socket) -> None:
        """`sock`: whose next byte begins a message."""
        self._sock = sock
        self.expected: dict[int, int] = {}
        """How large the answer to a question may be, by the question's serial number, where it is not MOST_BYTES."""
        self._begun = b""
        self._passing = self._dropping = 0
        """Bytes of the present message that are still to come: to be let through, to be thrown away."""

    def __getattr__(self, name: str) -> Any:
        """Be the socket in all else."""
        return getattr(self._sock, name)

    def recv(self, most: int) -> bytes:
        """Return the next bytes of what may pass, none when the connection has ended. BlockingIOError: none yet."""
        for _ in range(_TURNS):
            data = self._sock.recv(max(most, _AT_A_TIME) if self._dropping else most)
            if not data or (passed := self._sifted(data)):
                return data and passed
        raise BlockingIOError(errno.EAGAIN, "nothing that may pass has come yet")

    def _sifted(self, data: bytes) -> bytes:
        """Return what of the data may pass."""
        passed: list[bytes] = []
        while data:
            if self._dropping:
                _, self._dropping, data = _taken(self._dropping, data)
            elif self._passing:
                part, self._passing, data = _taken(self._passing, data)
                passed.append(part)
            else:
                data = self._judged(self._begun + data, passed)
        return b"".join(passed)

    def _judged(self, data: bytes, passed: list[bytes]) -> bytes:
        """Decide what becomes of the message that begins here, and return the data; nothing where it tells too little."""
        self._begun = b""
        if len(data) < _HEAD:
            self._begun = data
            return b""
        body, serial, fields = struct.unpack_from("<III" if data[:1] == b"l" else ">III", data, 4)
        head = _HEAD + fields + -fields % 8
        if fields > _MOST_FIELDS:
            self._dropping = head + body
        elif body <= MOST_BYTES:
            self._passing = head + body
        elif len(data) < head:
            self._begun = data
            return b""
        else:
            asked = _answered(data[:head])
            if asked and body <= self.expected.get(asked, 0):
                self._passing = head + body
            else:
                self._dropping = head + body
                passed += [_refusal(asked, serial, body)] if asked else []
        return data


class SievedBus(MessageBus):
    """A connection that takes in no message that is too large."""

    sieve: Sieve

    async def _authenticate(self) -> None:
        await super()._authenticate()
        self.sieve = Sieve(self._sock)  # what comes from here on are messages
        self._sock = self.sieve


def _taken(wanted: int, data: bytes) -> tuple[bytes, int, bytes]:
    """Return so much of the data, how much is still wanted then, and the rest."""
    part = data[:wanted]
    return part, wanted - len(part), data[wanted:]


def _answered(head: bytes) -> int | None:
    """Return the serial number of the question that a message answers."""
    bodiless = head[:4] + bytes(4) + head[8:]
    return Unmarshaller(io.BytesIO(bodiless)).unmarshall().reply_serial


def _refusal(asked: int, serial: int, size: int) -> bytes:
    refusal = Message(
        message_type=MessageType.ERROR,
        reply_serial=asked,
        serial=serial,
        error_name=TOO_LARGE,
        signature="s",
        body=[f"the program's answer is too large ({size:,} bytes)"],
    )
    return bytes(refusal._marshall(False))
