"""How callbacks reach the owner in tests: at once, or when the test says so."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable


def post_now(call: Callable[[], None]) -> None:
    """Call at once: the owner is whoever acted."""
    call()


class PostQueue:
    """Keeps callbacks until `run`, as an event loop does.

    >>> post = PostQueue()
    >>> post(lambda: print("later"))
    >>> post.run()
    later
    1
    """

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], None]] = deque()

    def __call__(self, call: Callable[[], None]) -> None:
        """Keep a call for later."""
        self._waiting.append(call)

    def run(self) -> int:
        """Make all calls, those too that they lead to; return how many there were."""
        count = 0
        while self._waiting:
            self._waiting.popleft()()
            count += 1
        return count
