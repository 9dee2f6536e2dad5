"""Reading one element for the outside: its place, its states, its id and, where asked for, its value."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

from guide.desktop.elements import ElementInfo, ElementRef, Scrolled
from guide.desktop.handlers.atspi.ancestry import Path
from guide.desktop.handlers.atspi.bindings import chords
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError, RefusedError, both, together
from guide.desktop.handlers.atspi.labels import BOXES, name_of, words_of_box
from guide.desktop.handlers.atspi.names import clean_name
from guide.desktop.handlers.atspi.nodes import ACCESSIBLE, Inquiry, Node, Program
from guide.desktop.handlers.atspi.places import Places
from guide.desktop.handlers.atspi.pressing import pressed_by_enter
from guide.desktop.handlers.atspi.roles import DOCUMENTS, Role, aria_role
from guide.desktop.handlers.atspi.scrolling import Area, enough, may_cut_off, where_to_scroll
from guide.desktop.handlers.atspi.states import State, state_words
from guide.tutorial.geometry import DeviceRect, united
from guide.tutorial.keys import Chord

LONGEST_VALUE = 100_000
"""Characters that are read of a text; a condition about more is nobody's."""
MOST_PARAGRAPHS = 200
_BARE_BOX = 1.5
"""How much wider than high a box without words may be."""
WIDEST_PADDING_PX = 24
"""What lies farther from a button than its padding, at any scale but the largest, is not drawn by it."""
_PANE_DEPTH, _PANE_WIDTH = 4, 20
"""LibreOffice's root pane lies two levels below its window, among a handful of panels."""
_PAGE_TRIES, _PAGE_PAUSE_S = 4, 0.04
"""Firefox 115 had it after the first or second of these; a part of a page that is folded up costs all of them, once."""
_ACTION = "org.a11y.atspi.Action"
_TEXT, _VALUE, _SELECTION = "org.a11y.atspi.Text", "org.a11y.atspi.Value", "org.a11y.atspi.Selection"
_AN_OBJECT = "\ufffc"
"""Stands in a text for a thing inside; a text of nothing else is the list that a browser keeps in a combo box."""
_CHOOSERS = frozenset(("combobox", "listbox", "list", "tablist", "tree", "treegrid", "group"))


@dataclass(slots=True)
class Reader:
    """Reads elements of one window."""

    program: Program
    inquiry: Inquiry
    places: Places
    top: ElementRef | None = None
    """The window in the program's tree, where it is one."""
    panes: dict[ElementRef, ElementRef] = field(default_factory=dict)
    """Of LibreOffice: each root pane's parent as one finds it from above. From below it is another, without a place."""
    _lifts: dict[ElementRef, int] = field(default_factory=dict)
    _areas: dict[ElementRef, bool] = field(default_factory=dict)
    _cut_offs: dict[ElementRef, Area | None] = field(default_factory=dict)

    async def read(  # noqa: PLR0913  (what else is wanted, by name)
        self,
        live: Node,
        chain: list[Node],
        path: Path,
        *,
        with_id: bool = False,
        with_value: bool = False,
        with_keys: bool = False,
    ) -> ElementInfo | None:
        """Complete a node that was read just now; None when it is gone. NoAnswerError when the time is over."""
        if live.states & State.DEFUNCT and self.program.toolkit != "libreoffice":  # which says so of living ones
            return None
        rect, scrolled = await self._place_of(live, chain)
        if rect is not None and aria_role(live.role) in BOXES:
            rect = await self._with_its_words(rect, live, chain)
        if rect is not None and live.name and live.role == Role.TABLE_CELL and chain and chain[-1].role == live.role:
            rect = await self._with_its_sign(rect, chain)
        outer = await self._outer(rect, live, chain) if rect is not None else None
        states = state_words(live.states)
        if live.role == Role.PASSWORD_TEXT:
            states |= {"password"}
        return ElementInfo(
            ref=live.ref,
            role=aria_role(live.role, chain[-1].role if chain else None),
            name=await name_of(live, self.program, self.inquiry),
            id=await self.id_of(live.ref) if with_id else None,
            rect=outer or rect,
            states=states,
            path=path,
            value=await self.value_of(live) if with_value else None,
            scrolled=scrolled,
            keys=await self.keys_of(live) if with_keys else frozenset(),
            content_box=self.program.toolkit == "gtk4" and outer is None,
            by_enter=pressed_by_enter(live, chain, self.program),
        )

    async def _with_its_words(self, box: DeviceRect, node: Node, chain: list[Node]) -> DeviceRect:
        """Return what a person sees as the control: a bare box together with the label around or beside it."""
        if box.width > _BARE_BOX * box.height:
            return box
        label = await words_of_box(node.ref, self.inquiry)
        words = await self._place_of(label, chain, where_else=False) if label is not None else (None, None)
        if words[0] is None or box.grown(box.width).intersected(words[0]).empty:
            return box
        return united((box, words[0]))

    async def _with_its_sign(self, words: DeviceRect, chain: list[Node]) -> DeviceRect:
        """Return the cell of which GTK 3 tells the words alone: who clicks on the sign beside them means them, too."""
        whole = await self._whole(chain[-1], chain[:-1])
        shown = self.places.in_window(whole) if whole is not None else None
        return united((words, shown)) if shown is not None else words

    async def _outer(self, inner: DeviceRect, node: Node, chain: list[Node]) -> DeviceRect | None:
        """Return the button around a button: GTK 4 opens menus by one that lies in another, which has no padding."""
        if (
            self.program.toolkit != "gtk4"
            or not chain
            or {node.role, chain[-1].role} - {Role.BUTTON, Role.TOGGLE_BUTTON}
        ):
            return None
        whole = await self._whole(chain[-1], chain[:-1])
        shown = self.places.in_window(whole) if whole is not None else None
        if shown is None or shown.intersected(inner) != inner:
            return None
        near = (
            shown.width - inner.width <= 2 * WIDEST_PADDING_PX and shown.height - inner.height <= WIDEST_PADDING_PX * 2
        )
        return shown if near else None

    async def rect_of(self, node: Node, chain: list[Node]) -> DeviceRect | None:
        """Return where it is on the screen; None when it is not there."""
        return (await self._place_of(node, chain, where_else=False))[0]

    async def _place_of(
        self, node: Node, chain: list[Node], *, where_else: bool = True
    ) -> tuple[DeviceRect | None, Scrolled | None]:
        """Return what of it is on the screen; where there is nothing (and `where_else`), where to scroll for it."""
        drawn = node.visible(self.program.toolkit)
        if not drawn and not where_else:
            return None, None
        whole, around = await both(self._whole(node, chain), self._areas_around(chain if drawn else []))
        if drawn and whole is None and any(above.role in DOCUMENTS for above in chain):
            whole = await self._whole_soon(node, chain)
        if drawn and whole is None:
            return None, None
        areas = [area for area in (around if drawn else await self._areas_around(chain)) if area is not None]
        if drawn and whole is not None:
            seen = self.places.in_window(whole)
            for area in areas:
                seen = seen and seen.intersected(area.rect)
            if seen is not None and (not areas or enough(seen, whole)):
                return seen, None
        return None, await self._scrolled(node, whole, chain, areas) if where_else else None

    async def _whole(self, node: Node, chain: list[Node]) -> DeviceRect | None:
        """Return where it is in pixels of the screen, whatever is in front; None: the program does not say."""
        extents = await self.inquiry.extents(node.ref)
        if extents is None:
            return None
        in_a_page = self.program.toolkit == "chromium" and any(n.role in DOCUMENTS for n in (*chain, node))
        return self.places.whole(extents, await self.lift_of(node, chain), physical=in_a_page)

    async def _whole_soon(self, node: Node, chain: list[Node]) -> DeviceRect | None:
        """Return where a part of a page is: Firefox knows that a moment after somebody has first asked for anything."""
        for _ in range(_PAGE_TRIES):
            await asyncio.sleep(_PAGE_PAUSE_S)
            if (whole := await self._whole(node, chain)) is not None:
                return whole
        return None

    async def _areas_around(self, chain: list[Node]) -> list[Area | None]:
        """Return what cuts off, the outermost first; each is asked once."""
        around = may_cut_off(chain, self.program.toolkit)
        asked = [i for i in around if chain[i].ref not in self._cut_offs]
        for i, rect in zip(asked, await together(self._whole(chain[i], chain[:i]) for i in asked), strict=True):
            if isinstance(rect, NoAnswerError):
                raise rect
            self._cut_offs[chain[i].ref] = Area(chain[i], rect) if isinstance(rect, DeviceRect) else None
        return [self._cut_offs[chain[i].ref] for i in around]

    async def _scrolled(
        self, node: Node, whole: DeviceRect | None, chain: list[Node], areas: list[Area]
    ) -> Scrolled | None:
        """Return where to scroll until it is seen; None where that would not help, as on a tab that is not in front."""
        toolkit = self.program.toolkit
        if not node.states & State.VISIBLE and (toolkit != "qt" or whole is None):
            return None
        if whole is None:
            areas = [await self._with_content(area, chain) for area in areas[-1:]]
        elif toolkit == "chromium":  # any part of a page may scroll, and none says so
            areas = await self._all_around(chain)
        for area in reversed(areas):
            found = where_to_scroll(whole, area)
            shown = self.places.in_window(found.area) if found is not None else None
            if found is None or shown is None:
                continue
            (live,) = await self.inquiry.nodes((area.node.ref,))
            return replace(found, area=shown) if isinstance(live, Node) and live.visible(toolkit) else None
        return None

    async def _with_content(self, area: Area, chain: list[Node]) -> Area:
        """Return an area with what moves in it: the last ancestor that is larger than it, if there is one."""
        index = next(i for i, node in enumerate(chain) if node.ref == area.node.ref) + 1
        content = await self._whole(chain[index], chain[:index]) if index < len(chain) else None
        return replace(area, content=content)

    async def _all_around(self, chain: list[Node]) -> list[Area]:
        inside = [i for i, node in enumerate(chain) if any(n.role in DOCUMENTS for n in chain[: i + 1])]
        rects = await together(self._whole(chain[i], chain[:i]) for i in inside)
        told = zip(inside, rects, strict=True)
        return [Area(chain[i], rect) for i, rect in told if isinstance(rect, DeviceRect)]

    async def has_area(self, ref: ElementRef) -> bool:
        """Whether it covers anything at all."""
        if ref not in self._areas:
            extents = await self.inquiry.extents(ref)
            self._areas[ref] = extents is not None and extents[2] > 0 and extents[3] > 0
        return self._areas[ref]

    async def id_of(self, ref: ElementRef) -> str | None:
        """Return the accessible id: a property in newer toolkits, an attribute in Chromium and older ones."""
        try:
            if told := await self.inquiry.get(ref, ACCESSIBLE, "AccessibleId", gives="s"):
                return str(told)
        except RefusedError:
            pass
        return (await self.inquiry.attributes(ref)).get("id") or None

    async def keys_of(self, node: Node) -> frozenset[Chord]:
        """Return the shortcuts that the program says belong to its first action, which is what a click does."""
        try:
            actions = await self.inquiry.ask(node.ref, _ACTION, "GetActions", gives="a(sss)")
        except NoAnswerError:
            raise
        except AtspiError:
            return frozenset()
        return chords(actions[0][2]) if actions else frozenset()

    async def value_of(self, node: Node) -> str | None:
        """Return what it holds: its text, its number or its choice. Never asked of a password field."""
        if node.role == Role.PASSWORD_TEXT:
            return None
        for read in (self._text, self._number, self._choice):
            try:
                value = await read(node)
            except NoAnswerError:
                raise
            except AtspiError:
                continue
            if value is not None:
                return value
        return None

    async def _text(self, node: Node) -> str | None:
        if node.role in DOCUMENTS and not node.child_count > MOST_PARAGRAPHS:
            texts = [await self._text_of(child) for child in await self.inquiry.children(node.ref)]
            return "\n".join(text for text in texts if text is not None)
        return await self._text_of(node.ref)

    async def _text_of(self, ref: ElementRef) -> str | None:
        length = min(await self.inquiry.get(ref, _TEXT, "CharacterCount", gives="i"), LONGEST_VALUE)
        text = str(await self.inquiry.ask(ref, _TEXT, "GetText", "ii", 0, length, gives="s"))
        return None if text and not text.strip(_AN_OBJECT) else text

    async def _number(self, node: Node) -> str | None:
        number = await self.inquiry.get(node.ref, _VALUE, "CurrentValue", gives="d")
        return f"{number:g}" if number != int(number) else str(int(number))

    async def _choice(self, node: Node) -> str | None:
        if aria_role(node.role) not in _CHOOSERS or not await self.inquiry.get(
            node.ref, _SELECTION, "NSelectedChildren", gives="i"
        ):
            return None
        bus, path = await self.inquiry.ask(node.ref, _SELECTION, "GetSelectedChild", "i", 0, gives="(so)")
        return clean_name((await self.inquiry.node(ElementRef(bus, path))).name, self.program.toolkit)

    async def lift_of(self, node: Node, chain: list[Node]) -> int:
        """Return by how much LibreOffice says that a part it draws itself is too high."""
        if self.program.toolkit != "libreoffice":
            return 0
        pane = next((above.ref for above in chain if above.role == Role.ROOT_PANE), None)
        if pane is None or (await self.inquiry.attributes(node.ref)).get("toolkit") == "gtk":
            return 0
        if pane not in self._lifts:
            parent = self.panes.get(pane) or await self._find_parent(pane)
            said, true = await self.inquiry.extents(pane), parent and await self.inquiry.extents(parent)
            self._lifts[pane] = true[1] - said[1] if said and true else 0
        return self._lifts[pane]

    async def _find_parent(self, pane: ElementRef) -> ElementRef | None:
        """Go down from the window until the root pane is a child."""
        level = [self.top] if self.top else []
        for _ in range(_PANE_DEPTH):
            below: list[ElementRef] = []
            for ref in level[:_PANE_WIDTH]:
                children = await self.inquiry.children(ref)
                if pane in children:
                    self.panes[pane] = ref
                    return ref
                below += children
            level = below
        return None
