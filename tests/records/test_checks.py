"""What looks at targets saw: one row for all in a row that saw the same, kept, exported and deleted like the rest."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from guide.records.checks import COLUMNS, Check, CheckRecord
from guide.records.deletion import delete
from guide.records.export import write_csv, write_json_lines, write_xapi
from guide.records.log_files import LOG_FILE
from guide.records.reader import Reader, Selection
from guide.records.salvage import salvage
from guide.records.schema import MIGRATIONS, migrate
from guide.records.store import Store
from guide.records.vocabulary import RefusedError

DAY_MS = 86_400_000
SEEN = Check("save-a-note", "1.2.0", "save", "mousepad", "0.5.10", "look", "found", "element", 100)
GONE = replace(SEEN, state="gone", signal=None, confidence=None, app_version="0.6.0")


@pytest.fixture
def daily(make_store: Callable[..., Store]) -> Store:
    """A log whose clock goes on a day with each look."""
    days = iter(range(1, 10_000))
    return make_store(clock_ms=lambda: next(days) * DAY_MS)


def checks(folder: Path, selection: Selection | None = None) -> list[CheckRecord]:
    with Reader(folder) as log:
        return log.checks(selection or Selection())


def looked(store: Store, *seen: Check) -> None:
    for check in seen:
        store.checked(check)
    assert store.flush()


def test_looks_that_see_the_same_are_one_row(daily: Store, folder: Path) -> None:
    # given a control that is there for three days, and gone since the program's update
    looked(daily, SEEN, SEEN, replace(SEEN, confidence=90), GONE, GONE)
    # then the log says of each since when, until when, and how often
    found, gone = checks(folder)
    assert (found.state, found.signal, found.confidence, found.times) == ("found", "element", 90, 3)
    assert (found.last_ms - found.first_ms, gone.first_ms - found.last_ms) == (2 * DAY_MS, DAY_MS)
    assert (gone.state, gone.app_version, gone.times) == ("gone", "0.6.0", 2)
    assert len(found.machine) == 16


def test_a_closed_menu_or_a_rehearsal_interrupts_nothing(daily: Store, folder: Path) -> None:
    closed = replace(SEEN, state="not-shown", signal=None, confidence=None)
    looked(daily, SEEN, closed, replace(SEEN, how="rehearsal"), SEEN, closed)
    assert sorted((check.how, check.state, check.times) for check in checks(folder)) == [
        ("look", "found", 2),
        ("look", "not-shown", 2),
        ("rehearsal", "found", 1),
    ]


def test_what_is_seen_after_a_change_and_back_is_new(daily: Store, folder: Path) -> None:
    looked(daily, SEEN, GONE, SEEN)
    assert [check.state for check in checks(folder)] == ["found", "gone", "found"]


def test_who_keeps_no_log_keeps_none_of_looks(make_store: Callable[..., Store], folder: Path) -> None:
    looked(make_store(keep_log=False), SEEN)
    assert checks(folder) == []


@pytest.mark.parametrize("field", ["tutorial_id", "tutorial_version", "step", "how", "state", "signal"])
def test_other_words_are_refused(make_store: Callable[..., Store], folder: Path, field: str) -> None:
    store = make_store()
    with pytest.raises(RefusedError):
        store.checked(replace(SEEN, **{field: "Dear Sir"}))
    assert store.flush()
    assert checks(folder) == []


def test_a_log_of_before_has_none_and_gets_them(make_store: Callable[..., Store], folder: Path) -> None:
    # given the log of an older guide
    folder.mkdir()
    with closing(sqlite3.connect(folder / LOG_FILE, isolation_level=None)) as old:
        migrate(old, MIGRATIONS[:3])
    assert checks(folder) == []
    # when this one looks at a target
    looked(make_store(), SEEN)
    assert len(checks(folder)) == 1


class TestExport:
    def test_json_lines_have_them_after_the_events(self, daily: Store, folder: Path) -> None:
        looked(daily, SEEN, SEEN, GONE)
        out = io.StringIO()
        with Reader(folder) as log:
            assert write_json_lines(log, out) == 2
        found, gone = map(json.loads, out.getvalue().splitlines())
        assert (found["kind"], found["step"], found["detail"], found["signal"]) == (
            "checked",
            "save",
            "found",
            "element",
        )
        assert (found["value"], found["times"], found["mode"]) == (100, 2, "look")
        assert found["at_ms"] - found["first_ms"] == DAY_MS
        assert (gone["detail"], gone["app_version"]) == ("gone", "0.6.0")

    def test_a_spreadsheet_has_a_column_for_each_field(self, daily: Store, folder: Path) -> None:
        looked(daily, SEEN)
        out = io.StringIO()
        with Reader(folder) as log:
            assert write_csv(log, out) == 1
        (row,) = csv.DictReader(io.StringIO(out.getvalue()))
        assert (row["kind"], row["detail"], row["signal"], row["run_id"]) == ("checked", "found", "element", "")

    def test_no_statement_says_of_a_person_what_a_look_saw(self, daily: Store, folder: Path) -> None:
        looked(daily, SEEN)
        with Reader(folder) as log:
            assert write_xapi(log, io.StringIO()) == 0


class TestDeletion:
    def test_by_tutorial(self, daily: Store, folder: Path) -> None:
        looked(daily, SEEN, replace(SEEN, tutorial_id="other"))
        assert delete(folder, Selection(tutorial_id="save-a-note")).checks == 1
        assert [check.tutorial_id for check in checks(folder)] == ["other"]

    def test_what_was_seen_before_is_forgotten_also_where_it_went_on(self, daily: Store, folder: Path) -> None:
        # given days 1–2 found, days 3–6 gone
        looked(daily, SEEN, SEEN, GONE, GONE, GONE, GONE)
        # when what was before day 5 is deleted
        assert delete(folder, Selection(before_ms=5 * DAY_MS)).checks == 1
        # then nothing tells of days before
        (gone,) = checks(folder)
        assert (gone.state, gone.first_ms // DAY_MS, gone.last_ms // DAY_MS) == ("gone", 5, 6)

    def test_deleting_a_run_leaves_them(self, daily: Store, folder: Path) -> None:
        looked(daily, SEEN)
        assert delete(folder, Selection(run_id=b"0" * 16)).checks == 0
        assert len(checks(folder)) == 1

    def test_everything(self, daily: Store, folder: Path) -> None:
        looked(daily, SEEN)
        assert delete(folder, Selection()).checks == 1
        assert checks(folder) == []


def test_they_are_carried_over_from_a_damaged_log(make_store: Callable[..., Store], folder: Path) -> None:
    # given a log that knows of a control that has gone
    store = make_store()
    looked(store, SEEN, GONE)
    before = checks(folder)
    assert store.shutdown()
    # when it is damaged and what can be read of it is saved
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        salvage(folder / LOG_FILE, fresh)
        rows = fresh.execute(f"SELECT {COLUMNS} FROM checks ORDER BY check_pk").fetchall()
    # then that is in it
    assert [CheckRecord(*row) for row in rows] == before
