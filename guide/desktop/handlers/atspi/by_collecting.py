"""The first way to find elements: the program collects what is on the screen, in one question."""

from __future__ import annotations

from dataclasses import dataclass, field

from guide.desktop.elements import ElementInfo, ElementRef
from guide.desktop.handlers.atspi.ancestry import Ancestry
from guide.desktop.handlers.atspi.bus import NoAnswerError, both, together
from guide.desktop.handlers.atspi.by_remembering import can_be_remembered
from guide.desktop.handlers.atspi.collecting import MOST_MATCHES, CannotCollectError, Collector
from guide.desktop.handlers.atspi.judging import TOO_LATE, Judge
from guide.desktop.handlers.atspi.labels import FIELDS, label_text, labelled
from guide.desktop.handlers.atspi.memory import Lately, Sight
from guide.desktop.handlers.atspi.nodes import ACCESSIBLE, Node
from guide.desktop.handlers.atspi.roles import Role, numbers_for
from guide.desktop.handlers.atspi.states import State
from guide.desktop.handlers.atspi.tables import ONLY_IN_SIGHT, cells_in_sight, may_be_a_cell

MOST_IN_SIGHT = 2000
"""Of so many the names are read and remembered; a page as high as a hundred screens has a thousand links."""


@dataclass(slots=True)
class ByCollecting:
    """Finds what is on the screen."""

    judge: Judge
    lately: Lately
    _ancestry: Ancestry = field(init=False)

    def __post_init__(self) -> None:
        self._ancestry = Ancestry(self.judge.inquiry, self.lately.parents)

    async def find(self) -> list[ElementInfo]:
        """Return what is on the screen and fits, in tree order. CannotCollectError where the program cannot."""
        try:
            refs = await self._gathered()
            read = await together(self._examined(ref) for ref in refs)
        except NoAnswerError:
            self.judge.give_up(TOO_LATE)
            return []
        return [info for info in self.judge.seen(read) if info.rect]

    async def _gathered(self) -> list[ElementRef]:
        """Go down the wanted path, then gather what has the wanted role and name.

        From above, because LibreOffice's widgets know other parents than their parents know children.
        """
        query, begin = self.judge.query, self.judge.scope.begin
        if query.counts:
            raise CannotCollectError("places among siblings are counted by walking")
        if query.name is not None and can_be_remembered(self.judge):
            named = await self._all_in_sight(begin[0])
            if named is not None:
                return named
        for entry in query.path:
            collector = Collector(self.judge.inquiry, numbers_for(entry.role) if entry.role else None)
            nodes = await self._nodes(await self._gather(begin, collector))
            begin = [node for node in nodes if self.judge.named(node.name, entry.name)]
        collector = Collector(self.judge.inquiry, self.judge.numbers)
        refs = await self._gather(begin, collector)
        named = await self._named(refs)
        if not named and query.role in FIELDS:
            named = await self._labelled(begin)
        return named + await self._cells(collector.endless)

    async def _all_in_sight(self, top: Node) -> list[ElementRef] | None:
        """Gather all of the wanted role, to remember them; None when they are too many, or none has the name."""
        judge, memory = self.judge, self.lately.memory
        since = memory.version(judge.program)
        state = State.SHOWING if judge.program.toolkit == "libreoffice" else State.VISIBLE
        collector = Collector(judge.inquiry, judge.numbers, state, MOST_IN_SIGHT)
        refs = (await collector.collect(top))[:MOST_IN_SIGHT]
        if len(refs) >= MOST_IN_SIGHT:
            return None
        told = await together(judge.inquiry.get(ref, ACCESSIBLE, "Name", gives="s") for ref in refs)
        names = {ref: name for ref, name in zip(refs, told, strict=True) if isinstance(name, str)}
        if not collector.complete or len(names) < len(refs):
            return None
        memory.keep_sight(judge.program, top.ref, judge.numbers, Sight(names), since)
        wanted = judge.query.name
        named = [ref for ref, name in names.items() if judge.named(name, wanted)]
        return named or (None if judge.query.role in FIELDS else [])

    async def _gather(self, begin: list[Node], collector: Collector) -> list[ElementRef]:
        told = [ref for top in begin for ref in await collector.collect(top)]
        if not collector.complete:
            self.judge.give_up(TOO_LATE)
        return list(dict.fromkeys(told))[:MOST_MATCHES]

    async def _nodes(self, refs: list[ElementRef]) -> list[Node]:
        return [node for node in await self.judge.inquiry.nodes(refs) if isinstance(node, Node)]

    async def _named(self, refs: list[ElementRef]) -> list[ElementRef]:
        """Keep what has the wanted name, in one small question each."""
        query = self.judge.query
        if query.name is None:
            return refs
        names = await together(self.judge.inquiry.get(ref, ACCESSIBLE, "Name", gives="s") for ref in refs)
        pairs = zip(refs, names, strict=True)
        return [ref for ref, told in pairs if isinstance(told, str) and self.judge.named(told, query.name)]

    async def _labelled(self, begin: list[Node]) -> list[ElementRef]:
        """Return the fields whose label has the wanted name."""
        judge, wanted = self.judge, self.judge.query.name
        labels = await self._nodes(await self._gather(begin, Collector(judge.inquiry, frozenset((Role.LABEL,)))))
        found: list[ElementRef] = []
        for label in labels:
            if wanted is None or not (judge.named(label.name, wanted) or wanted(label_text(label.name, judge.program))):
                continue
            targets = await self._nodes(await labelled(label.ref, judge.inquiry))
            own = [node.ref for node in targets if judge.numbers is None or node.role in judge.numbers]
            found += own or await self._gather(targets, Collector(judge.inquiry, judge.numbers))
        return list(dict.fromkeys(found))

    async def _cells(self, endless: list[Node]) -> list[ElementRef]:
        query = self.judge.query
        if not may_be_a_cell(query.role, query.name):
            return []
        cells = [cell.ref for table in endless for cell in await cells_in_sight(table, query.name, self.judge.inquiry)]
        named = await self._named(cells)
        if endless and not named:
            self.judge.give_up(ONLY_IN_SIGHT)
        return named

    async def _examined(self, ref: ElementRef) -> ElementInfo | None:
        node, chain = await both(self.judge.inquiry.node(ref), self._ancestry.chain(ref))
        if not self.judge.fits(node, chain) or not self._on_path(chain) or not await self.judge.draws(chain):
            return None
        return await self.judge.read(node, chain)

    def _on_path(self, chain: list[Node]) -> bool:
        """Whether the way is the wanted one; LibreOffice's was gone down already."""
        return self.judge.program.toolkit == "libreoffice" or self.judge.on_path(chain)
