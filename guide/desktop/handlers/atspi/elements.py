"""The elements port over AT-SPI."""

from __future__ import annotations

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
from guide.desktop.handlers.atspi.applications import Programs, top_for, tops
from guide.desktop.handlers.atspi.bus import AtspiError, Bus, RefusedError
from guide.desktop.handlers.atspi.events import Events
from guide.desktop.handlers.atspi.names import clean_name
from guide.desktop.handlers.atspi.nodes import Extents, Inquiry, Node, Program
from guide.desktop.handlers.atspi.places import Places
from guide.desktop.handlers.atspi.reading import Reader
from guide.desktop.handlers.atspi.roles import Role, aria_role
from guide.desktop.handlers.atspi.search import Search
from guide.desktop.ports import Post
from guide.desktop.windows import Stop, WindowInfo
from guide.tutorial.geometry import DevicePoint

_HIGHEST = 100
"""No element lies deeper; a program whose parents go in a circle is left there."""


class AtspiElements:
    """Looks at the accessibility trees. Lives on one asyncio loop; `subscribe` may be called from any thread."""

    def __init__(self, post: Post, *, bus: Bus | None = None) -> None:
        self._bus = bus or Bus()
        self._programs = Programs()
        self._panes: dict[ElementRef, ElementRef] = {}
        self._bus.connected.append(self._programs.clear)
        self._events = Events(self._bus, self._programs, post)

    def shutdown(self) -> None:
        """End the connection; every question fails from now on."""
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
            return Matches((), "none", inquiry.calls, complete=False, detail=_for_people(error, deadline_ms))
        told = [answer for answer in answers if answer is not None]
        if not told:
            detail = (
                "the program has no accessibility tree" if not programs else "the window is not in the program's tree"
            )
            return Matches((), "none", inquiry.calls, complete=bool(programs), detail=detail)
        best = max(told, key=lambda answer: len(answer.elements))
        return replace(best, calls=inquiry.calls)

    async def read(
        self,
        ref: ElementRef,
        window: WindowInfo,
        *,
        with_value: bool = False,
        deadline_ms: int = DEFAULT_DEADLINE_MS,
    ) -> ElementInfo | None:
        """Read one element again; None when it is gone or its program does not answer."""
        inquiry = self._inquiry(deadline_ms)
        try:
            program = await self._program_of(ref, inquiry, window)
            if program is None:
                return None
            reader = await self._reader(program, window, inquiry)
            node, chain = await inquiry.node(ref), await _ancestors(ref, inquiry)
            return await reader.read(node, chain, _path(chain, program), with_id=True, with_value=with_value)
        except AtspiError:
            return None

    async def at(
        self, point: DevicePoint, window: WindowInfo, *, deadline_ms: int = DEFAULT_DEADLINE_MS
    ) -> ElementInfo | None:
        """Return the innermost element at a point of the window, or None."""
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
        if program.toolkit in ("gtk", "libreoffice"):
            await self._events.ensure_cache(program.bus, inquiry)
        candidates = await tops(program, inquiry)
        chosen = await top_for(window, candidates, inquiry)
        if chosen is not None:
            begin, extents = [chosen[0]], chosen[1]
        elif window.managed:
            return None
        else:  # a menu or a list: its elements lie in the tree of the window that opened it
            begin = [node for node in candidates if node.visible(program.toolkit)]
            extents = None
        reader = Reader(program, inquiry, Places(program.toolkit, window, extents), self._panes)
        return await Search(program, inquiry, query, reader, limit).run(begin)

    async def _program_of(self, ref: ElementRef, inquiry: Inquiry, window: WindowInfo) -> Program | None:
        programs = await self._programs.of(window, inquiry)
        return next((program for program in programs if program.bus == ref.bus), None)

    async def _reader(self, program: Program, window: WindowInfo, inquiry: Inquiry) -> Reader:
        extents: Extents | None = None
        if chosen := await top_for(window, await tops(program, inquiry), inquiry):
            extents = chosen[1]
        return Reader(program, inquiry, Places(program.toolkit, window, extents), self._panes)


async def _ancestors(ref: ElementRef, inquiry: Inquiry) -> list[Node]:
    """Return the ancestors of an element, the window first."""
    above: list[Node] = []
    seen = {ref}
    while (parent := await inquiry.parent(ref)) is not None and parent not in seen and len(above) < _HIGHEST:
        try:
            node = await inquiry.node(parent)
        except RefusedError:
            break
        if node.role == Role.APPLICATION:
            break
        above.append(node)
        seen.add(parent)
        ref = parent
    return above[::-1]


def _path(chain: list[Node], program: Program) -> tuple[tuple[str, str, int], ...]:
    parents = [None, *(node.role for node in chain)]
    return tuple(
        (aria_role(node.role, parent), clean_name(node.name, program.toolkit), -1)
        for node, parent in zip(chain, parents, strict=False)
    )


def _for_people(error: AtspiError, deadline_ms: int) -> str:
    return f"{error} (asked for {deadline_ms / 1000:g} s)"
