"""When the X server ends while guide runs, everything that was done is kept and guide ends with a sentence.

Qt notices in one of two ways: its own connection fails, then it leaves its loop (see `run_loop`); or the C library
beneath it fails first, which ends the process on the spot, with other threads at work, and that crashes now and then.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from PySide6.QtWidgets import QApplication

EXIT_NO_SCREEN = 1
_LIBRARY = "libX11.so.6"
_Handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
_kept: list[object] = []
"""The handler, which C does not keep alive."""


def run_loop(app: QApplication) -> bool:
    """Run until the application quits; False when it had to, because its screen went away (Qt says so by a status)."""
    stayed = app.exec() == 0
    if not stayed:
        _say_so()
    return stayed


def be_ready(rescue: Callable[[], object]) -> None:
    """Have `rescue` called, a sentence said and the process ended when the C library finds the screen gone."""

    def lost(_display: object) -> NoReturn:
        try:
            rescue()
            _say_so()
        finally:
            os._exit(EXIT_NO_SCREEN)  # the library would call exit(), which takes the house down around its threads

    try:
        library = ctypes.CDLL(_LIBRARY, mode=os.RTLD_NOW | os.RTLD_NOLOAD)
    except (OSError, AttributeError):  # Qt runs without it, or this is another system
        return
    handler = _Handler(lost)
    _kept[:] = [handler]
    library.XSetIOErrorHandler(handler)


def _say_so() -> None:
    sys.stderr.write(
        "The screen is gone, and guide with it. What was done is in the log; start guide again to go on.\n"
    )
    sys.stderr.flush()
