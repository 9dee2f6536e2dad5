"""Where the card goes: beside its light, inside the work area, never over what it talks about.

Pure arithmetic in device pixels; it knows no window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from guide.tutorial.document import Place
from guide.tutorial.geometry import DeviceRect

Side = Literal["top", "right", "bottom", "left"]
"""The side of the light on which the card stands."""

_READING_ORDER: tuple[Side, ...] = ("bottom", "right", "top", "left")
"""Below is where a tooltip is looked for; to the left is where the pointer and the eye come from."""
_LIST_ORDER: tuple[Side, ...] = ("right", "left", "bottom", "top")
"""Beside an entry of a menu or a list: above and below it stand its neighbours."""
_MIRRORED: dict[Side, Side] = {"left": "right", "right": "left", "top": "top", "bottom": "bottom"}


@dataclass(frozen=True, slots=True)
class CardSize:
    """The card's body without its shadow, in device pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in device pixels."""

    gap: int = 20
    """Between light and card: room for the ring and the arrow."""
    tight_gap: int = 8
    """The least that keeps card and ring apart, where there is no room for the arrow."""
    margin: int = 12
    """Between card and the edge of the work area."""
    corner: int = 24
    """How far from the end of an edge the arrow's tip must stay: the rounded corner and half an arrow."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the card's body goes.

    `side` None: no arrow. `arrow`: its tip, counted along the card's edge that faces the light from the edge's left
    or top end.
    """

    rect: DeviceRect
    side: Side | None = None
    arrow: int = 0


def place_card(  # noqa: PLR0913  (what decides is what it is)
    work: DeviceRect,
    lights: Sequence[DeviceRect],
    size: CardSize,
    *,
    prefer: Place = "auto",
    spacing: Spacing = Spacing(),
    right_to_left: bool = False,
    in_list: bool = False,
    stay: Side | None = None,
) -> Placed:
    """Return a place beside the first light that covers none of the lights, if the work area has one.

    `in_list`: the light has neighbours above and below. `stay`: the side it is on, kept while there is room, so that
    the card does not hop about while its window is dragged. Where no side has room the card goes to the free corner,
    or else the corner that covers least.

    >>> place_card(DeviceRect(0, 0, 1000, 800), [DeviceRect(400, 100, 80, 30)], CardSize(300, 200)).side
    'bottom'
    """
    seen = [light for light in (light.intersected(work) for light in lights) if not light.empty]
    if not seen:
        return stand_alone(work, None, size, spacing=spacing, right_to_left=right_to_left)
    if prefer == "over":
        return Placed(_within(_centred(seen[0], size), work, 0))
    wanted, others = _sides(prefer, right_to_left, in_list)
    if stay is not None:
        wanted = (stay, *wanted)
    ample, tight = (spacing.gap, spacing.margin), ((spacing.gap, 0), (spacing.tight_gap, 0))
    tries = [(side, *air) for side in wanted for air in (ample, *tight)]
    tries += [(side, *air) for air in (ample, *tight) for side in others]  # an arrow is worth another side
    for side, gap, margin in tries:
        placed = _beside(side, work, seen, size, spacing, gap, margin)
        if placed is not None:
            return placed
    return Placed(_least_cover(work, seen, size, spacing, right_to_left))


def stand_alone(
    work: DeviceRect,
    window: DeviceRect | None,
    size: CardSize,
    *,
    spacing: Spacing = Spacing(),
    right_to_left: bool = False,
) -> Placed:
    """Return the place of a card that points at nothing: the lower far corner of the program's window."""
    home = work if window is None else window.intersected(work)
    if home.width < size.width or home.height < size.height:
        home = work
    inset = 2 * spacing.margin
    x = home.x + inset if right_to_left else home.right - inset - size.width
    return Placed(_within(DeviceRect(x, home.bottom - inset - size.height, size.width, size.height), work, 0))


def kept_inside(rect: DeviceRect, work: DeviceRect) -> DeviceRect:
    """Return a rectangle moved just so far that the work area holds it; its top left corner where it is too big."""
    return _within(rect, work, 0)


def _sides(prefer: Place, right_to_left: bool, in_list: bool) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """Return the side that is asked for, if any, and the others in order."""
    order = _LIST_ORDER if in_list else _READING_ORDER
    seen = [(side == prefer, _MIRRORED[side] if right_to_left else side) for side in order]
    return tuple(side for asked, side in seen if asked), tuple(side for asked, side in seen if not asked)


def _beside(  # noqa: PLR0913, PLR0917
    side: Side,
    work: DeviceRect,
    lights: Sequence[DeviceRect],
    size: CardSize,
    spacing: Spacing,
    gap: int,
    margin: int,
) -> Placed | None:
    rect = _next_to(side, work, lights[0], size, gap, margin)
    if rect is None or any(_meet(rect, light.grown(spacing.tight_gap - 1)) for light in lights):
        return None
    arrow = _arrow(side, rect, lights[0], spacing) if gap == spacing.gap else None
    return Placed(rect) if arrow is None else Placed(rect, side, arrow)


def _next_to(  # noqa: PLR0913, PLR0917
    side: Side, work: DeviceRect, light: DeviceRect, size: CardSize, gap: int, margin: int
) -> DeviceRect | None:
    """Slid along the light so that the work area holds it; None where the side is too narrow."""
    centred = _centred(light, size)
    x, y = {
        "top": (centred.x, light.y - gap - size.height),
        "bottom": (centred.x, light.bottom + gap),
        "left": (light.x - gap - size.width, centred.y),
        "right": (light.right + gap, centred.y),
    }[side]
    wanted = DeviceRect(x, y, size.width, size.height)
    kept = _within(wanted, work, margin)
    slid_apart = kept.y == wanted.y if side in ("top", "bottom") else kept.x == wanted.x
    inside = work.intersected(kept) == kept
    return kept if slid_apart and inside else None


def _arrow(side: Side, card: DeviceRect, light: DeviceRect, spacing: Spacing) -> int | None:
    """None where the light lies so far to the side that an arrow would point past it."""
    if side in ("top", "bottom"):
        start, length, low, high = card.x, card.width, light.x, light.right
    else:
        start, length, low, high = card.y, card.height, light.y, light.bottom
    if length < 2 * spacing.corner:
        return None
    tip = min(max((low + high) // 2 - start, spacing.corner), length - spacing.corner)
    return tip if low <= start + tip <= high else None


def _least_cover(
    work: DeviceRect, lights: Sequence[DeviceRect], size: CardSize, spacing: Spacing, right_to_left: bool
) -> DeviceRect:
    left, right = work.x + spacing.margin, work.right - spacing.margin - size.width
    top, bottom = work.y + spacing.margin, work.bottom - spacing.margin - size.height
    near, far = (right, left) if right_to_left else (left, right)
    corners = ((far, bottom), (near, bottom), (far, top), (near, top))
    rects = [_within(DeviceRect(x, y, size.width, size.height), work, 0) for x, y in corners]
    return min(rects, key=lambda rect: sum(_overlap(rect, light) for light in lights))


def _centred(around: DeviceRect, size: CardSize) -> DeviceRect:
    middle = around.center
    return DeviceRect(middle.x - size.width // 2, middle.y - size.height // 2, size.width, size.height)


def _within(rect: DeviceRect, work: DeviceRect, margin: int) -> DeviceRect:
    x = max(work.x + margin, min(rect.x, work.right - margin - rect.width))
    y = max(work.y + margin, min(rect.y, work.bottom - margin - rect.height))
    return DeviceRect(x, y, rect.width, rect.height)


def _meet(one: DeviceRect, other: DeviceRect) -> bool:
    return not one.intersected(other).empty


def _overlap(one: DeviceRect, other: DeviceRect) -> int:
    shared = one.intersected(other)
    return shared.width * shared.height
