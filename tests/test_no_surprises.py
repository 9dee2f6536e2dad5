"""A test that says nothing about a warning, a log line or a message of Qt fails when one comes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

SAMPLES = """
import logging, warnings
import pytest

def test_quiet():
    logging.getLogger("guide").info("all is well")

def test_logs():
    logging.getLogger("guide").warning("the bus is gone")

@pytest.mark.expects_log("bus is (gone|late)")
def test_logs_as_expected():
    logging.getLogger("guide").warning("the bus is gone")

@pytest.mark.expects_log("bus is gone")
def test_does_not_log_what_it_should():
    pass

def test_warns():
    warnings.warn("old")

def test_qt_complains():
    from PySide6.QtCore import qWarning
    qWarning("no such signal")
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says about the samples under this project's settings."""
    samples = tmp_path_factory.mktemp("samples") / "test_samples.py"
    samples.write_text(SAMPLES)
    settings = ("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "-p", "tests.conftest")
    command = [sys.executable, "-m", "pytest", *settings, "-p", "no:cacheprovider", "-rA", str(samples)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def verdicts(output: str, name: str) -> set[str]:
    """Return what the summary says about one sample."""
    return set(re.findall(rf"^(PASSED|FAILED|ERROR) \S*::test_{name}\b(?!_)", output, re.MULTILINE))


@pytest.mark.parametrize("name", ["quiet", "logs_as_expected"])
def test_what_is_expected_passes(output: str, name: str) -> None:
    assert verdicts(output, name) == {"PASSED"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("logs", "unexpected in the log:"),
        ("does_not_log_what_it_should", "expected in the log, but not there"),
        ("warns", "UserWarning: old"),
        ("qt_complains", "Failure: Qt messages"),
    ],
)
def test_a_surprise_fails_the_test(output: str, name: str, reason: str) -> None:
    assert verdicts(output, name) & {"FAILED", "ERROR"}
    assert reason in output
