"""What was meant by a point: the control there that one can do something with, not the label or the box inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from guide.desktop.elements import ElementInfo
from guide.tutorial.geometry import DevicePoint, DeviceRect

ACTIVE = frozenset(
    """
    button menuitem menuitemcheckbox menuitemradio checkbox radio switch link tab treeitem option listitem cell gridcell
    columnheader rowheader combobox spinbutton slider textbox searchbox scrollbar row terminal
    """.split()  # noqa: SIM905  (a list to be read)
)
"""Roles that one does something with."""
_INSIDE_ANOTHER = frozenset({"document", "paragraph"})
"""One clicks into these, where nothing smaller is."""
_CHOICES = ("menuitem", "option", "listitem")
_ABOUT_AS_LARGE = 2
_PADDING_PX = 12
"""So far beyond its rectangle a control of GTK 4 is drawn: it tells the box of its content."""


def control_at(point: DevicePoint, elements: Sequence[ElementInfo]) -> ElementInfo | None:
    """Return the control at a point; None where there is nothing at all.

    >>> control_at(DevicePoint(1, 1), ()) is None
    True
    """
    covering = [info for info in elements if info.rect is not None and info.rect.contains(point)]
    active = [info for info in covering if info.role in ACTIVE]
    if active:
        chosen = min(active, key=_smallest)
        if (box := _box_of(chosen, active)) is not None:
            return box
        return _named_inside(chosen, elements, point) or chosen
    if near := _nearest(point, elements):
        return near
    inner = [info for info in covering if info.role in _INSIDE_ANOTHER] or covering
    return min(inner, key=_smallest, default=None)


def _box_of(chosen: ElementInfo, active: Sequence[ElementInfo]) -> ElementInfo | None:
    """Return the closed list that shows this choice: browsers tell of the choice in the place of the list."""
    if not chosen.role.startswith(_CHOICES) or chosen.rect is None:
        return None
    area = chosen.rect.width * chosen.rect.height
    boxes = [info for info in active if info.role == "combobox" and info.rect is not None]
    return next((box for box in boxes if _smallest(box)[0] < _ABOUT_AS_LARGE * area), None)


def choice_at(point: DevicePoint, elements: Sequence[ElementInfo]) -> ElementInfo | None:
    """Return the choice at a point, of a list that is open there."""
    return control_at(point, [info for info in elements if info.role.startswith(_CHOICES)])


def promoted(info: ElementInfo) -> ElementInfo:
    """Return the active control that an inner part belongs to, as far as its way up tells."""
    if info.role in ACTIVE:
        return info
    for depth in range(len(info.path) - 1, 0, -1):
        role, name, _ = info.path[depth]
        if role in ACTIVE:
            return replace(info, role=role, name=name, path=info.path[:depth], id=None)
    return info


def box_above(info: ElementInfo) -> ElementInfo | None:
    """Return the box whose list a choice is in; None where it is in none."""
    depths = [depth for depth, (role, _, _) in enumerate(info.path) if role == "combobox"]
    if not depths or not info.role.startswith(_CHOICES):
        return None
    role, name, _ = info.path[depths[-1]]
    return replace(info, role=role, name=name, path=info.path[: depths[-1]], id=None)


def _named_inside(chosen: ElementInfo, elements: Iterable[ElementInfo], point: DevicePoint) -> ElementInfo | None:
    """Of GTK 4's buttons in buttons: the inner one has the name, and a smaller box than what is drawn."""
    if chosen.name or not chosen.content_box or chosen.rect is None:
        return None
    inside = [
        info
        for info in elements
        if info.role == chosen.role
        and info.name
        and info.rect is not None
        and info.ref != chosen.ref
        and chosen.rect.contains(info.rect.center)
        and info.rect.grown(_PADDING_PX).contains(point)
    ]
    return min(inside, key=_smallest, default=None)


def _nearest(point: DevicePoint, elements: Iterable[ElementInfo]) -> ElementInfo | None:
    near = [
        info
        for info in elements
        if info.content_box
        and info.role in ACTIVE
        and info.rect is not None
        and info.rect.grown(_PADDING_PX).contains(point)
    ]
    return min(near, key=lambda info: (_distance(point, info.rect), _smallest(info)), default=None)


def _distance(point: DevicePoint, rect: DeviceRect | None) -> int:
    assert rect is not None
    dx = max(rect.x - point.x, 0, point.x - rect.right + 1)
    dy = max(rect.y - point.y, 0, point.y - rect.bottom + 1)
    return dx * dx + dy * dy


def _smallest(info: ElementInfo) -> tuple[int, int]:
    assert info.rect is not None
    return info.rect.width * info.rect.height, -len(info.path)
