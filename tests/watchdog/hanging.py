"""A guide that shows a window, says once that it lives, and hangs for ever."""

from __future__ import annotations

import threading

from guide.watchdog.heart import Heart
from tests.watchdog.windows import Shown

if __name__ == "__main__":
    with Shown() as shown:
        shown.over_all()
        Heart(0.5, end_after_s=1.0).beat()
        threading.Event().wait()
