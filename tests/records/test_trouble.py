"""The disk is full, the folder read-only, another program in the way: guide goes on, says it once, and catches up."""

from __future__ import annotations

import sqlite3
import subprocess
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from guide.records.log_files import LOCK_FILE, LOG_FILE
from guide.records.reader import Reader
from guide.records.sink import RunStart
from guide.records.store import Store
from guide.records.turns import NotOurTurnError, Turns
from tests.records.processes import run_python


def hints(folder: Path) -> list[int]:
    with Reader(folder) as log:
        return [e.value or 0 for run in log.runs() for e in log.events(run.run_pk)]


class TestFull:
    def test_what_waits_is_written_when_there_is_room_again(
        self,
        store: Store,
        folder: Path,
        start: RunStart,
        told: list[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Given a log at its limit, when the limit is raised, then nothing in between was lost."""
        assert store.shutdown()
        monkeypatch.setattr("guide.records.opening._MAX_PAGES", 20)
        store = Store(folder, on_trouble=told.append, strict=True)
        run = store.begin(start)
        for number in range(5000):
            run.entry("hint", step="write", value=number)
        assert not store.flush()
        so_far = hints(folder)
        assert so_far == list(range(len(so_far))), "what was committed stays readable, in order"
        assert 0 < len(so_far) < 5000
        assert len(told) == 1
        assert "disk is full" in told[0]
        assert str(folder / LOG_FILE) in told[0]

        monkeypatch.setattr("guide.records.opening._MAX_PAGES", 65_536)
        assert store.flush()
        assert hints(folder) == list(range(5000))
        assert store.lost == 0
        assert len(told) == 1
        assert store.shutdown()

    def test_on_a_real_disk(self, tmp_path: Path, start: RunStart, told: list[str]) -> None:
        with a_small_disk(tmp_path / "disk") as disk:
            folder = disk / "records"
            store = Store(folder, on_trouble=told.append, strict=True)
            run = store.begin(start)
            run.entry("hint", step="write", value=0)
            assert store.flush()
            ballast = fill_up(disk)
            for number in range(1, 3000):
                run.entry("hint", step="write", value=number)
            assert not store.flush()
            assert len(told) == 1
            assert "disk is full" in told[0]
            ballast.unlink()
            assert store.flush()
            assert hints(folder) == list(range(3000))
            assert store.shutdown()

    def test_memory_is_not_filled_instead(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("guide.records.writer._MAX_WAITING", 100)
        folder.write_text("a file where the folder should be")
        store = make_store()
        run = store.begin(start)
        for number in range(500):
            run.entry("hint", step="write", value=number)
        assert not store.flush()
        assert store.lost >= 400


@contextmanager
def a_small_disk(place: Path) -> Iterator[Path]:
    """A file system of 8 MB in memory; skips the test where one may not mount."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def fill_up(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                pass
        except OSError:
            return ballast
    return ballast


class TestReadOnly:
    def test_guide_goes_on_and_says_it_once(self) -> None:
        """As somebody who is not root, in a process of its own, since root may write everywhere."""
        script = textwrap.dedent("""
            import os, sys
            from pathlib import Path
            import guide.records.store, guide.records.writer
            from guide.records.sink import RunStart
            if os.getuid() == 0:
                os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)
            told = []
            store = guide.records.store.Store(Path(sys.argv[1]), on_trouble=told.append)
            run = store.begin(RunStart("save-a-note", "1.0", 1, "guided"))
            for number in range(3):
                run.entry("hint")
                assert not store.flush()
            assert store.progress("save-a-note") is None
            assert not store.shutdown()
            assert len(told) == 1, told
            print(told[0])
        """)
        with tempfile.TemporaryDirectory() as place:  # pytest's own folders are closed to others
            folder = Path(place)
            folder.chmod(0o555)
            status, out, complaints = run_python("-c", script, folder)
            assert (status, complaints) == (0, "")
            assert "not being logged" in out
            assert "Permission denied" in out
            assert list(folder.iterdir()) == []

    def test_a_file_in_the_way(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart, told: list[str]
    ) -> None:
        folder.write_text("a file where the folder should be")
        store = make_store()
        store.begin(start).entry("hint")
        assert not store.flush()
        assert not store.flush()
        assert len(told) == 1
        folder.unlink()
        assert store.flush()
        assert len(hints(folder)) == 1


class TestOthersInTheWay:
    def test_a_process_that_holds_the_turn_delays_and_loses_nothing(
        self, store: Store, folder: Path, start: RunStart, told: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert store.flush()
        assert store._writer._turns is not None
        store._writer._turns._wait_s = 0.01
        other = Turns(folder / LOCK_FILE)
        with other.mine():
            store.begin(start).entry("hint", value=1)
            assert not store.flush()
            assert told == [], "someone deletes or exports: seconds, nothing to worry anybody with"
            assert not store.flush()
            assert not store.flush()
            assert len(told) == 1
            assert "in use by another program" in told[0]
        assert store.flush()
        assert hints(folder) == [1]
        other.close()

    def test_a_program_that_knows_no_turns_delays_too(
        self, store: Store, folder: Path, start: RunStart, told: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert store.shutdown()
        monkeypatch.setattr("guide.records.log_files.BUSY_TIMEOUT_S", 0.01)
        store = Store(folder, on_trouble=told.append, strict=True)
        assert store.flush()
        with closing(sqlite3.connect(folder / LOG_FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            store.begin(start).entry("hint", value=1)
            assert not store.flush()
            other.execute("ROLLBACK")
        assert store.flush()
        assert hints(folder) == [1]
        assert store.shutdown()

    def test_turns_are_taken_between_threads_and_given_back_on_errors(self, tmp_path: Path) -> None:
        mine, yours = Turns(tmp_path / "lock"), Turns(tmp_path / "lock", wait_s=0.02)
        with pytest.raises(ZeroDivisionError), mine.mine():
            raise ZeroDivisionError
        with mine.mine(), pytest.raises(NotOurTurnError), yours.mine():
            pass
        with yours.mine():
            pass
        mine.close()
        yours.close()


@pytest.mark.expects_log("could not be written: OverflowError")
def test_a_defect_of_ours_costs_one_entry_and_not_the_log(store: Store, folder: Path, start: RunStart) -> None:
    from guide.records.writer import Job

    run = store.begin(start)
    run.entry("hint", value=1)
    store._writer.submit(Job(lambda connection: connection.execute("SELECT ?", (1 << 70,)) and None))
    run.entry("hint", value=2)
    assert store.flush()
    assert store.lost == 1
    assert hints(folder) == [1, 2]


@pytest.mark.expects_log("could not be told")
def test_a_listener_that_fails_does_not_stop_the_log(folder: Path, start: RunStart) -> None:
    def fail(text: str) -> None:
        raise RuntimeError("it is said to nobody")

    folder.write_text("a file where the folder should be")
    store = Store(folder, on_trouble=fail, strict=True)
    store.begin(start).entry("hint", value=1)
    assert not store.flush()
    folder.unlink()
    assert store.flush()
    assert hints(folder) == [1]
    assert store.shutdown()
