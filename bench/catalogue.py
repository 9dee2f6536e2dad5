"""How long the catalogue takes: 100, 1,000 and 10,000 tutorials, without and with its cache, listed and searched.

`python -m bench.catalogue COUNT…` measures other sizes. Cold: no cache, read by all processors; glance:
when, before that, all can be listed by their heads; warm: from the cache; +MB: memory of a process
that lists them.
"""

from __future__ import annotations

import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.tables import Table
from guide.tutorial.catalogue import Source, open_catalogue
from guide.tutorial.loader import load

VERBS = ("Save", "Print", "Sort", "Filter", "Merge", "Share", "Format", "Export", "Insert", "Number", "Protect", "Find")
THINGS = ("note", "table", "heading", "column", "chart", "letter", "address list", "invoice", "page", "picture", "mail")
PROGRAMS = ("mousepad", "soffice", "gnome-calculator", "featherpad", "firefox", "thunderbird")


def tutorial(number: int) -> str:
    """Return the text of a tutorial of seven steps, like those that ship."""
    verb, thing = VERBS[number % len(VERBS)], THINGS[number // len(VERBS) % len(THINGS)]
    program = PROGRAMS[number % len(PROGRAMS)]
    steps = "\n".join(
        f"""  - id: step-{step}
    say: Open the **{verb}** menu of the {thing}, the entry number {step}, and look for what changes in it.
    target:
      element: {{role: menuitem, name: {{en: {verb} {thing}, de: Eintrag {step}}}}}
      text: {verb} {thing}
    until: {{shown: {{window: {{title: {verb} {thing} {step}}}}}}}
    do: click
    stuck: {{after: 20s, hint: It is the entry number {step} from the top of the menu.}}"""
        for step in range(7)
    )
    return f"""format: 1
id: {program}-{verb.lower()}-{number}
title: {verb} a {thing} ({number})
summary: How to {verb.lower()} a {thing} and find it again, on the way of the {number}th department.
version: 1.0.{number}
owner: Office desk
questions:
  - How do I {verb.lower()} a {thing}?
  - Where did my {thing} go?
tags: [{thing.split()[0]}, {program}]
application: {{process: {program}, title: {program.title()}}}
steps:
{steps}
"""


def milliseconds(action: Callable[[], object], times: int) -> float:
    """Return the median time of an action."""
    taken = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def measure(count: int, work: Path) -> tuple[str, ...]:
    """Return one row of the table."""
    folder, cache = work / "tutorials", work / "cache"
    for number in range(count):
        own = folder / f"tutorial-{number:05}"
        own.mkdir(parents=True)
        (own / f"tutorial-{number:05}.yaml").write_text(tutorial(number), "utf-8")
    source = (Source("user", folder),)
    at_a_glance: list[float] = []
    begun = time.perf_counter()
    open_catalogue(source, cache, glance=lambda _: at_a_glance.append((time.perf_counter() - begun) * 1000))
    cold = (time.perf_counter() - begun) * 1000
    warm = milliseconds(lambda: open_catalogue(source, cache), 5)
    changed = next(folder.glob("*/*.yaml"))
    os.utime(changed, (0, 0))
    one_changed = milliseconds(lambda: open_catalogue(source, cache), 1)
    catalogue = open_catalogue(source, cache)
    first = milliseconds(lambda: catalogue.search("how do I sort a colum"), 1)
    search = milliseconds(lambda: catalogue.search("sort column"), 5)
    slip = milliseconds(lambda: catalogue.search("adress lsit"), 5)
    front = milliseconds(lambda: catalogue.for_application("soffice", "Soffice"), 5)
    size = (cache / "catalogue.json").stat().st_size / 1e6
    numbers = (*(at_a_glance or [cold]), cold, warm, one_changed, first, search, slip, front)
    times = (f"{number:,.1f}" for number in numbers)
    return (f"{count:,} tutorials", *times, f"{size:.1f}", f"{warm_memory(folder, cache):.0f}")


def warm_memory(folder: Path, cache: Path) -> float:
    """Return what a process needs, in MB, that opens the catalogue from its cache."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from pathlib import Path; from guide.tutorial.catalogue import Source, open_catalogue;"
        "resident = lambda: int(Path('/proc/self/statm').read_text().split()[1]) * 4096 / 1e6;"
        "before = resident();"
        "catalogue = open_catalogue([Source('user', Path(sys.argv[2]))], Path(sys.argv[3]));"
        "print(resident() - before)"
    )
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code, str(root), str(folder), str(cache)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main(counts: list[int]) -> None:
    """Print the table."""
    heads = ("glance", "cold", "warm", "1 changed", "1st search", "search", "slips", "in front", "cache MB", "+MB")
    table = Table("the catalogue, ms", *heads, first_chars=18)
    for count in counts:
        work = Path(tempfile.mkdtemp(prefix="bench-catalogue-"))
        try:
            table.row(*measure(count, work))
        finally:
            shutil.rmtree(work)
    work = Path(tempfile.mkdtemp(prefix="bench-catalogue-"))
    file = work / "one.yaml"
    file.write_text(tutorial(1), "utf-8")
    one = milliseconds(lambda: load(file), 50)
    table.row("one file, read", f"{one:.2f}")
    shutil.rmtree(work)


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [100, 1000, 10_000])
