"""Where the card sits for a scene: which screen, how much room, beside which light."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF

from guide.conductor.scene import Light, Scene
from guide.player.light import AIR, RING
from guide.player.pixels import ScreenGrid, all_grids, grid_for
from guide.player.placement import CardSize, Placed, Side, Spacing, kept_inside, place_card, stand_alone
from guide.player.sheet import ARROW, RADIUS

_MARGIN = 12
_WIDEST = 0.42
"""Of the screen's width."""
_ALWAYS_PX = 360
"""A card of usual letters is never narrowed for that."""
_LIST_ROLES = frozenset({"menuitem", "menuitemcheckbox", "menuitemradio", "option", "treeitem", "listitem", "row"})
_LONG = 4.5
"""Width by height from which an entry is one of a list; the entries of a menu bar are shorter."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place for a card on one screen."""

    placed: Placed
    grid: ScreenGrid

    @property
    def tip(self) -> float:
        """The arrow's tip along the card's edge, in logical pixels."""
        return self.placed.arrow / self.grid.scale

    @classmethod
    def beside(cls, scene: Scene, size: QSize, *, right_to_left: bool, stay: Side | None = None) -> Self:
        """Find the place for a card of that size in logical pixels."""
        grid, spacing, device = grid_of(scene), _spacing, _size
        if not scene.lights:
            placed = stand_alone(
                grid.work_area, scene.window, device(size, grid), spacing=spacing(grid), right_to_left=right_to_left
            )
            return cls(placed, grid)
        placed = place_card(
            grid.work_area,
            [light.rect for light in scene.lights],
            device(size, grid),
            prefer=scene.view.place,
            spacing=spacing(grid),
            right_to_left=right_to_left,
            in_list=_in_list(scene, scene.lights[0]),
            stay=stay,
        )
        return cls(placed, grid)

    @classmethod
    def at(cls, corner: QPoint, size: QSize, scene: Scene) -> Self:
        """Return the place that a hand has chosen, on a screen as a whole."""
        grids = all_grids(scene.screens)
        wanted = QRectF(QPointF(corner), QSizeF(size))
        grid = grid_for(grids[0].to_device(wanted), grids)
        return cls(Placed(kept_inside(grid.to_device(wanted), grid.work_area)), grid)


def grid_of(scene: Scene) -> ScreenGrid:
    """Return the screen a scene is on: that of its first light, else of its window."""
    return grid_for(scene.lights[0].rect if scene.lights else scene.window, all_grids(scene.screens))


def room_of(grid: ScreenGrid) -> tuple[int, int]:
    """Return the largest width and height of a card on a screen, in logical pixels.

    Large letters make a card higher rather than so wide that nothing is left beside it.
    """
    width, height = grid.work_area.width / grid.scale, grid.work_area.height / grid.scale
    widest = max(_ALWAYS_PX, width * _WIDEST)
    return int(min(widest, width - 2 * _MARGIN)), int(height - 2 * _MARGIN)


def _size(size: QSize, grid: ScreenGrid) -> CardSize:
    return CardSize(grid.length_to_device(size.width()), grid.length_to_device(size.height()))


def _spacing(grid: ScreenGrid) -> Spacing:
    ring = AIR + RING
    return Spacing(
        gap=grid.length_to_device(ring + ARROW + 3),
        tight_gap=grid.length_to_device(ring + 1),
        margin=grid.length_to_device(_MARGIN),
        corner=grid.length_to_device(RADIUS + ARROW + 3),
    )


def _in_list(scene: Scene, light: Light) -> bool:
    element = scene.view.targets[0].element if scene.view.targets else None
    is_entry = element is not None and element.role in _LIST_ROLES
    return is_entry and light.rect.width >= _LONG * light.rect.height
