"""Asking a program itself for its elements of some roles that are on the screen: one question instead of hundreds.

GTK 3, LibreOffice, Qt 6 and Chromium can (the Collection interface). The danger is in what they do for it: they go
through all children of everything, and a spreadsheet makes each of its 2,147,483,647 cells on the way. So each part
of the window is asked first whether anything in it manages its own children; the first such thing is told before it
is entered, and the question goes around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError, RefusedError, together
from guide.desktop.handlers.atspi.nodes import Inquiry, Node, Toolkit, tame
from guide.desktop.handlers.atspi.states import State

COLLECT: frozenset[Toolkit] = frozenset(("gtk", "libreoffice", "chromium"))
"""Programs that may be asked to collect; Qt 5 and GTK 4 cannot, others are walked."""
MOST_MATCHES = 400
_COLLECTION = "org.a11y.atspi.Collection"
_RULE = "(aiia{ss}iaiiasib)"
"""States and how to match them, attributes and how, roles and how, interfaces and how, whether to invert it all."""
_ALL, _ANY, _TREE_ORDER = 1, 2, 1
_MOST_TAME = 4
_DEEPEST = 30


class CannotCollectError(AtspiError):
    """The program has no Collection interface."""


@dataclass(slots=True)
class Collector:
    """Collects what is on the screen in one window."""

    inquiry: Inquiry
    roles: frozenset[int] | None
    """Role numbers; None: of any role."""
    state: State = State.SHOWING
    """What is collected, and entered where the program may not collect for itself."""
    most: int = MOST_MATCHES
    """How many are asked for of each part."""
    endless: list[Node] = field(default_factory=list)
    """Tables and lists that were not entered."""
    complete: bool = True

    async def collect(self, top: Node, depth: int = 0) -> list[ElementRef]:
        """Return what is below `top` and on the screen, in tree order. CannotCollectError; NoAnswerError."""
        if top.endless and not tame(top):
            self.endless.append(top)
            return []
        if not await self._harbours_endless(top):
            return await self._matches(top.ref, self.roles, self.state, self.most)
        children = await together(self.inquiry.outline(child) for child in await self.inquiry.children(top.ref))
        found: list[ElementRef] = []
        parts = [child for child in children if isinstance(child, Node) and child.states & self.state]
        for child, below in zip(parts, await together(self._below(child, depth) for child in parts), strict=True):
            if self.roles is None or child.role in self.roles:
                found.append(child.ref)
            if isinstance(below, NoAnswerError):
                self.complete = False
            elif isinstance(below, list):
                found += below
        return found

    async def _below(self, child: Node, depth: int) -> list[ElementRef]:
        if child.child_count == 0 or depth > _DEEPEST:
            return []
        return await self.collect(child, depth + 1)

    async def _harbours_endless(self, top: Node) -> bool:
        """Whether anything below manages its own children, in numbers."""
        known_tame: set[ElementRef] = set()
        for count in range(1, _MOST_TAME + 1):
            managers = await self._matches(top.ref, None, State.MANAGES_DESCENDANTS, count)
            if len(managers) < count:
                return False
            nodes = await self.inquiry.nodes(ref for ref in managers if ref not in known_tame)
            if not all(isinstance(node, Node) and tame(node) for node in nodes):
                return True
            known_tame.update(managers)
        return True

    async def _matches(
        self, ref: ElementRef, roles: Iterable[int] | None, state: State, count: int
    ) -> list[ElementRef]:
        rule = [_bits([state.bit_length() - 1], 2), _ALL, {}, _ALL, _bits(roles or (), 5), _ANY, [], _ALL, False]
        try:
            told = await self.inquiry.ask(
                ref, _COLLECTION, "GetMatches", f"{_RULE}uib", rule, _TREE_ORDER, count, True, gives="a(so)"
            )
        except RefusedError as error:
            raise CannotCollectError(str(error)) from error
        return [ElementRef(bus, path) for bus, path in told[:count]]


def _bits(places: Iterable[int], words: int) -> list[int]:
    """Return a bit set as AT-SPI passes it: signed 32-bit words, the lowest first."""
    whole = sum(1 << place for place in set(places))
    parts = [(whole >> (32 * word)) & 0xFFFFFFFF for word in range(words)]
    return [part - (1 << 32) if part >> 31 else part for part in parts]
