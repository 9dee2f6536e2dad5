"""The way up from an element to its window, each ancestor read once in an inquiry."""

from __future__ import annotations

from dataclasses import dataclass, field

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError, together
from guide.desktop.handlers.atspi.names import clean_name
from guide.desktop.handlers.atspi.nodes import Inquiry, Node, Program
from guide.desktop.handlers.atspi.roles import Role, aria_role

HIGHEST = 100
"""No element lies deeper; a program whose parents go in a circle is left there."""
Path = tuple[tuple[str, str, int], ...]


@dataclass(slots=True)
class Ancestry:
    """Ways up."""

    inquiry: Inquiry
    _above: dict[ElementRef, tuple[Node, ElementRef | None]] = field(default_factory=dict)

    async def chain(self, ref: ElementRef) -> list[Node]:
        """Return the ancestors of an element, its window first, by role and name; the application is none of them."""
        above: list[Node] = []
        seen = {ref}
        parent = await self.inquiry.parent(ref)
        while parent is not None and parent not in seen and len(above) < HIGHEST:
            seen.add(parent)
            if parent not in self._above:
                node, further = await together((self._node(parent), self._parent(parent)))
                if isinstance(node, NoAnswerError):
                    raise node
                if not isinstance(node, Node):
                    break
                self._above[parent] = node, further if isinstance(further, ElementRef) else None
            node, further = self._above[parent]
            if node.role == Role.APPLICATION:
                break
            above.append(node)
            parent = further
        return above[::-1]

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
