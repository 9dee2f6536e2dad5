"""Writes `report.json` and `report.html`, each beside its old one and then in its place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from guide.files import write_text
from guide.rehearsal.marks import as_html
from guide.rehearsal.results import StepResult, TutorialResult

STYLE_FILE = Path(__file__).with_name("report.css")

#: What the page says of an outcome, and its sign.
_WORDS = {
    "completed": ("Completed", "✓"),
    "skipped": ("Passed over", "–"),
    "dismissed": ("Stopped", "■"),
    "failed": ("Failed", "✕"),
}
_REASONS = {
    "not-found": "Its target was not found.",
    "ambiguous": "More than one thing fits its target.",
    "not-done": "It could not be done.",
    "application-missing": "The program is not there.",
}


def write_report(results: Sequence[TutorialResult], out: Path) -> None:
    """Write both reports into the folder `out`, which exists."""
    data = {"tutorials": [result.as_json() for result in results]}
    write_text(out / "report.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    write_text(out / "report.html", html(results, datetime.now().astimezone()))


def html(results: Sequence[TutorialResult], at: datetime) -> str:
    """Return the page; pictures are links to files beside it."""
    style = STYLE_FILE.read_text(encoding="utf-8")
    contents = _contents(results) if len(results) > 1 else ""
    sections = "".join(_tutorial(result, number) for number, result in enumerate(results, 1))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(_verdict(results))}</title>\n<style>\n{style}</style></head>\n"
        f"<body><main>{_head(results, at)}{contents}{sections}</main></body></html>\n"
    )


def _head(results: Sequence[TutorialResult], at: datetime) -> str:
    seconds = sum(result.dur_ms for result in results) / 1000
    when = f'<time datetime="{at:%Y-%m-%dT%H:%M:%S%z}">{at:%Y-%m-%d %H:%M}</time>'
    return (
        f'<header class="{_overall(results)}"><p class="kicker">Rehearsal</p><h1>{escape(_verdict(results))}</h1>'
        f'<p class="soft">{when} · {_seconds(seconds)} of playing</p></header>\n'
    )


def _verdict(results: Sequence[TutorialResult]) -> str:
    good = sum(result.outcome == "completed" for result in results)
    if not results:
        return "Nothing was rehearsed"
    if good == len(results):
        return "Everything works" if good > 1 else f"“{results[0].title}” works"
    if len(results) == 1:
        return f"“{results[0].title}” does not work" if results[0].outcome == "failed" else "The rehearsal was stopped"
    return f"{good} of {len(results)} tutorials work"


def _overall(results: Sequence[TutorialResult]) -> str:
    outcomes = {result.outcome for result in results}
    return next((outcome for outcome in ("failed", "dismissed", "skipped") if outcome in outcomes), "completed")


def _contents(results: Sequence[TutorialResult]) -> str:
    rows = (
        f'<li><a href="#t{number}">{escape(result.title)}</a>{_badge(result.outcome)}'
        f'<span class="soft">{escape(_facts_of(result))}</span></li>'
        for number, result in enumerate(results, 1)
    )
    return f'<nav aria-label="Tutorials"><ul>{"".join(rows)}</ul></nav>\n'


def _tutorial(result: TutorialResult, number: int) -> str:
    steps = "".join(_step(step, place, result) for place, step in enumerate(result.steps, 1))
    title = f'<h2 id="t{number}"{_lang(result)}>{escape(result.title)}</h2>'
    facts = f'<span class="soft">{escape(_facts_of(result))}</span>'
    return (
        f'<section aria-labelledby="t{number}"><div class="head">{title}{_badge(result.outcome)}{facts}</div>'
        f'{_track(result)}{_why(result)}<ol class="steps">{steps}</ol>{_not_reached(result)}</section>\n'
    )


def _facts_of(result: TutorialResult) -> str:
    done = sum(step.outcome == "completed" for step in result.steps)
    version = f"version {result.version}" if result.version else ""
    facts = (result.application, version, f"{done} of {result.total_steps} steps", _seconds(result.dur_ms / 1000))
    return " · ".join(fact for fact in facts if fact)


def _track(result: TutorialResult) -> str:
    """Return one segment for each step, like the card's own, coloured by its outcome."""
    outcomes = [*(step.outcome for step in result.steps), *("ahead" for _ in result.not_reached)]
    return f'<div class="track" aria-hidden="true">{"".join(f"<i class={outcome}></i>" for outcome in outcomes)}</div>'


def _why(result: TutorialResult) -> str:
    if result.reason is None:
        return ""
    step = next((step for step in result.steps if step.outcome == "failed"), None)
    where = f' at <a href="#{_anchor(result, step)}">{escape(step.title or step.id)}</a>' if step else ""
    return f'<p class="why"><strong>It ended{where}.</strong> {_reason(result.reason, result.why)}</p>'


def _reason(reason: str, why: str | None) -> str:
    sentence = _REASONS.get(reason, reason)
    detail = f" {escape(_sentence(why))}" if why else ""
    return f'{escape(sentence)}{detail} <code class="reason">{escape(reason)}</code>'


def _step(step: StepResult, place: int, result: TutorialResult) -> str:
    title = f'<span class="n">{place}</span><span{_lang(result)}>{escape(step.title or step.id)}</span>'
    failure = f'<p class="why">{_reason(step.reason, step.why)}</p>' if step.reason else ""
    facts = f'<p class="facts">{escape(_facts(step))}</p>' if _facts(step) else ""
    return (
        f'<li class="step {escape(step.outcome)}" id="{_anchor(result, step)}">{_picture(step, place)}'
        f'<div class="text"><h3>{title}{_badge(step.outcome)}</h3>'
        f'<div class="say"{_lang(result)}>{as_html(step.say)}</div>{failure}{facts}</div></li>'
    )


def _lang(result: TutorialResult) -> str:
    return f' lang="{escape(result.language)}"' if result.language != "en" else ""


def _picture(step: StepResult, place: int) -> str:
    if step.picture is None:
        return '<p class="none">No picture: this step was never on the screen.</p>'
    file = escape(step.picture)
    alt = escape(f"The screen at step {place}, {step.title or step.id}")
    return f'<a class="picture" href="{file}"><img src="{file}" alt="{alt}" loading="lazy"></a>'


def _facts(step: StepResult) -> str:
    facts = []
    if step.signal:
        facts.append(f"found by {step.signal}, {step.confidence or 0:.0%} sure, in {step.find_ms or 0:.0f} ms")
    if step.why and not step.reason:
        facts.append(step.why)
    if step.dur_ms is not None:
        facts.append(f"done after {_seconds(step.dur_ms / 1000)}")
    return _sentence("; ".join(facts))


def _not_reached(result: TutorialResult) -> str:
    if not result.not_reached:
        return ""
    names = ", ".join(escape(name) for name in result.not_reached)
    return f'<p class="ahead-list soft">Not reached: {names}.</p>'


def _anchor(result: TutorialResult, step: StepResult) -> str:
    return escape(f"{result.id}.{step.id}")


def _badge(outcome: str) -> str:
    word, sign = _WORDS.get(outcome, (outcome, "?"))
    return f'<span class="badge {escape(outcome)}"><span aria-hidden="true">{sign}</span> {escape(word)}</span>'


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60 else f"{seconds // 60:.0f} min {seconds % 60:.0f} s"
