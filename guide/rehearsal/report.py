"""Writes `report.json` and `report.html`, each beside its old one and then in its place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from guide.files import write_text
from guide.rehearsal.results import StepResult, TutorialResult

STYLE_FILE = Path(__file__).with_name("report.css")


def write_report(results: Sequence[TutorialResult], out: Path) -> None:
    """Write both reports into the folder `out`, which exists."""
    data = {"tutorials": [result.as_json() for result in results]}
    write_text(out / "report.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    write_text(out / "report.html", html(results))


def html(results: Sequence[TutorialResult]) -> str:
    """Return the page; pictures are links to files beside it."""
    good = sum(result.outcome == "completed" for result in results)
    seconds = sum(result.dur_ms for result in results) / 1000
    summary = f"{good} of {len(results)} completed · {seconds:.1f} s"
    body = "".join(_tutorial(result) for result in results)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width,initial-scale=1"><title>Rehearsal</title>'
        f"<style>{STYLE_FILE.read_text(encoding='utf-8')}</style></head><body><main><header><h1>Rehearsal</h1>"
        f'<p class="soft">{summary}</p></header>{body}</main></body></html>\n'
    )


def _tutorial(result: TutorialResult) -> str:
    done = sum(step.outcome == "completed" for step in result.steps)
    facts = [f"{done} of {result.total_steps} steps", f"{result.dur_ms / 1000:.1f} s"]
    if result.application:
        facts.insert(0, result.application)
    if result.reason:
        facts.append(f"why: {result.reason}")
    steps = "".join(_step(step, number) for number, step in enumerate(result.steps, 1))
    return (
        f'<section aria-labelledby="t-{escape(result.id)}"><div class="head"><h2 id="t-{escape(result.id)}">'
        f"{escape(result.title)}</h2>{_badge(result.outcome)}"
        f'<span class="soft">{escape(" · ".join(facts))}</span></div><ol>{steps}</ol></section>'
    )


def _step(step: StepResult, number: int) -> str:
    if step.picture:
        file = escape(step.picture)
        alt = escape(f"The screen at step {number}: {step.say}")
        picture = f'<a href="{file}"><img src="{file}" alt="{alt}" loading="lazy"></a>'
    else:
        picture = '<p class="none">No picture: the step was never on the screen.</p>'
    return (
        f'<li>{picture}<div><h3><span class="n">{number}</span><span>{escape(step.id)}</span>'
        f"{_badge(step.outcome)}</h3>"
        f'<p class="say">{escape(step.say)}</p><p class="facts">{escape(_facts(step))}</p></div></li>'
    )


def _facts(step: StepResult) -> str:
    facts = []
    if step.signal:
        percent = round((step.confidence or 0) * 100)
        facts.append(f"found by {step.signal}, sure to {percent} %, in {step.find_ms} ms")
    if step.why:
        facts.append(step.why)
    if step.reason:
        facts.append(f"reason: {step.reason}")
    if step.dur_ms is not None:
        facts.append(f"done after {step.dur_ms / 1000:.1f} s")
    return " · ".join(facts)


def _badge(outcome: str) -> str:
    return f'<span class="badge {escape(outcome)}">{escape(outcome)}</span>'
