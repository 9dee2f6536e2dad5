"""The worker: coroutines on a thread of its own, results on the owner's."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from queue import SimpleQueue

import pytest

from guide.desktop.worker import Worker

Posted = SimpleQueue[Callable[[], None]]


@pytest.fixture
def posted() -> Posted:
    return SimpleQueue()


@pytest.fixture
def worker(posted: Posted) -> Iterator[Worker]:
    made = Worker(posted.put)
    yield made
    made.shutdown()


async def answer() -> int:
    return 42


async def never() -> None:
    await asyncio.Event().wait()


def test_a_result_is_handed_over_on_the_owners_thread(worker: Worker, posted: Posted) -> None:
    heard: list[object] = []
    threads: list[threading.Thread] = []

    async def where() -> threading.Thread:
        return threading.current_thread()

    worker.submit(where(), heard.append)
    deliver = posted.get(timeout=5)
    assert not heard  # it waits until the owner takes it
    deliver()
    threads.append(threading.current_thread())
    assert heard[0] is not threads[0]


def test_an_error_is_a_result_too(worker: Worker, posted: Posted) -> None:
    heard: list[object] = []

    async def fail() -> None:
        raise LookupError("gone")

    worker.submit(fail(), heard.append)
    posted.get(timeout=5)()
    assert isinstance(heard[0], LookupError)


def test_what_was_stopped_is_not_handed_over_even_if_it_was_done(worker: Worker, posted: Posted) -> None:
    heard: list[object] = []
    stop = worker.submit(answer(), heard.append)
    deliver = posted.get(timeout=5)
    stop()
    stop()
    deliver()
    assert heard == []


def test_stopping_cancels_what_still_runs(worker: Worker) -> None:
    began, cancelled = threading.Event(), threading.Event()

    async def wait() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    stop = worker.submit(wait(), lambda result: None)
    assert began.wait(5)
    stop()
    assert cancelled.wait(5)


def test_stopping_at_once_leaves_nothing_behind(worker: Worker, posted: Posted) -> None:
    for _ in range(50):
        worker.submit(answer(), lambda result: None)()
    assert worker.wait(answer()) == 42  # a coroutine that was never awaited would be a warning, and so a failure


def test_one_that_waits_holds_up_nobody(worker: Worker, posted: Posted) -> None:
    heard: list[object] = []
    worker.submit(never(), heard.append)
    worker.submit(answer(), heard.append)
    posted.get(timeout=5)()
    assert heard == [42]


def test_wait_returns_the_result_or_raises(worker: Worker) -> None:
    assert worker.wait(answer()) == 42

    async def fail() -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError):
        worker.wait(fail())


def test_it_ends_within_a_second_whatever_runs(posted: Posted) -> None:
    worker = Worker(posted.put)
    closed: list[str] = []

    async def stubborn() -> None:
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                continue

    for _ in range(3):
        worker.submit(never(), lambda result: None)
    worker.submit(stubborn(), lambda result: None)
    worker.at_end(lambda: closed.append("first opened"))
    worker.at_end(lambda: closed.append("last opened"))
    worker.wait(answer())
    began = time.monotonic()
    worker.shutdown()
    worker.shutdown()
    assert time.monotonic() - began < 1.0
    assert closed == ["last opened", "first opened"]


def test_after_the_end_nothing_is_taken_and_nothing_breaks(worker: Worker, posted: Posted) -> None:
    heard: list[object] = []
    worker.shutdown()
    stop = worker.submit(answer(), heard.append)
    stop()
    assert not worker.call(lambda: None)
    assert posted.empty()
    assert heard == []
