"""Looks at the targets of a tutorial in the windows of its program as they are open, and says what it saw."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence

from guide.desktop.windows import WindowsSnapshot
from guide.health.judging import Past, Verdict, at_rest, past_of, worst
from guide.records.checks import Check, CheckRecord
from guide.targeting.finder import Finder
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.targets import Target

ONCE_IN_MS = 24 * 3_600_000
"""What does not change within a day is not looked at twice a day."""


def due_steps(
    tutorial: Tutorial, app_version: str | None, records: Sequence[CheckRecord], now_ms: int
) -> tuple[Step, ...]:
    """Return the steps with a target that nobody has looked at, at rest, in this version of the program within a day.

    `records`: of this tutorial. A time to come is a clock that was set back, and counts as now.
    """
    looked = {
        record.step
        for record in records
        if (record.how, record.tutorial_version, record.app_version) == ("look", tutorial.version, app_version)
        and now_ms - record.last_ms < ONCE_IN_MS
    }
    return tuple(step for step in tutorial.steps if step.targets and step.id not in looked)


def is_open(finder: Finder, snapshot: WindowsSnapshot) -> bool:
    """Whether a window of the program is there to be looked at."""
    return any(window.visible for window in finder.application_windows(snapshot))


async def look(  # noqa: PLR0913, PLR0917  (what there is to know)
    tutorial: Tutorial,
    steps: Iterable[Step],
    finder: Finder,
    windows: Callable[[], WindowsSnapshot],
    app_version: str | None,
    records: Sequence[CheckRecord],
) -> AsyncIterator[Check]:
    """Yield what is seen of each of the steps that has a target, one after the other.

    `records`: what is known of this tutorial. Nothing is yielded once the program has no window any more, nor of steps
    about which it did not answer.
    """
    for step in (step for step in steps if step.targets):
        if not is_open(finder, windows()):
            return
        past = past_of(step.id, tutorial.version, app_version, records)
        verdicts = [await _seen(target, finder, windows(), past) for target in step.targets]
        if None not in verdicts:
            yield check(tutorial, step, app_version, worst(filter(None, verdicts)))


async def _seen(target: Target, finder: Finder, snapshot: WindowsSnapshot, past: Past) -> Verdict | None:
    """Return how a target is; None where the program did not answer, so that nobody knows."""
    finding = await finder.find(target, snapshot)
    verdict = at_rest(target, finding, past, in_sight=bool(finder.windows_of(target, snapshot)))
    if verdict.state == "found" or target.element is None:
        return verdict
    # words, a picture or a place may have been found although nobody was told whether the control is there
    control = await finder.find(Target(element=target.element, window=target.window), snapshot)
    return None if control.silent else verdict


def check(tutorial: Tutorial, step: Step, app_version: str | None, verdict: Verdict) -> Check:
    """Return a verdict as the log keeps it."""
    about = tutorial.id, tutorial.version, step.id, tutorial.application.process, app_version
    return Check(*about, "look", verdict.state, verdict.signal, verdict.confidence)
