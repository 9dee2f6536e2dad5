"""The table: how many controls were found, by toolkit and signal, in each condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.targets.measuring import Result

_ALL = "all"
_OUTCOMES = ("right", "on it", "ambiguous", "absent", "wrong")


def table(results: Sequence[Result]) -> str:
    """Return the results as a Markdown table: a row for each toolkit, signal and condition, then those of all."""
    rows: dict[tuple[str, str, str], Counter[str]] = {}
    for result in results:
        for toolkit in (result.toolkit, _ALL):
            rows.setdefault((toolkit, result.signal, result.condition), Counter())[result.outcome] += 1
    head = ("toolkit", "signal", "condition", "of", *_OUTCOMES)
    lines = [head, ("---",) * 3 + ("--:",) * (len(head) - 3)]
    for names, counts in sorted(rows.items(), key=lambda item: item[0][0] == _ALL):
        of = counts.total()
        right = f"{counts['right']} ({counts['right'] / of:.0%})"
        lines.append((*names, str(of), right, *(str(counts[outcome]) for outcome in _OUTCOMES[1:])))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def complaints(results: Sequence[Result]) -> str:
    """Return a line for each control that was not found right."""
    return "\n".join(
        f"{r.outcome}: {r.stage} {r.label} by {r.signal}, {r.condition} ({r.overlap:.2f}): {r.finding.why}"
        for r in results
        if r.outcome != "right"
    )


def share(results: Sequence[Result], *outcomes: str) -> float:
    """Return how many of the results have one of these outcomes, 0…1."""
    return sum(result.outcome in outcomes for result in results) / len(results)
