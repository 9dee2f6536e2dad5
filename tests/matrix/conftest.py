"""Writes what was seen as the table of the documentation: `pytest tests/matrix --table docs/matrix.md`."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.matrix.table import Table


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know where the table goes."""
    parser.addoption("--table", type=Path, default=None, help="write what was seen into this file")


def pytest_configure(config: pytest.Config) -> None:
    """Begin a table."""
    if (path := config.getoption("--table")) is not None:
        config.pluginmanager.register(_Writer(path), "the table of the matrix")


class _Writer:
    """Takes down each outcome and writes the table at the end, if all of it was tried."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._table = Table()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Take down one outcome."""
        report = yield
        if report.when == "call" or report.failed:
            name = getattr(item, "originalname", item.name)
            parameter = item.callspec.id if hasattr(item, "callspec") else ""
            self._table.take(item.path.stem, name, parameter, passed=report.passed)
        return report

    def pytest_sessionfinish(self) -> None:
        """Write."""
        self._path.write_text(self._table.markdown(), encoding="utf-8")
