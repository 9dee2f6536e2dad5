"""The connection to the accessibility bus: questions with limits, and a new connection when the bus restarts."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusFastError

from guide.desktop.handlers.atspi.sieve import TOO_LARGE, Hoard, SievedBus

Body = list[Any]
T = TypeVar("T")
U = TypeVar("U")

IN_FLIGHT = 64
"""dbus-fast gives up the connection when the socket is full, at some 270 waiting messages; more than 64 at a time
brings no speed either."""
CONNECT_WITHIN_S = 3.0
"""The first question starts the bus itself, where it is not running yet."""
MANNERLY_S = 1.5
"""How long a question outside of any inquiry may take."""

PROPERTIES = "org.freedesktop.DBus.Properties"
ROOT = "/org/a11y/atspi/accessible/root"


class AtspiError(Exception):
    """A question got no good answer; the message says why, for a person."""


class NoBusError(AtspiError):
    """There is no accessibility bus."""


class NoAnswerError(AtspiError):
    """The program did not answer in time."""

    def __init__(self, why: str = "the program did not answer in time") -> None:
        super().__init__(why)


class RefusedError(AtspiError):
    """The program answered with an error: the thing is gone, or it cannot do that."""


class TooLargeError(RefusedError):
    """The program answered with more than guide takes in; the answer was thrown away."""


class Bus:
    """Asks programs; lives on one asyncio loop.

    A program that left a question unanswered is asked nothing more until it answers one probe, so that a stopped
    program costs each caller its own deadline and fills no queue.
    """

    def __init__(self, address: str | None = None) -> None:
        """`address`: of the accessibility bus, where it is known; else the session bus is asked for it."""
        self._fixed_address = address
        self._bus: SievedBus | None = None
        self._connecting = asyncio.Lock()
        self._free = asyncio.Semaphore(IN_FLIGHT)
        self._probes: dict[str, asyncio.Task[None]] = {}
        self._ended: asyncio.Task[None] | None = None
        self._closed = False
        self.listener: Callable[[Message], None] | None = None
        """Gets each signal."""
        self.connected: list[Callable[[], None]] = []
        """Called after each connection, the first included."""

    @property
    def unique_name(self) -> str | None:
        """Our own name on the bus."""
        return self._bus.unique_name if self._bus else None

    async def connect(self) -> SievedBus:
        """Return the connection, made (again) where need be; NoBusError where that fails."""
        async with self._connecting:
            if self._bus is not None and self._bus.connected:
                return self._bus
            if self._closed:
                raise NoBusError("guide is ending")
            try:
                async with asyncio.timeout(CONNECT_WITHIN_S):
                    address = self._fixed_address or await accessibility_address()
                    connecting = SievedBus(bus_address=address)
                    await connecting.connect()
                    self._bus = connecting
            except (TimeoutError, OSError, DBusFastError, EOFError, ValueError) as error:
                raise NoBusError(f"the accessibility bus cannot be reached ({error or 'no answer'})") from error
            self._probes.clear()
            self._ended = asyncio.ensure_future(_end_of(self._bus))
            self._bus.add_message_handler(self._hear)
        for tell in tuple(self.connected):
            tell()
        return self._bus

    async def gone(self) -> None:
        """Return when the present connection has ended; at once when there is none."""
        if self._bus is not None and self._bus.connected and self._ended is not None:
            # `wait` leaves what it waits for alone when we are cancelled; to await it would cancel it, too
            await asyncio.wait((self._ended,))

    def close(self) -> None:
        """End the connection; every question fails from now on. On the loop's thread, or when the loop has ended."""
        self._closed = True
        bus, self._bus = self._bus, None
        with suppress(RuntimeError):  # the loop has ended, and its tasks with it
            for probe in self._probes.values():
                probe.cancel()
        if bus is not None and bus.connected:
            with suppress(Exception):  # nobody is left who could do something about it
                bus.disconnect()
                bus._finalize(None)  # it would wait for the loop to see the end, which may have ended itself

    async def ask(  # noqa: PLR0913, PLR0917  (a D-Bus call has these parts)
        self,
        program: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: Iterable[Any] = (),
        *,
        gives: str,
        within_s: float = MANNERLY_S,
    ) -> Body:
        """Put one question; return the body of the answer, which has the D-Bus signature `gives`. Raises AtspiError."""
        message = Message(
            destination=program, path=path, interface=interface, member=member, signature=signature, body=list(body)
        )
        reply = await self._answer(message, within_s)
        if reply.signature != gives:
            raise _not_that(message, reply, gives)
        return list(reply.body)

    async def ask_for_much(  # noqa: PLR0913  (the same parts)
        self, program: str, path: str, interface: str, member: str, *, hoard: Hoard, within_s: float = MANNERLY_S
    ) -> None:
        """Put one question whose answer may be large, and is put into the hoard as it comes. Raises AtspiError."""
        message = Message(destination=program, path=path, interface=interface, member=member)
        reply = await self._answer(message, within_s, hoard)
        if not hoard.body:
            raise _not_that(message, reply, hoard.signature)

    async def _answer(self, message: Message, within_s: float, hoard: Hoard | None = None) -> Message:
        program = message.destination or ""
        try:
            async with asyncio.timeout(within_s):
                if probe := self._probes.get(program):
                    await asyncio.shield(probe)
                return await self._exchange(message, hoard)
        except TimeoutError:
            self._probe_later(program)
            raise NoAnswerError() from None

    def _probe_later(self, program: str) -> None:
        if program not in self._probes and not self._closed:
            probe = asyncio.ensure_future(self._probe(program))
            self._probes[program] = probe
            probe.add_done_callback(lambda done: self._forget(program, done))

    async def _probe(self, program: str) -> None:
        question = Message(
            destination=program,
            path=ROOT,
            interface=PROPERTIES,
            member="Get",
            signature="ss",
            body=["org.a11y.atspi.Accessible", "ChildCount"],
        )
        with suppress(AtspiError):  # an error is an answer too
            await self._exchange(question)

    def _forget(self, program: str, probe: asyncio.Task[None]) -> None:
        if self._probes.get(program) is probe:
            del self._probes[program]

    async def _exchange(self, message: Message, hoard: Hoard | None = None) -> Message:
        bus = await self.connect()
        async with self._free:
            message.serial = bus.next_serial()
            if hoard is not None:
                bus.sieve.put_by[message.serial] = hoard
            try:
                reply = await bus.call(message)
            except (OSError, EOFError, DBusFastError) as error:
                raise NoBusError("the accessibility bus went away") from error
            finally:
                bus.sieve.put_by.pop(message.serial, None)
        if reply is None:
            raise NoBusError("the accessibility bus went away")
        if reply.message_type is MessageType.ERROR:
            why = str(reply.body[0]) if reply.body else ""
            if reply.error_name == TOO_LARGE:
                raise TooLargeError(why)
            raise RefusedError(f"{reply.error_name}: {why}")
        return reply

    def _hear(self, message: Message) -> None:
        if message.message_type is MessageType.SIGNAL and self.listener is not None:
            self.listener(message)


def _not_that(message: Message, reply: Message, wanted: str) -> RefusedError:
    return RefusedError(f"{message.member} was answered with {reply.signature or 'nothing'}, not {wanted}")


async def _end_of(bus: MessageBus) -> None:
    with suppress(Exception):  # any reason will do: it has ended
        await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]


async def accessibility_address() -> str:
    """Ask the session bus where the accessibility bus is; it is started if need be."""
    if address := os.environ.get("AT_SPI_BUS_ADDRESS"):
        return address
    reply = await ask_session("/org/a11y/bus", "org.a11y.Bus", "GetAddress")
    if reply.message_type is MessageType.ERROR or reply.signature != "s" or not reply.body[0]:
        raise NoBusError("this session has no accessibility bus")
    return str(reply.body[0])


async def accessibility_enabled() -> bool | None:
    """Whether the session says that assistive technology is in use; None where it does not say."""
    reply = await ask_session("/org/a11y/bus", PROPERTIES, "Get", "ss", ["org.a11y.Status", "IsEnabled"])
    return bool(reply.body[0].value) if reply.signature == "v" else None


async def ask_session(path: str, interface: str, member: str, signature: str = "", body: Body | None = None) -> Message:
    """Put one question to who looks after the accessibility bus."""
    session = await MessageBus(bus_type=BusType.SESSION).connect()
    try:
        question = Message(
            destination="org.a11y.Bus",
            path=path,
            interface=interface,
            member=member,
            signature=signature,
            body=body or [],
        )
        reply = await session.call(question)
        if reply is None:
            raise NoBusError("the session bus went away")
        return reply
    finally:
        session.disconnect()


async def together(questions: Iterable[Coroutine[Any, Any, T]]) -> list[T | AtspiError]:
    """Put several questions at once; an answer that is an AtspiError takes its place in the list.

    So many at once as the connection takes; the others are made when it is their turn, where `questions` makes them one
    by one: of 20,000 at a time, Python's garbage collector would stop every thread for some frames. Being cancelled
    cancels all of them.
    """
    waiting = enumerate(questions)
    answers: dict[int, T | AtspiError] = {}

    async def some() -> None:
        for place, question in waiting:
            answers[place] = await _kept(question)

    tasks = [asyncio.ensure_future(some()) for _ in range(IN_FLIGHT)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        if isinstance(questions, Sequence):
            for _, unasked in waiting:
                unasked.close()
    return [answers[place] for place in range(len(answers))]


async def both(one: Coroutine[Any, Any, T], other: Coroutine[Any, Any, U]) -> tuple[T, U]:
    """Put two questions at once, and wait for both; then the first error is raised."""
    tasks = asyncio.ensure_future(_kept(one)), asyncio.ensure_future(_kept(other))
    try:
        first, second = await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
    if isinstance(first, AtspiError):
        raise first
    if isinstance(second, AtspiError):
        raise second
    return first, second


async def _kept(question: Coroutine[Any, Any, T]) -> T | AtspiError:
    try:
        return await question
    except AtspiError as error:
        # With its traceback it would hold all that was at work, in circles which only the garbage collector ends: after
        # the deadline of a large search, 100,000 things and no thread that runs for 0.3 s.
        error.__context__ = None
        return error.with_traceback(None)
