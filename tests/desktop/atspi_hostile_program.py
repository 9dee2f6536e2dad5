"""A program whose accessibility tree is not what it should be, for tests: `atspi_hostile_program.py MANNER`.

It speaks AT-SPI by hand. Its tree is a frame "Hostile" with buttons "One" and "Two", spoilt in the way that MANNER
says. It prints its process id when it is registered.
"""

from __future__ import annotations

import asyncio
import os
import struct
import sys
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

ROOT = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
APPLICATION, FRAME, BUTTON = 75, 23, 43
DRAWN = [1 << 8 | 1 << 24 | 1 << 25 | 1 << 30, 0]
NOBODY = ("", "/org/a11y/atspi/null")
HUGE = 20_000_000
MEGABYTE = 350_000
TABLE = 55
DRAWN_TABLE = [DRAWN[0] | 1 << 31, 0]
CELLS = 2_000_000_000
IN_THE_MIDDLE = 120
EVENTS_EACH_S = 271
HOARD, CROWD = 45_000, 200_000
ITEMS = "a((so)(so)(so)iiassusau)"
ITEM = [["", "/"], ["", "/"], ["", "/"], 0, 0, [], "", BUTTON, "", []]
"""The smallest that a cache can tell of an element: so many of them are an answer of four megabytes."""
ITEM_BYTES = 92
"""Of a body with one of them: the length of the list, and what aligns the first item."""


def _string(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode() + b"\0"


class Program:
    """Answers questions about its tree: the path says what a node is."""

    def __init__(self, manner: str, bus: MessageBus) -> None:
        self.manner, self.bus, self.asked = manner, bus, 0

    def ref(self, name: str) -> tuple[str, str]:
        assert self.bus.unique_name is not None
        return self.bus.unique_name, ROOT if name == "root" else f"/hostile/{name}"

    def children(self, name: str) -> list[tuple[str, str]]:
        if name == "root":
            return [self.ref("frame")]
        if self.manner == "endless" and name != "root":
            return [self.ref(f"{name}_{i}") for i in range(3)]
        if name != "frame":
            return [self.ref("frame"), self.ref("root"), self.ref(name)] if self.manner == "circle" else []
        if self.manner == "strangers":
            return [NOBODY, (":9.99", "/x"), self.ref("one")]
        return [self.ref("one"), self.ref("two")]

    def count(self, name: str) -> int:
        if self.manner == "liar":
            return 2_147_483_647 if name == "one" else -7 if name == "two" else len(self.children(name))
        return 2 if self.manner == "crowd" and name == "frame" else len(self.children(name))

    def name(self, name: str) -> str:
        if self.manner == "huge" and name in ("one", "two"):
            return name * HUGE
        if self.manner == "megabyte" and name in ("one", "two"):
            return name * MEGABYTE
        return {"root": "hostile", "frame": "Hostile", "one": "One", "two": "Two"}.get(name, name)

    def role(self, name: str) -> int:
        if self.manner == "table" and name == "one":
            return TABLE
        return {"root": APPLICATION, "frame": FRAME}.get(name, BUTTON)

    def properties(self, name: str) -> dict[str, Variant]:
        parent = {"root": NOBODY, "frame": self.ref("root")}.get(name, self.ref("frame"))
        if self.manner == "circle" and name == "frame":
            parent = self.ref("one")
        return {
            "Name": Variant("s", self.name(name)),
            "ChildCount": Variant("i", self.count(name)),
            "Parent": Variant("(so)", list(parent)),
            "ToolkitName": Variant("s", "hostile"),
            "Version": Variant("s", "1"),
            "NRows": Variant("i", CELLS),
            "NColumns": Variant("i", CELLS),
        }

    def answer(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        self.asked += 1
        if self.manner == "silent" and self.asked > 8:
            return True
        if self.manner == "gone" and self.asked > 8:
            os._exit(0)
        if self.manner == "drops" and message.member == "GetExtents":
            return True
        name = "root" if message.path == ROOT else (message.path or "").rpartition("/")[2]
        much = {("hoard", "GetItems"): self.hoard, ("crowd", "GetChildren"): self.crowd}
        if (pour := much.get((self.manner, message.member or ""))) is not None and name in ("cache", "frame"):
            return pour(message)
        if self.manner == "bytes" and name == "one" and message.member == "Get" and message.body[1] == "Name":
            return self.spoilt(self.reply(message, name), message)
        return self.reply(message, name)

    def cells(self, message: Message, name: str) -> tuple[str, list[Any]] | None:
        """Claim that every cell of two billion is in sight: the last corner of the table is its last cell."""
        match message.member:
            case "GetAccessibleAtPoint":
                return "(so)", [list(self.ref("first" if message.body[0] < IN_THE_MIDDLE else "last"))]
            case "GetIndexInParent":
                return "i", [0 if name == "first" else CELLS - 1]
            case "GetRowAtIndex" | "GetColumnAtIndex":
                return "i", [message.body[0]]
            case "GetAccessibleAt":
                return "(so)", [list(self.ref("cell"))]
        return None

    def spoilt(self, reply: Message, question: Message) -> bool:
        """Send a reply whose text is no UTF-8; what the bus makes of it is part of the test."""
        assert question.sender is not None
        reply.destination, reply.serial = question.sender, self.asked + 100_000
        self.bus._sock.send(bytes(reply._marshall(False)).replace(b"One", b"\xff\xfe\x80"))
        return True

    def poured(self, reply: Message, items: list[bytes]) -> bool:
        """Send a reply with very many items in place of its one, made by hand: to marshal them takes seconds."""
        reply.serial = self.asked + 100_000
        small = bytes(reply._marshall(False))
        head = small[: -struct.unpack_from("<I", small, 4)[0]]
        told = b"".join(item + bytes(-len(item) % 8) for item in items[:-1]) + items[-1]
        sized = head[:4] + struct.pack("<I", 8 + len(told)) + head[8:] + struct.pack("<I", len(told)) + bytes(4)
        self.bus._writer.messages.append((bytearray(sized + told), None, None))
        self.bus._loop.add_writer(self.bus._fd, self.bus._writer.write_callback)
        return True

    def hoard(self, message: Message) -> bool:
        """Tell of very many elements at once, all the same."""
        reply = Message.new_method_return(message, ITEMS, [[ITEM]])
        return self.poured(reply, [bytes(reply._marshall(False))[-ITEM_BYTES:][8:]] * HOARD)

    def crowd(self, message: Message) -> bool:
        """Have very many children."""
        bus = _string(self.ref("frame")[0])
        children = (bus + bytes(-len(bus) % 4) + _string(f"/hostile/one{number}") for number in range(CROWD))
        return self.poured(Message.new_method_return(message, "a(so)", [[list(self.ref("one"))]]), list(children))

    async def storm(self) -> None:
        """Tell of a change, far too often."""
        while True:
            for _ in range(EVENTS_EACH_S // 10):
                change = {"path": self.ref("one")[1], "interface": "org.a11y.atspi.Event.Object"}
                body = ["showing", 1, 0, Variant("i", 0), {}]
                self.bus.send(Message.new_signal(**change, member="StateChanged", signature="siiva{sv}", body=body))
            await asyncio.sleep(0.1)

    def reply(self, message: Message, name: str) -> Message:
        if self.manner == "nonsense" and name in ("one", "two"):
            return Message.new_method_return(message, "ias", [7, ["what?"]])
        known: dict[str, tuple[str, list[Any]]] = {
            "GetRole": ("u", [self.role(name)]),
            "GetState": ("au", [DRAWN_TABLE if self.manner == "table" and name == "one" else DRAWN]),
            "GetChildren": ("a(so)", [[list(child) for child in self.children(name)]]),
            "GetExtents": ("(iiii)", [[100, 100, 400, 300] if name == "frame" else [110, 110, 50, 20]]),
            "GetAttributes": ("a{ss}", [{}]),
        }
        if message.member == "Get" and (value := self.properties(name).get(message.body[1])):
            return Message.new_method_return(message, "v", [value])
        if self.manner == "table" and (told := self.cells(message, name)) is not None:
            return Message.new_method_return(message, *told)
        if message.member in known:
            return Message.new_method_return(message, *known[message.member])
        return Message.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "no such thing")


async def main() -> None:
    session = await MessageBus().connect()
    told = await session.call(
        Message(destination="org.a11y.Bus", path="/org/a11y/bus", interface="org.a11y.Bus", member="GetAddress")
    )
    assert told is not None
    bus = await MessageBus(bus_address=told.body[0]).connect()
    program = Program(sys.argv[1], bus)
    bus.add_message_handler(program.answer)
    await bus.call(
        Message(
            destination="org.a11y.atspi.Registry",
            path=ROOT,
            interface="org.a11y.atspi.Socket",
            member="Embed",
            signature="(so)",
            body=[list(program.ref("root"))],
        )
    )
    print(os.getpid(), flush=True)  # noqa: T201
    storm = asyncio.create_task(program.storm()) if sys.argv[1] == "storm" else None
    await bus.wait_for_disconnect()
    del storm


asyncio.run(main())
