"""What was found in each window the last time, kept true by what its program tells: an ask again needs no search.

Who remembers may only say where to look: what is answered is read anew, by name, role, states, place and ancestors.
So a memory can do harm in one way alone, by not knowing of something that came. Programs tell of that, and D-Bus
delivers in order: once a program has answered a question, all that it told before has been heard. Measured:

| | a new control | another name | hidden | shown again | removed |
|---|---|---|---|---|---|
| GTK 3.24 | children-changed, showing | accessible-name | showing | showing | children-changed |
| Qt 6.11 | showing, accessible-name | accessible-name | showing | showing | nothing, which does not matter |
| Chromium 156 | children-changed; of a page: busy | accessible-name | children-changed | children-changed | the same |

Of other programs nothing is believed that is older than a second.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.ancestry import Parents
from guide.desktop.handlers.atspi.nodes import Node, Program
from guide.desktop.handlers.atspi.tree import Known, Tree

TOLD_S, UNTOLD_S = 5.0, 1.0
"""How long to believe it of a program that tells what is new, and of one that may not."""
LATELY_S = 3.0
MOST_WINDOWS = 4
_EVENT_OF_OBJECTS = "org.a11y.atspi.Event.Object"
_EVENT_OF_WINDOWS = "org.a11y.atspi.Event.Window"
_VALUE = 3
"""The place of the new name in a signal."""
Roles = frozenset[int] | None


@dataclass(slots=True)
class Sight:
    """What is visible of some roles in a window, scrolled away or not, in tree order and with its names.

    Nobody tells what comes into sight when one scrolls.
    """

    names: dict[ElementRef, str]
    at_s: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class Whole:
    """A window's tree."""

    tree: Tree
    hidden: bool
    """Whether closed menus and other tabs were looked into, too."""
    at_s: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class _Of:
    """What is remembered of one program."""

    version: int
    """Another, larger one with each news that makes it wrong; never the same twice."""
    sights: dict[tuple[ElementRef, Roles], Sight] = field(default_factory=dict)
    trees: dict[ElementRef, Whole] = field(default_factory=dict)


class Memory:
    """Of some windows. Lives on the loop; only programs in `heard` are remembered."""

    def __init__(self) -> None:
        self.heard: frozenset[str] | set[str] = frozenset()
        """Programs, by their bus names, whose events come to us."""
        self._of: dict[str, _Of] = {}
        self._versions = itertools.count()

    def clear(self) -> None:
        """Forget everything: the bus is a new one."""
        self._of.clear()

    def forget(self, bus: str) -> None:
        """Forget a program that is heard no longer."""
        self._of.pop(bus, None)

    def version(self, program: Program) -> int | None:
        """Return a number that is another one when something may have come; None: the program is not heard."""
        if program.bus not in self.heard:
            return None
        if program.bus not in self._of:
            self._of[program.bus] = _Of(next(self._versions))
        return self._of[program.bus].version

    def sight(self, program: Program, top: ElementRef, roles: Roles) -> Sight | None:
        """Return what was on the screen, when that is to be believed."""
        of = self._believed(program)
        sight = of.sights.get((top, roles)) if of else None
        return sight if sight is not None and _young(sight.at_s, program) else None

    def whole(self, program: Program, top: ElementRef) -> Whole | None:
        """Return the window's tree, when that is to be believed."""
        of = self._believed(program)
        whole = of.trees.get(top) if of else None
        return whole if whole is not None and _young(whole.at_s, program) else None

    def keep_sight(self, program: Program, top: ElementRef, roles: Roles, sight: Sight, since: int | None) -> None:
        """Remember it, unless something came while it was read: `since` is the version from before."""
        if since is None or since != self.version(program):
            return
        sights = self._of[program.bus].sights
        if len(sights) >= MOST_WINDOWS * MOST_WINDOWS:
            sights.clear()
        sights[top, roles] = sight

    def keep_whole(self, program: Program, top: ElementRef, whole: Whole, since: int | None) -> None:
        """Remember a tree, as `keep_sight`."""
        if since is None or since != self.version(program):
            return
        trees = self._of[program.bus].trees
        if len(trees) >= MOST_WINDOWS:
            trees.clear()
        trees[top] = whole

    def hear(self, bus: str, path: str, interface: str, member: str, body: Sequence[Any]) -> None:
        """Take in what a program tells."""
        of = self._of.get(bus)
        if of is None:
            return
        detail = body[0] if body and isinstance(body[0], str) else ""
        if interface == _EVENT_OF_OBJECTS and member == "PropertyChange" and detail == "accessible-name":
            self._rename(
                of, ElementRef(bus, path), getattr(body[_VALUE], "value", None) if len(body) > _VALUE else None
            )
        elif _tells_of_more(interface, member, detail, body):
            self._forget(of)

    def _believed(self, program: Program) -> _Of | None:
        return self._of.get(program.bus) if program.bus in self.heard else None

    def _forget(self, of: _Of) -> None:
        of.version = next(self._versions)
        of.sights.clear()
        of.trees.clear()

    def _rename(self, of: _Of, ref: ElementRef, name: object) -> None:
        """Note a new name; of what is not known, or has no name that can be read, everything is asked anew."""
        of.version = next(self._versions)
        if not isinstance(name, str):
            self._forget(of)
            return
        for sight in of.sights.values():
            if sight.names.get(ref) is not None:
                sight.names[ref] = name
        for whole in of.trees.values():
            if (node := whole.tree.nodes.get(ref)) is not None:
                whole.tree.nodes[ref] = replace(node, name=name)


class Lately:
    """What was known of each program a moment ago: good enough to say that something is in a closed menu.

    To ask again each time would keep programs busy for nothing: LibreOffice tells its cache in 0.16 s and does
    nothing else meanwhile, a program of Qt has to answer some 500 questions.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, int | None, Known]] = {}
        self.parents: Parents = {}
        self.memory = Memory()

    def get(self, program: Program) -> Known | None:
        """Return what is remembered and not too old."""
        now = time.monotonic()
        self._known = {bus: entry for bus, entry in self._known.items() if now - entry[0] < LATELY_S}
        entry = self._known.get(program.bus)
        if entry is None or (entry[1] is None and self.memory.version(program) is not None):
            return None  # from before the program was heard: nobody could say how long it has been right
        return entry[2]

    def since(self, program: Program) -> int | None:
        """Return the version of the memory when what is remembered was read; None: nobody was listening."""
        entry = self._known.get(program.bus)
        return entry[1] if entry else None

    def put(self, program: Program, known: Known, since: int | None) -> None:
        """Remember it for a moment; `since`: the version of the memory before it was read."""
        self._known[program.bus] = time.monotonic(), since, known


def _tells_of_more(interface: str, member: str, detail: str, body: Sequence[Any]) -> bool:
    """Whether there may be something that was not there, or not on the screen. What went is noticed when it is read."""
    if interface == _EVENT_OF_WINDOWS:
        return True
    if interface != _EVENT_OF_OBJECTS:
        return False
    if member == "ChildrenChanged":
        return not detail.startswith("remove")
    if member == "StateChanged":
        if detail == "busy":  # of another page a browser tells nothing else
            return True
        return detail in {"showing", "visible"} and list(body[1:2]) != [0]
    return member == "PropertyChange" and detail == "accessible-role"


def _young(at_s: float, program: Program) -> bool:
    return time.monotonic() - at_s < (TOLD_S if tells(program) else UNTOLD_S)


def tells(program: Program) -> bool:
    """Whether a program tells of all that is new: else what it did not have a moment ago may be there now."""
    return program.toolkit in {"gtk", "chromium"} or (program.toolkit == "qt" and program.version.startswith("6"))


def nodes_of(tree: Tree, roles: Roles) -> list[Node]:
    """Return a tree's nodes of some roles."""
    return [node for node in tree.nodes.values() if roles is None or node.role in roles]
