"""Answers that are too large are never taken in: their bytes are thrown away as they come, and the asker is told so.

dbus-fast keeps a message until it is whole and takes it apart in one go, in C, where no other thread gets its turn: ten
megabytes of children cost the light some frames, and what a program may send is 128 megabytes.
"""

from __future__ import annotations

import errno
import io
import socket
import struct
from dataclasses import dataclass, field
from typing import Any, Literal, cast

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
_SIGNATURE_FIELD = b"\x08\x01g\0"
"""The header field that says of what kinds the body's values are."""
_AT_A_TIME = 1 << 16
_TURNS = 16
"""So many slices are thrown away before the loop does something else."""


@dataclass(slots=True)
class Hoard:
    """The body of an answer, to be taken apart little by little by the one who asked."""

    signature: str
    """Another answer is none."""
    most_bytes: int
    body: bytearray = field(default_factory=bytearray)
    order: Literal["<", ">"] = "<"
    """Of its bytes, as the struct module says it."""


class Sieve:
    """Stands in front of a socket for the one who reads messages from it, and lets through those that are small enough.

    In place of an answer that is too large comes an error; a signal that is too large is left out. An answer for which
    there is a hoard is put by in it, and an empty one comes through.
    """

    def __init__(self, sock: socket.socket) -> None:
        """`sock`: whose next byte begins a message."""
        self._sock = sock
        self.put_by: dict[int, Hoard] = {}
        """By the serial number of the question: where the body of the answer goes instead."""
        self._begun = b""
        self._passing = self._keeping = self._dropping = 0
        """Bytes of the present message that are still to come: to be let through, to be put by, to be thrown away."""
        self._kept = Hoard("", 0)
        self._instead = b""
        """What passes in place of the message that is put by."""

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
            elif self._keeping:
                part, self._keeping, data = _taken(self._keeping, data)
                self._kept.body += part
                passed += [] if self._keeping else [self._instead]
            else:
                data = self._judged(self._begun + data, passed)
        return b"".join(passed)

    def _judged(self, data: bytes, passed: list[bytes]) -> bytes:
        """Decide what becomes of the message that begins here; return the data, nothing where it tells too little."""
        self._begun = b""
        if len(data) < _HEAD:
            self._begun = data
            return b""
        body, serial, fields = struct.unpack_from(_order(data) + "III", data, 4)
        head = _HEAD + fields + -fields % 8
        if fields > _MOST_FIELDS:
            self._dropping = head + body
        elif body <= MOST_BYTES and not self.put_by:
            self._passing = head + body
        elif len(data) < head:
            self._begun = data
            return b""
        else:
            data = self._looked_into(data, head, body, serial, passed)
        return data

    def _looked_into(self, data: bytes, head: int, body: int, serial: int, passed: list[bytes]) -> bytes:
        """Decide by whose answer it is, now that its whole header is there."""
        asked = _answered(data[:head])
        hoard = self.put_by.get(asked or 0)
        if hoard is not None and 0 < body <= hoard.most_bytes and _has(data[:head], hoard.signature):
            hoard.order, self._kept, self._keeping = _order(data), hoard, body
            self._instead = _reply(asked, serial, MessageType.METHOD_RETURN)
            return data[head:]
        if body <= MOST_BYTES:
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
        assert self._sock is not None
        self.sieve = Sieve(self._sock)  # what comes from here on are messages
        self._sock = cast("socket.socket", self.sieve)


def _taken(wanted: int, data: bytes) -> tuple[bytes, int, bytes]:
    """Return so much of the data, how much is still wanted then, and the rest."""
    part = data[:wanted]
    return part, wanted - len(part), data[wanted:]


def _order(data: bytes) -> Literal["<", ">"]:
    return "<" if data[:1] == b"l" else ">"


def _answered(head: bytes) -> int | None:
    """Return the serial number of the question that a message answers."""
    bodiless = head[:4] + bytes(4) + head[8:]
    message = Unmarshaller(cast("io.BufferedRWPair", io.BytesIO(bodiless))).unmarshall()
    return message.reply_serial if message else None


def _has(head: bytes, signature: str) -> bool:
    """Whether it is a good answer whose body has this signature; none of these bytes can be in a name or a path."""
    told = _SIGNATURE_FIELD + bytes((len(signature),)) + signature.encode() + b"\0"
    return head[1] == MessageType.METHOD_RETURN.value and told in head


def _refusal(asked: int, serial: int, size: int) -> bytes:
    return _reply(asked, serial, MessageType.ERROR, TOO_LARGE, f"the program's answer is too large ({size:,} bytes)")


def _reply(asked: int | None, serial: int, kind: MessageType, error: str | None = None, why: str = "") -> bytes:
    """Return the bytes of an answer: an error that says why, or a good one that says nothing."""
    signature, body = ("s", [why]) if error else ("", [])
    reply = Message(
        message_type=kind, reply_serial=asked, serial=serial, error_name=error, signature=signature, body=body
    )
    return bytes(reply._marshall(False))
