"""`guide record` over real programs: what it makes rehearses, and nothing that was typed is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from guide.desktop.virtual_screen import VirtualScreen
from guide.targeting.words_reader import _FOLDERS as LETTERS
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.loader import load
from tests.recordings.author import Author, guide, recording
from tests.recordings.tasks import TASKS, Task, browser
from tests.recordings.trying import recorded_and_rehearsed
from tests.support.browser import needs_chromium
from tests.support.desktop import Person, open_program, wait_for_window
from tests.targeting.seeker import seeker_on

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(240)]

SHORT = [task for task in TASKS if task.name in {"save-a-note", "find-a-word"}]
CARD, PASSWORD = "4111 1111 2222 3333", "Hunter2Horse"


@pytest.mark.parametrize("task", SHORT, ids=lambda task: task.name)
def test_what_was_recorded_rehearses_without_an_edit(task: Task, tmp_path: Path) -> None:
    result = recorded_and_rehearsed(task, tmp_path)
    assert result["outcome"] == "completed"


@needs_chromium
def test_a_password_and_a_card_number_leave_no_trace(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    # given a form in a browser, which repeats what was typed once it is sent
    out = tmp_path / "recorded"
    with seeker_on(fresh_screen) as seeker:
        open_program(fresh_screen, *browser(tmp_path), title="Order")
        author = Author(fresh_screen, seeker)
        # when it is filled in while somebody records, and sent
        with recording(fresh_screen, out, "--title", "Order") as recorded:
            author.clicks("textbox", "Card")
            author.types(CARD)
            author.presses("Tab")
            author.types(PASSWORD)
            author.clicks("button", "Send")
            author.clicks("checkbox", "Agree")
    assert recorded.status == 0, recorded.said
    # then there are pictures and steps, and none of it is in them
    pictures = sorted(out.rglob("*.png"))
    assert len(pictures) >= 3
    home = Path(fresh_screen.environment["HOME"])
    files = [file for folder in (out, home) for file in folder.rglob("*") if file.is_file()]
    ours = [file for file in files if "chromium" not in str(file)]
    for file in ours:
        content = file.read_bytes()
        assert not any(words.encode() in content for words in (CARD, CARD.replace(" ", ""), PASSWORD)), file
    for picture in pictures:
        read = letters(picture)
        assert not any(part in read for part in (*CARD.split(), PASSWORD)), (picture, read)
    assert "Order" in letters(next(picture for picture in pictures if "target" not in picture.name))
    # and the password's field is no field that a tutorial fills in
    steps = json.loads((out / "recording.json").read_text())["steps"]
    assert "secret" in [step["kind"] for step in steps.values()]


def test_nothing_is_recorded_in_a_program_that_is_excluded(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    with seeker_on(fresh_screen) as seeker:
        open_program(fresh_screen, "mousepad", title="Mousepad")
        author = Author(fresh_screen, seeker)
        with recording(fresh_screen, tmp_path / "recorded", "--exclude", "mousepad") as recorded:
            author.types("nobody's business")
            author.clicks("menuitem", "File")
    assert (recorded.status, "nothing was done" in recorded.said) == (4, True)
    assert not list((tmp_path / "recorded").rglob("*.*"))


def test_what_is_done_in_a_pause_is_not_recorded_and_a_shortcut_stops(
    fresh_screen: VirtualScreen, tmp_path: Path
) -> None:
    out = tmp_path / "recorded"
    with seeker_on(fresh_screen) as seeker:
        open_program(fresh_screen, "mousepad", title="Mousepad")
        author = Author(fresh_screen, seeker)
        with recording(fresh_screen, out) as recorded:
            # given a pause, in which something is typed
            author.presses("ctrl+alt+p")
            author.types("nothing for others")
            author.presses("ctrl+alt+p")
            # when the work goes on, and a shortcut ends it
            author.clicks("menuitem", "File")
            author.presses("ctrl+alt+End")
            recorded.ends_itself = True
    # then the click alone is a step, and the text is on no picture
    assert recorded.status == 0, recorded.said
    tutorial = load(out / "tutorial.yaml").tutorial
    assert tutorial is not None
    assert [step.id for step in tutorial.steps] == ["file"]
    assert "nothing" not in "".join(letters(picture) for picture in out.rglob("*.png"))


def test_a_program_that_tells_nothing_is_recorded_by_its_words(fresh_screen: VirtualScreen, tmp_path: Path) -> None:
    out = tmp_path / "recorded"
    # given a program without an accessibility tree, and somebody who uses its menus, and writes in it
    silent = fresh_screen.start("env", "NO_AT_BRIDGE=1", "mousepad")
    window = wait_for_window(fresh_screen, title="Mousepad")
    person = Person(fresh_screen)
    with seeker_on(fresh_screen) as seeker:
        author = Author(fresh_screen, seeker)
        with recording(fresh_screen, out, "--title", "Silent") as recorded:
            for x, y in ((120, 12), (160, 36)):  # the menu Search, and Find in it
                person.clicks(DevicePoint(window.rect.x + x, window.rect.y + y))
                author.waits()
            author.types(CARD)
            person.clicks(DevicePoint(window.rect.x + 60, window.rect.y + 12))  # the menu Edit
            author.waits()
    assert recorded.status == 0, recorded.said
    silent.terminate()
    tutorial = load(out / "tutorial.yaml").tutorial
    assert tutorial is not None
    # then its steps name what was clicked, and have a picture of it, but where somebody had written
    targets = [step.targets[0] if step.targets else None for step in tutorial.steps]
    words = [target.text.shown("en") if target and target.text else "" for target in targets]
    assert words == ["Search", "Find", "", "Edit"]
    assert [bool(target and target.image) for target in targets] == [True, True, False, True]
    assert not any(part in letters(picture) for picture in out.rglob("*.png") for part in CARD.split())
    # and they are found so; a menu may still be drawing as its item is looked for, and is known by its place then
    with VirtualScreen(1280, 800, extra={"NO_AT_BRIDGE": "1"}) as screen:
        done = guide("rehearse", str(out), "--out", str(tmp_path / "report"), environment=screen.environment)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("found by image") + done.stderr.count("found by text") >= 2, done.stderr


def letters(picture: Path) -> str:
    """Return what a machine reads on a picture, at twice its size."""
    tesserocr = pytest.importorskip("tesserocr")
    folder = next((folder for folder in LETTERS if (Path(folder) / "eng.traineddata").is_file()), None)
    if folder is None:
        pytest.skip("there are no letters to read with")
    with Image.open(picture) as image:
        large = image.convert("L").resize((image.width * 2, image.height * 2))
    return str(tesserocr.image_to_text(large, psm=tesserocr.PSM.SPARSE_TEXT, path=folder))
