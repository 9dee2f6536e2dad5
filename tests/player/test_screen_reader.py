"""What a screen reader gets of a step, on the real accessibility bus."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus

from guide.conductor.scene import Light, Scene
from guide.desktop.virtual_screen import VirtualScreen
from tests.player.actor import Actor
from tests.player.scenes import TARGET, WINDOW, view

pytestmark = pytest.mark.desktop

_ACCESSIBLE, _PROPERTIES = "org.a11y.atspi.Accessible", "org.freedesktop.DBus.Properties"
_NOTIFICATION = 101
"""ATSPI_ROLE_NOTIFICATION: screen readers say it when it appears, wherever the keyboard is."""


@contextmanager
def announcements(screen: VirtualScreen) -> Iterator[queue.Queue[str]]:
    """Listen, as a screen reader does, to what programs announce."""
    heard: queue.Queue[str] = queue.Queue()
    bus_of: list[MessageBus] = []
    ready, ended = threading.Event(), threading.Event()

    asked: set[asyncio.Task[None]] = set()

    def hear(message: Message) -> None:
        if message.message_type == MessageType.SIGNAL and message.body[:2] == ["showing", 1]:
            asked.add(asyncio.ensure_future(read(message.sender, message.path)))

    async def read(sender: str, path: str) -> None:
        role = await _call(bus_of[0], sender, path, _ACCESSIBLE, "GetRole")
        if role == [_NOTIFICATION]:
            name = await _call(bus_of[0], sender, path, _PROPERTIES, "Get", "ss", [_ACCESSIBLE, "Name"])
            heard.put(name[0].value)

    async def listen() -> None:
        session = await MessageBus(screen.environment["DBUS_SESSION_BUS_ADDRESS"], BusType.SESSION).connect()
        answer = await session.call(Message("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"))
        bus = await MessageBus(answer.body[0], BusType.SESSION).connect()
        bus_of.append(bus)
        bus.add_message_handler(hear)
        rule = "type='signal',interface='org.a11y.atspi.Event.Object',member='StateChanged'"
        daemon, registry = "org.freedesktop.DBus", "org.a11y.atspi.Registry"
        await _call(bus, daemon, "/org/freedesktop/DBus", daemon, "AddMatch", "s", [rule])
        event = ["object:state-changed:showing", [], ""]
        await _call(bus, registry, "/org/a11y/atspi/registry", registry, "RegisterEvent", "sass", event)
        ready.set()
        while not ended.is_set():
            await asyncio.sleep(0.02)
        for connection in (bus, session):
            connection.disconnect()
            await connection.wait_for_disconnect()

    thread = threading.Thread(target=lambda: asyncio.run(listen()))
    thread.start()
    assert ready.wait(20)
    try:
        yield heard
    finally:
        ended.set()
        thread.join()


async def _call(  # noqa: PLR0917
    bus: MessageBus, name: str, path: str, interface: str, member: str, signature: str = "", body: Any = ()
) -> list[Any]:
    answer = await bus.call(Message(name, path, interface, member, signature=signature, body=list(body)))
    assert answer is not None
    assert answer.message_type == MessageType.METHOD_RETURN, answer.body
    return list(answer.body)


def test_each_step_is_announced_and_a_hint_by_itself(screen: VirtualScreen) -> None:
    # given somebody who listens
    with announcements(screen) as heard, Actor(screen) as actor:
        # when a step comes
        actor.present(Scene(view("showing", title="Save it"), (Light(TARGET),), WINDOW))
        # then its place and its words are said, although the keyboard is elsewhere
        assert heard.get(timeout=20) == "Step 3 of 7\nSave it\nOpen the File menu."
        # and when a hint comes, only the hint is
        actor.present(Scene(view("waiting", title="Save it", hint="At the *top*."), (Light(TARGET),), WINDOW))
        assert heard.get(timeout=20) == "At the top."
        # and the same again is not
        actor.present(Scene(view("waiting", title="Save it", hint="At the *top*."), (Light(TARGET),), WINDOW))
        actor.present(Scene(view("showing", step_id="next", number=4, say="Go on."), (Light(TARGET),), WINDOW))
        assert heard.get(timeout=20) == "Step 4 of 7\nGo on."
