"""An answer of many elements is read as dbus-fast reads it, in either order of bytes."""

from __future__ import annotations

import struct

import pytest
from dbus_fast import Message, MessageType

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.cache_items import SIGNATURE, items
from guide.desktop.handlers.atspi.nodes import Node

ROOT = [":1.2", "/root"]
TOLD = [
    [ROOT, ROOT, ["", "/org/a11y/atspi/null"], 0, 2, ["org.a11y.atspi.Action"], "Über alles", 23, "", [5, 1]],
    [[":1.2", "/a/12"], ROOT, ROOT, -1, -1, [], "", 43, "It saves", []],
    [[":1.23", "/a/123"], ROOT, [":1.2", "/a/12"], 3, 0, ["a", "abc", ""], "x" * 300, 43, "d", [1 << 31]],
]
READ = [
    (Node(ElementRef(":1.2", "/root"), 23, "Über alles", 5 | 1 << 32, 2), None),
    (Node(ElementRef(":1.2", "/a/12"), 43, "", 0, -1), ElementRef(":1.2", "/root")),
    (Node(ElementRef(":1.23", "/a/123"), 43, "x" * 300, 1 << 31, 0), ElementRef(":1.2", "/a/12")),
]


def marshalled(told: list[list[object]]) -> bytes:
    """Return the body of such an answer."""
    message = Message(
        message_type=MessageType.METHOD_RETURN, reply_serial=1, serial=2, signature=SIGNATURE, body=[told]
    )
    data = bytes(message._marshall(False))
    (size,) = struct.unpack_from("<I", data, 4)
    return data[len(data) - size :]


@pytest.mark.parametrize("count", range(4))
def test_elements_are_read_as_they_were_told(count: int) -> None:
    assert list(items(marshalled(TOLD[:count]))) == READ[:count]


def test_the_order_of_bytes_is_the_message_s() -> None:
    # given an answer as a program on another kind of machine would put it: one element without any text
    reference = struct.pack(">I1sxxxI1sx2x", 0, b"", 1, b"/")
    body = struct.pack(">I4x", 84) + 3 * reference
    body += struct.pack(">iiI", 7, 9, 0) + struct.pack(">Ix3xI", 0, 43) + struct.pack(">Ix3xI", 0, 0)
    ((node, parent),) = items(body, ">")
    assert (node.role, node.child_count, node.ref, parent) == (43, 9, ElementRef("", "/"), None)


def test_nonsense_is_said_to_be_none() -> None:
    with pytest.raises(struct.error):
        list(items(marshalled(TOLD)[:100]))
