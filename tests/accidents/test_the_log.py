"""The place where guide writes down what was done is full, read-only, broken or from the future; the clock lies."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from guide.records.schema import APPLICATION_ID
from guide.records.sink import RunStart
from guide.records.store import Store
from tests.accidents.desk import TUTORIAL, Desk
from tests.end_to_end.playing import Playing, records_of
from tests.support.desktop import wait_until

DISMISSED = 3
FUTURE = 99


@contextmanager
def a_disk(place: Path) -> Iterator[Path]:
    """A file system of 4 MB; skips the test where one may not mount."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk: Path) -> Path:
    """Use up the last byte; return what uses it."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                pass
        except OSError:
            return ballast
    return ballast


def play_it_to_step_2(desk: Desk) -> Playing:
    """Play without a log to ask: what counts is what is on the screen."""
    playing = Playing(desk.screen, TUTORIAL)
    desk.wait_for_light(playing)
    desk.works_on("done")
    desk.wait_for_words(playing, "Step 2 of 3")
    return playing


def leave(playing: Playing) -> None:
    playing.process.terminate()
    assert playing.ended() == DISMISSED


@pytest.mark.desktop
def test_the_disk_is_full_for_a_while(make_screen: Callable[..., VirtualScreen], tmp_path: Path) -> None:
    # given a step on the screen, and a disk that fills up then
    with a_disk(tmp_path / "disk") as disk:
        desk = Desk(make_screen(extra={"GUIDE_HOME": str(disk)}))
        playing = desk.play()
        ballast = fill(disk)

        # when the step is done, then the next one comes, and the person is told once
        desk.works_on("done")
        desk.wait_for_words(playing, "Step 2 of 3")
        wait_until(lambda: "disk is full" in desk.output(playing), "a word about it")
        assert playing.shown() == ["write"]

        # when there is room again, then what waited is written, and nothing is missing
        ballast.unlink()
        assert playing.wait_for_step(2) == "search"
        leave(playing)
        assert desk.output(playing).count("disk is full") == 1
        kinds = [entry.kind for entry in playing.entries()]
        assert kinds == ["started", "step-shown", "step-done", "step-shown", "dismissed"]


@pytest.mark.desktop
def test_the_home_is_read_only(make_screen: Callable[..., VirtualScreen], tmp_path: Path) -> None:
    # given a home in which nothing can be written
    with a_disk(tmp_path / "home") as home:
        subprocess.run(["mount", "-o", "remount,ro", home], check=True)
        desk = Desk(make_screen(extra={"GUIDE_HOME": str(home)}))

        # when a tutorial is played, then it goes on all the same, and the person is told once
        playing = play_it_to_step_2(desk)
        leave(playing)
        assert desk.output(playing).count("not being logged") == 1


@pytest.mark.desktop
@pytest.mark.parametrize("kind", ["damaged", "newer"])
def test_the_log_is_broken_or_from_a_newer_guide(desk: Desk, kind: str) -> None:
    # given a file that this guide can't use
    folder = records_of(desk.screen)
    folder.mkdir(parents=True)
    log = folder / "records.sqlite3"
    if kind == "newer":
        with closing(sqlite3.connect(log)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("CREATE TABLE of_the_future (it INTEGER)")
            connection.execute(f"PRAGMA user_version = {FUTURE}")
            connection.commit()
    else:
        log.write_bytes(os.urandom(20_000))
    before = log.read_bytes()

    # when a tutorial is played, then it is logged in a new file
    playing = play_it_to_step_2(desk)
    leave(playing)
    assert playing.shown() == ["write", "search"]

    # and the old one is kept aside as it was, which is said once
    (kept,) = folder.glob(f"records.{kind}-*.sqlite3")
    assert kept.read_bytes() == before
    assert desk.output(playing).count(str(kept)) == 1


class TestTheClockIsSetBack:
    """Only what is written down carries the time of day; everything that waits or lasts goes by a clock that rises."""

    def test_what_was_left_last_is_offered_first(self, tmp_path: Path) -> None:
        # given a run that was left when the clock was a day ahead
        clock = [1_900_000_000_000]
        store = Store(tmp_path, clock_ms=lambda: clock[0], strict=True)
        store.save_progress("sum-a-column", left_in("sum-a-column"))
        # when the clock is set right, and another is left
        clock[0] -= 24 * 3600 * 1000
        store.save_progress("save-a-note", left_in("save-a-note"))
        assert store.flush()
        # then that one is offered
        unfinished = store.last_unfinished()
        assert unfinished is not None
        assert unfinished["tutorial_id"] == "save-a-note"
        assert store.shutdown()

    def test_a_run_keeps_its_order_and_its_durations(self, tmp_path: Path) -> None:
        # given a run during which the clock is set back
        clock = [1_900_000_000_000]
        store = Store(tmp_path, clock_ms=lambda: clock[0], strict=True)
        run = store.begin(RunStart("save-a-note", "1.0.0", 2, "guided"))
        run.entry("step-shown", step="write")
        clock[0] -= 3600 * 1000
        run.entry("step-done", step="write", dur_ms=1500)
        run.end("completed", last_step="write")
        assert store.shutdown()
        # then what happened is told in the order in which it happened
        with closing(sqlite3.connect(tmp_path / "records.sqlite3")) as connection:
            events = connection.execute("SELECT kind, dur_ms FROM events ORDER BY n").fetchall()
            (outcome,) = connection.execute("SELECT outcome FROM runs").fetchone()
        assert events == [("step-shown", None), ("step-done", 1500)]
        assert outcome == "completed"


def left_in(tutorial: str) -> dict[str, object]:
    return {
        "tutorial_id": tutorial,
        "tutorial_version": "1.0.0",
        "step_id": "write",
        "visited": (),
        "skipped": (),
        "answers": (),
    }
