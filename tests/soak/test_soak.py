"""Many runs leave nothing behind: no memory, no handle, no thread, nothing in the X server and on the buses."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.end_to_end.playing import ROOT, records_of
from tests.soak.held import Held
from tests.soak.table import Table

GROWTH_PERCENT = 5.0
#: A run over a real program takes three or four seconds; one that takes this long has stuck.
ONE_RUN_S = 60.0
LOOK_EVERY_S = 0.1
#: A pool has a thread more or less, with its handles; what each run leaves behind is more than this.
SLACK = 2
#: Nothing is written: Mousepad would ask the next time whether to restore it.
MENUS = """
format: 1
id: menus-{number}
title: Open two menus
application: {{process: mousepad, title: Mousepad, launch: mousepad}}
steps:
  - id: search
    say: Open {{target}}.
    target: {{element: {{role: menuitem, name: Search}}}}
    until: {{shown: {{element: {{role: menuitem, name: Find}}}}}}
  - id: leave
    say: Leave it.
    target: {{element: {{role: menuitem, name: Find}}}}
    until: {{gone: {{element: {{role: menuitem, name: Find}}}}}}
    do: {{press: Escape}}
  - id: document
    say: Open {{target}}.
    target: {{element: {{role: menuitem, name: Document}}}}
    until: {{shown: {{element: {{role: menuitem, name: Tab Size}}}}}}
  - {{id: read, say: Well done.}}
"""


@pytest.mark.timeout(7200)
def test_over_the_fake_desktop(fake_runs: int, tmp_path: Path, table: Table) -> None:
    # given a process that has rehearsed a while, when it goes on
    warm_up = max(100, fake_runs // 5)
    command = [sys.executable, "-m", "tests.soak.fake_runs", str(fake_runs), str(warm_up), str(tmp_path / "log")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    first, last = json.loads(done.stdout)
    objects = last.pop("objects") - first.pop("objects")
    before, after = Held(**first), Held(**last)
    table.add(f"{fake_runs:,} rehearsals over the fake desktop", before, after)
    # then nothing has stayed behind
    assert after.counted == before.counted
    assert after.grown_percent(before) < GROWTH_PERCENT
    assert objects < fake_runs / 10, "less than one object for ten runs"


@pytest.mark.desktop
@pytest.mark.timeout(7200)
def test_over_a_real_program(fresh_screen: VirtualScreen, real_runs: int, tmp_path: Path, table: Table) -> None:
    # given a guide that rehearses one tutorial after the other, in one process
    files = [tmp_path / f"{number}.yaml" for number in range(real_runs)]
    for number, file in enumerate(files):
        file.write_text(MENUS.format(number=number), encoding="utf-8")
    out = str(tmp_path / "out")
    guide = fresh_screen.start(sys.executable, "-m", "guide", "rehearse", *map(str, files), "--out", out, cwd=ROOT)
    # when one looks at it all the time
    looks: dict[int, list[Held]] = {}
    ended, since = 0, time.monotonic()
    while guide.poll() is None and ended < real_runs:
        now = ended_runs(fresh_screen)
        ended, since = now, time.monotonic() if now != ended else since
        assert time.monotonic() - since < ONE_RUN_S, f"run {ended + 1} does not end"
        looks.setdefault(ended, []).append(Held.by(guide.pid, fresh_screen))
        time.sleep(LOOK_EVERY_S)
    assert guide.wait(ONE_RUN_S) == 0
    # then the last runs hold no more than the first after the warm-up
    window = max(2, real_runs // 10)
    before = Held.least(look for run in range(window - 1, 2 * window - 1) for look in looks.get(run, ()))
    after = Held.least(look for run in range(real_runs - window, real_runs) for look in looks.get(run, ()))
    assert real_runs - 2 * window + 1 > SLACK, "between the two are enough runs for what each leaves to show"
    table.add(f"{real_runs:,} rehearsals over Mousepad, opened and closed in each", before, after)
    assert all(now <= before.counted[what] + SLACK for what, now in after.counted.items()), (before, after)
    assert after.grown_percent(before) < GROWTH_PERCENT


def ended_runs(screen: VirtualScreen) -> int:
    """Return how many runs the log knows as ended."""
    try:
        with closing(sqlite3.connect(f"file:{records_of(screen) / 'records.sqlite3'}?mode=ro", uri=True)) as log:
            return int(log.execute("SELECT count(*) FROM runs WHERE outcome IS NOT NULL").fetchone()[0])
    except sqlite3.DatabaseError:  # not there yet
        return 0
