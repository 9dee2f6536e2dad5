"""The tree of one window as far as a search has seen it: told at once by the program's cache, gaps asked one by one."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.ancestry import Parents
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError, TooLargeError, together
from guide.desktop.handlers.atspi.cache_items import read_items
from guide.desktop.handlers.atspi.nodes import (
    MANY_CHILDREN,
    Inquiry,
    Node,
    Program,
    is_second_menu_bar,
    tame,
)

MOST_NODES = 20_000
"""More than the largest real window by far; a program that invents children without end is left there."""
DEEPEST = 100
LATELY_S = 3.0


@dataclass(slots=True)
class Known:
    """What a program's own cache told: nodes, and the children of each in no order that can be relied on."""

    nodes: dict[ElementRef, Node] = field(default_factory=dict)
    children: dict[ElementRef, list[ElementRef]] = field(default_factory=dict)


class Lately:
    """What was known of each program a moment ago: good enough to say that something is in a closed menu.

    To ask again each time would keep programs busy for nothing: LibreOffice tells its cache in 0.16 s and does
    nothing else meanwhile, a program of Qt has to answer some 500 questions.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Known]] = {}
        self.parents: Parents = {}

    def get(self, program: Program) -> Known | None:
        """Return what is remembered and not too old."""
        now = time.monotonic()
        self._known = {bus: entry for bus, entry in self._known.items() if now - entry[0] < LATELY_S}
        entry = self._known.get(program.bus)
        return entry[1] if entry else None

    def put(self, program: Program, known: Known) -> None:
        """Remember it for a moment."""
        self._known[program.bus] = time.monotonic(), known


async def read_cache(program: Program, inquiry: Inquiry) -> Known:
    """Ask for everything the program has ready, in one question; nothing when it has no cache."""
    known = Known()
    if program.toolkit == "qt":  # always empty
        return known
    for node, parent in await read_items(program, inquiry):
        known.nodes[node.ref] = node
        if parent is not None and parent != node.ref:
            known.children.setdefault(parent, []).append(node.ref)
    return known


@dataclass(slots=True)
class Tree:
    """A window's nodes that can be reached from its top, each with its way up."""

    program: Program
    inquiry: Inquiry
    known: Known
    nodes: dict[ElementRef, Node] = field(default_factory=dict)
    parents: dict[ElementRef, ElementRef] = field(default_factory=dict)
    ordered: dict[ElementRef, list[ElementRef]] = field(default_factory=dict)
    """Children in the order that the program told."""
    endless: list[Node] = field(default_factory=list)
    """Tables and lists that were not entered."""
    complete: bool = True
    trouble: str = ""
    _postponed: list[Node] = field(default_factory=list)

    async def grow(self, tops: Iterable[Node]) -> None:
        """Collect what is drawn on the screen, and all else that costs no question."""
        await self._grow(list(tops), all_of_it=False)

    async def grow_hidden(self) -> None:
        """Collect the rest: closed menus, other tabs."""
        postponed, self._postponed = self._postponed, []
        await self._grow(postponed, all_of_it=True)

    def chain(self, ref: ElementRef) -> list[Node]:
        """Return the ancestors of a node, outermost first."""
        above: deque[Node] = deque()
        while (ref := self.parents.get(ref, ref)) in self.nodes and self.nodes[ref] not in above:
            above.appendleft(self.nodes[ref])
            if ref not in self.parents:
                break
        return list(above)

    def parent(self, ref: ElementRef) -> Node | None:
        """Return a node's parent."""
        above = self.parents.get(ref)
        return self.nodes.get(above) if above else None

    async def _grow(self, level: list[Node], *, all_of_it: bool) -> None:
        for node in level:
            self.nodes.setdefault(node.ref, node)
        for _ in range(DEEPEST):
            if not level:
                return
            level = await self._next_level(level, all_of_it=all_of_it)
            if len(self.nodes) > MOST_NODES:
                break
        self._give_up("the window has more elements than guide looks at")

    async def _next_level(self, level: list[Node], *, all_of_it: bool) -> list[Node]:
        asked: list[Node] = []
        below: list[tuple[ElementRef, ElementRef]] = []
        for node in await self._that_draw(level):
            if node.endless and not tame(node):
                self.endless.append(node)
            elif not self._has_gap(node):
                below += [(node.ref, child) for child in self.known.children.get(node.ref, ())]
            elif all_of_it or node.visible(self.program.toolkit):
                asked.append(node)
            else:
                self._postponed.append(node)
        answers = await together(self.inquiry.children(node.ref) for node in asked)
        for node, answer in zip(asked, answers, strict=True):
            if isinstance(answer, AtspiError):
                self._note(answer)
                continue
            self.ordered[node.ref] = answer
            below += [(node.ref, child) for child in answer]
        return await self._read(below)

    async def _that_draw(self, level: list[Node]) -> list[Node]:
        """Leave out LibreOffice's own menu bar where GTK draws another: it has no height, and each menu once more."""
        if self.program.toolkit != "libreoffice":
            return level
        bars = [node for node in level if is_second_menu_bar(node, self.parent(node.ref))]
        places = await together(self.inquiry.extents(bar.ref) for bar in bars)
        flat = {bar.ref for bar, place in zip(bars, places, strict=True) if isinstance(place, tuple) and place[3] <= 0}
        return [node for node in level if node.ref not in flat]

    def _has_gap(self, node: Node) -> bool:
        """Whether the program has children that its cache did not tell."""
        told = len(self.known.children.get(node.ref, ()))
        return node.child_count > told or (node.child_count < 0 and not told and node.ref not in self.known.nodes)

    async def _read(self, below: list[tuple[ElementRef, ElementRef]]) -> list[Node]:
        fresh: dict[ElementRef, ElementRef] = {}
        for parent, child in below:
            if child not in self.nodes and len(fresh) <= MOST_NODES:  # else: a circle
                fresh.setdefault(child, parent)
        self.parents.update(fresh)
        level = [self.known.nodes[ref] for ref in fresh if ref in self.known.nodes]
        unknown = [ref for ref in fresh if ref not in self.known.nodes]
        for answer in await self.inquiry.nodes(unknown):
            if isinstance(answer, Node):
                level.append(answer)
            else:
                self._note(answer)
        for node in level:
            self.nodes[node.ref] = node
        return level

    def _note(self, error: AtspiError) -> None:
        # An element that is gone by now is no loss; one that was not told about in time is.
        if isinstance(error, (NoAnswerError, TooLargeError)):
            self._give_up(str(error))

    def _give_up(self, why: str) -> None:
        self.complete = False
        self.trouble = self.trouble or why

    async def in_order(self, refs: list[ElementRef]) -> list[ElementRef]:
        """Sort nodes in tree order, asking for the order of children where ways part."""
        ways = {ref: [*(node.ref for node in self.chain(ref)), ref] for ref in refs}
        below: dict[ElementRef, set[ElementRef]] = {}
        for way in ways.values():
            for parent, child in pairwise(way):
                below.setdefault(parent, set()).add(child)
        forks = [ref for ref, children in below.items() if len(children) > 1 and ref not in self.ordered]
        for ref, answer in zip(forks, await together(self.inquiry.children(ref) for ref in forks), strict=True):
            self.ordered[ref] = [] if isinstance(answer, AtspiError) else answer
        place = {ref: {child: i for i, child in enumerate(self.ordered.get(ref, ()))} for ref in below}

        def key(ref: ElementRef) -> tuple[int, ...]:
            way = ways[ref]
            return tuple(place[above].get(child, MANY_CHILDREN) for above, child in pairwise(way))

        return sorted(refs, key=key)
