"""The way to find elements again: those that fit in what is remembered of the window, each read anew."""

from __future__ import annotations

from dataclasses import dataclass, field

from guide.desktop.elements import ElementInfo, ElementRef
from guide.desktop.handlers.atspi.ancestry import Ancestry
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError, both, together
from guide.desktop.handlers.atspi.collecting import COLLECT
from guide.desktop.handlers.atspi.judging import Judge
from guide.desktop.handlers.atspi.labels import FIELDS
from guide.desktop.handlers.atspi.memory import Lately, Memory, Sight, Whole, nodes_of, tells
from guide.desktop.handlers.atspi.nodes import Toolkit
from guide.desktop.handlers.atspi.tables import may_be_a_cell
from guide.desktop.handlers.atspi.tree import Tree

MOST_TO_READ = 50
"""Of more that fit, a search is as quick."""
_REMEMBERED: frozenset[Toolkit] = frozenset(("gtk", "qt", "libreoffice", "chromium"))
"""GTK 4 tells its cache in one answer; what is in a popover is not to be mixed up with what is around it."""


def can_be_remembered(judge: Judge) -> bool:
    """Whether what such a query finds is kept: not cells, which are made on request, nor menus without a tree."""
    query, program = judge.query, judge.program
    return (
        judge.scope.own
        and len(judge.scope.begin) == 1
        and program.toolkit in _REMEMBERED
        and not may_be_a_cell(query.role, query.name)
        # The widgets of LibreOffice know other parents than their parents know children.
        and not ((query.path or query.counted) and program.toolkit == "libreoffice")
    )


@dataclass(slots=True)
class ByRemembering:
    """Finds what was there before, and says that there is nothing where that is certain."""

    judge: Judge
    lately: Lately
    how: str = "memory"
    _ancestry: Ancestry = field(init=False)

    def __post_init__(self) -> None:
        self._ancestry = Ancestry(self.judge.inquiry, self.lately.parents)

    @property
    def _memory(self) -> Memory:
        return self.lately.memory

    async def find(self) -> list[ElementInfo] | None:
        """Return what fits, in tree order; None when the memory is not enough to say. NoAnswerError."""
        since = self._memory.version(self.judge.program)
        if since is None or not can_be_remembered(self.judge):
            return None
        top = self.judge.scope.begin[0].ref
        sight = self._memory.sight(self.judge.program, top, self.judge.numbers)
        whole = self._memory.whole(self.judge.program, top)
        found = await self._on_the_screen(sight, whole)
        if found is not None and not found and self._knows_all(whole):
            found = await self._anywhere(whole) if whole is not None else None
        # What came while these were read may fit as well.
        return found if self._memory.version(self.judge.program) == since else None

    def _knows_all(self, whole: Whole | None) -> bool:
        """Whether there is nothing when nothing was found: fields without a name may have a label."""
        known = whole is not None and whole.hidden and tells(self.judge.program)
        return known and self.judge.query.role not in FIELDS | {None}

    async def _on_the_screen(self, sight: Sight | None, whole: Whole | None) -> list[ElementInfo] | None:
        """Return what is in sight and fits; None when nobody knows, or when nothing fits and that proves nothing."""
        if sight is not None:
            refs = self._named(sight)
        elif whole is not None and (whole.hidden or self.judge.program.toolkit not in COLLECT):
            refs = self._fitting(whole.tree)
        else:
            return None
        if len(refs) > MOST_TO_READ:
            return None
        found = [info for info in await self._read(refs) if info.rect]
        if not found:
            # Of a browser that builds its tree nothing more is asked.
            nothing_more = not self.judge.complete and self.judge.query.role not in FIELDS
            return [] if nothing_more or self._knows_all(whole) else None
        return await self._in_order(found, whole.tree) if sight is None and whole is not None else found

    async def _anywhere(self, whole: Whole) -> list[ElementInfo] | None:
        refs = self._fitting(whole.tree)
        if len(refs) > MOST_TO_READ:
            return None
        found = await self._read(refs)
        kept = [info for info in found if info.rect] or found
        return await self._in_order(kept, whole.tree)

    async def _in_order(self, found: list[ElementInfo], tree: Tree) -> list[ElementInfo]:
        if len(found) < 2:
            return found
        tree.inquiry = self.judge.inquiry
        by_ref = {info.ref: info for info in found}
        return [by_ref[ref] for ref in await tree.in_order(list(by_ref))]

    def _named(self, sight: Sight) -> list[ElementRef]:
        return [ref for ref, name in sight.names.items() if self.judge.named(name, self.judge.query.name)]

    def _fitting(self, tree: Tree) -> list[ElementRef]:
        wanted = self.judge.query.name
        refs = [node.ref for node in nodes_of(tree, self.judge.numbers) if self.judge.named(node.name, wanted)]
        for ref in refs[:MOST_TO_READ]:  # so that all ancestors are asked about at once
            below = ref
            while below not in self.lately.parents and (above := tree.parents.get(below)) is not None:
                self.lately.parents[below] = above
                below = above
        return refs

    async def _read(self, refs: list[ElementRef]) -> list[ElementInfo]:
        return self.judge.seen(await together(self._read_anew(ref) for ref in refs))

    async def _read_anew(self, ref: ElementRef) -> ElementInfo | None:
        judge = self.judge
        try:
            node, chain = await both(judge.inquiry.node(ref), self._ancestry.chain(ref))
        except NoAnswerError:
            raise
        except AtspiError:
            return None  # gone
        here = judge.program.toolkit == "libreoffice" or (bool(chain) and chain[0].ref == judge.scope.begin[0].ref)
        if not here or not judge.named(node.name, judge.query.name):
            return None
        if not judge.fits(node, chain) or not judge.on_path(chain) or not await judge.draws(chain):
            return None
        return await judge.read(node, chain)
