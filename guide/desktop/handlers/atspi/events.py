"""Telling what changed in other programs, as they tell it: heard on the loop, calmed down, handed over by `post`."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from dbus_fast import Message

from guide.desktop.elements import ElementEvent, ElementRef
from guide.desktop.handlers.atspi.applications import Programs
from guide.desktop.handlers.atspi.bus import ROOT, AtspiError, Bus, RefusedError
from guide.desktop.handlers.atspi.event_words import ENOUGH_FOR_A_CACHE, EVENT_INTERFACE, INTERFACES, REGISTERED, decode
from guide.desktop.handlers.atspi.memory import Memory
from guide.desktop.handlers.atspi.nodes import Inquiry
from guide.desktop.ports import Post
from guide.desktop.windows import Stop

CALM_S = 0.02
"""One menu of LibreOffice sends 271 events; what comes within this time goes out as one of each sort."""
MOST_WAITING = 200
ATTEND_S = 30.0
"""So long after a search a program goes on telling what changes: the next search may rely on it."""
AGAIN_S, AGAIN_AT_MOST_S = 0.5, 5.0
"""Without a bus, try again this much later, each time twice as late."""
_PATIENCE_MS = 3000
_DAEMON, _DAEMON_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
_REGISTRY, _REGISTRY_PATH = "org.a11y.atspi.Registry", "/org/a11y/atspi/registry"

_OF_THE_PROGRAM = frozenset(("bounds", "children", "window", "selection", "showing", "visible", "enabled"))
"""Kinds and states of which only the fact matters: what fits is looked for anew."""


@dataclass(frozen=True, slots=True, eq=False)
class _Subscription:
    callback: Callable[[ElementEvent], None]
    pid: int | None


class Events:
    """Subscriptions of one desktop. `subscribe` may be called from any thread; the rest lives on the loop."""

    def __init__(self, bus: Bus, programs: Programs, post: Post, memory: Memory) -> None:
        self._bus, self._programs, self._post, self._memory = bus, programs, post, memory
        self.loop: asyncio.AbstractEventLoop | None = None
        """The loop that everything here lives on, once there is one."""
        self._subscriptions: list[_Subscription] = []
        self._lock = threading.Lock()
        self._heard: set[str] = set()
        """Programs whose events come to us."""
        self._memory.heard = self._heard
        self._attended: dict[str, float] = {}
        """Programs that are heard for the memory's sake, and until when."""
        self._expiry: asyncio.TimerHandle | None = None
        self._told: set[str] = set()
        """Programs that were asked to tell at least something."""
        self._waiting: dict[tuple[object, ...], ElementEvent] = {}
        self._keeper: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        bus.listener = self._hear
        bus.connected.append(self._forget)

    def bind(self) -> None:
        """Take the running loop as the one to live on; subscriptions that came before begin now."""
        if self.loop is None:
            self.loop = asyncio.get_running_loop()
            self._attend()

    def subscribe(self, callback: Callable[[ElementEvent], None], *, pid: int | None = None) -> Stop:
        """Call back, through `post`, until the returned stop is called."""
        subscription = _Subscription(callback, pid)
        with self._lock:
            self._subscriptions.append(subscription)
        self._from_any_thread(self._attend)

        def stop() -> None:
            with self._lock:
                if subscription in self._subscriptions:
                    self._subscriptions.remove(subscription)
            self._from_any_thread(self._attend)

        return stop

    async def ensure_cache(self, bus: str, inquiry: Inquiry) -> None:
        """Have a program keep its cache of elements."""
        if bus in self._told:
            return
        self._told.add(bus)
        registry = ElementRef(_REGISTRY, _REGISTRY_PATH)
        with suppress(RefusedError):  # of a registry that is older; then there is no cache, and programs are walked
            await inquiry.ask(registry, _REGISTRY, "RegisterEvent", "sass", ENOUGH_FOR_A_CACHE, [], bus, gives="")

    def attend(self, bus: str) -> None:
        """Hear a program for a while, to remember what was found in it. On the loop."""
        if self.loop is None:
            return
        self._attended[bus] = self.loop.time() + ATTEND_S
        if self._expiry is None:
            self._expiry = self.loop.call_later(ATTEND_S + 1, self._expire)
        if bus not in self._heard:
            self._attend()

    def _expire(self) -> None:
        self._expiry = None
        assert self.loop is not None
        self._attended = {bus: until for bus, until in self._attended.items() if until > self.loop.time()}
        if self._attended:
            self._expiry = self.loop.call_at(max(self._attended.values()) + 1, self._expire)
        self._attend()

    def shutdown(self) -> None:
        """Tell nobody anything any more. On the loop's thread, or when the loop has ended."""
        with self._lock:
            self._subscriptions.clear()
        if self._expiry is not None:
            self._expiry.cancel()
        if self._keeper is not None and self.loop is not None and not self.loop.is_closed():
            self._keeper.cancel()

    # --- keeping the registrations as the subscriptions want them ----------------------------------------------

    def _from_any_thread(self, function: Callable[[], None]) -> None:
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(function)

    def _attend(self) -> None:
        self._wake.set()
        if self._keeper is None and (self._subscriptions or self._attended):
            self._keeper = asyncio.ensure_future(self._keep())

    def _forget(self) -> None:
        """Begin anew: the connection is a new one, and the bus knows nothing of us."""
        if self._heard:
            self._tell_of_bus()
        self._heard.clear()
        self._told.clear()
        self._wake.set()

    async def _keep(self) -> None:
        pause_s = AGAIN_S
        while True:
            self._wake.clear()
            try:
                await self._arrange()
            except AtspiError:
                await asyncio.sleep(pause_s)
                pause_s = min(2 * pause_s, AGAIN_AT_MOST_S)
                continue
            pause_s = AGAIN_S
            lost = asyncio.ensure_future(self._bus.gone())
            woken = asyncio.ensure_future(self._wake.wait())
            try:
                done, _ = await asyncio.wait((lost, woken), return_when=asyncio.FIRST_COMPLETED)
                if lost in done:
                    self._tell_of_bus()
            finally:
                lost.cancel()
                woken.cancel()

    async def _arrange(self) -> None:
        """Hear those programs that somebody wants to hear, and no others."""
        await self._bus.connect()
        with self._lock:
            wanted = {subscription.pid for subscription in self._subscriptions}
        needed = bool(wanted or self._attended)
        if needed and _REGISTRY not in self._heard:
            await self._match("AddMatch", _REGISTRY, "Object")
            self._heard.add(_REGISTRY)
        pids = await self._programs.running(Inquiry(self._bus, _PATIENCE_MS))
        due = {bus for bus, pid in pids.items() if None in wanted or pid in wanted or bus in self._attended}
        for bus in due - self._heard:
            await self._listen(bus)
            self._heard.add(bus)
        for bus in self._heard - due - {_REGISTRY}:
            self._heard.discard(bus)
            self._memory.forget(bus)
            await self._ignore(bus)
        if not needed and self._heard:
            await self._match("RemoveMatch", _REGISTRY, "Object")
            self._heard.clear()
            await self._tell_no_more()

    async def _listen(self, bus: str) -> None:
        for interface in INTERFACES:
            await self._match("AddMatch", bus, interface)
        for event in REGISTERED:
            await self._registry("RegisterEvent", "sass", event, [], bus)

    async def _ignore(self, bus: str) -> None:
        with suppress(RefusedError):  # the program has gone, and the rule with it
            for interface in INTERFACES:
                await self._match("RemoveMatch", bus, interface)

    async def _tell_no_more(self) -> None:
        """Programs need not tell us anything any more. Only when nobody listens: this goes for all programs at once."""
        self._told.clear()
        for event in REGISTERED:
            with suppress(RefusedError):
                await self._registry("DeregisterEvent", "s", event)

    async def _registry(self, method: str, signature: str, *arguments: object) -> None:
        await self._bus.ask(_REGISTRY, _REGISTRY_PATH, _REGISTRY, method, signature, arguments, gives="")

    async def _match(self, method: str, sender: str, interface: str) -> None:
        rule = f"type='signal',sender='{sender}',interface='{EVENT_INTERFACE}{interface}'"
        await self._bus.ask(_DAEMON, _DAEMON_PATH, _DAEMON, method, "s", (rule,), gives="")

    def _tell_of_bus(self) -> None:
        """Tell everybody that what was found may be gone: a program that has lost its bus can't say so itself."""
        self._waiting["bus",] = ElementEvent("bus", None)
        self._hand_over()

    # --- hearing ---------------------------------------------------------------------------------------------

    def _hear(self, message: Message) -> None:
        sender, path, interface = message.sender or "", message.path or "", message.interface or ""
        if not interface.startswith(EVENT_INTERFACE):
            return
        if path == ROOT and sender not in self._heard:
            self._wake.set()  # the registry: a program has come
            return
        self._memory.hear(sender, path, interface, message.member or "", message.body)
        pid = self._programs.pid_of(sender)
        event = decode(interface, message.member or "", ElementRef(sender, path), message.body, pid)
        if event is None or len(self._waiting) >= MOST_WAITING:
            return
        if not self._waiting and self.loop is not None:
            self.loop.call_later(CALM_S, self._hand_over)
        sort = _sort(event)
        self._waiting.pop(sort, None)  # the keyboard that came, went and came again is where it came last
        self._waiting[sort] = event

    def _hand_over(self) -> None:
        events, self._waiting = list(self._waiting.values()), {}
        with self._lock:
            subscriptions = tuple(self._subscriptions)
        for subscription in subscriptions:
            due = [event for event in events if subscription.pid in (None, event.pid) or event.kind == "bus"]
            if due:
                self._post(lambda subscription=subscription, due=due: self._tell(subscription, due))  # type: ignore[misc]

    def _tell(self, subscription: _Subscription, events: list[ElementEvent]) -> None:
        for event in events:
            with self._lock:
                wanted = subscription in self._subscriptions
            if wanted:
                subscription.callback(event)


def _sort(event: ElementEvent) -> tuple[object, ...]:
    """Return what makes two events of a burst the same news."""
    if event.kind in _OF_THE_PROGRAM or event.state in _OF_THE_PROGRAM:
        return event.kind, event.pid, event.state, event.on
    return event.kind, event.ref, event.state
