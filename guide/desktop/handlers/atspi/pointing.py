"""What lies under a point: down the tree, from the window to the innermost element that covers it.

By extents, because GetAccessibleAtPoint has each toolkit's own mistakes. Only into tables, whose cells cannot be gone
through, it is the way.
"""

from __future__ import annotations

from guide.desktop.elements import ElementInfo, ElementQuery, ElementRef
from guide.desktop.handlers.atspi.ancestry import path_of
from guide.desktop.handlers.atspi.bus import AtspiError, NoAnswerError, RefusedError, together
from guide.desktop.handlers.atspi.judging import Judge, Scope
from guide.desktop.handlers.atspi.memory import Lately
from guide.desktop.handlers.atspi.nodes import ACCESSIBLE, COMPONENT, NULL_PATH, Node, is_second_menu_bar, tame
from guide.desktop.handlers.atspi.reading import Reader
from guide.desktop.handlers.atspi.roles import Role
from guide.desktop.handlers.atspi.search import search
from guide.tutorial.geometry import DevicePoint, DeviceRect

_IMAGE = "org.a11y.atspi.Image"
_DEEPEST = 60
_MOST_IN_A_MENU = 400


async def element_at(point: DevicePoint, reader: Reader, scope: Scope, lately: Lately) -> ElementInfo | None:
    """Return the innermost element at a point, or None. NoAnswerError when the time is over."""
    if not scope.own or (reader.program.toolkit == "gtk4" and not reader.places.window.managed):
        return await _in_a_menu(point, reader, scope, lately)
    node, chain = scope.begin[0], list[Node]()
    for _ in range(_DEEPEST):
        look = _cell_at if node.endless and not tame(node) else _child_at
        way = await look(point, node, chain, reader)
        if way is None:
            break
        *chain, node = way
    return await reader.read(node, chain, path_of(chain, reader.program), with_id=True)


async def _child_at(point: DevicePoint, node: Node, chain: list[Node], reader: Reader) -> list[Node] | None:
    """Return the way to the child that is drawn last of those that cover the point."""
    children = await _children(node, reader)
    tabs = [child for child in children if child.role == Role.PAGE_TAB]
    # GTK 3 tells of a tab where its word is; the page, elsewhere, is below it in the tree.
    pages = [(page, [*chain, node, tab]) for tab in tabs for page in await _children(tab, reader)]
    below = [(child, [*chain, node]) for child in children] + pages
    rects = await together(reader.rect_of(child, above) for child, above in below)
    for (child, above), rect in zip(reversed(below), reversed(rects), strict=True):
        if isinstance(rect, NoAnswerError):
            raise rect
        if isinstance(rect, DeviceRect) and rect.contains(point):
            return [*above, await _name_beside(child, node, children, rects, reader)]
    return None


async def _name_beside(
    part: Node, whole: Node, parts: list[Node], rects: list[DeviceRect | AtspiError | None], reader: Reader
) -> Node:
    """Return the name of a cell of GTK 3 instead of the picture beside it; a box to tick is no picture."""
    if whole.role != Role.TABLE_CELL or part.name:
        return part
    drawn = [node for node, rect in zip(parts, rects, strict=False) if node.name and isinstance(rect, DeviceRect)]
    if len(drawn) != 1:
        return part
    told = await reader.inquiry.ask(part.ref, ACCESSIBLE, "GetInterfaces", gives="as")
    return drawn[0] if _IMAGE in told else part


async def _children(node: Node, reader: Reader) -> list[Node]:
    if node.child_count == 0 or (node.endless and not tame(node)):
        return []
    read = await reader.inquiry.nodes(await reader.inquiry.children(node.ref))
    return [child for child in read if isinstance(child, Node) and not is_second_menu_bar(child, node)]


async def _cell_at(point: DevicePoint, node: Node, chain: list[Node], reader: Reader) -> list[Node] | None:
    place = reader.places.of_the_program(point, await reader.lift_of(node, chain))
    try:
        bus, path = await reader.inquiry.ask(
            node.ref, COMPONENT, "GetAccessibleAtPoint", "iiu", *place, 0, gives="(so)"
        )
        if path in (NULL_PATH, node.ref.path):
            return None
        return [*chain, node, await reader.inquiry.node(ElementRef(bus, path))]
    except RefusedError:
        return None


async def _in_a_menu(point: DevicePoint, reader: Reader, scope: Scope, lately: Lately) -> ElementInfo | None:
    """Return the smallest thing there of all that the menu's window shows."""
    matches = await search(Judge(ElementQuery(), reader, scope), _MOST_IN_A_MENU, lately)
    covering = [info for info in matches.elements if info.rect is not None and info.rect.contains(point)]
    return min(covering, key=lambda info: (_area(info), -len(info.path)), default=None)


def _area(info: ElementInfo) -> int:
    return info.rect.width * info.rect.height if info.rect else 0
