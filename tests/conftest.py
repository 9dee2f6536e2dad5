"""Fixtures for all tests: screens with a person in front, and no surprise left unnoticed."""

from __future__ import annotations

import logging
import os
import re
import signal
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from guide.desktop.virtual_screen import VirtualScreen
from tests.support.person import Person
from tests.support.pictures import shoot

# Qt inside the test process draws into memory: an X connection would die with the first virtual screen.
# Tests with a real screen start the program as a person does, as a process of its own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A shell that runs the tests in the background makes them deaf to Ctrl+C, and all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

_PICTURES_OF_FAILURES = Path(__file__).parent.parent / "out" / "failed"


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Know pytest-qt's settings where it is absent: the rooms without Qt are also tested without it."""
    if not pluginmanager.hasplugin("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail"):
            parser.addini(name, "used with Qt only")


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    """A screen of 1280 × 800 with openbox and picom, shared by the tests of one file."""
    with VirtualScreen(1280, 800) as made:
        yield made


@pytest.fixture(scope="module")
def plain_screen() -> Iterator[VirtualScreen]:
    """The same without a compositor, shared by the tests of one file."""
    with VirtualScreen(1280, 800, compositor=None) as made:
        yield made


@pytest.fixture
def fresh_screen() -> Iterator[VirtualScreen]:
    """A screen of 1280 × 800 with openbox and picom, for one test alone."""
    with VirtualScreen(1280, 800) as made:
        yield made


@pytest.fixture
def make_screen() -> Iterator[Callable[..., VirtualScreen]]:
    """Makes screens with the arguments of `VirtualScreen`; they end with the test."""
    with ExitStack() as stack:
        yield lambda *args, **kwargs: stack.enter_context(VirtualScreen(*args, **kwargs))


@pytest.fixture
def person(request: pytest.FixtureRequest) -> Person:
    """The person in front of the screen that the test asked for (`screen` when it asked for none)."""
    asked = (name for name in ("fresh_screen", "plain_screen") if name in request.fixturenames)
    return Person(request.getfixturevalue(next(asked, "screen")))


@pytest.fixture(autouse=True)
def no_surprises_in_the_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logged a warning or worse, unless it is marked ``expects_log("regex")``."""
    yield
    expected = [marker.args[0] for marker in request.node.iter_markers("expects_log")]
    records = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    messages = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in records]
    surprises = [m for m in messages if not any(re.search(pattern, m) for pattern in expected)]
    assert not surprises, "unexpected in the log:\n" + "\n".join(surprises)
    missing = [pattern for pattern in expected if not any(re.search(pattern, m) for m in messages)]
    assert not missing, f"expected in the log, but not there: {missing}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of the screen on which a test failed, and what its programs wrote."""
    report = yield
    given = getattr(item, "funcargs", {}).values()
    screens = [v for v in (getattr(v, "screen", v) for v in given) if isinstance(v, VirtualScreen)]
    if call.when == "call" and report.failed:
        for screen in screens:
            report.sections.append(("the screen", _remember(screen, item.nodeid)))
    return report


def _remember(screen: VirtualScreen, test: str) -> str:
    path = _PICTURES_OF_FAILURES / (re.sub(r"\W+", "-", test) + ".png")
    try:
        shoot(screen).save(path)
    except Exception as problem:  # the report of the failure matters more
        return f"no picture: {problem}"
    logs = (f"--- {log.name}\n{log.read_text(errors='replace')[-2000:]}" for log in sorted(screen.logs.iterdir()))
    return "\n".join([f"picture: {path}", *logs])
