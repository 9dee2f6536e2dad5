"""An older log is migrated, a newer one kept untouched, a damaged one kept and what is left of it carried over."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from guide.records.deletion import delete
from guide.records.log_files import LOG_FILE, is_remote
from guide.records.reader import Reader, Selection
from guide.records.schema import APPLICATION_ID, MIGRATIONS, NEWEST, Migration, NewerSchemaError, migrate, version_of
from guide.records.sink import RunStart
from guide.records.store import Store
from tests.records.processes import run_python


def fill(store: Store, start: RunStart, runs: int, events: int) -> None:
    for _ in range(runs):
        run = store.begin(start)
        for number in range(events):
            run.entry("hint", step="write", value=number)
        run.end("completed", last_step="write")
        assert store.flush()


def set_aside(folder: Path) -> list[Path]:
    return sorted(folder.glob("records.*-*.sqlite3"))


class TestMigration:
    def test_each_version_has_its_reason_and_its_number(self) -> None:
        assert [m.version for m in MIGRATIONS] == list(range(1, NEWEST + 1))
        assert all(len(m.reason) > 20 for m in MIGRATIONS)

    def test_an_older_log_is_migrated_with_all_it_holds(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart, told: list[str]
    ) -> None:
        folder.mkdir(mode=0o700)
        with closing(sqlite3.connect(folder / LOG_FILE, isolation_level=None)) as old:
            migrate(old, MIGRATIONS[:1])
            old.execute(
                "INSERT INTO runs VALUES (7, zeroblob(16), zeroblob(16), zeroblob(16), 'old-one', '1.0', NULL, NULL,"
                " 'guided', 1000, NULL, NULL, NULL, 3)"
            )
            old.execute("INSERT INTO events VALUES (9, 7, 1, 1000, 'started', NULL, NULL, NULL, NULL)")
        store = make_store()
        store.save_progress("old-one", {"step_id": "write"})
        store.begin(start)
        assert store.flush()
        assert store.progress("old-one") == {"step_id": "write"}
        with Reader(folder) as log:
            assert [run.tutorial_id for run in log.runs()] == ["old-one", "save-a-note"]
            assert [event.seq for event in log.events(7)] == [9]
        assert told == []

    def test_a_migration_that_fails_leaves_the_file_as_it_was(self, tmp_path: Path) -> None:
        bad = Migration(2, "a defect", "CREATE TABLE good (x) STRICT; CREATE TABLE runs (x)")
        with closing(sqlite3.connect(tmp_path / "log", isolation_level=None)) as connection:
            migrate(connection, MIGRATIONS[:1])
            with pytest.raises(sqlite3.OperationalError):
                migrate(connection, (MIGRATIONS[0], bad))
            assert version_of(connection) == 1
            assert not connection.execute("SELECT * FROM sqlite_schema WHERE name = 'good'").fetchall()

    def test_a_newer_schema_is_not_touched(self, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / "log", isolation_level=None)) as connection:
            connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
            with pytest.raises(NewerSchemaError):
                migrate(connection)


class TestNewer:
    def test_it_is_kept_untouched_and_said_once(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart, told: list[str]
    ) -> None:
        store = make_store()
        fill(store, start, 1, 3)
        assert store.shutdown()
        with closing(sqlite3.connect(folder / LOG_FILE, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"PRAGMA user_version = {NEWEST + 5}")
        before = (folder / LOG_FILE).read_bytes()
        store = make_store()
        fill(store, start, 1, 1)
        assert store.shutdown()
        (kept,) = set_aside(folder)
        assert kept.name.startswith("records.newer-")
        assert kept.read_bytes() == before
        with Reader(folder) as log:
            assert log.counts() == (1, 1)
        assert len(told) == 1
        assert str(kept) in told[0]
        assert "newer version" in told[0]
        make_store().flush()
        assert len(told) == 1, "said once, not at every start"

    def test_what_only_its_write_ahead_log_holds_is_kept_too(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart
    ) -> None:
        """Given a newer program that was killed, then its last commits are set aside with the rest."""
        script = f"""
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA application_id = {APPLICATION_ID}")
connection.execute("PRAGMA user_version = {NEWEST + 1}")
connection.execute("CREATE TABLE news AS SELECT 'kept' AS x")
os._exit(0)
"""
        folder.mkdir(mode=0o700)
        assert run_python("-c", script, folder / LOG_FILE)[0] == 0
        assert (folder / f"{LOG_FILE}-wal").stat().st_size > 0
        store = make_store()
        fill(store, start, 1, 1)
        (kept,) = set_aside(folder)
        with closing(sqlite3.connect(kept)) as connection:
            assert connection.execute("SELECT x FROM news").fetchall() == [("kept",)]


class TestDamaged:
    def damage(self, folder: Path, *pages: int) -> None:
        with (folder / LOG_FILE).open("r+b") as file:
            for page in pages:
                file.seek(page * 4096)
                file.write(os.urandom(4096))

    def test_rows_on_sound_pages_are_carried_over(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart, told: list[str]
    ) -> None:
        store = make_store()
        fill(store, start, 20, 500)
        assert store.shutdown()
        self.damage(folder, 60)
        self.leave_an_unclean_end(folder)
        store = make_store()
        assert store.flush()
        with Reader(folder) as log:
            runs, events = log.counts()
        assert runs == 20
        assert 9_700 < events <= 10_000
        (kept,) = set_aside(folder)
        assert kept.name.startswith("records.damaged-")
        assert len(told) == 1
        assert str(kept) in told[0]
        assert told[0].endswith(f"carried over: 20 runs with {events} events.")
        self.assert_sound(folder)

    def test_no_event_is_carried_over_without_its_run(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart
    ) -> None:
        store = make_store()
        fill(store, start, 60, 20)
        assert store.shutdown()
        with closing(sqlite3.connect(folder / LOG_FILE)) as connection:
            query = "SELECT rootpage FROM sqlite_schema WHERE name = 'runs'"
            (root,) = connection.execute(query).fetchone()
        self.damage(folder, root - 1)
        self.leave_an_unclean_end(folder)
        assert make_store().flush()
        self.assert_sound(folder)
        with Reader(folder) as log:
            assert log.counts() == (0, 0)

    def test_numbers_given_before_are_not_given_again(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart
    ) -> None:
        """Given a log whose newest event was deleted and which was then damaged, numbering goes on behind it."""
        store = make_store()
        fill(store, start, 3, 400)
        assert store.shutdown()
        with Reader(folder) as log:
            newest = log.runs()[-1]
            highest = log.events(newest.run_pk)[-1].seq
        delete(folder, Selection(run_id=newest.run_id))
        self.damage(folder, 4)
        self.leave_an_unclean_end(folder)
        store = make_store()
        fill(store, start, 1, 1)
        assert len(set_aside(folder)) == 1
        with Reader(folder) as log:
            newest = log.runs()[-1]
            assert log.events(newest.run_pk)[-1].seq > highest
            assert newest.run_pk > 3

    @pytest.mark.parametrize(
        "content", [b"", b"not a database at all\n" * 400, b"SQLite format 3\0", os.urandom(9000)], ids=len
    )
    def test_something_else_entirely(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart, content: bytes
    ) -> None:
        folder.mkdir(mode=0o700)
        (folder / LOG_FILE).write_bytes(content)
        store = make_store()
        fill(store, start, 1, 3)
        with Reader(folder) as log:
            assert log.counts() == (1, 3)
        assert [kept.read_bytes() for kept in set_aside(folder)] == ([content] if content else [])

    def test_a_database_of_another_program_is_not_written_to(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart
    ) -> None:
        folder.mkdir(mode=0o700)
        with closing(sqlite3.connect(folder / LOG_FILE)) as other:
            other.execute("CREATE TABLE bookmarks (url)")
        store = make_store()
        fill(store, start, 1, 1)
        (kept,) = set_aside(folder)
        with closing(sqlite3.connect(kept)) as other:
            assert [name for (name,) in other.execute("SELECT name FROM sqlite_schema")] == ["bookmarks"]

    def test_damage_that_shows_only_while_writing(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart, told: list[str]
    ) -> None:
        """Given a log that breaks under our hands, then the event that met it is in the new one."""
        store = make_store()
        fill(store, start, 20, 200)
        assert store.shutdown()
        store = make_store()
        assert store.flush()
        pages = (folder / LOG_FILE).stat().st_size // 4096
        self.damage(folder, *range(1, pages))
        fill(store, start, 1, 50)
        assert store.lost == 0
        assert len(set_aside(folder)) == 1
        assert told
        with Reader(folder) as log:
            assert len(log.events(log.runs()[-1].run_pk)) == 50
        self.assert_sound(folder)

    def test_a_write_ahead_log_that_is_rubbish_takes_nothing_else_with_it(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart
    ) -> None:
        store = make_store()
        fill(store, start, 2, 50)
        assert store.shutdown()
        (folder / f"{LOG_FILE}-wal").write_bytes(os.urandom(40_000))
        store = make_store()
        assert store.flush()
        with Reader(folder) as log:
            assert log.counts() == (2, 100)

    def leave_an_unclean_end(self, folder: Path) -> None:
        """As after a kill: there is a write-ahead log, so that the next start looks more closely."""
        (folder / f"{LOG_FILE}-wal").write_bytes(b"\0" * 32)

    def assert_sound(self, folder: Path) -> None:
        with closing(sqlite3.connect(f"file:{folder / LOG_FILE}?mode=ro", uri=True)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


class TestRemoteFolders:
    MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
//server/share /mnt/my\\040share cifs rw 0 0
tmpfs /home/jane/local tmpfs rw 0 0
"""

    @pytest.mark.parametrize(
        ("folder", "remote"),
        [
            ("/var/lib/guide", False),
            ("/home/jane/.local/share/guide", True),
            ("/home/jane/local/guide", False),
            ("/homestead", False),
            ("/mnt/my share/guide", True),
        ],
    )
    def test_they_are_recognised(self, tmp_path: Path, folder: str, remote: bool) -> None:
        mounts = tmp_path / "mounts"
        mounts.write_text(self.MOUNTS)
        assert is_remote(Path(folder), mounts) is remote

    def test_there_each_commit_is_on_the_disk_by_itself(
        self, folder: Path, make_store: Callable[..., Store], start: RunStart, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("guide.records.opening.is_remote", lambda folder: True)
        store = make_store()
        fill(store, start, 2, 5)
        assert store._writer._opened is not None
        connection = store._writer._opened.connection
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        with Reader(folder) as log:
            assert log.counts() == (2, 10)
