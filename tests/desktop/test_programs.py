"""Programs are started from the path and from desktop entries, and end with all that they started."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from guide.desktop.handlers import desktop_entries
from guide.desktop.handlers.programs import LocalPrograms, StartedProgram
from guide.desktop.ports import ProgramNotFoundError
from tests.desktop.contract_programs import ProgramsContract
from tests.desktop.worlds import FakeWorld, X11World
from tests.support.desktop import wait_until


class TestFakePrograms(ProgramsContract):
    """The fake's programs."""

    @pytest.fixture
    def world(self, fake_world: FakeWorld) -> FakeWorld:
        return fake_world


@pytest.mark.desktop
class TestLocalPrograms(ProgramsContract):
    """Real programs on a real screen."""

    @pytest.fixture
    def world(self, x11_world: X11World) -> X11World:
        return x11_world


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a bin on the path and applications among the desktop entries."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "share" / "applications").mkdir(parents=True)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "nowhere"))
    return tmp_path


Write = Callable[..., Path]


@pytest.fixture
def script(place: Path) -> Write:
    """Writes programs."""

    def write(name: str, *lines: str) -> Path:
        path = place / "bin" / name
        path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def entry(place: Path) -> Write:
    """Writes desktop entries."""

    def write(name: str, *lines: str) -> Path:
        path = place / "share" / "applications" / f"{name}.desktop"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(["[Desktop Entry]", "Type=Application", *lines, ""]))
        return path

    return write


@pytest.fixture
def start() -> Iterator[Callable[..., StartedProgram]]:
    """Starts programs, and ends them with the test."""
    started: list[StartedProgram] = []

    def begin(launch: str, **environment: str) -> StartedProgram:
        started.append(LocalPrograms().start(launch, environment=environment))
        return started[-1]

    yield begin
    for program in started:
        program.end()


Start = Callable[..., StartedProgram]


def said(path: Path) -> str:
    """Return what a program wrote to a file, once it has."""
    wait_until(lambda: path.exists() and path.read_text().endswith("."), f"something in {path.name}")
    return path.read_text()


def test_arguments_and_environment_arrive(place: Path, script: Write, start: Start) -> None:
    script("speak", f'printf "%s|%s|%s." "$1" "$2" "$GREETING" > {place}/said')
    start("speak 'two words' --flag", GREETING="hello")
    assert said(place / "said") == "two words|--flag|hello."


@pytest.mark.parametrize("launch", ["org.example.Speaker", "org.example.Speaker.desktop", "Speaker", "speaker"])
def test_desktop_entries_are_found_by_their_id(
    place: Path, script: Write, entry: Write, start: Start, launch: str
) -> None:
    script("speak-up", f'printf "%s|%s." "$*" "$PWD" > {place}/said')
    entry("org.example.Speaker", 'Exec=speak-up --files %F "a b" 100%% %i', f"Path={place}")
    start(launch)
    assert said(place / "said") == f"--files a b 100%|{place}."


def test_an_executable_comes_before_an_entry_that_only_ends_so(
    place: Path, script: Write, entry: Write, start: Start
) -> None:
    script("pad", f'printf "executable." > {place}/said')
    entry("org.example.pad", "Exec=false")
    start("pad")
    assert said(place / "said") == "executable."


def test_hidden_broken_and_foreign_entries_are_passed_over(entry: Write) -> None:
    entry("one", "Exec=true", "Hidden=true")
    entry("two", 'Exec=sh -c "never closed')
    entry("three", "Name=No command")
    entry("four", "Exec=true", "[Desktop Action New]", "Exec=rm")
    assert [desktop_entries.find(name) for name in ("one", "two", "three")] == [None, None, None]
    found = desktop_entries.find("four")
    assert found is not None
    assert found.command == ("true",)


def test_an_entry_whose_program_is_missing_says_so(entry: Write) -> None:
    entry("org.example.Gone", "Exec=gone-for-good")
    with pytest.raises(ProgramNotFoundError, match="gone-for-good"):
        LocalPrograms().start("org.example.Gone")


@pytest.mark.parametrize("launch", ["", "   ", "an 'unclosed quote"])
def test_what_is_no_command_is_refused(launch: str) -> None:
    with pytest.raises(ProgramNotFoundError):
        LocalPrograms().start(launch)


def test_a_child_that_refuses_to_end_ends_with_its_parent(place: Path, script: Write, start: Start) -> None:
    # given a program whose child ignores being asked
    script("stubborn", "trap '' TERM", f'printf "$$." > {place}/child', "while :; do sleep 1; done")
    script("parent", "stubborn &", "wait")
    program = start("parent")
    child = int(said(place / "child").rstrip("."))
    # when the program is ended
    program.end()
    # then the child is gone, too
    assert not program.running()
    assert not _alive(child)


def test_a_program_whose_first_process_has_ended_still_runs(place: Path, script: Write, start: Start) -> None:
    # given a starter that leaves the real program behind, as soffice does
    script("real", f'printf "$$." > {place}/child', "while :; do sleep 1; done")
    script("starter", "real &", "exit 0")
    program = start("starter")
    child = int(said(place / "child").rstrip("."))
    wait_until(lambda: not program._reaper.is_alive(), "the starter to end")
    # then it runs, until it does not
    assert program.running()
    os.kill(child, signal.SIGKILL)
    wait_until(lambda: not program.running(), "the end to be noticed")


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
