"""Asks quickly whether the X server lets us in: with the C library, before anything larger is loaded for it."""

from __future__ import annotations

import ctypes


def lets_us_in() -> bool:
    """Whether the display of the environment could be opened; False also where the C library is not there to ask."""
    try:
        library = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False
    library.XOpenDisplay.restype = ctypes.c_void_p
    library.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = library.XOpenDisplay(None)
    if display is None:
        return False
    library.XCloseDisplay(display)
    return True
