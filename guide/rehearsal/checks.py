"""What a rehearsal says about the targets of a tutorial, as the log keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from guide.health.judging import Verdict, in_its_turn
from guide.records.checks import Check
from guide.rehearsal.results import StepResult, TutorialResult
from guide.tutorial.document import Tutorial


def checks_of(tutorial: Tutorial, result: TutorialResult) -> Iterator[Check]:
    """Yield how the target of each step was that the rehearsal came to; of the others nothing is known."""
    with_targets = {step.id for step in tutorial.steps if step.targets}
    for step in result.steps:
        verdict = _verdict(tutorial, step) if step.id in with_targets else None
        if verdict is not None:
            about = tutorial.id, tutorial.version, step.id, tutorial.application.process, result.application_version
            yield Check(*about, "rehearsal", verdict.state, verdict.signal, verdict.confidence)


def _verdict(tutorial: Tutorial, step: StepResult) -> Verdict | None:
    if step.signal is not None:
        return in_its_turn(tutorial, step.id, step.signal, step.confidence)
    if step.reason == "ambiguous":
        return Verdict("ambiguous")
    return in_its_turn(tutorial, step.id, None, None) if step.reason == "not-found" else None
