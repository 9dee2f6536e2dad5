"""Writes `report.json` and `report.html`, each beside its old one and then in its place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from guide.rehearsal.results import StepResult, TutorialResult
from guide.files import write_text

STYLE = """
:root{color-scheme:light dark;--paper:#f6f5f2;--card:#fff;--ink:#1d2330;--soft:#5b6475;--line:#e2e0da;
--good:#0b6b45;--good-bg:#e1f3ea;--bad:#a3261b;--bad-bg:#fbe6e3;--mid:#6b4e00;--mid-bg:#f8edd0;--accent:#3a4fd8}
@media(prefers-color-scheme:dark){:root{--paper:#14171e;--card:#1d222c;--ink:#eceff5;--soft:#a5aec0;--line:#2f3644;
--good:#7fdcb1;--good-bg:#12382a;--bad:#ff9c90;--bad-bg:#46201c;--mid:#f0cd7a;--mid-bg:#3b2f12;--accent:#9aa8ff}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,"Cantarell","Segoe UI",sans-serif}
main{max-width:72rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}h1{font-size:1.9rem;margin:0 0 .25rem;line-height:1.2}
h2{font-size:1.35rem;margin:0}.soft{color:var(--soft)}.badge{display:inline-block;padding:.1rem .65rem;border-radius:1rem;
font-size:.85rem;font-weight:600;vertical-align:.15em}.completed{color:var(--good);background:var(--good-bg)}
.failed,.dismissed{color:var(--bad);background:var(--bad-bg)}.skipped{color:var(--mid);background:var(--mid-bg)}
section{margin-top:2.75rem}.head{display:flex;gap:.75rem;align-items:baseline;flex-wrap:wrap}
ol{list-style:none;margin:1.25rem 0 0;padding:0;display:grid;gap:1.25rem;
grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr))}
li{background:var(--card);border:1px solid var(--line);border-radius:.8rem;overflow:hidden;display:flex;flex-direction:column}
li img{display:block;width:100%;height:auto;border-bottom:1px solid var(--line)}
li div{padding:.9rem 1.1rem 1.1rem}li h3{font-size:1rem;margin:0 0 .35rem;display:flex;gap:.6rem;align-items:baseline}
.n{font-variant-numeric:tabular-nums;color:var(--accent);font-weight:700}
.say{margin:.2rem 0 .6rem}.facts{font-size:.85rem;color:var(--soft);margin:0}code{font-size:.9em}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}.none{padding:2.2rem 1rem;text-align:center;
color:var(--soft);border-bottom:1px solid var(--line);font-size:.9rem}
"""


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
        f"<style>{STYLE}</style></head><body><main><header><h1>Rehearsal</h1>"
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
