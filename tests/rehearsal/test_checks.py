"""What a rehearsal lets the log know of each target."""

from __future__ import annotations

from dataclasses import replace

from guide.rehearsal.checks import checks_of
from guide.rehearsal.results import StepResult, TutorialResult
from guide.tutorial.document import Application, Step, Tutorial
from tests.targeting.seeker import called, element

BOTH = replace(element("button", "Save"), text=called("Save"))
TUTORIAL = Tutorial(
    id="notes",
    title="Save",
    version="1.2.0",
    application=Application(process="mousepad"),
    steps=(
        Step("read", "Read this."),
        Step("open", "Open.", targets=(BOTH,)),
        Step("save", "Save.", targets=(BOTH,)),
        Step("close", "Close.", targets=(BOTH,)),
        Step("later", "Later.", targets=(BOTH,)),
    ),
)


def seen(*steps: StepResult) -> list[tuple[str, str, str | None, int | None]]:
    result = TutorialResult.of(TUTORIAL)
    result.application_version = "0.5.10"
    result.steps = list(steps)
    checks = list(checks_of(TUTORIAL, result))
    assert all((check.how, check.app_id, check.app_version) == ("rehearsal", "mousepad", "0.5.10") for check in checks)
    return [(check.step, check.state, check.signal, check.confidence) for check in checks]


def test_found_by_its_best_by_less_and_gone() -> None:
    assert seen(
        StepResult("read", outcome="completed"),
        StepResult("open", outcome="completed", signal="element", confidence=1.0),
        StepResult("save", outcome="completed", signal="text", confidence=0.87),
        StepResult("close", outcome="failed", reason="not-found"),
    ) == [("open", "found", "element", 100), ("save", "weaker", "text", 87), ("close", "gone", None, None)]


def test_two_that_fit() -> None:
    assert seen(StepResult("open", reason="ambiguous")) == [("open", "ambiguous", None, None)]


def test_what_failed_otherwise_or_did_not_apply_says_nothing_of_its_target() -> None:
    assert seen(StepResult("open", reason="application-missing"), StepResult("save", outcome="skipped")) == []


def test_what_was_found_but_could_not_be_done_was_found() -> None:
    failed = StepResult("open", reason="not-done", signal="element", confidence=0.8)
    assert seen(failed) == [("open", "found", "element", 80)]
