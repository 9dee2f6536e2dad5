"""Many tutorials at once: listed by their heads first, then read as a whole in other processes."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from guide.tutorial.catalogue import Catalogue, Source, open_catalogue
from guide.tutorial.heads import head_entry
from guide.tutorial.reading import WORTH_IT
from guide.tutorial.whole import whole_entry
from tests.tutorial.examples import SHIPPED

STEPS = "steps:\n  - id: a\n    say: Hello\n    target: {text: There}\n  - id: b\n    say: Bye\n"
BROKEN = "steps:\n  - id: a\n    say: [Hello]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """So many tutorials that it is worth a process, one of them broken in its steps and one in its head."""
    for number in range(WORTH_IT):
        head = f"format: 1\nid: note-{number}\ntitle: Note {number}\nquestions: [Where is note {number}?]\n"
        text = head + (BROKEN if number == 7 else STEPS)
        (tmp_path / f"note-{number}.yaml").write_text(text.replace("title", "titel") if number == 9 else text, "utf-8")
    return tmp_path


def read(folder: Path) -> tuple[list[Catalogue], Catalogue]:
    """Return what could be seen at a glance, and what was there in the end."""
    glances: list[Catalogue] = []
    return glances, open_catalogue([Source("user", folder)], glance=glances.append)


def test_one_can_find_them_before_they_are_read(folder: Path) -> None:
    (glance,), whole = read(folder)
    # at a glance all are there but the one whose head says that it is none
    assert len(glance.entries) == WORTH_IT - 1
    assert [entry.path.stem for entry in glance.broken] == ["note-9"]
    assert glance.search("where is note 8")[0].entry.id == "note-8"
    # in the end it is known which one cannot be played
    assert [entry.path.stem for entry in whole.broken] == ["note-7", "note-9"]
    assert len(whole.entries) == WORTH_IT - 2


@pytest.mark.parametrize("python", [sys.executable, "/nowhere/python", "/bin/false"])
def test_they_are_read_whatever_becomes_of_the_processes(
    folder: Path, python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given processes that do their work, cannot be started, or end at once
    expected = tuple(whole_entry(path, "user", None) for path in sorted(folder.iterdir(), key=lambda path: path.name))
    monkeypatch.setattr(sys, "executable", python)
    # then all files are read, as one by one
    assert read(folder)[1].files == expected


def test_a_few_files_are_read_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in sorted(folder.iterdir())[3:]:
        file.unlink()
    monkeypatch.setattr("subprocess.Popen", lambda *_, **__: pytest.fail("a process for three files"))
    glances, whole = read(folder)
    assert (glances, len(whole.entries)) == ([], 3)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", [None, "de"])
def test_a_head_says_what_the_whole_says(path: Path, language: str | None) -> None:
    head, whole = head_entry(path, "shipped", language), whole_entry(path, "shipped", language)
    assert head is not None
    assert replace(head, words=whole.words) == whole
    assert head.words[:4] == whole.words[:4], "title, questions, tags and summary"


@pytest.mark.parametrize(
    "text",
    [
        f"format: 1\nid: a\ntitle: A\n{STEPS}tags: [late]\n",
        "format: 1\nid: a\ntitle: A\nsteps: [{id: a, say: Hello}]\n",
        f"format: 1\nid: a\n{STEPS}",
        f"format: 1\nid: a\ntitle: [A\n{STEPS}",
        "",
    ],
    ids=["a field after the steps", "steps in one line", "no title", "no YAML", "nothing"],
)
def test_what_a_head_cannot_say_is_read_as_a_whole(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    assert head_entry(path, "user", None) is None


def test_a_file_that_has_gone_is_a_problem_of_the_whole(tmp_path: Path) -> None:
    assert head_entry(tmp_path / "gone.yaml", "user", None) is None
