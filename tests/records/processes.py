"""Other processes of the same program: they find it whether or not it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]


def python(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """Start Python with these arguments."""
    environment = os.environ | {"PYTHONPATH": str(_ROOT)}
    return subprocess.Popen([sys.executable, *map(str, arguments)], text=True, env=environment, **options)


def run_python(*arguments: object) -> tuple[int, str, str]:
    """Run Python to its end; return its exit status, output and complaints."""
    process = python(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, complaints = process.communicate(timeout=60)
    return process.returncode, out, complaints
