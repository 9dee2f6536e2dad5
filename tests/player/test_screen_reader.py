"""What a screen reader gets of a step, on the real accessibility bus."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus

from guide.conductor.scene import Light, Scene
from guide.desktop.virtual_screen import VirtualScreen
from tests.player.actor import Actor
from tests.player.scenes import TARGET, WINDOW, view

pytestmark = pytest.mark.desktop


@contextmanager
def announcements(screen: VirtualScreen) -> Iterator[queue.Queue[str]]:
    """Listen, as a screen reader does, to what programs announce."""
    heard: queue.Queue[str] = queue.Queue()
    ready, ended = threading.Event(), threading.Event()

    def hear(message: Message) -> None:
        if message.message_type == MessageType.SIGNAL and message.member == "Announcement":
            heard.put(message.body[3].value)

    async def listen() -> None:
        session = await MessageBus(screen.environment["DBUS_SESSION_BUS_ADDRESS"], BusType.SESSION).connect()
        answer = await session.call(Message("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"))
        bus = await MessageBus(answer.body[0], BusType.SESSION).connect()
        bus.add_message_handler(hear)
        rule = "type='signal',interface='org.a11y.atspi.Event.Object',member='Announcement'"
        await _call(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "AddMatch", "s", [rule])
        registry = "org.a11y.atspi.Registry"
        await _call(bus, registry, "/org/a11y/atspi/registry", "RegisterEvent", "sass", ["object:announcement", [], ""])
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


async def _call(bus: MessageBus, name: str, path: str, member: str, signature: str, body: list[object]) -> None:  # noqa: PLR0917
    answer = await bus.call(Message(name, path, name, member, signature=signature, body=body))
    assert answer.message_type == MessageType.METHOD_RETURN, answer.body


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
