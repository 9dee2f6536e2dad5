"""A process of its own that checks files and tells what each cost: a crash, a hang or a flood of memory is seen.

Reads paths from its input, one a line; writes one JSON object a line.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guide.tutorial.check import run_check

#: Above what is promised, so that a promise that is broken is reported by the test and not by the system.
_MOST_BYTES = 1 << 30
_MOST_CPU_S = 100
TODAY = date(2026, 6, 1)


@dataclass(frozen=True)
class Outcome:
    """What checking one file came to."""

    path: str
    status: int
    lines: list[str]
    cpu_s: float
    peak_mb: float
    """Of the process so far."""


def _peak_mb() -> float:
    """Return the most memory that this process has had, in MB.

    Not `ru_maxrss`: a process that was started by a large one begins with the other's peak.
    """
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def outcomes(paths: Iterable[Path]) -> dict[str, Outcome]:
    """Check files in a process of their own; a file that it died of, and those after it, are missing."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.tutorial.checker_process"],
        input="".join(f"{path}\n" for path in paths),
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent.parent,
        timeout=_MOST_CPU_S,
        check=False,
    )
    assert done.stderr == ""
    return {outcome.path: outcome for line in done.stdout.splitlines() for outcome in [Outcome(**json.loads(line))]}


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_CPU_S, _MOST_CPU_S))
    for line in sys.stdin:
        path = line.rstrip("\n")
        start = time.process_time()
        out = io.StringIO()
        status = run_check([Path(path)], out=out, today=TODAY)
        cpu_s = time.process_time() - start
        peak_mb = _peak_mb()
        outcome = Outcome(path, status, out.getvalue().split("\n")[:-1], cpu_s, peak_mb)
        sys.stdout.write(json.dumps(outcome.__dict__) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
