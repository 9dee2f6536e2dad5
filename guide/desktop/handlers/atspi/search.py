"""Finding elements by a query in the tree of a window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guide.desktop.elements import ElementInfo, ElementQuery, ElementRef, Matches, PathQuery
from guide.desktop.handlers.atspi.bus import NoAnswerError, together
from guide.desktop.handlers.atspi.names import clean_name
from guide.desktop.handlers.atspi.nodes import Inquiry, Node, Program
from guide.desktop.handlers.atspi.reading import Reader
from guide.desktop.handlers.atspi.roles import Role, answers_to, aria_role, numbers_for
from guide.desktop.handlers.atspi.tree import Tree, read_cache

MOST_CANDIDATES = 400
"""Of so many that fit by name and role, states and ids are read; nobody means one of more."""


@dataclass(slots=True)
class Search:
    """One search in one window of one program."""

    program: Program
    inquiry: Inquiry
    query: ElementQuery
    reader: Reader
    limit: int

    async def run(self, tops: list[Node]) -> Matches:
        """Look at what is drawn; only where that has nothing, into closed menus and other tabs."""
        known = await read_cache(self.program, self.inquiry)
        tree = Tree(self.program, self.inquiry, known)
        await tree.grow(tops)
        self.reader.panes.update(
            {
                ref: tree.parents[ref]
                for ref, node in tree.nodes.items()
                if node.role == Role.ROOT_PANE and ref in tree.parents
            }
        )
        found = await self._matches(tree)
        if not any(element.rect for element in found):
            await tree.grow_hidden()
            found = await self._matches(tree)
        how = "cache" if known.nodes and not tree.ordered else "cache and walk" if known.nodes else "walk"
        return Matches(tuple(found), how, self.inquiry.calls, tree.complete, tree.trouble)

    async def _matches(self, tree: Tree) -> list[ElementInfo]:
        try:
            return await self._read_matches(tree)
        except NoAnswerError as error:
            tree.complete, tree.trouble = False, tree.trouble or str(error)
            return []

    async def _read_matches(self, tree: Tree) -> list[ElementInfo]:
        numbers = numbers_for(self.query.role) if self.query.role else None
        likely = [node for node in tree.nodes.values() if self._likely(node, tree, numbers)]
        drawn = [node for node in likely if node.visible(self.program.toolkit)]
        found = await self._read_all(drawn, tree)
        if not any(info.rect for info in found.values()):
            found |= await self._read_all([node for node in likely if node not in drawn][: self.limit], tree)
        on_screen = [ref for ref, info in found.items() if info.rect]
        kept = (on_screen or list(found))[: self.limit]
        order = await tree.in_order(kept) if len(kept) > 1 else kept
        return [found[ref] for ref in order]

    async def _read_all(self, nodes: list[Node], tree: Tree) -> dict[ElementRef, ElementInfo]:
        read = await together(self._read(node, tree) for node in nodes[:MOST_CANDIDATES])
        if any(isinstance(answer, NoAnswerError) for answer in read):
            tree.complete, tree.trouble = False, "the program did not answer in time"
        return {info.ref: info for info in read if isinstance(info, ElementInfo) and self._holds(info)}

    def _likely(self, node: Node, tree: Tree, numbers: frozenset[int] | None) -> bool:
        """Whether a node can be meant, by what is known without asking."""
        if numbers is not None and node.role not in numbers:
            return False
        parent = tree.parent(node.ref)
        role = aria_role(node.role, parent.role if parent else None)
        # Editable paragraphs are told apart by their live state, later.
        if self.query.role and not answers_to(role, self.query.role, editable=True):
            return False
        if self.query.name is not None and not self.query.name(clean_name(node.name, self.program.toolkit)):
            return False
        return path_holds(self._path_of(tree.chain(node.ref)), self.query.path)

    def _path_of(self, chain: Iterable[Node]) -> list[tuple[str, str, int]]:
        above: Node | None = None
        path: list[tuple[str, str, int]] = []
        for node in chain:
            role = aria_role(node.role, above.role if above else None)
            path.append((role, clean_name(node.name, self.program.toolkit), -1))
            above = node
        return path

    async def _read(self, node: Node, tree: Tree) -> ElementInfo | None:
        chain = tree.chain(node.ref)
        path = self._path_of(chain)
        if any(entry.index is not None for entry in self.query.path):
            indexes = await together(tree.index(above.ref) for above in chain)
            path = [
                (role, name, index if isinstance(index, int) else -1)
                for (role, name, _), index in zip(path, indexes, strict=True)
            ]
        if not path_holds(path, self.query.path, with_index=True):
            return None
        return await self.reader.read(node, chain, tuple(path), with_id=self.query.id is not None)

    def _holds(self, info: ElementInfo) -> bool:
        """Whether what was read live is still what is looked for."""
        query = self.query
        if query.role and not answers_to(info.role, query.role, editable="editable" in info.states):
            return False
        if query.name is not None and not query.name(info.name):
            return False
        if query.id is not None and info.id != query.id:
            return False
        return states_hold(info.states, query.states)


def states_hold(states: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether each wanted state holds, and each `!state` does not.

    >>> states_hold(frozenset({"enabled"}), frozenset({"enabled", "!checked"}))
    True
    """
    return all((state[1:] not in states) if state.startswith("!") else (state in states) for state in wanted)


def path_holds(
    path: Iterable[tuple[str, str, int]], wanted: tuple[PathQuery, ...], *, with_index: bool = False
) -> bool:
    """Whether the wanted ancestors are there, in order, with others allowed in between."""
    ancestors = iter(path)
    return all(any(_is(entry, ancestor, with_index) for ancestor in ancestors) for entry in wanted)


def _is(wanted: PathQuery, ancestor: tuple[str, str, int], with_index: bool) -> bool:
    role, name, index = ancestor
    if wanted.role is not None and not answers_to(role, wanted.role):
        return False
    if wanted.name is not None and not wanted.name(name):
        return False
    return not with_index or wanted.index is None or wanted.index == index
