"""What the sweeper of a virtual screen removes, and what it leaves to the next screen."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

from guide.desktop.virtual.sweeper import programs_of, remove


def test_a_socket_that_the_next_screen_has_taken_over_stays(tmp_path: Path) -> None:
    # given the socket of a server that was killed, and one that a new server has made in the place of an old one
    left, taken = tmp_path / "left", tmp_path / "taken"
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(left))
        killed.listen()
    with socket.socket(socket.AF_UNIX) as new:
        new.bind(str(taken))
        new.listen()
        # when the sweeper of the old ones cleans up
        remove({left, taken, tmp_path / "gone already"})
        # then the new server can still be reached
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(taken))
    assert not left.exists()


def test_a_program_that_hides_its_environment_is_known_by_what_it_says(tmp_path: Path) -> None:
    # given a program without the token of its screen, whose output goes to the screen's folder, and another one
    with (tmp_path / "program.log").open("wb") as log:
        hiding = subprocess.Popen(["sleep", "60"], env={}, stdout=log)
    other = subprocess.Popen(["sleep", "60"], env={}, stdout=subprocess.DEVNULL)
    try:
        assert list(programs_of("a token that nobody has", str(tmp_path))) == [hiding.pid]
    finally:
        for process in (hiding, other):
            process.kill()
            process.wait()
