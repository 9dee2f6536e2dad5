"""`guide locate`: finds targets now, on this screen, and says how. Needs no toolkit."""

from __future__ import annotations

import sys

from guide.desktop.session import open_desktop
from guide.targeting.locate import run_locate
from guide.tutorial.document import Tutorial


def locate(tutorial: Tutorial, steps: list[str], output_format: str, language: str) -> int:
    """Print one line for each target and return the exit status: 0 when all were found, else 4."""
    desktop = open_desktop(lambda call: call())
    try:
        return run_locate(tutorial, steps, output_format, sys.stdout, desktop, language=language)
    finally:
        desktop.shutdown()
