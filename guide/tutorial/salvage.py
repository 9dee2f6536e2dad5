"""What is left of a tutorial without the parts that are wrong, so that its other problems are told at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from guide.tutorial.problems import Path, Problem

Data = dict[str, Any]

STAND_ALONE = frozenset(
    {
        "duplicate-id",
        "go-nowhere",
        "lint.alt",
        "lint.html",
        "lint.link",
        "lint.long",
        "lint.picture",
        "lint.refused",
        "lint.remote-picture",
        "lint.requires",
        "lint.review",
        "lint.too-long",
    }
)
"""Rules whose findings are true whatever else a file says. Others (no way leads here, no target to click) may only be
so because a part was left out."""

_NAMELESS = "nameless"


def remains(data: object, wrong: Iterable[Path]) -> Data | None:
    """Return the tutorial without what lies at the `wrong` paths; None where no steps are left.

    A step stays in its place, so that every path in it means what it meant: what it must have is filled in.
    """
    paths = set(wrong)
    if not isinstance(data, dict) or not isinstance(data.get("steps"), list) or ("steps",) in paths:
        return None
    in_steps: dict[object, set[Path]] = defaultdict(set)
    for path in paths:
        if len(path) > 1 and path[0] == "steps":
            in_steps[path[1]].add(path[2:])
    outside = {path[0] for path in paths if path and path[0] != "steps"}
    kept = {name: value for name, value in data.items() if name not in outside}
    steps = [_step(step, number, in_steps[number]) for number, step in enumerate(data["steps"])]
    return {"format": 1, "id": _NAMELESS, "title": _NAMELESS} | kept | {"steps": steps}


def _step(step: object, number: int, wrong: set[Path]) -> Data:
    parts = step if isinstance(step, dict) else {}
    outside = {path[0] for path in wrong if path}
    as_a_whole = () in wrong
    kept = {k: v for k, v in parts.items() if k not in outside and (not as_a_whole or k in {"id", "say"})}
    return {"id": f"{_NAMELESS}-{number}", "say": "…"} | kept


def holds(problem: Problem, remains: Mapping[str, Any]) -> bool:
    """Whether a problem that was found in what remains is one of the whole file too."""
    if problem.rule == "go-nowhere" and any(step["id"].startswith(_NAMELESS) for step in remains["steps"]):
        return False  # it may lead to a step whose id is wrong
    return problem.rule in STAND_ALONE
