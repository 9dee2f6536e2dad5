"""Two people make a tutorial with the real windows, from the first click to what colleagues are given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from guide.tutorial.loader import load
from tests.end_to_end.authors_way import AUTHOR, GERMAN, REVIEWER, SAY, TITLE, Author, Desk, ending
from tests.end_to_end.proposing import proposes, takes
from tests.end_to_end.test_recording import letters
from tests.recordings.author import Author as Shows
from tests.recordings.author import guide
from tests.support.desktop import open_program, wait_for_window
from tests.targeting.seeker import seeker_on

OLD = "format: 1\nid: old\ntitle: Old\nsteps:\n  - {id: a, say: Done.}\n"
pytestmark = [pytest.mark.desktop, pytest.mark.timeout(180)]


def test_recorded_written_tried_translated_reviewed_and_published(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    # given somebody who does a task once
    with seeker_on(fresh_screen) as seeker:
        author = Author(Desk(fresh_screen, seeker), tmp_path / "look-for-a-word", lambda station: None)
        editor = author.records()
        # when it is cleaned up, tried and translated, and put up for review
        author.writes()
        author.tries()
        author.translates()
        author.puts_up()
        editor.terminate()
        assert editor.wait(10) == 0
        # and somebody else looks at it
        author.publishes()
    # then it is a tutorial in two languages, in which everybody did their part
    tutorial = load(author.file).tutorial
    assert tutorial is not None
    assert (tutorial.title, [step.id for step in tutorial.steps]) == (TITLE, ["type", "search", "find"])
    assert tutorial.steps[1].say == SAY
    events = json.loads((author.folder / "tutorial.review.json").read_text())["events"]
    assert [(event["what"], event["by"]) for event in events] == [("submitted", AUTHOR), ("published", REVIEWER)]
    # that has no errors, and plays from a fresh start of the program
    checked = guide("check", str(author.folder))
    assert checked.returncode == 0, checked.stdout
    report = tmp_path / "report"
    rehearsed = guide("rehearse", str(author.folder), "--out", str(report), "--virtual-screen", "--language", "de")
    assert rehearsed.returncode == 0, rehearsed.stderr
    (result,) = json.loads((report / "report.json").read_text())["tutorials"]
    assert (result["outcome"], result["title"]) == ("completed", GERMAN)


def test_proposed_from_the_tray_and_taken_by_support(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    # given somebody at work who records something for others, and support that takes it
    shared = tmp_path / "shared"
    shared.mkdir()
    with seeker_on(fresh_screen) as seeker:
        desk = Desk(fresh_screen, seeker)
        proposes(desk, shared, lambda station: None)
        takes(desk, shared, lambda station: None)
    # then it is a draft among the tutorials of support that names who proposed it
    (taken,) = (fresh_screen.home / ".local/share/guide/tutorials").glob("*/*.yaml")
    tutorial = load(taken).tutorial
    assert tutorial is not None
    assert (tutorial.id, tutorial.title, tutorial.proposed_by) == ("look-for-a-word", TITLE, AUTHOR)


def test_pictures_of_a_recording_from_the_editor_show_no_text_where_that_is_wanted(
    fresh_screen: VirtualScreen, tmp_path: Path
) -> None:
    screen = fresh_screen
    # given a text that nobody else may see, and an author who records in front of it from the window
    (tmp_path / "SALARIES.txt").write_text("PEACOCK earns nine\n" * 12)
    (tmp_path / "old.yaml").write_text(OLD)
    with seeker_on(screen) as seeker:
        desk = Desk(screen, seeker)
        open_program(screen, "mousepad", str(tmp_path / "SALARIES.txt"), title="SALARIES")
        with ending(screen.environment, "edit", str(tmp_path / "old.yaml")):
            desk.in_front("^Old")
            desk.person.presses("F2")
            desk.in_front("^Record")
            # when they say so in the window
            desk.person.types("Look")
            desk.clicks("Record", "checkbox", "Paint over all text in pictures")
            desk.clicks("Record", "button", "Begin")
            wait_for_window(screen, title="guide is recording")
            shows = Shows(screen, seeker)
            shows.clicks("menuitem", "Search")
            desk.person.presses("ctrl+alt+End")
            desk.in_front("^Look")
    # then there are pictures, the text is on none of them, and the menu's name still is
    pictures = sorted((tmp_path / "look").rglob("*.png"))
    read = "".join(letters(picture) for picture in pictures)
    assert pictures
    assert "PEACOCK" not in read
    assert "Search" in read
    assert not any(b"PEACOCK" in file.read_bytes() for file in (tmp_path / "look").rglob("*") if file.is_file())
