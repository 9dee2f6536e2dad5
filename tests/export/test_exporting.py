"""One call for every format, for the command line and for the authoring window."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.cli import EXPORT_FORMATS
from guide.export.exporting import FORMATS, ExportStopped, export
from tests.export.made import tutorial_in


def test_the_command_line_offers_every_format() -> None:
    assert set(EXPORT_FORMATS) == set(FORMATS)


def test_files_are_named_after_the_tutorial(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    written = export(tutorial_in(tmp_path), list(FORMATS), out, suffix=".de")
    assert [exported.file.name for exported in written] == [
        "a-note.de.html",
        "a-note.de.pdf",
        "a-note.de.md",
        "a-note.de.odt",
        "a-note.de.docx",
        "a-note.de.gif",
        "a-note.de-cmi5.zip",
        "a-note.de-scorm.zip",
    ]
    assert {path.name for path in out.iterdir()} == {exported.file.name for exported in written}
    assert {(exported.steps, exported.pictures) for exported in written} == {(4, 0)}


def test_progress_is_told_and_it_can_be_stopped(tmp_path: Path) -> None:
    tutorial, told = tutorial_in(tmp_path), list[tuple[int, int]]()

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    export(tutorial, ["html"], tmp_path, progress=go_on)
    assert told == [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    # when somebody changes their mind, nothing is left behind
    (tmp_path / "a-note.html").unlink()
    with pytest.raises(ExportStopped):
        export(tutorial, ["html"], tmp_path, progress=lambda done, total: done < 3)
    assert not (tmp_path / "a-note.html").exists()
