"""A thousand times the process is killed in mid-write: nothing that was acknowledged is lost, the next start works."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from guide.records.log_files import LOG_FILE
from guide.records.reader import Reader
from guide.records.sink import RunStart
from guide.records.store import Store
from tests.records.processes import python, run_python

KILLS = 1000
PARALLEL = 2

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_thousand_kills(tmp_path: Path) -> None:
    folders = [tmp_path / f"log-{n}" for n in range(PARALLEL)]
    script = Path(__file__).with_name("kill_writers.py")
    killers = [
        python(script, folder, KILLS // PARALLEL, seed, stdout=subprocess.PIPE) for seed, folder in enumerate(folders)
    ]
    acknowledged = [json.loads(killer.communicate(timeout=280)[0]) for killer in killers]
    assert [killer.returncode for killer in killers] == [0] * PARALLEL
    for folder, said in zip(folders, acknowledged, strict=True):
        assert len(said) == KILLS // PARALLEL
        assert sum(events for events, _ in said) > len(said), "the writers wrote"
        assert any(ended for _, ended in said)
        assert_kept(folder, said)
        assert_sound(folder)


def test_killed_while_a_damaged_log_is_rescued(tmp_path: Path, folder: Path, store: Store, start: RunStart) -> None:
    """Given a damaged log, when each start is killed a little later than the one before, then all that one
    undisturbed start carries over is there in the end."""
    for _ in range(10):
        run = store.begin(start)
        for number in range(600):
            run.entry("hint", value=number)
    assert store.shutdown()
    with (folder / LOG_FILE).open("r+b") as file:
        file.seek(40 * 4096)
        file.write(b"\xff" * 4096)
    (folder / f"{LOG_FILE}-wal").write_bytes(b"\0" * 32)
    undisturbed = shutil.copytree(folder, tmp_path / "undisturbed")
    other = Store(undisturbed, on_trouble=lambda text: None)
    assert other.flush(30)
    assert other.shutdown()
    with Reader(undisturbed) as log:
        expected = log.counts()
    assert expected[1] > 5_500

    script = f"""
import os, sys, threading, time
from pathlib import Path
from guide.records.store import Store
killed = threading.Thread(target=lambda: (time.sleep(float(sys.argv[1])), os.kill(os.getpid(), 9)))
killed.start()
Store(Path({str(folder)!r}), on_trouble=lambda text: None)
killed.join()
"""
    for kill in range(30):
        status, _, _ = run_python("-c", script, kill * 0.003)
        assert status == -signal.SIGKILL
    last = Store(folder, on_trouble=lambda text: None)
    assert last.flush(30)
    assert last.shutdown()
    with Reader(folder) as log:
        assert log.counts() == expected
    with closing(sqlite3.connect(f"file:{folder / LOG_FILE}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_killed_before_there_is_a_write_ahead_log(store: Store, folder: Path, start: RunStart) -> None:
    """Given a log without one, as a rescued log is at first, when its writer is killed in a transaction that has
    reached the file, then the next start undoes it and writes on."""
    store.begin(start).entry("hint", value=1)
    assert store.shutdown()
    script = f"""
import os, sqlite3
log = sqlite3.connect({str(folder / LOG_FILE)!r}, isolation_level=None)
log.execute("PRAGMA journal_mode = DELETE")
log.execute("PRAGMA cache_size = 1")  # what is changed goes to the file at once
log.execute("BEGIN IMMEDIATE")
log.execute("UPDATE events SET value = 7")
log.execute("CREATE TABLE large AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)"
            " SELECT i, hex(randomblob(200)) FROM n")
os.kill(os.getpid(), 9)
"""
    status, _, _ = run_python("-c", script)
    assert status == -signal.SIGKILL
    assert (folder / f"{LOG_FILE}-journal").exists()
    last = Store(folder, on_trouble=lambda text: None)
    last.begin(start).entry("hint", value=2)
    assert last.flush(30)
    assert last.shutdown()
    with Reader(folder) as log:
        assert [event.value for run in log.runs() for event in log.events(run.run_pk)] == [1, 2]
    assert_sound(folder)


def assert_kept(folder: Path, said: list[tuple[int, bool]]) -> None:
    """All that was acknowledged is there, whole and once."""
    with Reader(folder) as log:
        runs = {int(run.tutorial_version): run for run in log.runs()}
        for number, (events, ended) in enumerate(said):
            if not events:
                continue
            logged = log.events(runs[number].run_pk)
            assert [e.n for e in logged] == list(range(1, len(logged) + 1)), "in order, none twice, no gap"
            assert [e.dur_ms for e in logged] == [e.n for e in logged]
            assert len(logged) >= events, f"run {number}: {events} were acknowledged, {len(logged)} are there"
            assert not ended or runs[number].outcome == "completed"


def assert_sound(folder: Path) -> None:
    assert list(folder.glob("records.*-*.sqlite3*")) == [], "no kill ever damaged the log"
    with closing(sqlite3.connect(f"file:{folder / LOG_FILE}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_is_acknowledged_is_readable_by_others_at_once(
    store: Store, folder: Path, start: RunStart, make_store: Callable[..., Store]
) -> None:
    """Given a writer that is alive, then a second one and a reader see all it has acknowledged."""
    run = store.begin(start)
    for number in range(1, 200):
        run.entry("hint", value=number)
        assert store.flush()
        with Reader(folder) as log:
            assert log.counts() == (1, number)
