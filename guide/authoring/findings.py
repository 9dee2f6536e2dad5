"""Everything that is to be said about a draft, with the step and the field it is about, and a fix where there is one.

What `guide check` says, and the hints on style. A finding is made from a text; it does not follow the text that changes
meanwhile, so a fix looks first whether it still fits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path as File
from typing import Any, Literal

from guide.authoring.draft import Draft
from guide.authoring.hints import hints
from guide.i18n import translate
from guide.tutorial.lint import lint
from guide.tutorial.loader import loads
from guide.tutorial.problems import Path, Problem
from guide.tutorial.source import with_value, without
from guide.tutorial.source_tree import SourceError, parsed

Severity = Literal["error", "warning", "note", "hint"]


@dataclass(frozen=True, slots=True)
class Fix:
    """How a finding is done away with."""

    label: str
    apply: Callable[[Draft], None]
    """SourceError where it does not fit any more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to be said."""

    severity: Severity
    what: str
    advice: str = ""
    step: int | None = None
    """None: about the tutorial itself."""
    field: Path = ()
    """In the step, or in the head: `("until", "shown")`."""
    rule: str = ""
    line: int = 0
    """In the text, from 1."""
    fix: Fix | None = None


def findings(text: str, today: date, path: File | None = None) -> tuple[Finding, ...]:
    """Return all that is to be said about a text; takes some 5 ms a step, so not on the GUI thread."""
    loaded = loads(text, path.name if path else "tutorial.yaml", path.parent if path else None)
    problems = [*loaded.problems, *lint(loaded, today, path=path)]
    found = [_finding(problem, text) for problem in problems]
    return tuple(found + style(text))


def style(text: str) -> list[Finding]:
    """Return the hints on the texts of all steps."""
    try:
        data = parsed(text).data
    except SourceError:
        return []
    steps = data.get("steps") if isinstance(data, dict) else None
    language = str(data.get("language") or "en") if isinstance(data, dict) else "en"
    return [
        Finding("hint", hint.what, hint.advice, number, hint.field, hint.rule, 0, _style_fix(number, hint, step))
        for number, step in enumerate(steps if isinstance(steps, list) else ())
        if isinstance(step, dict)
        for hint in hints(step, language)
    ]


def _style_fix(step: int, hint: Any, data: dict[str, Any]) -> Fix | None:
    said = data["say"]

    def still(draft: Draft) -> None:
        if step >= len(draft.steps) or draft.field(step, ("say",)) != said:
            raise SourceError(translate("authoring", "The text has changed since."))

    def split(draft: Draft) -> None:
        still(draft)
        draft.split_step(step, hint.split_at)

    def replace(draft: Draft) -> None:
        still(draft)
        draft.set_field(step, ("say",), hint.replaced)

    if hint.split_at is not None:
        return Fix(translate("authoring", "Make two steps"), split)
    if hint.replaced is not None:
        return Fix(translate("authoring", "Write {target}"), replace)
    return None


def _finding(problem: Problem, text: str) -> Finding:
    step, field = _place(problem.path)
    fix = _fix(problem, text)
    return Finding(problem.severity, problem.what, problem.allowed or "", step, field, problem.rule, problem.line, fix)


def _place(path: Path) -> tuple[int | None, Path]:
    if len(path) > 1 and path[0] == "steps" and isinstance(path[1], int):
        return path[1], path[2:]
    return None, path


def _fix(problem: Problem, text: str) -> Fix | None:
    if problem.rule == "lint.review":
        return Fix(translate("authoring", "In a year"), _next_review)
    meant = problem.did_you_mean
    if meant is None or not problem.path:
        return None
    renames = isinstance(problem.path[-1], str) and problem.what.startswith(f"“{problem.path[-1]}” is not a field")
    label = translate("authoring", "Write “{text}”").format(text=meant if len(meant) < 30 else meant[:29] + "…")
    try:
        new = (
            _renamed(text, problem.path, meant)
            if renames
            else with_value(text, _in_text(text, problem.path), _read(meant))
        )
    except (SourceError, KeyError, IndexError, TypeError):
        return None

    def apply(draft: Draft) -> None:
        if draft.text != text:
            raise SourceError(translate("authoring", "The text has changed since."))
        draft.replace(new, label, step=_place(problem.path)[0])

    return Fix(label, apply)


def _in_text(text: str, path: Path) -> Path:
    """Return where a path of the model is in the text: what is a list in the model may be one thing there."""
    root, found = parsed(text), list[str | int]()
    for part in path:
        name = "target" if part == "targets" and root.at((*found, part)) is None else part
        if root.at((*found, name)) is not None:
            found.append(name)
        elif (around := root.at(tuple(found))) is not None and around.kind == "scalar":
            break  # the short form: `go: end` for `go: [{to: end}]`
        elif part != 0:
            raise KeyError(part)
    return tuple(found)


def _read(written: str) -> Any:
    return parsed(written).data if written[:1] in "{[\"'" or written in ("true", "false") else written


def _renamed(text: str, path: Path, name: str) -> str:
    """Give a field another name, or put it deeper (`outer: {name: …}`)."""
    value = parsed(text).at(path)
    if value is None or ":" in name:
        raise SourceError("there is no such field")
    return with_value(without(text, path), (*path[:-1], name), value.data)


def _next_review(draft: Draft) -> None:
    today = date.today()
    day = min(today.day, 28)
    draft.set_head(("review_by",), today.replace(year=today.year + 1, day=day).isoformat())
