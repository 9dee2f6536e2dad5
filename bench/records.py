"""What the log costs: for the one who writes, on the disk, and for the one who asks. Beside it, simpler ways.

`python -m bench.records FOLDER` decides the disk that is measured (default: the system's temporary folder). About a
minute.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bench.tables import Table
from guide.records.log_files import LOG_FILE
from guide.records.reader import Reader, Selection
from guide.records.sink import RunStart
from guide.records.store import Store

START = RunStart("save-a-note", "1.2.0", 7, "guided", "mousepad", "0.5.10", frozenset({"open-the-file-menu"}))
EVENT = {"step": "open-the-file-menu", "dur_ms": 4200, "value": 97, "detail": "element"}
EVENTS = 5_000


def row(what: str, times_ns: list[int], per_second: float | None) -> tuple[str, ...]:
    """Return what was measured, median and 99th percentile in microseconds, and how many in a second."""
    cuts = statistics.quantiles(times_ns, n=100)
    rate = "–" if per_second is None else f"{per_second:,.0f}"
    return what, f"{cuts[49] / 1000:.1f}", f"{cuts[98] / 1000:.1f}", rate


def timed(calls: int, call: Callable[[int], object]) -> tuple[list[int], float]:
    """Return the time of each call in nanoseconds, and of all in seconds."""
    times, began = [], time.perf_counter()
    for n in range(calls):
        start = time.perf_counter_ns()
        call(n)
        times.append(time.perf_counter_ns() - start)
    return times, time.perf_counter() - began


def the_store(folder: Path) -> tuple[str, ...]:
    """Write events as the player does, as fast as they can be made."""
    store = Store(folder)
    store.flush()
    run = store.begin(START)
    times, _ = timed(EVENTS, lambda n: run.entry("step-done", **EVENT))  # type: ignore[arg-type]
    began = time.perf_counter()
    assert store.flush(60)
    rest_s = time.perf_counter() - began
    per_second = EVENTS / (sum(times) / 1e9 + rest_s)
    store.shutdown()
    return row("guide's log: `entry` as the caller sees it", times, per_second)


def the_store_calm(folder: Path) -> tuple[str, ...]:
    """Write an event now and then, as a person makes them."""
    store = Store(folder)
    store.flush()
    run = store.begin(START)

    def entry(n: int) -> None:
        run.entry("step-done", **EVENT)  # type: ignore[arg-type]

    times = []
    for n in range(1000):
        one, _ = timed(1, entry)
        times += one
        if n % 10 == 0:
            store.flush()
    store.shutdown()
    return row("guide's log: `entry`, thread idle every tenth time", times, None)


def the_store_acknowledged(folder: Path) -> tuple[str, ...]:
    """Wait for each event to be committed."""
    store = Store(folder)
    store.flush()
    run = store.begin(START)

    def acknowledged(n: int) -> None:
        run.entry("step-done", **EVENT)  # type: ignore[arg-type]
        assert store.flush()

    times, total_s = timed(1000, acknowledged)
    store.shutdown()
    return row("guide's log: `entry` and `flush`, acknowledged", times, 1000 / total_s)


def the_end(folder: Path) -> tuple[str, ...]:
    """Wait for the end of a run to be on the disk."""
    store = Store(folder)
    store.flush()
    run = store.begin(START)

    def end(n: int) -> None:
        run.end("completed", last_step="open-the-file-menu")
        assert store.flush()

    times, total_s = timed(500, end)
    store.shutdown()
    return row("guide's log: `end` and `flush`, safe from power loss", times, 500 / total_s)


def plain_sqlite(folder: Path, synchronous: str) -> tuple[str, ...]:
    """Write with sqlite3 and nothing else, one event a commit, on the caller's thread."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "plain.sqlite3", isolation_level=None)) as log:
        log.execute("PRAGMA journal_mode = WAL")
        log.execute(f"PRAGMA synchronous = {synchronous}")
        log.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, run, at_ms, kind, step, dur_ms, value, detail)")
        event = (1, 1_800_000_000_000, "step-done", *EVENT.values())
        sql = "INSERT INTO events (run, at_ms, kind, step, dur_ms, value, detail) VALUES (?, ?, ?, ?, ?, ?, ?)"
        times, total_s = timed(EVENTS, lambda n: log.execute(sql, event))
    return row(f"plain sqlite3, WAL, {synchronous}", times, EVENTS / total_s)


def json_lines(folder: Path, *, fsync: bool) -> tuple[str, ...]:
    """Write lines of JSON to an open file."""
    folder.mkdir()
    event = {"run": 1, "at_ms": 1_800_000_000_000, "kind": "step-done"} | EVENT
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:

        def append(n: int) -> None:
            log.write(json.dumps(event) + "\n")
            log.flush()
            if fsync:
                os.fsync(log.fileno())

        times, total_s = timed(EVENTS, append)
    return row(f"JSON Lines, {'fsync' if fsync else 'no fsync'}", times, EVENTS / total_s)


def fill(folder: Path, events: int) -> None:
    """Make a log of runs with 20 events each, 50 tutorials, straight through SQL."""
    Store(folder).shutdown()
    with closing(sqlite3.connect(folder / LOG_FILE, isolation_level=None)) as log:
        log.execute("BEGIN")
        log.executemany(
            "INSERT INTO runs VALUES (?, randomblob(16), zeroblob(16), zeroblob(16), ?, '1.2.0', 'mousepad', '0.5.10',"
            " 'guided', ?, ?, 'completed', 'step-9', 10)",
            ((n, f"tutorial-{n % 50}", n * 60_000, n * 60_000 + 50_000) for n in range(1, events // 20 + 1)),
        )
        log.executemany(
            "INSERT INTO events (run_pk, n, at_ms, kind, step, dur_ms, value, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (n // 20 + 1, n % 20 + 1, n * 3000, ("step-shown", "step-done")[n % 2], f"step-{n % 20 // 2}", n % 9000,
                 97, "element")
                for n in range(events)
            ),
        )  # fmt: skip
        log.execute("COMMIT")
        log.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def questions(folder: Path, events: int) -> tuple[str, ...]:
    """Ask a log of this size what the program and its owner ask."""
    fill(folder, events)
    size = (folder / LOG_FILE).stat().st_size
    cells = [f"{events:,} events", f"{size / 1e6:.1f}", f"{size / events:.0f}"]

    def cost_ms(question: Callable[[Reader], object], times: int = 7) -> str:
        taken = []
        for _ in range(times):
            start = time.perf_counter()
            with Reader(folder) as log:
                question(log)
            taken.append(time.perf_counter() - start)
        return f"{statistics.median(taken) * 1000:.2f}"

    cells.append(cost_ms(lambda log: log.learned_stuck_ms("tutorial-7", "step-3")))
    cells.append(cost_ms(lambda log: log.last_unfinished()))
    cells.append(cost_ms(lambda log: log.runs(Selection(tutorial_id="tutorial-7", since_ms=events * 2000))))
    cells.append(cost_ms(lambda log: log.counts(), 3))
    run_pk = events // 40
    cells.append(cost_ms(lambda log: log.events(run_pk)))
    store = Store(folder)
    store.flush()
    run = store.begin(START)
    times, _ = timed(1000, lambda n: (run.entry("hint"), store.flush()))
    store.shutdown()
    cells.append(f"{statistics.median(times) / 1000:.0f}")
    return tuple(cells)


def main() -> None:
    """Measure and print."""
    place = Path(tempfile.mkdtemp(prefix="guide-bench-", dir=sys.argv[1] if len(sys.argv) > 1 else None))
    try:
        table = Table("the log: one event, µs", "median", "p99", "a second", first_chars=56)
        for n, way in enumerate((the_store, the_store_calm, the_store_acknowledged, the_end)):
            table.row(*way(place / f"store-{n}"))
        for synchronous in ("NORMAL", "FULL"):
            table.row(*plain_sqlite(place / f"plain-{synchronous}", synchronous))
        for fsync in (False, True):
            table.row(*json_lines(place / f"lines-{fsync}", fsync=fsync))
        heads = ("MB", "bytes each", "learned, ms", "unfinished", "runs", "count", "events", "append, µs")
        table = Table("the log: questions, ms, and an acknowledged event", *heads, first_chars=18)
        for events in (1_000, 100_000, 1_000_000):
            table.row(*questions(place / f"log-{events}", events))
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
