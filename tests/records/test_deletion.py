"""Deleted is gone: no byte of it is left in any file of the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from guide.records.deletion import delete
from guide.records.log_files import LOG_FILE
from guide.records.reader import EVERYTHING, Reader, Selection
from guide.records.schema import NEWEST
from guide.records.sink import RunStart
from guide.records.store import Store

DAY_MS = 86_400_000


def fill(store: Store, tutorial: str, step: str, runs: int = 3) -> None:
    for _ in range(runs):
        run = store.begin(RunStart(tutorial, "1.0", 3, "guided", ids=frozenset({step})))
        for number in range(50):
            run.entry("step-done", step=step, dur_ms=number)
        run.end("completed", last_step=step)
    store.save_progress(tutorial, {"tutorial_id": tutorial, "step_id": step})
    store.set_disposition(tutorial, "never")
    assert store.flush()


def files_with(folder: Path, text: str) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if text.encode() in file.read_bytes())


@pytest.fixture
def two_tutorials(make_store: Callable[..., Store]) -> Store:
    now = iter(range(0, 10**9 * DAY_MS, DAY_MS // 100))
    store = make_store(clock_ms=lambda: next(now))
    fill(store, "kept-tutorial", "kept-step")
    fill(store, "gone-tutorial", "gone-step")
    return store


class TestByTutorial:
    def test_no_byte_is_left_and_nothing_else_is_missing(self, two_tutorials: Store, folder: Path) -> None:
        """While guide runs: its own connection stays open, and it goes on writing afterwards."""
        deleted = delete(folder, Selection(tutorial_id="gone-tutorial"))
        assert (deleted.runs, deleted.events, deleted.in_use) == (3, 150, False)
        assert files_with(folder, "gone-") == []
        assert files_with(folder, "kept-step")
        with Reader(folder) as log:
            assert log.counts() == (3, 150)
        assert two_tutorials.progress("gone-tutorial") is None
        assert two_tutorials.habits().dispositions.get("gone-tutorial") is None
        assert two_tutorials.habits().dispositions.get("kept-tutorial") is not None
        fill(two_tutorials, "kept-tutorial", "kept-step")
        with Reader(folder) as log:
            assert log.counts() == (6, 300)

    def test_the_next_numbers_are_new_ones(self, two_tutorials: Store, folder: Path) -> None:
        with Reader(folder) as log:
            highest = log.events(log.runs()[-1].run_pk)[-1].seq
        delete(folder, Selection(tutorial_id="gone-tutorial"))
        fill(two_tutorials, "kept-tutorial", "kept-step", runs=1)
        with Reader(folder) as log:
            assert log.events(log.runs()[-1].run_pk)[0].seq > highest


def test_by_run(two_tutorials: Store, folder: Path) -> None:
    with Reader(folder) as log:
        run = log.runs()[0]
    assert delete(folder, Selection(run_id=run.run_id)).runs == 1
    with Reader(folder) as log:
        assert run.run_id not in {other.run_id for other in log.runs()}
        assert log.counts() == (5, 250)
    assert not [f for f in folder.iterdir() if run.run_id in f.read_bytes()]
    assert two_tutorials.progress("kept-tutorial") is not None


def test_by_time(two_tutorials: Store, folder: Path) -> None:
    with Reader(folder) as log:
        begin_ms = min(run.started_ms for run in log.runs() if run.tutorial_id == "gone-tutorial")
    deleted = delete(folder, Selection(before_ms=begin_ms))
    assert deleted.runs == 3
    assert files_with(folder, "kept-") == [], "those were the older ones this time"
    assert two_tutorials.progress("gone-tutorial") is not None


class TestEverything:
    def test_the_disk_gets_its_room_back(self, store: Store, folder: Path) -> None:
        fill(store, "gone-tutorial", "gone-step", runs=60)
        assert store.shutdown()
        before = (folder / LOG_FILE).stat().st_size
        delete(folder, EVERYTHING)
        assert (folder / LOG_FILE).stat().st_size < before / 4

    def test_no_byte_is_left(self, two_tutorials: Store, folder: Path) -> None:
        deleted = delete(folder, EVERYTHING)
        assert (deleted.runs, deleted.events) == (6, 300)
        assert files_with(folder, "gone-") == files_with(folder, "kept-") == []
        assert (folder / f"{LOG_FILE}-wal").stat().st_size == 0
        assert two_tutorials.progress("kept-tutorial") is None

    def test_whoever_is_logged_next_has_no_link_to_before(self, two_tutorials: Store, folder: Path) -> None:
        with Reader(folder) as log:
            before = {(run.person, run.machine) for run in log.runs()}
        delete(folder, EVERYTHING)
        fill(two_tutorials, "kept-tutorial", "kept-step")
        with Reader(folder) as log:
            after = {(run.person, run.machine) for run in log.runs()}
        assert len(before) == len(after) == 1
        assert {p for pair in before for p in pair}.isdisjoint(p for pair in after for p in pair)

    def test_what_was_set_aside_goes_too(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        names = ["records.damaged-20270101-000000.sqlite3", "records.newer-20270101-000000-2.sqlite3-wal"]
        for name in names:
            (folder / name).write_text("gone-step")
        assert [file.name for file in delete(folder, EVERYTHING).files] == names
        assert list(folder.glob("records.*-*")) == []

    def test_where_nothing_was_logged_there_is_nothing_to_delete(self, folder: Path) -> None:
        assert delete(folder, EVERYTHING).runs == 0
        assert not folder.exists()


def test_a_selection_takes_damaged_files_along_but_not_those_of_a_newer_version(
    two_tutorials: Store, folder: Path
) -> None:
    damaged, newer = (
        folder / "records.damaged-20270101-000000.sqlite3",
        folder / "records.newer-20270101-000000.sqlite3",
    )
    damaged.write_text("gone-step")
    newer.write_text(f"schema {NEWEST + 1}")
    deleted = delete(folder, Selection(tutorial_id="gone-tutorial"))
    assert deleted.files == (damaged,)
    assert newer.exists()
    assert files_with(folder, "gone-step") == []


def test_a_reader_in_the_middle_of_something_is_said(
    two_tutorials: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone still looks at the old state: it cannot vanish under them, so the person is told to come again."""
    monkeypatch.setattr("guide.records.log_files.BUSY_TIMEOUT_S", 0.01)
    with closing(sqlite3.connect(folder / LOG_FILE, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        assert delete(folder, Selection(tutorial_id="gone-tutorial")).in_use
    assert not delete(folder, Selection(tutorial_id="gone-tutorial")).in_use
    assert files_with(folder, "gone-") == []
