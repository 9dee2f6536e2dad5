"""The page: how many controls were found, by toolkit and signal, in each condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from tests.targets.measuring import ELEMENT, IMAGE, TEXT, TREELESS, WHOLE, Result

_ALL = "all"
_OUTCOMES = ("right", "on it", "ambiguous", "absent", "wrong")
_HEAD = """# How well controls are found

Written by `make targets`, which looks for each of them; nothing here is edited by hand.

{targets} controls of {programs} programs ({toolkits}) were looked for: {conditions}.
Where each truly is does not come from what looks for it: some programs draw each control's border in a colour that
nothing else has, some tell it themselves, and of the others it was looked at on pictures and written down
(`tests/targets/truths.json`).

**right**: intersection over union is 0.7 or more. **on it**: the middle of the light is on the control, which is larger
or smaller than the light. **ambiguous**, **absent**: it was said that it is not known. **wrong**: the light is on
something else. Pictures were taken once, as recorded: light, English, at scale 1. GTK, LibreOffice and Swing scale by
whole numbers only, so they were not looked at × 1.5; Tk and the terminal speak no German.
"""


def page(results: Sequence[Result]) -> str:
    """Return the documentation's page."""
    conditions = list(dict.fromkeys(r.condition for r in results))
    toolkits = list(dict.fromkeys(r.toolkit for r in results))
    head = _HEAD.format(
        targets=len({(r.stage, r.label) for r in results}),
        programs=len({r.program for r in results}),
        toolkits=", ".join(toolkits),
        conditions="; ".join(conditions),
    )
    parts = [
        head,
        "## All signals, as a recording makes them\n",
        table(_of(results, WHOLE), lambda r: r.condition),
        "## Without the accessibility tree: picture and words only\n",
        table(_of(results, TREELESS), lambda r: r.condition),
        "## By toolkit, all signals\n",
        table(_of(results, WHOLE), lambda r: r.toolkit, lambda r: r.condition),
        "## By toolkit, without the accessibility tree\n",
        table(_of(results, TREELESS), lambda r: r.toolkit, lambda r: r.condition),
        "## By toolkit and each signal alone, as recorded\n",
        table(_of(results, ELEMENT, IMAGE, TEXT), lambda r: r.toolkit, lambda r: r.signal),
    ]
    return "\n".join(parts)


def table(results: Iterable[Result], *by: Callable[[Result], str]) -> str:
    """Return the results as a Markdown table: a row for each of what `by` tells apart, and those of all."""
    rows: dict[tuple[str, ...], Counter[str]] = {}
    for result in results:
        names = tuple(tell(result) for tell in by)
        for row in (names, (_ALL, *names[1:])):
            rows.setdefault(row, Counter())[result.outcome] += 1
    lines = [("", *("",) * (len(by) - 1), "of", *_OUTCOMES), ("---",) * len(by) + ("--:",) * (len(_OUTCOMES) + 1)]
    for names, counts in sorted(rows.items(), key=lambda item: item[0][0] == _ALL):
        of = counts.total()
        right = f"{counts['right']} ({counts['right'] / of:.1%})"
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


def _of(results: Sequence[Result], *signals: str) -> list[Result]:
    return [result for result in results if result.signal in signals]
