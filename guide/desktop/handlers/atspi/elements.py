"""The elements port over AT-SPI."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from guide.desktop.elements import (
    DEFAULT_DEADLINE_MS,
    ElementEvent,
    ElementInfo,
    ElementQuery,
    ElementRef,
    Matches,
)
from guide.desktop.handlers.atspi.ancestry import Ancestry, path_of
from guide.desktop.handlers.atspi.applications import Programs
from guide.desktop.handlers.atspi.bus import AtspiError, Bus, NoAnswerError, both
from guide.desktop.handlers.atspi.by_remembering import can_be_remembered
from guide.desktop.handlers.atspi.events import Events
from guide.desktop.handlers.atspi.judging import Judge, Scope
from guide.desktop.handlers.atspi.memory import Lately
from guide.desktop.handlers.atspi.nodes import Inquiry, Program, Toolkit
from guide.desktop.handlers.atspi.pointing import element_at
from guide.desktop.handlers.atspi.search import search
from guide.desktop.handlers.atspi.views import Views
from guide.desktop.ports import Post
from guide.desktop.windows import Stop, WindowInfo
from guide.tutorial.geometry import DevicePoint

_CACHES_WHEN_HEARD: frozenset[Toolkit] = frozenset(("gtk", "libreoffice"))
_WAKES_WITHIN_S = 3.0
"""A browser's tree of a large page stood after 1 s."""


class AtspiElements:
    """Looks at the accessibility trees. Lives on one asyncio loop; `subscribe` may be called from any thread."""

    def __init__(self, post: Post, *, bus: Bus | None = None) -> None:
        self._bus = bus or Bus()
        self._programs = Programs()
        self._views = Views()
        self._lately = Lately()
        self._woken: dict[str, float] = {}
        self._bus.connected += (self._programs.clear, self._views.clear, self._lately.memory.clear)
        self._events = Events(self._bus, self._programs, post, self._lately.memory)

    def shutdown(self) -> None:
        """End the connection; every question fails from now on. From any thread, again and again."""
        loop = self._events.loop
        if loop is not None and loop.is_running() and _running_loop() is not loop:
            loop.call_soon_threadsafe(self._close)
        else:
            self._close()

    def _close(self) -> None:
        self._events.shutdown()
        self._bus.close()

    async def search(
        self, query: ElementQuery, window: WindowInfo, *, limit: int = 20, deadline_ms: int = DEFAULT_DEADLINE_MS
    ) -> Matches:
        """Find elements inside one window."""
        inquiry = self._inquiry(deadline_ms)
        try:
            programs = await self._programs.of(window, inquiry)
            answers = [await self._search_program(program, query, window, inquiry, limit) for program in programs]
        except AtspiError as error:
            detail, answered = _for_people(error, deadline_ms), not isinstance(error, NoAnswerError)
            return Matches((), "none", inquiry.calls, complete=False, detail=detail, answered=answered)
        told = [answer for answer in answers if answer is not None]
        if not told:
            detail = (
                "the program has no accessibility tree" if not programs else "the window is not in the program's tree"
            )
            return Matches((), "none", inquiry.calls, complete=bool(programs), detail=detail)
        best = max(told, key=lambda answer: len(answer.elements))
        return replace(best, calls=inquiry.calls)

    def forget(self) -> None:
        """Believe nothing any more of what was remembered: the next search reads everything anew. On the loop."""
        self._lately.memory.clear()

    async def read(
        self,
        ref: ElementRef,
        window: WindowInfo,
        *,
        with_value: bool = False,
        with_keys: bool = False,
        deadline_ms: int = DEFAULT_DEADLINE_MS,
    ) -> ElementInfo | None:
        """Read one element again; None when it is gone or its program does not answer."""
        inquiry = self._inquiry(deadline_ms)
        try:
            programs = await self._programs.of(window, inquiry)
            program = next((program for program in programs if program.bus == ref.bus), None)
            view = await self._views.of(program, window, inquiry) if program else None
            if program is None or view is None:
                return None
            reader, _ = view
            node, chain = await both(inquiry.node(ref), Ancestry(inquiry, self._lately.parents).chain(ref))
            path = path_of(chain, program)
            return await reader.read(node, chain, path, with_id=True, with_value=with_value, with_keys=with_keys)
        except AtspiError:
            return None

    async def at(
        self, point: DevicePoint, window: WindowInfo, *, deadline_ms: int = DEFAULT_DEADLINE_MS
    ) -> ElementInfo | None:
        """Return the innermost element at a point of the window; None where none is, or the program does not answer."""
        inquiry = self._inquiry(deadline_ms)
        try:
            for program in await self._programs.of(window, inquiry):
                view = await self._views.of(program, window, inquiry)
                if view is not None and (found := await element_at(point, *view, self._lately)):
                    return found
        except AtspiError:
            pass
        return None

    def subscribe(self, callback: Callable[[ElementEvent], None], *, pid: int | None = None) -> Stop:
        """Call back, through `post`, on each event (of that program), until the returned stop is called."""
        return self._events.subscribe(callback, pid=pid)

    def _inquiry(self, deadline_ms: int) -> Inquiry:
        self._events.bind()
        return Inquiry(self._bus, deadline_ms)

    async def _search_program(
        self, program: Program, query: ElementQuery, window: WindowInfo, inquiry: Inquiry, limit: int
    ) -> Matches | None:
        if program.toolkit in _CACHES_WHEN_HEARD:
            await self._events.ensure_cache(program.bus, inquiry)
        view = await self._views.of(program, window, inquiry)
        if view is None:
            return None
        reader, scope = view
        judge = Judge(query, reader, scope)
        if can_be_remembered(judge):
            self._events.attend(program.bus)
        if program.toolkit == "chromium" and await self._is_waking(program, scope, inquiry):
            judge.give_up("the browser builds its tree only now that it was asked")
        return await search(judge, limit, self._lately)

    async def _is_waking(self, program: Program, scope: Scope, inquiry: Inquiry) -> bool:
        """Wake a browser: it builds its tree once it is asked for attributes, and not at once."""
        for top in scope.begin:
            await inquiry.attributes(top.ref)
        now = time.monotonic()
        return now - self._woken.setdefault(program.bus, now) < _WAKES_WITHIN_S


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _for_people(error: AtspiError, deadline_ms: int) -> str:
    return f"{error} (asked for {deadline_ms / 1000:g} s)"
