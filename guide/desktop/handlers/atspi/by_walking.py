"""The second way to find elements: through the program's cache, and step by step where that has gaps."""

from __future__ import annotations

from dataclasses import dataclass, replace

from guide.desktop.elements import ElementInfo, ElementRef
from guide.desktop.handlers.atspi.applications import same_size
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError, together
from guide.desktop.handlers.atspi.by_remembering import can_be_remembered
from guide.desktop.handlers.atspi.judging import TOO_LATE, Judge, is_popover
from guide.desktop.handlers.atspi.memory import Lately, Whole
from guide.desktop.handlers.atspi.nodes import Node
from guide.desktop.handlers.atspi.tables import ONLY_IN_SIGHT, cells_in_sight, may_be_a_cell
from guide.desktop.handlers.atspi.tree import Known, Tree

MOST_CANDIDATES = 400
"""Of so many that fit by name and role, states and ids are read; nobody means one of more."""
_Pair = tuple[Node, list[Node]]


@dataclass(slots=True)
class ByWalking:
    """Finds what is on the screen, and what is hidden where there is nothing."""

    judge: Judge
    limit: int
    lately: Lately
    how: str = "walk"
    since: int | None = None
    """The version of the memory from before the first question."""

    async def find(self, known: Known, *, hidden: bool = False) -> list[ElementInfo]:
        """Return what fits, in tree order; `hidden`: look into closed menus and other tabs at once."""
        tree = Tree(self.judge.program, self.judge.inquiry, known)
        found: list[ElementInfo] = []
        looked_everywhere = False
        try:
            await tree.grow(self.judge.scope.begin)
            if not self.judge.scope.own and not await self._enter_popup(tree) and self._is_gtk4:
                return []
            found = [] if hidden else await self._fitting(tree)
            looked_everywhere = not any(info.rect for info in found)
            if looked_everywhere:
                await self._grow_hidden(tree)
                found = await self._fitting(tree)
        except NoAnswerError:
            self.judge.give_up(TOO_LATE)
        if not tree.complete:
            self.judge.give_up(tree.trouble)
        if self.judge.complete and can_be_remembered(self.judge):
            whole = Whole(tree, hidden=looked_everywhere)
            self.lately.memory.keep_whole(self.judge.program, self.judge.scope.begin[0].ref, whole, self.since)
        if known.nodes:  # its own cache, not what we remember
            self.how = "cache and walk" if tree.ordered else "cache"
        return found

    async def _grow_hidden(self, tree: Tree) -> None:
        """Look into what is hidden; of a program without a cache, as it was a moment ago."""
        program = self.judge.program
        if tree.known.nodes:
            await tree.grow_hidden()
        elif (known := self.lately.get(program)) is not None:
            tree.known, self.since = known, self._older(self.lately.since(program))
            await tree.grow_hidden()
        else:
            await tree.grow_hidden()
            self.lately.put(program, Known(dict(tree.nodes), dict(tree.ordered)), self.since)

    def _older(self, since: int | None) -> int | None:
        return None if since is None or self.since is None else min(since, self.since)

    @property
    def _is_gtk4(self) -> bool:
        return self.judge.program.toolkit == "gtk4"

    async def _enter_popup(self, tree: Tree) -> bool:
        """Take places from the menu or popover that this window shows; of GTK 4 look nowhere else. Size says which."""
        reader = self.judge.reader
        opened = [node for node in tree.nodes.values() if is_popover(node)]
        places = await together(self.judge.inquiry.extents(node.ref) for node in opened)
        for node, extents in zip(opened, places, strict=True):
            if isinstance(extents, tuple) and same_size(extents, reader.places.window.client):
                reader.places = replace(reader.places, top=extents)
                self.judge.popover = node.ref
                return True
        return False

    async def _fitting(self, tree: Tree) -> list[ElementInfo]:
        likely = await self._likely(tree)
        drawn = [pair for pair in likely if pair[0].visible(self.judge.program.toolkit)]
        found = await self._read(drawn)
        if not any(info.rect for info in found.values()):
            found |= await self._cells(tree)
        if not any(info.rect for info in found.values()):
            found |= await self._read([pair for pair in likely if pair not in drawn][: self.limit])
        kept = [ref for ref, info in found.items() if info.rect] or list(found)
        order = await tree.in_order(kept) if len(kept) > 1 else kept
        return [found[ref] for ref in order]

    async def _likely(self, tree: Tree) -> list[_Pair]:
        numbers = self.judge.numbers
        nodes = [node for node in tree.nodes.values() if numbers is None or node.role in numbers]
        pairs = [(node, tree.chain(node.ref)) for node in await self.judge.with_wanted_name(nodes)]
        return [(node, chain) for node, chain in pairs if self.judge.fits(node, chain) and self.judge.on_path(chain)]

    async def _read(self, pairs: list[_Pair]) -> dict[ElementRef, ElementInfo]:
        read = await together(self._read_anew(node.ref, chain) for node, chain in pairs[:MOST_CANDIDATES])
        return {info.ref: info for info in self.judge.seen(read)}

    async def _read_anew(self, ref: ElementRef, chain: list[Node]) -> ElementInfo | None:
        try:
            node = await self.judge.inquiry.node(ref)
        except NoAnswerError:
            raise
        except AtspiError:
            return None
        return await self.judge.read(node, chain)

    async def _cells(self, tree: Tree) -> dict[ElementRef, ElementInfo]:
        query = self.judge.query
        if not may_be_a_cell(query.role, query.name):
            return {}
        pairs: list[_Pair] = []
        for table in tree.endless:
            cells = await cells_in_sight(table, query.name, self.judge.inquiry)
            read = await self.judge.inquiry.nodes([cell.ref for cell in cells])
            nodes = {node.ref: node for node in read if isinstance(node, Node)}
            chain = [*tree.chain(table.ref), table]
            for cell in cells:
                whole = [nodes[cell.whole]] if cell.whole in nodes else []
                node = nodes.get(cell.ref)
                if node is not None and self.judge.named(node.name, query.name):
                    pairs.append((node, [*chain, *whole]))
        if tree.endless and not pairs:
            self.judge.give_up(ONLY_IN_SIGHT)
        return await self._read([pair for pair in pairs if self.judge.on_path(pair[1]) and self.judge.fits(*pair)])
