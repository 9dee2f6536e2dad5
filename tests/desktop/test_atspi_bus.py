"""The connection to the accessibility bus: made again when the bus restarts, quiet while nobody asks."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from guide.desktop.handlers.atspi.bus import Bus, NoAnswerError, NoBusError, RefusedError, TooLargeError, together
from guide.desktop.handlers.atspi.sieve import Hoard

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
DAEMON = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


@contextmanager
def daemon(folder: Path) -> Iterator[str]:
    """A bus of our own, always at the same address."""
    address = f"unix:path={folder}/bus"
    (folder / "bus").unlink(missing_ok=True)
    command = ["dbus-daemon", "--session", f"--address={address}", "--nofork", "--nopidfile", "--print-address"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert running.stdout is not None
        running.stdout.readline()
        yield address
    finally:
        running.terminate()
        running.wait()
        running.stdout.close()


async def names(bus: Bus) -> list[str]:
    """Ask the daemon who is there."""
    return (await bus.ask(*DAEMON, "ListNames", gives="as"))[0]


def test_questions_are_answered(tmp_path: Path) -> None:
    async def story() -> None:
        with daemon(tmp_path) as address:
            bus = Bus(address)
            assert bus.unique_name is None
            assert bus.unique_name in [*await names(bus), None]
            with pytest.raises(RefusedError, match=r"UnknownMethod"):
                await bus.ask(*DAEMON, "Dance", gives="")
            with pytest.raises(RefusedError, match="was answered with as, not s"):
                await bus.ask(*DAEMON, "ListNames", gives="s")
            bus.close()
            bus.close()
            with pytest.raises(NoBusError):
                await names(bus)

    asyncio.run(story())


def test_a_bus_that_restarts_is_found_again(tmp_path: Path) -> None:
    async def story() -> None:
        connections: list[str | None] = []
        with daemon(tmp_path) as address:
            bus = Bus(address)
            bus.connected.append(lambda: connections.append(bus.unique_name))
            await names(bus)
        # Given that the bus went away
        await asyncio.wait_for(bus.gone(), 5)
        with pytest.raises(NoBusError):
            await names(bus)
        # When it is back, then so are we, and who depends on it is told
        with daemon(tmp_path):
            assert await names(bus)
            assert len(connections) == 2
        bus.close()

    asyncio.run(story())


def test_a_question_that_is_out_when_the_bus_dies_fails_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        with daemon(tmp_path) as address:
            # Given somebody who is there and answers nobody
            silent, bus = await MessageBus(bus_address=address).connect(), Bus(address)
            silent.add_message_handler(lambda message: message.message_type is MessageType.METHOD_CALL)
            assert silent.unique_name is not None
            out = asyncio.ensure_future(bus.ask(silent.unique_name, "/x", "x.y", "Z", gives="", within_s=30))
            await names(bus)
        with pytest.raises((NoBusError, RefusedError)):
            await asyncio.wait_for(out, 5)
        bus.close()

    asyncio.run(story())


def test_an_answer_that_is_too_large_is_refused_and_the_connection_goes_on(tmp_path: Path) -> None:
    async def story() -> None:
        with daemon(tmp_path) as address:
            # Given somebody who answers each question with ten megabytes
            boaster, bus = await MessageBus(bus_address=address).connect(), Bus(address)
            boaster.add_message_handler(
                lambda message: (
                    Message.new_method_return(message, "s", ["x" * 10_000_000])
                    if message.message_type is MessageType.METHOD_CALL
                    else None
                )
            )
            assert boaster.unique_name is not None
            question = boaster.unique_name, "/x", "x.y", "Z"
            # Then the one who asks is told so, unless so much is expected
            with pytest.raises(TooLargeError, match=r"the program's answer is too large \(10,000,005 bytes\)"):
                await bus.ask(*question, gives="s")
            hoard, other = Hoard("s", 11_000_000), Hoard("as", 11_000_000)
            await bus.ask_for_much(*question, hoard=hoard)
            assert len(hoard.body) == 10_000_005
            with pytest.raises(TooLargeError):
                await bus.ask_for_much(*question, hoard=other)
            assert await names(bus)
            boaster.disconnect()
            bus.close()

    asyncio.run(story())


def test_being_told_that_the_bus_is_gone_may_be_given_up(tmp_path: Path) -> None:
    async def story() -> None:
        with daemon(tmp_path) as address:
            bus = Bus(address)
            await names(bus)
            # Given one who no longer wants to know
            waiting = asyncio.ensure_future(bus.gone())
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            # Then the next one waits still
            again = asyncio.ensure_future(bus.gone())
            done, _ = await asyncio.wait((again,), timeout=0.05)
            assert not done
        await asyncio.wait_for(again, 5)
        bus.close()

    asyncio.run(story())


def test_no_bus_is_said_to_be_none(tmp_path: Path) -> None:
    async def story() -> None:
        with pytest.raises(NoBusError, match="cannot be reached"):
            await names(Bus(f"unix:path={tmp_path}/nothing"))

    asyncio.run(story())


def test_of_several_questions_the_failed_ones_leave_their_error_in_place() -> None:
    async def good() -> int:
        return 1

    async def bad() -> int:
        raise NoAnswerError

    async def story() -> None:
        first, second, third = await together([good(), bad(), good()])
        assert (first, third) == (1, 1)
        assert isinstance(second, NoAnswerError)

    asyncio.run(story())


def test_giving_up_on_several_questions_ends_each() -> None:
    ended: list[str] = []

    async def never() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("ended")

    async def story() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await together([never(), never()])
        await asyncio.sleep(0)
        assert ended == ["ended", "ended"]

    asyncio.run(story())
