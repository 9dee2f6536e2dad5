"""`guide locate`: finds targets now, on this screen, and says how."""

from __future__ import annotations

import sys

from guide.app.scales import scale_for
from guide.desktop.session import open_desktop
from guide.targeting.locate import run_locate
from guide.tutorial.document import Tutorial


def locate(tutorial: Tutorial, steps: list[str], output_format: str, language: str) -> int:
    """Print one line for each target and return the exit status: 0 when all were found, else 4."""
    desktop = open_desktop(lambda call: call())
    try:
        scale = scale_for((tutorial,))
        return run_locate(tutorial, steps, output_format, sys.stdout, desktop, language=language, scale=scale)
    finally:
        desktop.shutdown()
