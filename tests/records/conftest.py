"""A log to write to, and a person who is told of troubles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from guide.records.sink import RunStart
from guide.records.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the log of this test lies."""
    return tmp_path / "records"


@pytest.fixture
def told() -> list[str]:
    """What the person was told."""
    return []


@pytest.fixture
def make_store(folder: Path, told: list[str]) -> Iterator[Callable[..., Store]]:
    """Opens the log as a process would; closed after the test."""
    stores: list[Store] = []

    def make(**options: Any) -> Store:
        stores.append(Store(folder, **{"on_trouble": told.append, "strict": True} | options))
        return stores[-1]

    yield make
    for store in stores:
        store.shutdown()


@pytest.fixture
def store(make_store: Callable[..., Store]) -> Store:
    """The log, open."""
    return make_store()


@pytest.fixture
def start() -> RunStart:
    """A run as it begins."""
    return RunStart("save-a-note", "1.2.0", 4, "guided", "mousepad", "0.5.10", frozenset({"write", "save", "yes"}))
