"""Where each window is in its program's tree, and what is remembered of it to find it faster the next time."""

from __future__ import annotations

from guide.desktop.elements import ElementRef
from guide.desktop.handlers.atspi.applications import top_for, tops
from guide.desktop.handlers.atspi.bus import AtspiError, both
from guide.desktop.handlers.atspi.judging import Scope
from guide.desktop.handlers.atspi.nodes import Extents, Inquiry, Node, Program
from guide.desktop.handlers.atspi.places import Places
from guide.desktop.handlers.atspi.reading import Reader
from guide.desktop.windows import WindowInfo

_MOST_REMEMBERED = 256
Top = tuple[Node, Extents | None]


class Views:
    """Finds windows in trees. What it remembers is asked again before it is believed."""

    def __init__(self) -> None:
        self._tops: dict[int, ElementRef] = {}
        """Windows by their id, as the tree knows them."""
        self._scales: dict[str, float] = {}
        """Of each program, by its bus name."""
        self._panes: dict[ElementRef, ElementRef] = {}

    def clear(self) -> None:
        """Forget everything: the bus is a new one."""
        self._tops.clear()
        self._scales.clear()
        self._panes.clear()

    async def of(self, program: Program, window: WindowInfo, inquiry: Inquiry) -> tuple[Reader, Scope] | None:
        """Return what reads a window and where to begin; None when the program's tree does not have the window."""
        if found := await self._known_top(program, window, inquiry) or await self._find_top(program, window, inquiry):
            top, extents = found
            if extents is None or extents[2] <= 0:
                extents = await _content(top, inquiry)
            places = Places(program.toolkit, window, extents)
            self._scales[program.bus] = places.scale
            return Reader(program, inquiry, places, top.ref, self._panes), Scope([top])
        if window.managed:
            return None
        # A menu or a list: its elements lie in the tree of the window that opened it.
        opener = self._tops.get(window.transient_for or 0)
        visible = [node for node in await tops(program, inquiry) if node.visible(program.toolkit)]
        begin = [node for node in visible if node.ref == opener] or visible
        places = Places(program.toolkit, window, None, self._scales.get(program.bus, 1))
        return Reader(program, inquiry, places, None, self._panes), Scope(begin, own=False)

    async def _known_top(self, program: Program, window: WindowInfo, inquiry: Inquiry) -> Top | None:
        """Return what the window was the last time, when it still has the same title."""
        ref = self._tops.get(window.id)
        if ref is None or ref.bus != program.bus or not window.title:
            return None
        try:
            node, extents = await both(inquiry.node(ref), inquiry.extents(ref))
        except AtspiError:
            return None
        return (node, extents) if node.name == window.title else None

    async def _find_top(self, program: Program, window: WindowInfo, inquiry: Inquiry) -> Top | None:
        found = await top_for(window, await tops(program, inquiry), inquiry)
        if found is not None and window.managed:
            if len(self._tops) >= _MOST_REMEMBERED:
                self._tops.clear()
            self._tops[window.id] = found[0].ref
        return found


async def _content(top: Node, inquiry: Inquiry) -> Extents | None:
    """Return the place of what fills a window whose own is not told: Java says -1 of a frame, and tells its pane."""
    if top.child_count != 1:
        return None
    children = await inquiry.children(top.ref)
    told = await inquiry.extents(children[0]) if len(children) == 1 else None
    return told if told is not None and told[2] > 0 else None
