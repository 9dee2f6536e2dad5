"""How many runs, and where the results go: see `make soak`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak.table import Table

#: In `make test`: enough to see that each run leaves something behind, if it does.
FEW_FAKE, FEW_REAL = 300, 6


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the options; a run of all tests does without them."""
    parser.addoption("--fake-runs", type=int, default=FEW_FAKE, help="runs over the fake desktop")
    parser.addoption("--real-runs", type=int, default=FEW_REAL, help="runs over a real program")
    parser.addoption("--table", type=Path, default=None, help="write the results into this file")


@pytest.fixture(scope="session")
def fake_runs(request: pytest.FixtureRequest) -> int:
    """How often to rehearse over the fake desktop."""
    return int(request.config.getoption("--fake-runs", FEW_FAKE))


@pytest.fixture(scope="session")
def real_runs(request: pytest.FixtureRequest) -> int:
    """How often to rehearse over a real program."""
    return int(request.config.getoption("--real-runs", FEW_REAL))


@pytest.fixture(scope="session")
def table(request: pytest.FixtureRequest) -> Iterator[Table]:
    """Where results go; written at the end where that was asked for."""
    results = Table()
    yield results
    file = request.config.getoption("--table", None)
    if file is not None:
        file.write_text(results.markdown(), encoding="utf-8")
