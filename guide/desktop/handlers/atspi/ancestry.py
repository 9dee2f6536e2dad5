"""The way up from an element to its window, each ancestor read once in an inquiry.

A way has six steps or more, and each waits for an answer. So the way that an element had the last time is asked about
all at once; what is believed is what is answered now, and where the way is another, it is gone step by step.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError, together
from guide.desktop.handlers.atspi.names import clean_name
from guide.desktop.handlers.atspi.nodes import Inquiry, Node, Program
from guide.desktop.handlers.atspi.roles import Role, aria_role

HIGHEST = 100
"""No element lies deeper; a program whose parents go in a circle is left there."""
MOST_REMEMBERED = 20_000
Path = tuple[tuple[str, str, int], ...]
Parents = dict[ElementRef, ElementRef]
"""The parent that each element had the last time: a guess, never an answer."""
_Read = tuple[Node | AtspiError, ElementRef | None]


@dataclass(slots=True)
class Ancestry:
    """Ways up."""

    inquiry: Inquiry
    before: Parents = field(default_factory=dict)
    _asked: dict[ElementRef, asyncio.Task[_Read]] = field(default_factory=dict)

    async def chain(self, ref: ElementRef) -> list[Node]:
        """Return the ancestors of an element, its window first, by role and name; the application is none of them."""
        above: list[Node] = []
        seen = {ref}
        for guessed in self._way_before(ref):
            self._ask(guessed)
        parent = await self.inquiry.parent(ref)
        self._remember(ref, parent)
        while parent is not None and parent not in seen and len(above) < HIGHEST:
            seen.add(parent)
            node, further = await self._ask(parent)
            if isinstance(node, NoAnswerError):
                raise node
            if isinstance(node, AtspiError) or node.role == Role.APPLICATION:
                break
            above.append(node)
            self._remember(parent, further)
            parent = further
        return above[::-1]

    def _way_before(self, ref: ElementRef) -> list[ElementRef]:
        way: list[ElementRef] = []
        while (above := self.before.get(ref)) is not None and above not in way and len(way) < HIGHEST:
            way.append(above)
            ref = above
        return way

    def _remember(self, ref: ElementRef, parent: ElementRef | None) -> None:
        if parent is None:
            self.before.pop(ref, None)
            return
        if len(self.before) >= MOST_REMEMBERED:
            self.before.clear()
        self.before[ref] = parent

    def _ask(self, ref: ElementRef) -> asyncio.Task[_Read]:
        """Ask about an ancestor, once for all ways that lead through it."""
        if ref not in self._asked:
            self._asked[ref] = asyncio.ensure_future(self._read(ref))
        return self._asked[ref]

    async def _read(self, ref: ElementRef) -> _Read:
        node, further = await together((self._node(ref), self._parent(ref)))
        told = node if isinstance(node, Node | AtspiError) else AtspiError("no element")
        return told, further if isinstance(further, ElementRef) else None

    async def _node(self, ref: ElementRef) -> Node | ElementRef | None:
        return await self.inquiry.label(ref)

    async def _parent(self, ref: ElementRef) -> Node | ElementRef | None:
        return await self.inquiry.parent(ref)


def path_of(chain: list[Node], program: Program, indexes: list[int | AtspiError | None] | None = None) -> Path:
    """Return ancestors as the port tells them. An index that was not asked for is -1."""
    above: list[int | None] = [None, *(node.role for node in chain)]
    told = indexes or [None] * len(chain)
    return tuple(
        (aria_role(node.role, parent), clean_name(node.name, program.toolkit), index if isinstance(index, int) else -1)
        for node, parent, index in zip(chain, above, told, strict=False)
    )
