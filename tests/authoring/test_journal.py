"""What is being written survives an accident."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from guide.authoring.journal import Journal


def test_what_a_dead_editor_left_is_offered_until_it_is_saved(tmp_path: Path) -> None:
    # given an editor that was killed
    file = tmp_path / "note.yaml"
    journal = Journal(file, tmp_path / "away")
    journal.write("title: Ä\n")
    copy = tmp_path / ".note.yaml.draft"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    whole = json.loads(copy.read_text(encoding="utf-8"))
    copy.write_text(json.dumps({**whole, "pid": 2**22 + 1}))
    # then the next one is offered what it wrote, but not what is in the file anyway
    left = Journal(file, tmp_path / "away").left("title: A\n")
    assert left is not None
    assert left.text == "title: Ä\n"
    assert Journal(file, tmp_path / "away").left("title: Ä\n") is None
    journal.remove()
    assert Journal(file, tmp_path / "away").left("title: A\n") is None


def test_a_copy_that_is_no_copy_is_nobodys_loss(tmp_path: Path) -> None:
    (tmp_path / ".note.yaml.draft").write_text("{")
    assert Journal(tmp_path / "note.yaml", tmp_path / "away").left("") is None


def test_where_nothing_can_be_written_it_is_kept_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "gone" / "note.yaml"
    journal = Journal(file, tmp_path / "away")
    journal.write("a")
    left = journal.left("b")
    assert left is not None
    assert left.text == "a"
    assert [path.name for path in tmp_path.iterdir()] == ["away"]
