"""An event loop in which waiting costs nothing: whenever all wait, the clock jumps to when the first of them wakes.

Work for threads is done at once on the loop's own thread, so that nothing happens at the same time and every test
plays out the same, on however busy a machine.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Jumping(selectors.SelectSelector):
    """Waits for nobody: tells the loop instead how long it would have."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "everybody waits for something that never comes"
            self.skipped_s += max(0.0, timeout)
        return ready


class TimelessLoop(asyncio.SelectorEventLoop):
    """The loop."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return 1000.0 + self._jumping.skipped_s

    def run_in_executor(self, executor: Any, func: Callable[..., T], *args: Any) -> asyncio.Future[T]:  # type: ignore[override]
        done = self.create_future()
        try:
            self.call_soon(done.set_result, func(*args))
        except Exception as error:
            self.call_soon(done.set_exception, error)
        return done


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on such a loop."""
    with asyncio.Runner(loop_factory=TimelessLoop) as runner:
        return runner.run(coroutine)


class LoopTimers:
    """The conductor's timers on the running loop."""

    def after(self, delay_ms: int, call: Callable[[], None]) -> Callable[[], None]:
        return asyncio.get_running_loop().call_later(delay_ms / 1000, call).cancel
