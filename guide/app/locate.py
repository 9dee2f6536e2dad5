"""`guide locate`: finds targets now, on this screen, and says how. Needs no toolkit."""

from __future__ import annotations

import sys
from pathlib import Path

from guide.app.opening import BadInputError, open_tutorial

EXIT_BAD_INPUT = 2


def locate(file: Path, steps: list[str], output_format: str) -> int:
    """Print one line for each target and return the exit status: 0 when all were found, else 4."""
    try:
        tutorial = open_tutorial(file, steps)
    except BadInputError:
        return EXIT_BAD_INPUT
    from guide.desktop.session import open_desktop  # noqa: PLC0415
    from guide.targeting.locate import run_locate  # noqa: PLC0415

    desktop = open_desktop(lambda call: call())
    try:
        return run_locate(tutorial, steps, output_format, sys.stdout, desktop)
    finally:
        desktop.shutdown()
