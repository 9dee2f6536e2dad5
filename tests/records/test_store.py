"""What is written is there, in order, once; who asks never waits."""

from __future__ import annotations

import json
import os
import stat
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from guide.records.log_files import LOG_FILE
from guide.records.reader import Disposition, Reader, RunRecord
from guide.records.sink import RunStart
from guide.records.store import Store
from guide.session.machine import Progress
from tests.records.processes import python


def the_run(folder: Path) -> RunRecord:
    with Reader(folder) as log:
        (run,) = log.runs()
    return run


def test_a_run_and_its_events_are_there_in_order(store: Store, folder: Path, start: RunStart) -> None:
    run = store.begin(start)
    run.entry("started")
    run.entry("step-shown", step="write", dur_ms=12, value=97, detail="element")
    run.entry("answered", step="write", detail="yes")
    run.end("completed", last_step="save")
    assert store.flush()
    with Reader(folder) as log:
        (logged,) = log.runs()
        events = log.events(logged.run_pk)
    assert (logged.tutorial_id, logged.tutorial_version, logged.app_id) == ("save-a-note", "1.2.0", "mousepad")
    assert (logged.outcome, logged.last_step, logged.n_steps) == ("completed", "save", 4)
    assert logged.ended_ms is not None
    assert logged.started_ms <= logged.ended_ms
    assert [(e.n, e.kind, e.step, e.dur_ms, e.value, e.detail) for e in events] == [
        (1, "started", None, None, None, None),
        (2, "step-shown", "write", 12, 97, "element"),
        (3, "answered", "write", None, None, "yes"),
    ]


def test_a_rating_comes_after_the_end(store: Store, folder: Path, start: RunStart) -> None:
    run = store.begin(start)
    run.end("completed", last_step="save")
    run.entry("rated", value=5)
    assert store.flush()
    with Reader(folder) as log:
        assert [(e.kind, e.value) for e in log.events(the_run(folder).run_pk)] == [("rated", 5)]


def test_a_run_that_has_not_ended_has_no_outcome(store: Store, folder: Path, start: RunStart) -> None:
    store.begin(start).entry("started")
    assert store.flush()
    assert the_run(folder).outcome is None


def test_shutdown_writes_what_waits_and_may_be_called_twice(store: Store, folder: Path, start: RunStart) -> None:
    run = store.begin(start)
    for _ in range(500):
        run.entry("hint", step="write")
    assert store.shutdown()
    assert store.shutdown()
    with Reader(folder) as log:
        assert log.counts() == (1, 500)
    assert not store.flush(), "nothing is written after the end, and nobody waits for it"


def test_nobody_waits_for_a_disk_that_hangs(
    store: Store, start: RunStart, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store.flush()
    disk_works_again = threading.Event()
    monkeypatch.setattr("guide.records.writer._commit", lambda opened, job: disk_works_again.wait(30))
    run = store.begin(start)
    for _ in range(1000):
        run.entry("hint", step="write")
    run.end("completed", last_step="write")
    assert not store.flush(0.01), "nothing was acknowledged"
    disk_works_again.set()


def test_the_end_of_a_run_is_on_the_disk_even_if_the_power_goes(
    store: Store, start: RunStart, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's own word for it is synchronous=FULL (2), within the transaction of the end and only there."""
    from guide.records import writer

    assert store.flush()
    commit, seen = writer._commit, []

    def watched(opened: writer.Opened, job: writer.Job) -> None:
        def write(connection: object) -> None:
            seen.append((job.durable, opened.connection.execute("PRAGMA synchronous").fetchone()[0]))
            job.write(opened.connection)

        commit(opened, writer.Job(write, job.durable))

    monkeypatch.setattr(writer, "_commit", watched)
    run = store.begin(start)
    run.end("completed", last_step="write")
    run.entry("rated", value=4)
    assert store.flush()
    assert seen == [(False, 1), (True, 2), (False, 1)]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_only_the_owner_can_read(store: Store, folder: Path, start: RunStart) -> None:
    old = os.umask(0)
    try:
        store.begin(start)
        assert store.flush()
    finally:
        os.umask(old)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = sorted(folder.iterdir())
    assert {f.name for f in files} >= {LOG_FILE, f"{LOG_FILE}-wal", "records.key", "records.lock"}
    assert {stat.S_IMODE(f.stat().st_mode) for f in files} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_an_open_file_is_closed_to_others(folder: Path, make_store: Callable[..., Store]) -> None:
    folder.mkdir(mode=0o755)
    (folder / LOG_FILE).touch(mode=0o644)
    assert make_store().flush()
    assert stat.S_IMODE((folder / LOG_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


class TestPseudonyms:
    def test_the_same_person_on_the_same_machine_stays_the_same(
        self, make_store: Callable[..., Store], folder: Path, start: RunStart
    ) -> None:
        for _ in range(2):
            store = make_store()
            store.begin(start)
            assert store.shutdown()
        with Reader(folder) as log:
            first, second = log.runs()
        assert (first.person, first.machine) == (second.person, second.machine)
        assert first.person != first.machine

    def test_without_the_key_nobody_is_who_they_were(self, store: Store, folder: Path, start: RunStart) -> None:
        store.begin(start)
        assert store.flush()
        (folder / "records.key").unlink()
        store.begin(start)
        assert store.flush()
        with Reader(folder) as log:
            before, after = log.runs()
        assert before.person != after.person

    def test_a_damaged_key_is_replaced(self, folder: Path, make_store: Callable[..., Store], start: RunStart) -> None:
        folder.mkdir(mode=0o700)
        (folder / "records.key").write_bytes(b"short")
        store = make_store()
        store.begin(start)
        assert store.flush()
        assert len((folder / "records.key").read_bytes()) == 32


class TestUnfinishedRuns:
    LEFT = Progress("save-a-note", "1.2.0", "save", ("write", "menu"), ("menu",), (("ask", "yes"),))

    def test_what_was_left_comes_back_as_it_was(self, make_store: Callable[..., Store]) -> None:
        store = make_store()
        store.save_progress(self.LEFT.tutorial_id, asdict(self.LEFT))
        assert store.shutdown()
        found = make_store().progress("save-a-note")
        assert found is not None
        assert Progress(**found) == self.LEFT

    def test_one_reads_what_one_has_just_saved(self, store: Store) -> None:
        for step in ("write", "menu", "save"):
            store.save_progress("save-a-note", asdict(self.LEFT) | {"step_id": step})
            assert (store.progress("save-a-note") or {})["step_id"] == step
        store.clear_progress("save-a-note")
        assert store.progress("save-a-note") is None

    def test_the_last_one_saved_is_the_one_to_resume(self, make_store: Callable[..., Store]) -> None:
        times = iter(range(1000, 9000, 1000))
        store = make_store(clock_ms=lambda: next(times))
        for tutorial in ("first", "second", "first"):
            store.save_progress(tutorial, asdict(self.LEFT) | {"tutorial_id": tutorial})
        assert (store.last_unfinished() or {})["tutorial_id"] == "first"
        store.clear_progress("first")
        assert (store.last_unfinished() or {})["tutorial_id"] == "second"
        store.clear_progress("second")
        assert store.last_unfinished() is None

    def test_it_is_remembered_without_any_file(self, folder: Path, make_store: Callable[..., Store]) -> None:
        folder.write_text("a file where the folder should be")
        store = make_store()
        store.save_progress("save-a-note", asdict(self.LEFT))
        store.set_disposition("save-a-note", "never")
        assert Progress(**(store.progress("save-a-note") or {})) == self.LEFT
        assert Progress(**(store.last_unfinished() or {})) == self.LEFT
        assert (store.habits().dispositions.get("save-a-note") or Disposition("remind", 0)).how == "never"


class TestDispositions:
    def test_not_now_remind_and_never_are_different_and_kept(self, make_store: Callable[..., Store]) -> None:
        store = make_store(clock_ms=lambda: 5)
        store.set_disposition("a", "not-now")
        store.set_disposition("b", "remind", remind_at_ms=99)
        store.set_disposition("c", "not-now")
        store.set_disposition("c", "never")
        assert store.shutdown()
        again = make_store()
        assert again.habits().dispositions.get("a") == Disposition("not-now", 5)
        assert again.habits().dispositions.get("b") == Disposition("remind", 5, 99)
        assert again.habits().dispositions.get("c") == Disposition("never", 5)
        assert again.habits().dispositions.get("d") is None


class TestWithoutALog:
    def test_runs_leave_no_trace_but_progress_is_kept(
        self, make_store: Callable[..., Store], folder: Path, start: RunStart
    ) -> None:
        store = make_store(keep_log=False)
        run = store.begin(start)
        run.entry("started")
        run.end("completed", last_step=None)
        store.save_progress("save-a-note", {"tutorial_id": "save-a-note", "step_id": "write"})
        assert store.flush()
        assert store.progress("save-a-note") is not None
        with Reader(folder) as log:
            assert log.counts() == (0, 0)


class TestLearnedTimes:
    def fill(self, store: Store, start: RunStart, *times_ms: int) -> None:
        for time_ms in times_ms:
            run = store.begin(start)
            run.entry("step-done", step="write", dur_ms=time_ms)
        assert store.flush()

    def test_fewer_than_five_say_nothing(self, store: Store, start: RunStart) -> None:
        self.fill(store, start, 1000, 2000, 3000, 4000)
        assert store.learned_stuck_ms("save-a-note", "write") is None

    def test_four_of_five_had_got_on_by_then_and_lunch_does_not_count(self, store: Store, start: RunStart) -> None:
        self.fill(store, start, 3000, 1000, 3_600_000, 2000, 4000)
        assert store.learned_stuck_ms("save-a-note", "write") == 4000

    def test_rehearsals_and_other_steps_teach_nothing(self, store: Store, start: RunStart) -> None:
        rehearsal = RunStart("save-a-note", "1.2.0", 4, "rehearsal")
        self.fill(store, rehearsal, 1, 1, 1, 1, 1, 1)
        self.fill(store, start, 1000, 2000, 3000, 4000, 5000)
        assert store.learned_stuck_ms("save-a-note", "write") == 4000
        assert store.learned_stuck_ms("save-a-note", "save") is None
        assert store.learned_stuck_ms("another", "write") is None


def test_two_processes_write_at_once(store: Store, folder: Path, start: RunStart) -> None:
    """Given two more processes that write as fast as they can, then nothing of anybody is lost."""
    script = """
import sys
from pathlib import Path
from guide.records.sink import RunStart
from guide.records.store import Store
store = Store(Path(sys.argv[1]), strict=True)
run = store.begin(RunStart("other", "1.0", 1, "guided"))
for number in range(1500):
    run.entry("hint", step="write", value=number)
run.end("completed", last_step="write")
sys.exit(0 if store.shutdown(30) and not store.lost else 1)
"""
    others = [python("-c", script, folder) for _ in range(2)]
    run = store.begin(start)
    for number in range(1500):
        run.entry("hint", step="write", value=number)
        if number % 50 == 0:
            assert store.flush(30)
    assert [other.wait(60) for other in others] == [0, 0]
    assert store.flush(30)
    assert store.lost == 0
    with Reader(folder) as log:
        assert log.counts() == (3, 4500)
        for logged in log.runs():
            assert [e.value for e in log.events(logged.run_pk)] == list(range(1500))


def test_a_log_that_was_thrown_away_begins_anew(store: Store, folder: Path, start: RunStart) -> None:
    store.begin(start)
    assert store.flush()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    store.begin(start)
    assert store.flush()
    assert the_run(folder).tutorial_id == "save-a-note"


def test_a_file_that_was_thrown_away_is_not_written_to_any_longer(store: Store, folder: Path, start: RunStart) -> None:
    """On POSIX it would go on existing for us alone, and all that is logged would vanish with us."""
    store.begin(start)
    assert store.flush()
    for file in folder.glob(f"{LOG_FILE}*"):
        file.unlink()
    store.begin(start)
    assert store.flush()
    assert the_run(folder).tutorial_id == "save-a-note"


def test_what_follows_in_a_run_that_its_owner_deleted_is_not_written(
    store: Store, folder: Path, start: RunStart
) -> None:
    from guide.records.deletion import delete
    from guide.records.reader import EVERYTHING

    run = store.begin(start)
    run.entry("started")
    assert store.flush()
    assert delete(folder, EVERYTHING).runs == 1
    run.entry("step-done", step="write")
    run.end("completed", last_step="write")
    assert store.flush()
    assert store.lost == 0
    with Reader(folder) as log:
        assert log.counts() == (0, 0)


def test_the_progress_of_a_session_is_what_is_kept(store: Store) -> None:
    """JSON and back: what the session calls a progress has nothing in it that would come back as something else."""
    progress = asdict(TestUnfinishedRuns.LEFT)
    store.save_progress("save-a-note", json.loads(json.dumps(progress)))
    assert store.progress("save-a-note") == progress
