"""The files that have tutorials rehearsed every night are taken by systemd, and call a command that exists."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICE, TIMER = (ROOT / "assets" / "systemd" / f"guide-rehearse.{kind}" for kind in ("service", "timer"))


def test_the_night_calls_a_command_that_is_understood(tmp_path: Path) -> None:
    # given the command of the service as systemd hands it over, and a guide that says what it was called with
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(SERVICE)
    line = unit["Service"]["ExecStart"].replace("$$", "$").replace("%%", "%")
    guide = tmp_path / "guide"
    guide.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    guide.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "TUTORIALS": "/a folder", "REPORTS": "/reports"}
    # when it is run, then it rehearses one folder, off the screen, into a folder of that night
    said = subprocess.run(line, shell=True, env=environment, capture_output=True, text=True, check=True).stdout
    command, folder, virtual, out, reports = said.splitlines()
    assert (command, folder, virtual, out) == ("rehearse", "/a folder", "--virtual-screen", "--out")
    assert Path(reports).parent == Path("/reports")
    from guide.cli import _parser

    options = _parser().parse_args([command, folder, virtual, out, reports])
    assert (options.paths, options.virtual_screen) == ([Path("/a folder")], True)


def test_the_timer_is_one(tmp_path: Path) -> None:
    timer = configparser.ConfigParser(interpolation=None)
    timer.read(TIMER)
    assert timer["Timer"]["OnCalendar"]
    assert timer["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_takes_them(tmp_path: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", str(SERVICE), str(TIMER)],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if "guide-rehearse" in line]) == (0, [])
