"""`make targets`: looks for the labelled set and writes docs/targets.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.targets.measuring import CONDITIONS, Result, measure
from tests.targets.programs import PROGRAMS
from tests.targets.reports import complaints, page


def main() -> int:
    """Look for everything, or for what is named; return 1 where something was found that is not there."""
    parser = argparse.ArgumentParser(prog="make targets")
    parser.add_argument("programs", nargs="*", help=f"of {', '.join(PROGRAMS)}; none: all")
    parser.add_argument("--table", type=Path, help="the page to write; only when all programs are looked at")
    parser.add_argument("--condition", action="append", help="beside “as recorded”, only these")
    given = parser.parse_args()
    if unknown := [name for name in given.programs if name not in PROGRAMS]:
        parser.error(f"unknown: {', '.join(unknown)}; there are: {', '.join(PROGRAMS)}")
    wanted = {CONDITIONS[0].name, *(given.condition or (c.name for c in CONDITIONS))}
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder:
        for result in measure(Path(folder), [c for c in CONDITIONS if c.name in wanted], given.programs or PROGRAMS):
            results.append(result)
            if (line := complaints([result])) and sys.stderr.isatty():
                sys.stderr.write(f"{line}\n")
    text = page(results)
    if given.table and not given.programs and not given.condition:
        given.table.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{text}\n{complaints(results)}\n")
    return int(any(result.outcome == "wrong" for result in results))


if __name__ == "__main__":
    sys.exit(main())
