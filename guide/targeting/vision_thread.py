"""Looking at pictures takes a processor's time: it is done aside, on one thread, and nobody has to wait for the end.

One thread for all, because the program that is being taught needs the other processors. Work comes in stages; between
them it asks whether somebody still waits for it.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
Check = Callable[[], None]
"""Raises where nobody waits for the answer any more, or not for so long."""

_ASIDE = ThreadPoolExecutor(1, "guide-eyes")


class AbandonedError(Exception):
    """Nobody waits for the answer any more."""


async def aside(work: Callable[[Check], T], within_ms: int) -> T:
    """Do the work aside and return what it returns. TimeoutError where it was not done in time."""
    abandoned = threading.Event()
    deadline = time.monotonic() + within_ms / 1000

    def check() -> None:
        if abandoned.is_set():
            raise AbandonedError
        if time.monotonic() > deadline:
            raise TimeoutError

    def begin() -> T:
        check()  # it may have waited for other work
        return work(check)

    try:
        return await asyncio.get_running_loop().run_in_executor(_ASIDE, begin)
    finally:
        abandoned.set()
