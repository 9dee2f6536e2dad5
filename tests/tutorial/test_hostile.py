"""Nothing that a file can hold crashes, hangs or fills the memory of its reader, or reaches outside its folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tutorial import hostile
from tests.tutorial.checker_process import Outcome, outcomes
from tests.tutorial.mutations import malformed

SECONDS, MEGABYTES = 1.0, 200.0


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """What became of each hostile file, by its name."""
    paths = dict(hostile.files(tmp_path_factory.mktemp("hostile")))
    found = outcomes(paths.values())
    return {name: found[str(path)] for name, path in paths.items() if str(path) in found}


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_hostile_file_is_a_clear_error(checked: dict[str, Outcome], name: str) -> None:
    # given a file made to do harm, when it is checked
    outcome = checked[name]  # missing: the process died of it
    # then it costs little
    assert outcome.cpu_s < SECONDS
    assert outcome.peak_mb < MEGABYTES
    # and there is an error, in one line that no terminal can misread
    if name in hostile.HARMLESS:
        assert outcome.status == 0
        return
    assert outcome.status == 2
    assert_readable(outcome)
    assert len(outcome.lines) <= 102


def test_every_hostile_file_was_checked(checked: dict[str, Outcome]) -> None:
    assert set(checked) == set(hostile.NAMES)


def assert_readable(outcome: Outcome) -> None:
    """Each line names a place in the file and holds nothing that moves a cursor or hides."""
    lines = lines_of(Path(outcome.path))
    for said in outcome.lines:
        place = re.match(r"(.*?):(\d+):(\d+): \S", said)
        assert place, said
        assert place[1] == outcome.path
        assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", said), said
        assert len(said) < len(outcome.path) + 1500, said
        # the place exists (behind the last character counts, where something is missing)
        line, column = int(place[2]), int(place[3])
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


def lines_of(path: Path) -> list[str]:
    """The lines of a file as YAML counts them; one endless line for what is too large or no file."""
    if not path.is_file() or path.stat().st_size > 1 << 20:
        return ["x"]
    return re.split("\r\n|\r|\n", path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff"))


def test_two_thousand_malformed_tutorials(tmp_path: Path) -> None:
    # given tutorials with one to four slips each
    paths = []
    for number, text in enumerate(malformed(2000)):
        paths.append(tmp_path / f"{number:04}.yaml")
        paths[-1].write_bytes(text.encode("utf-8", "surrogatepass"))
    # when they are checked
    found = outcomes(paths)
    # then none is lost, none is slow, and each is right or has clear errors inside the file
    assert len(found) == 2000
    assert max(outcome.cpu_s for outcome in found.values()) < SECONDS
    assert max(outcome.peak_mb for outcome in found.values()) < MEGABYTES
    wrong = [outcome for outcome in found.values() if outcome.status == 2]
    assert len(wrong) > 1500
    for outcome in wrong:
        assert_readable(outcome)
    # and none is answered with the parser's own words
    assert [line for outcome in wrong for line in outcome.lines if "cannot be read as YAML (" in line] == []
