"""By what command the program that was recorded is opened again."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from guide.app.record_launch import launch_of


def test_a_program_on_the_search_path_is_called_by_its_name() -> None:
    assert launch_of(None, "sh") == "sh"


def test_one_that_is_not_is_called_as_it_was_called() -> None:
    # given this very process, a script of an interpreter, under a name that is no command
    launch = launch_of(os.getpid(), "no-such-command")
    # then the interpreter is called, by its path
    assert launch is not None
    assert Path(shlex.split(launch)[0]).samefile(sys.executable)


def test_of_one_that_is_gone_nothing_is_known() -> None:
    assert launch_of(None, "no-such-command") is None
