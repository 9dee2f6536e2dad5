"""Waits for a socket's news where no event loop does: see `Drive`."""

from __future__ import annotations

import contextlib
import os
import select
import threading
from collections.abc import Callable

from guide.desktop.windows import Stop


def drive_in_thread(descriptor: int, dispatch: Callable[[], None]) -> Stop:
    """Wait in a thread of its own, which costs nothing while there is no news. `dispatch` runs in that thread.

    It ends by itself when `dispatch` raises ConnectionError: the server has gone, and whoever asks next will be told.
    """
    wake, bell = os.pipe()

    def run() -> None:
        with contextlib.suppress(ConnectionError):
            while wake not in select.select([descriptor, wake], [], [])[0]:
                dispatch()

    thread = threading.Thread(target=run, name="guide desktop events", daemon=True)
    thread.start()
    stopped = threading.Lock()

    def stop() -> None:
        if not stopped.acquire(blocking=False):
            return
        os.write(bell, b".")
        if threading.current_thread() is not thread:
            thread.join()
            os.close(wake)
            os.close(bell)

    return stop
