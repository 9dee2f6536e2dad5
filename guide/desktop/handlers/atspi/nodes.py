"""One accessible as it was read, and the questions that read it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.bus import PROPERTIES, AtspiError, Bus, NoAnswerError, RefusedError, together
from guide.desktop.handlers.atspi.roles import Role
from guide.desktop.handlers.atspi.sieve import Hoard
from guide.desktop.handlers.atspi.states import State, state_bits

ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
NULL_PATH = "/org/a11y/atspi/null"
MANY_CHILDREN = 1000
"""A node that says it has more is not entered: a spreadsheet says it has 2,147,483,647, and makes each on request."""

Toolkit = Literal["gtk", "gtk4", "qt", "libreoffice", "chromium", "other"]
Extents = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Program:
    """A program on the accessibility bus."""

    bus: str
    root: ElementRef
    name: str
    toolkit: Toolkit
    version: str
    pid: int | None


@dataclass(frozen=True, slots=True)
class Node:
    """One accessible."""

    ref: ElementRef
    role: int
    name: str
    states: int
    child_count: int
    """As the program says; -1: it does not."""

    @property
    def endless(self) -> bool:
        """Whether its children must not be enumerated."""
        return bool(self.states & State.MANAGES_DESCENDANTS) or self.child_count > MANY_CHILDREN

    def visible(self, toolkit: Toolkit) -> bool:
        """Whether the program draws it, as far as it says. GTK 4.8 never says showing."""
        return bool(self.states & (State.VISIBLE if toolkit == "gtk4" else State.SHOWING))


class Inquiry:
    """One question of ours, made of many small ones: counts them and keeps the deadline."""

    def __init__(self, bus: Bus, deadline_ms: int) -> None:
        self._bus = bus
        self._ends = time.monotonic() + deadline_ms / 1000
        self.calls = 0

    @property
    def left_s(self) -> float:
        """Time left, never negative."""
        return max(0.0, self._ends - time.monotonic())

    async def ask(
        self, ref: ElementRef, interface: str, member: str, signature: str = "", *arguments: Any, gives: str
    ) -> Any:
        """Put one small question; return the first value of the answer. NoAnswerError when the time is over."""
        left = self._one_more()
        body = await self._bus.ask(
            ref.bus, ref.path, interface, member, signature, arguments, gives=gives, within_s=left
        )
        return body[0] if body else None

    async def ask_for_much(self, ref: ElementRef, interface: str, member: str, hoard: Hoard) -> None:
        """Put one question whose answer may be large, and is put into the hoard. NoAnswerError as above."""
        left = self._one_more()
        await self._bus.ask_for_much(ref.bus, ref.path, interface, member, hoard=hoard, within_s=left)

    def _one_more(self) -> float:
        """Count one question, and return the time that is left for it."""
        if not (left := self.left_s):
            raise NoAnswerError()
        self.calls += 1
        return left

    async def get(self, ref: ElementRef, interface: str, name: str, *, gives: str) -> Any:
        """Read one property."""
        variant = await self.ask(ref, PROPERTIES, "Get", "ss", interface, name, gives="v")
        if variant.signature != gives:
            raise RefusedError(f"{name} is {variant.signature}, not {gives}")
        return variant.value

    async def node(self, ref: ElementRef) -> Node:
        """Read what a search needs to know of an accessible, in four small questions.

        Not in one: `Properties.GetAll` ends programs of Qt 5.15 with a segmentation fault.
        """
        name, count, role, states = await all_of(
            self.get(ref, ACCESSIBLE, "Name", gives="s"),
            self.get(ref, ACCESSIBLE, "ChildCount", gives="i"),
            self.ask(ref, ACCESSIBLE, "GetRole", gives="u"),
            self.ask(ref, ACCESSIBLE, "GetState", gives="au"),
        )
        return Node(ref, role, name, state_bits(states), count)

    async def outline(self, ref: ElementRef) -> Node:
        """Read what one needs to go on down: role, states, number of children; no name."""
        count, role, states = await all_of(
            self.get(ref, ACCESSIBLE, "ChildCount", gives="i"),
            self.ask(ref, ACCESSIBLE, "GetRole", gives="u"),
            self.ask(ref, ACCESSIBLE, "GetState", gives="au"),
        )
        return Node(ref, role, "", state_bits(states), count)

    async def label(self, ref: ElementRef) -> Node:
        """Read what one needs to say where something is: role and name; no states."""
        name, role = await all_of(
            self.get(ref, ACCESSIBLE, "Name", gives="s"), self.ask(ref, ACCESSIBLE, "GetRole", gives="u")
        )
        return Node(ref, role, name, 0, -1)

    async def role(self, ref: ElementRef) -> int:
        """Return its role number."""
        return int(await self.ask(ref, ACCESSIBLE, "GetRole", gives="u"))

    async def children(self, ref: ElementRef) -> list[ElementRef]:
        """Return its children in order, at most MANY_CHILDREN; only for nodes that are not endless."""
        told = await self.ask(ref, ACCESSIBLE, "GetChildren", gives="a(so)")
        return [ElementRef(bus, path) for bus, path in told[:MANY_CHILDREN] if bus and path != NULL_PATH]

    async def parent(self, ref: ElementRef) -> ElementRef | None:
        """Return its parent, None at the top."""
        bus, path = await self.get(ref, ACCESSIBLE, "Parent", gives="(so)")
        return ElementRef(bus, path) if bus and path != NULL_PATH else None

    async def attributes(self, ref: ElementRef) -> dict[str, str]:
        """Return its attributes; none where the program refuses."""
        try:
            return dict(await self.ask(ref, ACCESSIBLE, "GetAttributes", gives="a{ss}"))
        except RefusedError:
            return {}

    async def extents(self, ref: ElementRef) -> Extents | None:
        """Return (x, y, width, height) as the program says, in screen coordinates; None: it has no place."""
        try:
            x, y, width, height = await self.ask(ref, COMPONENT, "GetExtents", "u", 0, gives="(iiii)")
        except RefusedError:
            return None
        return x, y, width, height

    async def nodes(self, refs: Iterable[ElementRef]) -> list[Node | AtspiError]:
        """Read several at once."""
        return await together(self.node(ref) for ref in refs)


async def all_of(*questions: Coroutine[Any, Any, Any]) -> list[Any]:
    """Put several questions at once and return the answers; the first error ends all of them."""
    tasks = [asyncio.ensure_future(question) for question in questions]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


def is_second_menu_bar(node: Node, above: Node | None) -> bool:
    """Whether this can be the menu bar that LibreOffice keeps beneath the one that GTK draws."""
    return node.role == Role.MENU_BAR and above is not None and above.role == Role.ROOT_PANE


def tame(node: Node) -> bool:
    """Whether it can be entered although it manages its own children: Writer's document tells what is in sight."""
    return node.role == Role.DOCUMENT_TEXT and 0 <= node.child_count <= MANY_CHILDREN
