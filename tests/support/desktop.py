"""A real screen, real programs and a synthetic person, for tests.  Import from here.

Nothing of it uses the product's own handlers: it is the second opinion they are held against.

    def test_save(screen: VirtualScreen, person: Person) -> None:
        window = open_program(screen, "mousepad")
        person.clicks(window.rect.center)
        person.types("Buy milk")
        person.presses("ctrl+s")
        wait_for_window(screen, title="Save As")
        shoot(screen).save(Path("out/save.png"))
"""

from tests.support.person import Person
from tests.support.pictures import Colour, Shot, shoot
from tests.support.waiting import wait_until, wait_until_stable
from tests.support.windows import (
    SeenWindow,
    active_window,
    close_windows,
    connected,
    focused_window,
    open_program,
    root_property,
    run,
    stacking,
    wait_for_window,
    windows,
)

__all__ = [
    "Colour",
    "Person",
    "SeenWindow",
    "Shot",
    "active_window",
    "close_windows",
    "connected",
    "focused_window",
    "open_program",
    "root_property",
    "run",
    "shoot",
    "stacking",
    "wait_for_window",
    "wait_until",
    "wait_until_stable",
    "windows",
]
