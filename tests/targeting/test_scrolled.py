"""What has been scrolled out of sight is never lit where it is not: it is said where to scroll."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from guide.targeting.finding import Finding
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.targets import Target
from tests.support.browser import needs_chromium
from tests.support.desktop import Person, SeenWindow, close_windows, open_program, wait_until
from tests.targeting.seeker import Seeker, element, seeker_on

pytestmark = pytest.mark.desktop
PROGRAMS = Path(__file__).parent.parent / "support" / "programs"
SYSTEM_PYTHON = "/usr/bin/python3"
QUIET = ("--no-sandbox", "--no-first-run", "--no-default-browser-check", "--disable-gpu", "--password-store=basic")
PAGE = """<!doctype html><title>Rows</title>
<div style="height: 150px; overflow: auto; border: 1px solid">{rows}</div><button>Below</button>
<div style="height: 3000px"></div><button>Far below</button>"""


@pytest.fixture(scope="module")
def seeker(screen: VirtualScreen) -> Iterator[Seeker]:
    with seeker_on(screen) as made:
        yield made


@pytest.fixture(params=["GTK 3", "GTK 4", "Qt 6", pytest.param("Chromium", marks=needs_chromium)])
def rows(request: pytest.FixtureRequest, screen: VirtualScreen, tmp_path: Path) -> Iterator[tuple[str, SeenWindow]]:
    """A program with rows in a part that scrolls: its process and its window."""
    page = tmp_path / "rows.html"
    page.write_text(PAGE.format(rows="".join(f"<p><button>Row {n}</button></p>" for n in range(40))))
    process, command = {
        "GTK 3": ("rows_gtk", (SYSTEM_PYTHON, str(PROGRAMS / "rows_gtk.py"), "3.0")),
        "GTK 4": ("rows_gtk", (SYSTEM_PYTHON, str(PROGRAMS / "rows_gtk.py"), "4.0")),
        "Qt 6": ("rows_qt", (sys.executable, str(PROGRAMS / "rows_qt.py"))),
        "Chromium": ("chromium", ("chromium", *QUIET, f"--user-data-dir={tmp_path / 'profile'}", str(page))),
    }[request.param]
    yield process, open_program(screen, *command, title="Rows")
    close_windows(screen)


def test_it_is_said_where_to_scroll_and_it_is_found_when_that_was_done(
    seeker: Seeker, rows: tuple[str, SeenWindow], person: Person
) -> None:
    process, _ = rows
    first = seeker.sees(process, element("button", "Row 0"))
    below = seeker.sees(process, element("button", "Below"))
    assert first.rect is not None
    assert below.rect is not None

    # given a row that is far down, when it is looked for, then it is known where it is: further down, above "Below"
    far = element("button", "Row 30")
    hidden = away(seeker, process, far)
    assert hidden.scrolled is not None
    assert hidden.scrolled.way == "down"
    assert hidden.scrolled.area.intersected(below.rect).empty
    assert hidden.scrolled.area.contains(first.rect.center)

    # when one scrolls there, then it is found within that area, and the first row is further up
    def follow() -> bool:
        now = seeker.find(process, far)
        if now.scrolled is not None:
            person.scrolls(now.scrolled.area.center, -1 if now.scrolled.way == "up" else 1)
        return now.state == "found"

    wait_until(follow, "row 30 to come")
    found = seeker.sees(process, far)
    assert found.rect is not None
    assert contains(hidden.scrolled.area.grown(1), found.rect), "a drawn edge may lie on that of the area"
    first_hidden = away(seeker, process, element("button", "Row 0"))
    assert first_hidden.scrolled is not None
    assert first_hidden.scrolled.way in {"up", None}, "GTK 3 does not say where, when there is room on both sides"
    # and that is where it really is
    if process != "chromium":
        person.clicks(found.rect.center)
        wait_until(lambda: any(w.title == "Row 30" for w in seeker.windows().stack), "the row to be pressed")


def test_a_row_at_the_edge_is_lit_as_far_as_it_is_seen(seeker: Seeker, rows: tuple[str, SeenWindow]) -> None:
    process, _ = rows
    below = seeker.sees(process, element("button", "Below"))
    assert below.rect is not None
    seeker.sees(process, element("button", "Row 0"))
    for number in range(3, 9):
        row = element("button", f"Row {number}")
        finding = wait_until(lambda row=row: told(seeker.find(process, row)), f"row {number} to be known")
        assert finding.rect is None or finding.rect.intersected(below.rect).empty


def told(finding: Finding) -> Finding | None:
    """Return a finding that knows the control, in sight or not: a browser builds its tree while it is asked."""
    return finding if finding.rect is not None or finding.scrolled is not None else None


def away(seeker: Seeker, process: str, target: Target) -> Finding:
    """Look until it is known to be scrolled away; return the finding."""

    def hidden() -> Finding | None:
        finding = seeker.find(process, target)
        assert finding.rect is None or finding.state == "found"
        return finding if finding.scrolled is not None else None

    return wait_until(hidden, f"{target} to be known as scrolled away")


def contains(outer: DeviceRect, inner: DeviceRect) -> bool:
    return outer.intersected(inner) == inner
