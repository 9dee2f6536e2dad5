"""The one thread beside the owner's: an asyncio loop on which guide asks other programs.

Work goes in as coroutines, results come back through the owner's `post`; nothing else crosses. Whatever a program
does there, the owner's thread (the GUI) never waits.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from guide.desktop.ports import Post
from guide.desktop.windows import Stop

T = TypeVar("T")
SHUTDOWN_WITHIN_S = 0.9
"""So that closing a desktop takes less than a second, as its port promises."""
_THREADS = 2
"""What blocks (a picture to be written, a pointer that takes its way) is done beside the loop, by so many at a time.
Each further thread has a heap of its own, in which the pictures of long rehearsals leave holes."""
_TURN_S = 0.0005
"""How long a busy thread of Python keeps another waiting. Painting one frame asks for some ten turns; at Python's 5 ms
a busy search would take three frames with them."""
_log = logging.getLogger(__name__)


class Worker:
    """Runs coroutines on a thread of its own and hands their results over.

    >>> from queue import SimpleQueue
    >>> posted = SimpleQueue()
    >>> async def answer() -> int:
    ...     return 42
    >>> worker = Worker(posted.put)
    >>> stop = worker.submit(answer(), print)
    >>> posted.get()()
    42
    >>> worker.shutdown()
    """

    def __init__(self, post: Post) -> None:
        """`post` hands results to the owner's thread; it must be callable from any thread."""
        sys.setswitchinterval(_TURN_S)
        self._post = post
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(_THREADS, "guide-aside"))
        self._endings: list[Callable[[], None]] = []
        self._closed = False
        self._closing = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="guide-worker", daemon=True)
        self._thread.start()

    def submit(self, coroutine: Coroutine[Any, Any, T], done: Callable[[T | BaseException], None]) -> Stop:
        """Run a coroutine; then call `done` with its result, or with the error that ended it, on the owner's thread.

        The returned stop cancels it: called on the owner's thread, `done` is not called afterwards.
        """
        stopped = threading.Event()
        running: list[asyncio.Task[T]] = []

        def start() -> None:
            task = self._loop.create_task(coroutine)
            task.add_done_callback(hand_over)
            running.append(task)

        def hand_over(task: asyncio.Task[T]) -> None:
            if not task.cancelled():
                result = task.exception() or task.result()
                self._post(lambda: None if stopped.is_set() else done(result))

        def stop() -> None:
            stopped.set()
            self.call(lambda: running[0].cancel())  # noqa: PLW0108  (there is one only after it has started)

        if not self.call(start):
            coroutine.close()
        return stop

    def wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine and wait for its result, for programs without a GUI. Raises what it raises."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def call(self, function: Callable[[], object]) -> bool:
        """Call a function on the worker's thread soon, in order; False when the worker has ended. From any thread."""
        with self._closing:
            if not self._closed:
                self._loop.call_soon_threadsafe(function)
            return not self._closed

    def post(self, function: Callable[[], None]) -> None:
        """Call a function on the owner's thread soon. From any thread."""
        self._post(function)

    def at_end(self, function: Callable[[], None]) -> None:
        """Call a function on the worker's thread when it ends, the last one first, to close what was opened on it."""
        self._endings.append(function)

    def shutdown(self) -> None:
        """Cancel everything and end the thread, within a second. Calling it again does nothing."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._loop.call_soon_threadsafe(self._loop.stop)
        if threading.current_thread() is not self._thread:
            self._thread.join(SHUTDOWN_WITHIN_S)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
            self._let_go()  # what was submitted a moment ago begins, to be cancelled below
            for end in reversed(self._endings):
                try:
                    end()
                except Exception:
                    _log.exception("something did not close")
            self._cancel_all()
            self._let_go()
        finally:
            self._loop.close()

    def _cancel_all(self) -> None:
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        if tasks:  # one that refuses to end is left behind with the thread
            _, stubborn = self._loop.run_until_complete(asyncio.wait(tasks, timeout=SHUTDOWN_WITHIN_S / 2))
            for task in stubborn:
                task._log_destroy_pending = False  # type: ignore[attr-defined]  # known, not news

    def _let_go(self) -> None:
        """Let the loop see that what was closed is closed: dbus-fast gives its socket back only then."""
        for _ in range(3):
            self._loop.run_until_complete(asyncio.sleep(0))
