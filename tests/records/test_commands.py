"""`guide records` as a person, or a script, uses it."""

from __future__ import annotations

import argparse
import csv
import io
import json
import stat
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guide.records.commands import BadInputError, add_arguments, moment_ms
from guide.records.export import COLUMNS
from guide.records.log_files import LOG_FILE
from guide.records.reader import Reader
from guide.records.sink import RunStart
from guide.records.store import Store
from guide.records.xapi import VERBS

Command = Callable[..., int]
Answers = Callable[[str], Callable[[], str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GUIDE_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "data" / "records"


@pytest.fixture
def records(home: Path) -> Command:
    """Runs `guide records …` and returns its exit status."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)

    def run(*arguments: object) -> int:
        options = parser.parse_args([str(argument) for argument in arguments])
        status: int = options.run(options)
        return status

    return run


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Answers:
    """Puts a person at the terminal who gives this answer; returns how to see what they were asked."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def at_the_terminal(answer: str) -> Callable[[], str]:
        monkeypatch.setattr(sys, "stdin", Terminal(f"{answer}\n"))
        return lambda: capsys.readouterr().out

    return at_the_terminal


@pytest.fixture
def three_runs(home: Path) -> None:
    """One completed, one failed, one rehearsal; the first in January 2027, each an hour long."""
    times = [datetime(2027, month, 15, hour, tzinfo=UTC) for month in (1, 2, 3) for hour in (8, 8, 8, 8, 9, 9)]
    clock = iter([round(t.timestamp() * 1000) for t in times])
    store = Store(home, clock_ms=lambda: next(clock), strict=True)
    for mode, outcome in (("guided", "completed"), ("guided", "failed"), ("rehearsal", "completed")):
        run = store.begin(RunStart("save-a-note", "1.2", 3, mode, "mousepad", "0.5", frozenset({"write", "yes"})))  # type: ignore[arg-type]
        run.entry("started")
        run.entry("step-done", step="write", dur_ms=61_500, value=1)
        run.entry("answered", step="write", detail="yes")
        run.entry(outcome, detail="not-found" if outcome == "failed" else None)
        run.end(outcome, last_step="write")
    assert store.shutdown()


class TestList:
    def test_before_anything_was_logged(self, records: Command, capsys: pytest.CaptureFixture[str]) -> None:
        assert records("list") == 0
        assert capsys.readouterr().err == "Nothing has been logged yet.\n"

    @pytest.mark.usefixtures("three_runs")
    def test_for_a_person(self, records: Command, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert records("list") == 0
        *runs, total = capsys.readouterr().out.splitlines()
        assert len(runs) == 3
        assert "save-a-note 1.2" in runs[0]
        assert "completed  3600 s" in runs[0]
        assert "failed at write" in runs[1]
        assert "(rehearsal)" in runs[2]
        assert total == f"3 runs with 12 events, in {home}"

    @pytest.mark.usefixtures("three_runs")
    def test_for_a_program(self, records: Command, capsys: pytest.CaptureFixture[str]) -> None:
        assert records("list", "--format", "json") == 0
        runs = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [run["outcome"] for run in runs] == ["completed", "failed", "completed"]
        assert records("list", "--run", runs[1]["run_id"]) == 0
        one = capsys.readouterr().out
        assert "failed" in one
        assert "detail=not-found" in one

    @pytest.mark.usefixtures("three_runs")
    @pytest.mark.parametrize(
        ("filters", "count"),
        [
            (["--since", "2027-02-01"], 2),
            (["--before", "2027-02-01"], 1),
            (["--since", "2027-02-01", "--before", "2027-02-28T12:00"], 1),
            (["--tutorial", "save-a-note"], 3),
            (["--tutorial", "another"], 0),
            (["--since", "1h"], None),
        ],
    )
    def test_some_of_it(
        self, records: Command, capsys: pytest.CaptureFixture[str], filters: list[str], count: int | None
    ) -> None:
        assert records("list", "--format", "json", *filters) == 0
        lines = capsys.readouterr().out.splitlines()
        assert count is None or len(lines) == count


@pytest.mark.usefixtures("three_runs")
class TestExport:
    def test_json_lines(self, records: Command, capsys: pytest.CaptureFixture[str]) -> None:
        assert records("export") == 0
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert len(rows) == 12
        assert all(tuple(row) == COLUMNS for row in rows)
        first = rows[0]
        assert (first["kind"], first["tutorial_id"], first["mode"]) == ("started", "save-a-note", "guided")
        assert first["at"] == "2027-01-15T08:00:00.000Z"
        assert datetime.fromisoformat(first["at"]).timestamp() * 1000 == first["at_ms"]
        assert rows[2]["detail"] == "yes"

    def test_csv_is_the_same_table(self, records: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert records("export") == 0
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert records("export", "--format", "csv", "--out", tmp_path / "log.csv") == 0
        with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows == [{key: "" if value is None else str(value) for key, value in row.items()} for row in lines]

    def test_a_spreadsheet_cannot_be_made_to_run_anything(
        self, records: Command, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert records("export", "--format", "csv") == 0
        cells = [cell for row in csv.reader(io.StringIO(capsys.readouterr().out)) for cell in row]
        assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]

    def test_xapi(self, records: Command, capsys: pytest.CaptureFixture[str]) -> None:
        assert records("export", "--format", "xapi") == 0
        out = capsys.readouterr().out
        statements = [json.loads(line) for line in out.splitlines()]
        assert len(statements) == 8, "a rehearsal teaches nobody anything"
        assert len({s["id"] for s in statements}) == 8
        for statement in statements:
            assert uuid.UUID(statement["id"]).version == 5
            assert statement["verb"]["id"] in VERBS.values()
            assert set(statement["actor"]["account"]) == {"homePage", "name"}
            assert uuid.UUID(statement["context"]["registration"]).version == 4
            assert statement["timestamp"].endswith("Z")
        done, answered, failed = statements[1], statements[2], statements[7]
        assert done["object"]["id"] == "urn:x-guide:tutorial:save-a-note:step:write"
        assert done["context"]["contextActivities"]["parent"][0]["id"] == "urn:x-guide:tutorial:save-a-note"
        assert done["result"] == {"completion": True, "duration": "PT61.50S"}
        assert answered["result"] == {"response": "yes"}
        assert failed["verb"]["display"] == {"en": "abandoned"}
        assert failed["result"]["completion"] is False
        assert records("export", "--format", "xapi") == 0
        assert capsys.readouterr().out == out, "the same event always gets the same id"

    def test_a_file_is_whole_private_and_replaced(
        self, records: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = tmp_path / "log.jsonl"
        out.write_text("an older export")
        assert records("export", "--out", out) == 0
        assert len(out.read_text().splitlines()) == 12
        assert capsys.readouterr().err == f"12 lines written to {out}\n"
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        assert sorted(tmp_path.iterdir()) == [tmp_path / "home", out], "nothing is left beside it"

    def test_a_device_stays_a_device(self, records: Command) -> None:
        assert records("export", "--out", "/dev/null") == 0
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)

    def test_what_cannot_be(self, records: Command, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert records("export", "--format", "parquet") == 2
        assert "parquet is not in this version. Use csv or jsonl" in capsys.readouterr().err
        assert records("export", "--out", home / LOG_FILE) == 2
        assert "folder of the log itself" in capsys.readouterr().err
        assert records("export", "--out", "/nowhere/log.jsonl") == 1
        assert "No such file or directory" in capsys.readouterr().err
        assert records("export", "--since", "yesterday") == 2
        assert "“yesterday” is not a time" in capsys.readouterr().err
        assert records("list", "--run", "7") == 2
        assert "not the id of a run" in capsys.readouterr().err


@pytest.mark.usefixtures("three_runs")
class TestDelete:
    def runs(self, home: Path) -> int:
        with Reader(home) as log:
            return log.counts()[0]

    def test_one_has_to_say_what(self, records: Command, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert records("delete", "--yes") == 2
        assert records("delete", "--all", "--tutorial", "save-a-note", "--yes") == 2
        assert "Say what to delete" in capsys.readouterr().err
        assert self.runs(home) == 3

    def test_without_a_person_there_must_be_a_yes(
        self, records: Command, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
        assert records("delete", "--all") == 2
        assert "Add --yes" in capsys.readouterr().err
        assert self.runs(home) == 3

    @pytest.mark.parametrize(("answer", "left"), [("y", 2), ("yes", 2), ("n", 3), ("", 3)])
    def test_a_person_is_asked(self, records: Command, home: Path, answers: Answers, answer: str, left: int) -> None:
        asked = answers(answer)
        assert records("delete", "--before", "2027-02-01") == (0 if left == 2 else 2)
        assert f"1 run with 4 events, in {home} will be deleted for good." in asked()
        assert self.runs(home) == left

    def test_everything(self, records: Command, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert records("delete", "--all", "--yes") == 0
        assert capsys.readouterr().out == "Deleted: 3 runs with 12 events.\n"
        assert self.runs(home) == 0


def test_a_log_that_cannot_be_read_is_explained(
    records: Command, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir(parents=True)
    (home / LOG_FILE).write_bytes(b"not a database" * 400)
    for command in ("list", "export"):
        assert records(command) == 1
        assert "is damaged. Start guide once" in capsys.readouterr().err


@pytest.mark.usefixtures("three_runs")
def test_a_newer_log_is_explained_and_not_set_aside_by_a_deletion(
    records: Command, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3

    connection = sqlite3.connect(home / LOG_FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for command in (["list"], ["delete", "--tutorial", "save-a-note", "--yes"]):
        assert records(*command) == 1
        assert "written by a newer version of guide" in capsys.readouterr().err
    assert list(home.glob("records.newer-*")) == []


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12h", datetime(2027, 3, 30, 12, tzinfo=UTC)),
        ("30d", datetime(2027, 3, 1, 0, tzinfo=UTC)),
        ("2w", datetime(2027, 3, 17, 0, tzinfo=UTC)),
        ("2027-03-01T14:00+02:00", datetime(2027, 3, 1, 12, tzinfo=UTC)),
    ],
)
def test_moments(text: str, moment: datetime) -> None:
    assert moment_ms(text, datetime(2027, 3, 31, tzinfo=UTC)) == moment.timestamp() * 1000


@pytest.mark.parametrize("text", ["", "d", "-3d", "2027-13-01", "0001-01-01T00:00", "now"])
def test_no_moments(text: str) -> None:
    with pytest.raises(BadInputError):
        moment_ms(text)
