"""Whether an element is what a query looks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from guide.desktop.elements import ElementInfo, ElementQuery, ElementRef, Matcher, PathQuery
from guide.desktop.handlers.atspi.ancestry import Path, path_of
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError, together
from guide.desktop.handlers.atspi.labels import FIELDS, name_of
from guide.desktop.handlers.atspi.names import clean_name
from guide.desktop.handlers.atspi.nodes import Inquiry, Node, Program, is_second_menu_bar
from guide.desktop.handlers.atspi.reading import Reader
from guide.desktop.handlers.atspi.roles import Role, answers_to, aria_role, numbers_for

TOO_LATE = str(NoAnswerError())
_OPENS_A_MENU = frozenset((Role.MENU, Role.POPUP_MENU))
_OPENS = _OPENS_A_MENU | {Role.COMBO_BOX}
"""What opens a window of its own, and has what is in there below it in the tree."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where in a program's tree a window is."""

    begin: list[Node]
    own: bool = True
    """False for a menu that the tree knows only as a part of the window that opened it."""


@dataclass(slots=True)
class Judge:
    """Judges elements of one window by one query, and notes what kept it from seeing all of them."""

    query: ElementQuery
    reader: Reader
    scope: Scope
    popover: ElementRef | None = None
    """Of GTK 4: the popover that the window shows."""
    complete: bool = True
    answered: bool = True
    """False when the program did not answer in time."""
    trouble: str = ""
    _siblings: dict[ElementRef, list[tuple[ElementRef, int]]] = field(default_factory=dict)

    @property
    def inquiry(self) -> Inquiry:
        """The question that this is a part of."""
        return self.reader.inquiry

    @property
    def program(self) -> Program:
        """The program that is asked."""
        return self.reader.program

    @property
    def numbers(self) -> frozenset[int] | None:
        """The role numbers that can be meant; None: all."""
        return numbers_for(self.query.role) if self.query.role else None

    def give_up(self, why: str) -> None:
        """Note that not everything was seen, and why."""
        self.complete, self.trouble = False, self.trouble or why
        self.answered = self.answered and why != TOO_LATE

    def seen(self, answers: Iterable[ElementInfo | AtspiError | None]) -> list[ElementInfo]:
        """Return the elements among the answers, and note what was not answered."""
        kept: list[ElementInfo] = []
        for answer in answers:
            if isinstance(answer, NoAnswerError):
                self.give_up(TOO_LATE)
            elif isinstance(answer, ElementInfo):
                kept.append(answer)
        return kept

    def named(self, told: str, wanted: Matcher | None) -> bool:
        """Whether a name is meant; what GTK 4 tells for want of one may be meant too."""
        if wanted is None:
            return True
        cleaned = clean_name(told, self.program.toolkit)
        return wanted(cleaned) or (cleaned != told and wanted(told))

    async def with_wanted_name(self, nodes: list[Node]) -> list[Node]:
        """Return those that have the wanted name, or, of fields without one, the label."""
        wanted = self.query.name
        if wanted is None:
            return nodes
        nameless = [node for node in nodes if self._may_have_a_label(node)]
        labels = await together(name_of(node, self.program, self.inquiry) for node in nameless)
        labelled = {
            node.ref for node, label in zip(nameless, labels, strict=True) if isinstance(label, str) and wanted(label)
        }
        return [node for node in nodes if node.ref in labelled or self.named(node.name, wanted)]

    def _may_have_a_label(self, node: Node) -> bool:
        return aria_role(node.role) in FIELDS and not clean_name(node.name, self.program.toolkit)

    def fits(self, node: Node, chain: list[Node]) -> bool:
        """Whether a node can be meant, by its role and its window."""
        role = aria_role(node.role, chain[-1].role if chain else None)
        # Editable paragraphs are told apart by their states, later.
        if self.query.role and not answers_to(role, self.query.role, editable=True):
            return False
        return self._in_this_window(chain)

    def on_path(self, chain: list[Node]) -> bool:
        """Whether the wanted ancestors are there, their places among siblings left aside."""
        return path_holds(path_of(chain, self.program), self.query.path)

    def _in_this_window(self, chain: list[Node]) -> bool:
        """Whether it lies in this very window, not in the one that opened it or in a popover."""
        if self.program.toolkit == "gtk4":
            around = [node.ref for node in chain if is_popover(node)]
            return (around[-1] if around else None) == self.popover
        if self.scope.own:
            return True
        # A menu lies over a box that opens a list, too; what is in the box is not in the menu.
        opens = _OPENS_A_MENU if self.reader.places.window.kind == "menu" else _OPENS
        return any(node.role in opens for node in chain)

    async def draws(self, chain: list[Node]) -> bool:
        """Whether it is no part of LibreOffice's own menu bar beneath GTK's: that has no height."""
        bar = next((node for above, node in pairwise(chain) if is_second_menu_bar(node, above)), None)
        return bar is None or await self.reader.has_area(bar.ref)

    async def read(self, node: Node, chain: list[Node]) -> ElementInfo | None:
        """Read what may be meant; None when it is not, or is gone."""
        path = path_of(chain, self.program)
        if self.query.counts:
            indexes = await together(self._index(above.ref, parent) for above, parent in _with_parents(chain))
            path = path_of(chain, self.program, indexes)
            if not path_holds(path, self.query.path, with_index=True):
                return None
        info = await self.reader.read(node, chain, path, with_id=self.query.id is not None)
        return info if info is not None and self._holds(info) else None

    def _holds(self, info: ElementInfo) -> bool:
        query = self.query
        if query.role and not answers_to(info.role, query.role, editable="editable" in info.states):
            return False
        if query.id is not None and info.id != query.id:
            return False
        return states_hold(info.states, query.states)

    async def _index(self, ref: ElementRef, parent: ElementRef | None) -> int | None:
        """Return which one it is among its siblings of the same role."""
        if parent is None:
            return None
        if parent not in self._siblings:
            children = await self.inquiry.children(parent)
            roles = await together(self.inquiry.role(child) for child in children)
            told = zip(children, roles, strict=True)
            self._siblings[parent] = [(child, -1 if isinstance(role, AtspiError) else role) for child, role in told]
        siblings = self._siblings[parent]
        own = next((role for child, role in siblings if child == ref), None)
        same = [child for child, role in siblings if role == own]
        return same.index(ref) if ref in same else None


def _with_parents(chain: list[Node]) -> list[tuple[Node, ElementRef | None]]:
    parents = [None, *(node.ref for node in chain)]
    return list(zip(chain, parents, strict=False))


def is_popover(node: Node) -> bool:
    """Whether GTK 4 shows it in a window of its own."""
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
    ancestors = iter(path)
    return all(any(_is(entry, ancestor, with_index) for ancestor in ancestors) for entry in wanted)


def _is(wanted: PathQuery, ancestor: tuple[str, str, int], with_index: bool) -> bool:
    role, name, index = ancestor
    if wanted.role is not None and not answers_to(role, wanted.role):
        return False
    if wanted.name is not None and not wanted.name(name):
        return False
    return not with_index or wanted.index is None or wanted.index == index
