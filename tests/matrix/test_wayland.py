"""On Wayland, where no program sees another: cards without a light, rather than lights in wrong places."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus

from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import ROOT, log_of
from tests.matrix.managers import TUTORIAL
from tests.support.desktop import wait_until

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(120)]

_SOCKET = "wayland-guide"
_ACCESSIBLE, _PROPERTIES = "org.a11y.atspi.Accessible", "org.freedesktop.DBus.Properties"
_ROOT = "/org/a11y/atspi/accessible/root"


class Seat:
    """A Wayland session without a screen, with the session bus and the home of a virtual one."""

    def __init__(self, screen: VirtualScreen) -> None:
        self.screen = screen
        self.extra = {"WAYLAND_DISPLAY": _SOCKET, "XDG_SESSION_TYPE": "wayland", "QT_QPA_PLATFORM": "wayland"}
        screen.start("weston", "--backend=headless-backend.so", f"--socket={_SOCKET}", "--idle-time=0")
        wait_until(Path(screen.environment["XDG_RUNTIME_DIR"], _SOCKET).exists, "the Wayland compositor")

    def play(self) -> subprocess.Popen[bytes]:
        """Play two menus."""
        command = (sys.executable, "-m", "guide", "play", str(TUTORIAL), "--quit-when-done")
        return self.screen.start(*command, extra=self.extra, cwd=ROOT)

    def said(self) -> list[str]:
        """Return the names of all that guide shows."""
        return [name for name, _ in asyncio.run(_everything(self.screen))]

    def presses(self, button: str) -> None:
        """Press a button, as a screen reader does."""
        asyncio.run(_press(self.screen, button))


@pytest.fixture
def seat(fresh_screen: VirtualScreen) -> Seat:
    return Seat(fresh_screen)


def test_a_tutorial_is_a_row_of_cards(seat: Seat) -> None:
    playing = seat.play()
    # given the first card, which says what to do by the control's name
    wait_until(lambda: any("Open the Search menu." in words for words in seat.said()), "the first card")
    assert "Step 1 of 2" in seat.said()
    # when the person goes on by the card's own button, then the next one comes, and the end
    seat.presses("Next")
    wait_until(lambda: any("Open the Document menu." in words for words in seat.said()), "the second card")

    def has_ended() -> bool:
        """Press once more: what comes right after the last press is taken for half a double click.

        And wait: Qt lets a button that a screen reader presses stay down for a while, anew with each press.
        """
        seat.presses("Next")
        with suppress(subprocess.TimeoutExpired):
            playing.wait(1)
        return playing.poll() is not None

    wait_until(has_ended, "the end")
    assert playing.returncode == 0
    assert [entry.kind for entry in log_of(seat.screen)][-1] == "completed"


def test_the_doctor_says_what_is_missing_there(seat: Seat) -> None:
    environment = {**seat.screen.environment, **seat.extra}
    command = (sys.executable, "-m", "guide", "doctor", "--format", "json")
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    told = {line["name"]: line for line in json.loads(done.stdout)}
    assert told["session"]["state"] == "limited"
    assert "Wayland" in told["session"]["why"]
    assert "Xorg" in told["session"]["remedy"]
    assert told["windows"]["state"] == "missing"


async def _everything(screen: VirtualScreen) -> list[tuple[str, tuple[str, str]]]:
    """Return the names and addresses of everything that programs show on the accessibility bus."""
    async with _Bus(screen) as bus:
        found: list[tuple[str, tuple[str, str]]] = []
        pending: list[tuple[str, str]] = [("org.a11y.atspi.Registry", _ROOT)]
        while pending:
            at = pending.pop(0)
            for child in (await bus.ask(*at, _ACCESSIBLE, "GetChildren") or [[]])[0]:
                address = (child[0], child[1])
                name = await bus.ask(*address, _PROPERTIES, "Get", "ss", [_ACCESSIBLE, "Name"])
                found.append((name[0].value if name else "", address))
                pending.append(address)
        return found


async def _press(screen: VirtualScreen, button: str) -> None:
    addresses = [address for name, address in await _everything(screen) if name == button]
    async with _Bus(screen) as bus:
        for address in addresses:
            await bus.ask(*address, "org.a11y.atspi.Action", "DoAction", "i", [0])


class _Bus:
    """The accessibility bus of a screen."""

    def __init__(self, screen: VirtualScreen) -> None:
        self._session = screen.environment["DBUS_SESSION_BUS_ADDRESS"]

    async def __aenter__(self) -> _Bus:
        session = await MessageBus(self._session, BusType.SESSION).connect()
        told = await session.call(Message("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"))
        assert told is not None
        self._bus = await MessageBus(told.body[0], BusType.SESSION).connect()
        session.disconnect()
        await session.wait_for_disconnect()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._bus.disconnect()
        await self._bus.wait_for_disconnect()

    async def ask(  # noqa: PLR0917
        self, name: str, path: str, interface: str, member: str, signature: str = "", body: Any = ()
    ) -> list[Any]:
        """Return the answer; nothing where there was an error."""
        reply = await self._bus.call(Message(name, path, interface, member, signature=signature, body=list(body)))
        return list(reply.body) if reply is not None and reply.message_type is MessageType.METHOD_RETURN else []
