"""What is seen of an element inside the parts of its window that scroll, and where to scroll when nothing is.

A program tells the place of what is scrolled away as if nothing were in front of it: under the button below the list,
or under the status bar. Measured on GTK 3.24, GTK 4.8, Qt 6.11 and Chromium:

- GTK tells which parts scroll by their role. GTK 3 gives what is scrolled away no place at all.
- Qt does not tell, but each of its widgets is cut off at the edges of the one it is in.
- A browser cuts off at the edges of the page, and says of what is wholly scrolled away that it is not showing.
"""

from __future__ import annotations

from dataclasses import dataclass

from guide.desktop.elements import Scrolled, Way
from guide.desktop.handlers.atspi.nodes import Node, Toolkit
from guide.desktop.handlers.atspi.roles import TOP_LEVEL, Role
from guide.tutorial.geometry import DeviceRect

_SCROLLS = frozenset((Role.SCROLL_PANE, Role.VIEWPORT))
_PAGES = frozenset((Role.DOCUMENT_WEB, Role.DOCUMENT_FRAME))
_NO_FRAME = frozenset((Role.LIST_ITEM, Role.TREE_ITEM, Role.TABLE_CELL, Role.TABLE_ROW, Role.PAGE_TAB, Role.MENU_ITEM))
"""Items of Qt are no widgets: what is below one in the tree lies beside it on the screen."""
_WINDOWS_OF_THEIR_OWN = TOP_LEVEL | {Role.MENU, Role.POPUP_MENU, Role.COMBO_BOX}
_ENOUGH_PX = 16
"""So much of it in each direction, or half of what is small, can be seen as the thing it is."""


@dataclass(frozen=True, slots=True)
class Area:
    """An ancestor at whose edges things are cut off."""

    node: Node
    rect: DeviceRect
    content: DeviceRect | None = None
    """What moves in it, as a whole."""


def may_cut_off(chain: list[Node], toolkit: Toolkit) -> list[int]:
    """Return which ancestors, of a chain with the window first, cut off what goes beyond them, by their place in it.

    What opens a window of its own (a menu, a list to choose from) is not cut off by what lies around its button.
    """
    own = next((i for i in reversed(range(len(chain))) if _opens_a_window(chain[i])), -1) + 1
    return [i for i in range(own, len(chain)) if _cuts_off(chain[i], toolkit)]


def _cuts_off(node: Node, toolkit: Toolkit) -> bool:
    if node.role in _SCROLLS:
        return True
    return (toolkit == "qt" and node.role not in _NO_FRAME) or (toolkit == "chromium" and node.role in _PAGES)


def _opens_a_window(node: Node) -> bool:
    return node.role in _WINDOWS_OF_THEIR_OWN or node.name.startswith("GtkPopover")


def enough(seen: DeviceRect, whole: DeviceRect) -> bool:
    """Whether so much is seen that a person finds it, and a click in the middle of that reaches it."""
    width, height = (min(_ENOUGH_PX, (size + 1) // 2) for size in (whole.width, whole.height))
    return seen.width >= width and seen.height >= height


def where_to_scroll(whole: DeviceRect | None, area: Area) -> Scrolled | None:
    """Return where to scroll in an area so that something comes into it; None: the area does not hide it.

    `whole`: where it is, as if nothing were in front; None: the program does not say.
    """
    if whole is None:
        return Scrolled(area.rect, _only_room(area))
    if enough(whole.intersected(area.rect), whole):
        return None
    ways: dict[Way, int] = {
        "up": area.rect.y - whole.y,
        "down": whole.bottom - area.rect.bottom,
        "left": area.rect.x - whole.x,
        "right": whole.right - area.rect.right,
    }
    farthest, _ = max(ways.items(), key=lambda way: way[1])
    return Scrolled(area.rect, farthest)


def _only_room(area: Area) -> Way | None:
    """Return the one direction in which there is more; None: several, or nobody knows."""
    if area.content is None:
        return None
    rooms: dict[Way, int] = {
        "up": area.rect.y - area.content.y,
        "down": area.content.bottom - area.rect.bottom,
        "left": area.rect.x - area.content.x,
        "right": area.content.right - area.rect.right,
    }
    free = [way for way, room in rooms.items() if room > 0]
    return free[0] if len(free) == 1 else None
