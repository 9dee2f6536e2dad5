"""Lists whose cells are drawn in parts (file managers, process lists): the part with the name is found, and picked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.geometry import DevicePoint, DeviceRect
from tests.support.desktop import close_windows, open_program
from tests.targeting.seeker import Seeker, element, seeker_on

pytestmark = pytest.mark.desktop
PROGRAM = Path(__file__).parent.parent / "support" / "programs" / "cells_gtk.py"
PROCESS = PROGRAM.stem


@pytest.fixture(scope="module")
def seeker(screen: VirtualScreen) -> Iterator[Seeker]:
    with seeker_on(screen) as made:
        open_program(screen, "/usr/bin/python3", str(PROGRAM), title="Places in parts")
        yield made
    close_windows(screen)


def cell(seeker: Seeker, name: str) -> DeviceRect:
    """Where a cell of that name is."""
    return seeker.sees(PROCESS, element("cell", name)).rect


def picked(seeker: Seeker, point: DevicePoint) -> tuple[str, str]:
    """The role and name of what somebody who points there means."""
    window = seeker.windows().topmost_at(point)
    assert window is not None
    found = seeker.worker.wait(seeker.desktop.elements.at(point, window, deadline_ms=5000))
    assert found is not None
    return found.role, found.name


def test_a_cell_is_found_by_the_name_that_is_one_of_its_parts(seeker: Seeker) -> None:
    home, desktop, rubbish = (cell(seeker, name) for name in ("Home", "Desktop", "Rubbish"))
    assert home.bottom <= desktop.y
    assert desktop.bottom <= rubbish.y
    # and where another may be, there is none
    absent = seeker.find(PROCESS, element("cell", "Attic"))
    assert absent.state == "absent"


def test_the_light_is_on_the_sign_beside_the_name_too(seeker: Seeker) -> None:
    name = cell(seeker, "Desktop")
    assert picked(seeker, DevicePoint(name.x + 30, name.center.y)) == ("cell", "Desktop")


def test_who_points_at_the_sign_means_the_name_and_who_points_at_the_box_means_the_box(seeker: Seeker) -> None:
    row = cell(seeker, "Rubbish")
    assert picked(seeker, row.center) == ("cell", "Rubbish")
    assert picked(seeker, DevicePoint(row.x + 28, row.center.y)) == ("cell", "Rubbish")
    assert picked(seeker, DevicePoint(row.x + 8, row.center.y)) == ("cell", "")
