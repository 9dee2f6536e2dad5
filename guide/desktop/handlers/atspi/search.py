"""Finding elements by a query in one window of a program.

What is on the screen is looked for first: by one question, where the program can collect by itself, else in its
cache and by walking. Only where that has nothing are closed menus and other tabs looked into, to be able to say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from guide.desktop.elements import ElementInfo, ElementQuery, ElementRef, Matcher, Matches, PathQuery
from guide.desktop.handlers.atspi.ancestry import Ancestry, Path, path_of
from guide.desktop.handlers.atspi.applications import same_size
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError, together
from guide.desktop.handlers.atspi.collecting import CannotCollectError, Collector
from guide.desktop.handlers.atspi.names import clean_name
from guide.desktop.handlers.atspi.nodes import ACCESSIBLE, Inquiry, Node, Program, is_second_menu_bar
from guide.desktop.handlers.atspi.reading import Reader
from guide.desktop.handlers.atspi.roles import Role, answers_to, aria_role, numbers_for
from guide.desktop.handlers.atspi.tree import Known, Tree

MOST_CANDIDATES = 400
"""Of so many that fit by name and role, states and ids are read; nobody means one of more."""
_TOO_LATE = "the program did not answer in time"
_OPENS = frozenset((Role.MENU, Role.POPUP_MENU, Role.COMBO_BOX))
"""What opens a window of its own, and has what is in there below it in the tree."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where in a program's tree a window is."""

    begin: list[Node]
    own: bool = True
    """False for a menu that the tree knows only as a part of the window that opened it."""


@dataclass(slots=True)
class Search:
    """One search in one window of one program."""

    program: Program
    reader: Reader
    query: ElementQuery
    scope: Scope
    limit: int
    _complete: bool = True
    _trouble: str = ""
    _popover: ElementRef | None = None
    _indexes: dict[ElementRef, list[tuple[ElementRef, int]]] = field(default_factory=dict)

    @property
    def _inquiry(self) -> Inquiry:
        return self.reader.inquiry

    async def collect(self) -> Matches:
        """Look at what is on the screen, by asking for it. CannotCollectError where the program cannot."""
        found: list[ElementInfo] = []
        try:
            found = await self._collected(await self._gathered())
        except NoAnswerError:
            self._give_up(_TOO_LATE)
        return self._matches([info for info in found if info.rect], "collection")

    async def walk(self, known: Known, *, hidden: bool = False) -> Matches:
        """Look through the cache and ask for what it lacks; `hidden`: closed menus and other tabs at once too."""
        tree = Tree(self.program, self._inquiry, known)
        found: list[ElementInfo] = []
        try:
            await tree.grow(self.scope.begin)
            if self._is_popover and not await self._enter_popover(tree):
                return self._matches([], "walk")
            found = [] if hidden else await self._walked(tree)
            if not any(info.rect for info in found):
                await tree.grow_hidden()
                found = await self._walked(tree)
        except NoAnswerError:
            self._give_up(_TOO_LATE)
        if not tree.complete:
            self._give_up(tree.trouble)
        how = "cache" if known.nodes and not tree.ordered else "cache and walk" if known.nodes else "walk"
        return self._matches(found, how)

    def _matches(self, found: list[ElementInfo], how: str) -> Matches:
        return Matches(tuple(found[: self.limit]), how, self._inquiry.calls, self._complete, self._trouble)

    def _give_up(self, why: str) -> None:
        self._complete, self._trouble = False, self._trouble or why

    # --- what the program collected ------------------------------------------------------------------------------

    async def _gathered(self) -> list[ElementRef]:
        """Go down the wanted path, then gather what has the wanted role and name.

        From above, because LibreOffice's widgets know other parents than their parents know children.
        """
        begin = self.scope.begin
        for entry in self.query.path:
            if entry.index is not None:
                raise CannotCollectError("places among siblings are counted by walking")
            refs = await self._gather(begin, entry.role, entry.name)
            begin = [node for node in await self._inquiry.nodes(refs) if isinstance(node, Node)]
        return await self._gather(begin, self.query.role, self.query.name)

    async def _gather(self, begin: list[Node], role: str | None, name: Matcher | None) -> list[ElementRef]:
        collector = Collector(self._inquiry, numbers_for(role) if role else None)
        told = [ref for top in begin for ref in await collector.collect(top)]
        refs = list(dict.fromkeys(told))[:MOST_CANDIDATES]
        if not collector.complete:
            self._give_up(_TOO_LATE)
        if name is None:
            return refs
        names = await together(self._inquiry.get(ref, ACCESSIBLE, "Name", gives="s") for ref in refs)
        return [ref for ref, told in zip(refs, names, strict=True) if isinstance(told, str) and self._named(told, name)]

    async def _collected(self, refs: list[ElementRef]) -> list[ElementInfo]:
        ancestry = Ancestry(self._inquiry)
        read = await together(self._examine(ref, ancestry) for ref in refs)
        if any(isinstance(answer, NoAnswerError) for answer in read):
            self._give_up(_TOO_LATE)
        return [info for info in read if isinstance(info, ElementInfo)]

    async def _examine(self, ref: ElementRef, ancestry: Ancestry) -> ElementInfo | None:
        node = await self._inquiry.node(ref)
        chain = await ancestry.chain(ref)
        if not self._fits(node, chain) or not await self._draws(chain):
            return None
        info = await self.reader.read(node, chain, path_of(chain, self.program), with_id=self.query.id is not None)
        return info if info is not None and self._holds(info) else None

    async def _draws(self, chain: list[Node]) -> bool:
        """Whether it is no part of LibreOffice's own menu bar beneath GTK's: that has no height."""
        bar = next((n for above, n in pairwise(chain) if is_second_menu_bar(n, above)), None)
        return bar is None or await self.reader.has_area(bar.ref)

    # --- what was found by walking ---------------------------------------------------------------------------------

    @property
    def _is_popover(self) -> bool:
        return self.program.toolkit == "gtk4" and not self.reader.places.window.managed

    async def _enter_popover(self, tree: Tree) -> bool:
        """Keep to the popover of GTK 4 that this window shows; its size alone says which one it is."""
        popovers = [node for node in tree.nodes.values() if _is_popover(node)]
        places = await together(self._inquiry.extents(node.ref) for node in popovers)
        for node, extents in zip(popovers, places, strict=True):
            if isinstance(extents, tuple) and same_size(extents, self.reader.places.window.client):
                self.reader.places = replace(self.reader.places, top=extents)
                self._popover = node.ref
                return True
        return False

    async def _walked(self, tree: Tree) -> list[ElementInfo]:
        numbers = numbers_for(self.query.role) if self.query.role else None
        fitting = [node for node in tree.nodes.values() if numbers is None or node.role in numbers]
        likely = [(node, chain) for node in fitting if self._likely(node, chain := tree.chain(node.ref))]
        drawn = [pair for pair in likely if pair[0].visible(self.program.toolkit)]
        found = await self._read_all(drawn)
        if not any(info.rect for info in found.values()):
            found |= await self._read_all([pair for pair in likely if pair not in drawn][: self.limit])
        kept = [ref for ref, info in found.items() if info.rect] or list(found)
        order = await tree.in_order(kept) if len(kept) > 1 else kept
        return [found[ref] for ref in order]

    async def _read_all(self, pairs: list[tuple[Node, list[Node]]]) -> dict[ElementRef, ElementInfo]:
        read = await together(self._read_anew(node, chain) for node, chain in pairs[:MOST_CANDIDATES])
        if any(isinstance(answer, NoAnswerError) for answer in read):
            self._give_up(_TOO_LATE)
        return {info.ref: info for info in read if isinstance(info, ElementInfo)}

    async def _read_anew(self, node: Node, chain: list[Node]) -> ElementInfo | None:
        return await self._read(await self._inquiry.node(node.ref), chain)

    # --- judging one -------------------------------------------------------------------------------------------------

    def _named(self, name: str, wanted: Matcher | None) -> bool:
        """Whether a name is meant; what GTK 4 tells for want of one may be meant too."""
        return wanted is None or wanted(clean_name(name, self.program.toolkit)) or wanted(name)

    def _fits(self, node: Node, chain: list[Node]) -> bool:
        """Whether a node can be meant, by its role and its window."""
        role = aria_role(node.role, chain[-1].role if chain else None)
        # Editable paragraphs are told apart by their states, later.
        if self.query.role and not answers_to(role, self.query.role, editable=True):
            return False
        return self._in_this_window(chain)

    def _likely(self, node: Node, chain: list[Node]) -> bool:
        """Whether a node can be meant, by what is known without asking."""
        if not self._named(node.name, self.query.name) or not self._fits(node, chain):
            return False
        return path_holds(path_of(chain, self.program), self.query.path)

    def _in_this_window(self, chain: list[Node]) -> bool:
        """Whether it lies in this very window, not in the one that opened it or in a popover."""
        if self.program.toolkit == "gtk4":
            around = [node.ref for node in chain if _is_popover(node)]
            return (around[-1] if around else None) == self._popover
        return self.scope.own or any(node.role in _OPENS for node in chain)

    async def _read(self, node: Node, chain: list[Node]) -> ElementInfo | None:
        """Read what may be meant; None when it is not, or is gone."""
        path = path_of(chain, self.program)
        if any(entry.index is not None for entry in self.query.path):
            indexes = await together(self._index(above.ref, parent) for above, parent in _with_parents(chain))
            path = path_of(chain, self.program, indexes)
            if not path_holds(path, self.query.path, with_index=True):
                return None
        info = await self.reader.read(node, chain, path, with_id=self.query.id is not None)
        return info if info is not None and self._holds(info) else None

    async def _index(self, ref: ElementRef, parent: ElementRef | None) -> int | None:
        """Return which one it is among its siblings of the same role."""
        if parent is None:
            return None
        if parent not in self._indexes:
            children = await self._inquiry.children(parent)
            roles = await together(self._inquiry.role(child) for child in children)
            told = zip(children, roles, strict=True)
            self._indexes[parent] = [(child, -1 if isinstance(role, AtspiError) else role) for child, role in told]
        siblings = self._indexes[parent]
        own = next((role for child, role in siblings if child == ref), None)
        same = [child for child, role in siblings if role == own]
        return same.index(ref) if ref in same else None

    def _holds(self, info: ElementInfo) -> bool:
        query = self.query
        if query.role and not answers_to(info.role, query.role, editable="editable" in info.states):
            return False
        if query.id is not None and info.id != query.id:
            return False
        return states_hold(info.states, query.states)


def _with_parents(chain: list[Node]) -> list[tuple[Node, ElementRef | None]]:
    parents = [None, *(node.ref for node in chain)]
    return list(zip(chain, parents, strict=False))


def _is_popover(node: Node) -> bool:
    told_so = node.name.startswith("GtkPopover") and node.name != "GtkPopoverContent"
    return told_so or node.role in (Role.MENU, Role.POPUP_MENU)


def states_hold(states: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether each wanted state holds, and each `!state` does not.

    >>> states_hold(frozenset({"enabled"}), frozenset({"enabled", "!checked"}))
    True
    """
    return all((state[1:] not in states) if state.startswith("!") else (state in states) for state in wanted)


def path_holds(path: Path, wanted: tuple[PathQuery, ...], *, with_index: bool = False) -> bool:
    """Whether the wanted ancestors are there, in order, with others allowed in between."""
    ancestors: Iterable[tuple[str, str, int]] = iter(path)
    return all(any(_is(entry, ancestor, with_index) for ancestor in ancestors) for entry in wanted)


def _is(wanted: PathQuery, ancestor: tuple[str, str, int], with_index: bool) -> bool:
    role, name, index = ancestor
    if wanted.role is not None and not answers_to(role, wanted.role):
        return False
    if wanted.name is not None and not wanted.name(name):
        return False
    return not with_index or wanted.index is None or wanted.index == index
