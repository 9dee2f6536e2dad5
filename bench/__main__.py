"""Runs the measurements that are named, or all of them, each in a process of its own."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
#: These are not measurements but what they measure with.
TOOLS = frozenset({"__init__", "__main__", "tables", "probes", "scenery"})


def main(names: list[str]) -> int:
    """Run them; return 2 when a name is unknown, 1 when a measurement failed."""
    known = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in TOOLS)
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"There is no measurement called {', '.join(unknown)}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    print(f"{date.today()}, Python {platform.python_version()}, {machine}", end="; ")
    print(f"load before: {os.getloadavg()[0]:.1f}", flush=True)
    failed = 0
    for name in names or known:
        print(f"\n## {name}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=HERE.parent, check=False).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
