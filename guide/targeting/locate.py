"""`guide locate`: where the targets of a tutorial's steps are now, on this screen, and how they were found."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TextIO

from guide.desktop.ports import Desktop
from guide.targeting.finder import Finder
from guide.targeting.finding import Finding
from guide.targeting.looking import ScaleOf, one_to_one
from guide.tutorial.document import Step, Tutorial

FOUND, BAD_INPUT, NOT_ALL_FOUND = 0, 2, 4
"""Exit statuses, as in the tutorial format."""
LOCATE_WITHIN_MS = 10_000
"""Somebody who asks at a command line would rather wait for a slow program than be told that it is slow."""


def run_locate(  # noqa: PLR0913  (what the command line gives)
    tutorial: Tutorial,
    steps: Sequence[str],
    output_format: str,
    out: TextIO,
    desktop: Desktop,
    *,
    language: str = "en",
    scale: ScaleOf = one_to_one,
) -> int:
    """Find the targets of the named steps (all, when none is named) and print how; return the exit status."""
    chosen, unknown = _chosen(tutorial, steps)
    if unknown:
        out.writelines(f"{_unknown(name, tutorial)}\n" for name in unknown)
        return BAD_INPUT
    finder = Finder.of(desktop, tutorial, language=language, scale=scale, deadline_ms=LOCATE_WITHIN_MS)
    return asyncio.run(_locate(chosen, finder, output_format, out, desktop))


async def _locate(steps: Iterable[Step], finder: Finder, output_format: str, out: TextIO, desktop: Desktop) -> int:
    found = True
    for step in steps:
        for target in step.targets:
            finding = await finder.find(target, desktop.windows.snapshot())
            found = found and finding.state == "found"
            out.write(_as_json(step, finding) if output_format == "json" else _as_text(step, finding))
            out.flush()
    return FOUND if found else NOT_ALL_FOUND


def _chosen(tutorial: Tutorial, names: Sequence[str]) -> tuple[list[Step], list[str]]:
    """Return the steps to look for, in the tutorial's order, and the names that no step has."""
    known = {step.id for step in tutorial.steps}
    unknown = [name for name in names if name not in known]
    return [step for step in tutorial.steps if not names or step.id in names], unknown


def _unknown(name: str, tutorial: Tutorial) -> str:
    ids = [step.id for step in tutorial.steps]
    close = get_close_matches(name, ids, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(ids)}"
    return f"{tutorial.id} has no step {name}; {hint}"


def _as_json(step: Step, finding: Finding) -> str:
    return json.dumps({"step": step.id, **finding.as_json()}, ensure_ascii=False) + "\n"


def _as_text(step: Step, finding: Finding) -> str:
    if finding.state != "found":
        return f"{step.id}: {finding.state}. {_sentence(finding.why)}\n"
    rect = finding.rect
    where = f" at {rect.x}, {rect.y}, {rect.width} × {rect.height}" if rect else ""
    sure = f"{finding.confidence:.0%} sure, {finding.find_ms:.0f} ms"
    return f"{step.id}: found by {finding.signal}{where} ({sure}). {_sentence(finding.why)}\n"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
