"""LibreOffice makes a cell for each question about it and keeps some: searches must not make it grow."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.support.desktop import close_windows, open_program
from tests.targeting.seeker import Seeker, element, seeker_on

pytestmark = pytest.mark.desktop
SEARCHES, MOST_MORE = 100, 1.05
QUIET = ("--norestore", "--nologo", "--nofirststartwizard")
WANTED = (
    element("button", "Bold"),
    element("gridcell", "B3"),
    element("button", "Nobody"),
    element("gridcell", "ZZ99"),
)


def memory_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


def test_a_hundred_searches_leave_calc_as_it_was(screen: VirtualScreen) -> None:
    # given a spreadsheet that has been searched before
    with seeker_on(screen) as seeker:
        window = open_program(screen, "soffice", "--calc", *QUIET, title="Calc")
        assert window.pid is not None
        seeker.sees("soffice", WANTED[0])
        seeker.sees("soffice", WANTED[1])
        _search(seeker, 20)
        before = memory_kb(window.pid)
        # when it is searched a hundred times, for what is there and what is not
        _search(seeker, SEARCHES)
        # then it needs as much as before
        after = memory_kb(window.pid)
        assert after < MOST_MORE * before, (before, after)
        close_windows(screen)


def _search(seeker: Seeker, times: int) -> None:
    for number in range(times):
        finding = seeker.find("soffice", WANTED[number % len(WANTED)])
        assert finding.state == ("found" if number % len(WANTED) < 2 else "absent")
