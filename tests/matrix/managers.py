"""The desktops of the matrix, and a desk on each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from guide.desktop.elements import ElementQuery
from guide.desktop.virtual_screen import VirtualScreen
from guide.player.light import AIR
from guide.player.theme import RING_INNER
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.accidents.desk import Desk
from tests.end_to_end.card import card_elements
from tests.end_to_end.playing import Playing
from tests.support.desktop import shoot, stacking, wait_until

TUTORIAL = Path(__file__).parent / "menus.yaml"
_RING = RING_INNER.toTuple()[:3]


@dataclass(frozen=True, slots=True)
class Setup:
    """A window manager, and what composes its windows."""

    window_manager: str
    compositor: str | None
    minimises: bool = True

    @property
    def name(self) -> str:
        """As the table calls it."""
        if self.compositor is None:
            return f"{self.window_manager}, no compositor"
        own = self.compositor == self.window_manager
        return f"{self.window_manager}, its own compositor" if own else f"{self.window_manager}, {self.compositor}"


SETUPS = (
    Setup("openbox", "picom"),
    Setup("openbox", None),
    Setup("xfwm4", "xfwm4"),
    Setup("xfwm4", None),
    Setup("metacity", "metacity"),
    Setup("metacity", None),
    Setup("kwin_x11", "kwin_x11"),
    Setup("kwin_x11", None),
    Setup("i3", "picom", minimises=False),
    Setup("i3", None, minimises=False),
    Setup("icewm", "picom"),
    Setup("icewm", None),
    Setup("mutter", "mutter"),
)


class MatrixDesk(Desk):
    """An editor on one of these desktops, with two steps over its menus."""

    def play_menus(self) -> Playing:
        """Begin; return when the light is on the first menu."""
        playing = Playing(self.screen, TUTORIAL)
        playing.wait_for_step(1)
        wait_until(lambda: self.lit("Search"), "the light on the first menu")
        return playing

    def menu(self, name: str) -> DeviceRect:
        """Return where a menu's title is."""
        return wait_until(lambda: self._seen(name), f"the menu {name}")

    def lit(self, name: str) -> bool:
        """Whether the ring is around a menu's title now: on its left, where no other title is near."""
        rect = self._seen(name)
        return rect is not None and shoot(self.screen).at(DevicePoint(rect.x - AIR - 2, rect.center.y)) == _RING

    def _seen(self, name: str) -> DeviceRect | None:
        query = ElementQuery(role="menuitem", name=lambda text: text == name)
        places = (found.rect for found in card_elements(self.screen, self.process.pid, query))
        screen = DeviceRect(0, 0, self.screen.width_px, self.screen.height_px)
        return next((place for place in places if place is not None and screen.contains(place.center)), None)

    def quiet(self) -> int:
        """Return how many windows there are now, once none comes or goes."""
        return len(stacking(self.screen))


def desk_on(make_screen: Callable[..., VirtualScreen], setup: Setup) -> MatrixDesk:
    """Make a desktop with an editor on it."""
    return MatrixDesk(make_screen(1280, 800, window_manager=setup.window_manager, compositor=setup.compositor))
