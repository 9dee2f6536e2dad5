"""`guide check`: everything that is wrong, a line each; 0 or 2; and the same for programs."""

from __future__ import annotations

import io
import json
import os
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from guide.tutorial.check import check, run_check
from tests.tutorial.examples import SHIPPED

TODAY = date(2026, 6, 1)


def write(path: Path, text: str = "", *, own_id: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    own_id = own_id or path.stem
    path.write_text(f"format: 1\nid: {own_id}\ntitle: T\nsteps: [{{id: a, say: Hi}}]\n{text}\n", "utf-8")
    return path


def checked(*paths: Path) -> tuple[int, list[str]]:
    out = io.StringIO()
    status = run_check(paths, out=out, today=TODAY)
    return status, out.getvalue().splitlines()


def test_a_file_without_problems(tmp_path: Path) -> None:
    path = write(tmp_path / "one.yaml")
    assert checked(path) == (0, [f"{path}: no problems"])


def test_a_folder_without_problems(tmp_path: Path) -> None:
    write(tmp_path / "one.yaml")
    write(tmp_path / "two" / "two.yaml")
    assert checked(tmp_path) == (0, ["2 tutorials, no problems"])


def test_problems_are_one_a_line_in_order(tmp_path: Path) -> None:
    bad = write(tmp_path / "bad.yaml", "tags: 1\nreview_by: x")
    worse = write(tmp_path / "worse.yaml", "requires: [nothing]")

    status, lines = checked(worse, bad)
    assert status == 2
    assert [line.split(": ")[0] for line in lines] == [f"{bad}:5:7", f"{bad}:6:12", f"{worse}:5:12"]


def test_warnings_change_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "one.yaml", "review_by: 2020-01-01")

    status, lines = checked(path)
    assert status == 0
    assert lines[0].startswith(f"{path}:5:12: warning: the review was due on 2020-01-01; allowed: ")


@pytest.mark.parametrize("name", ["mine.yaml", "mine", "sub/deeper.yaml"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    write(tmp_path / "mime.yaml")
    status, (line,) = checked(tmp_path / name)

    assert status == 2
    assert line.startswith(f"{tmp_path}/{name}:1:1: there is no such file")
    if name == "mine.yaml":
        assert line.endswith(f"did you mean “{tmp_path}/mime.yaml”?")


def test_a_folder_without_tutorials_is_an_error(tmp_path: Path) -> None:
    status, (line,) = checked(tmp_path)
    assert (status, line) == (
        2,
        f"{tmp_path}:1:1: there is no tutorial in this folder; allowed: files called NAME.yaml",
    )


def test_a_file_with_the_other_ending_is_pointed_out(tmp_path: Path) -> None:
    write(tmp_path / "one.yaml")
    write(tmp_path / "two.yml")
    status, (line,) = checked(tmp_path)

    assert status == 0
    assert "two.yml:1:1: warning: the file is not found by the catalogue, because its name ends in .yml" in line


def test_the_same_id_twice(tmp_path: Path) -> None:
    first = write(tmp_path / "a.yaml", own_id="same")
    second = write(tmp_path / "b.yaml", own_id="same")
    status, (line,) = checked(tmp_path)

    assert status == 2
    assert line.startswith(f"{second}:2:5: the tutorial's id “same” is taken already, by {first}")


def test_a_file_given_twice_is_checked_once(tmp_path: Path) -> None:
    path = write(tmp_path / "one.yaml")
    assert checked(path, tmp_path)[0] == 0


@pytest.mark.parametrize("beside", ["first.yaml", "first/first.yaml", "../first/first.yaml", "../first.yaml"])
def test_what_is_required_may_lie_beside(tmp_path: Path, beside: str) -> None:
    # given a tutorial in a folder of its own that requires another one
    path = write(tmp_path / "t" / "second" / "second.yaml", "requires: [first]")
    assert checked(path)[0] == 2
    # when that lies where a catalogue would find both
    write(tmp_path / "t" / "second" / beside)
    # then it is found although it was not asked to be checked
    assert checked(path)[0] == 0


def test_what_is_required_may_be_shipped(tmp_path: Path) -> None:
    assert checked(write(tmp_path / "mine.yaml", f"requires: [{SHIPPED[0].stem}]"))[0] == 0


def test_a_neighbour_that_is_no_file_does_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.yaml", "requires: [first]")
    os.mkfifo(tmp_path / "pipe.yaml")
    assert checked(path)[0] == 2


def test_json(tmp_path: Path) -> None:
    path = write(tmp_path / "one.yaml", "review_by: 2020-01-01\nrequires: [one]")
    out = io.StringIO()

    assert run_check([path], "json", out, today=TODAY) == 2
    data = json.loads(out.getvalue())
    assert {key: data[key] for key in ("files", "errors", "warnings", "notes")} == {
        "files": 1,
        "errors": 1,
        "warnings": 1,
        "notes": 0,
    }
    assert data["problems"][1] == {
        "file": str(path),
        "line": 6,
        "column": 12,
        "severity": "error",
        "rule": "lint.requires",
        "what": "the tutorial requires itself",
        "allowed": "other tutorials",
        "did_you_mean": None,
        "path": ["requires", 0],
    }


def test_names_of_files_cannot_break_lines(tmp_path: Path) -> None:
    path = tmp_path / "a\nb\x1b[31m.yaml"
    path.write_text("x")
    status, (line, *more) = checked(path)

    assert (status, more) == (2, [])
    assert "a⏎b<U+001B>[31m.yaml:1:1: " in line


@pytest.mark.parametrize("format", ["text", "json"])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_terminal_and_any_file_name_will_do(tmp_path: Path, format: Literal["text", "json"], encoding: str) -> None:
    # given a file whose name is no Unicode, and a terminal that knows no typographic quotation marks
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml"))
    path.write_text("title: “x")
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    # when it is checked
    assert run_check([path], format, out, today=TODAY) == 2
    # then something sensible is written
    written = out.buffer.getvalue().decode(encoding)
    if format == "json":
        assert ("“" in written) is (encoding == "utf-8")
        assert json.loads(written)["problems"][0]["file"] == str(path)
    else:
        assert "<U+DCFF>.yaml:1:1: " in written


def test_the_shipped_tutorials_have_no_errors() -> None:
    status, lines = checked(SHIPPED[0].parent.parent)
    assert lines == [f"{len(SHIPPED)} tutorials, no problems"]  # not a note: each of them speaks German, too
    assert status == 0


def test_what_the_schema_refuses_hides_no_other_problem(tmp_path: Path) -> None:
    # given a file with a misspelt field, a value that does not fit, and three things that no schema can see
    path = tmp_path / "torn.yaml"
    path.write_text(
        "format: 1\nid: torn\ntitel: Torn\nsteps:\n"
        "  - {id: a, say: Press <b>it</b>, until: clickd}\n"
        "  - {id: a, say: Enter your password, go: nowhere}\n"
    )
    # then all are told at once
    told = [(problem.line, problem.rule) for problem in check([path], TODAY).problems]
    assert {(3, "format"), (5, "format")} <= set(told)
    for expected in [(5, "lint.html"), (6, "duplicate-id"), (6, "lint.refused"), (6, "go-nowhere")]:
        assert expected in told
    # and nothing that is only so because a part was left out
    assert not {"lint.no-target", "lint.unreachable", "lint.endless"} & {rule for _, rule in told}


def test_a_step_whose_id_is_wrong_may_be_where_others_lead(tmp_path: Path) -> None:
    path = tmp_path / "torn.yaml"
    path.write_text(
        "format: 1\nid: torn\ntitle: Torn\nsteps:\n  - {id: a, say: Go., go: b-step}\n  - {id: B step, say: End.}\n"
    )
    assert "go-nowhere" not in {problem.rule for problem in check([path], TODAY).problems}
