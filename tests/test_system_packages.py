"""Before anything else runs: what the system lacks is installed, or named in one line to copy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "system_packages.py"


def run(tmp_path: Path, installed: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the script on a system whose `dpkg-query` prints `installed`."""
    query = tmp_path / "dpkg-query"
    query.write_text(f"#!/bin/sh\ncat <<'END'\n{installed}\nEND\n")
    query.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_what_is_missing_is_one_line_to_copy(tmp_path: Path) -> None:
    # given a system that has two packages of a section, one of them under another name
    here = "installed|dbus|\ninstalled|xvfb|\nconfig-files|picom|\ninstalled|fonts-other|fonts-dejavu-core (= 2), x"
    # when an ordinary user asks
    done = run(tmp_path, here, "--check", "demo")
    # then the rest is named, what was removed but for its settings too
    assert done.returncode == 1
    line = "sudo apt-get update && sudo apt-get install --yes --no-install-recommends"
    assert f"{line} at-spi2-core mousepad openbox picom\n" in done.stderr


def test_nothing_missing_is_nothing_to_say(tmp_path: Path) -> None:
    wanted = subprocess.run([sys.executable, str(SCRIPT), "--list", "run"], capture_output=True, text=True, check=True)
    here = "\n".join(f"installed|{package}|" for package in wanted.stdout.split())
    done = run(tmp_path, here, "--check", "run")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_system_without_dpkg_is_told_what_to_look_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = subprocess.run([sys.executable, str(SCRIPT), "demo"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "neither Debian nor Ubuntu" in done.stderr
    assert "xvfb" in done.stderr


def test_a_package_of_one_distribution_is_wanted_there_alone(tmp_path: Path) -> None:
    def wanted(name: str) -> list[str]:
        release = tmp_path / "os-release"
        release.write_text(f'PRETTY_NAME="Some system"\nID={name}\nVERSION_ID="24.04"\n')
        command = [sys.executable, str(SCRIPT), "--list", "test"]
        environment = {**os.environ, "OS_RELEASE": str(release)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()

    assert "chromium" in wanted("debian")
    assert "chromium" not in wanted("ubuntu")
    assert "xterm" in wanted("ubuntu")
