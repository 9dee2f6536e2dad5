"""What may be concluded from looking for a target: pure thinking.

In a rehearsal a step's target has to be there in the step's turn: what is not found is gone. At rest nobody has led
the program to the step. A target that is not found then is mostly in a menu that is closed or a dialog that is not
open, and the same words elsewhere in the window are no evidence. So what is found by less than the best, or not at
all, counts at rest only where it was found by the best before, at rest too, in another version of the program, and
never yet in this one: what was in sight until the update is missed since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guide.records.checks import CheckRecord, State
from guide.targeting.finding import Finding, Signal
from guide.tutorial.document import Tutorial
from guide.tutorial.targets import Target

_SEVERITY: tuple[State, ...] = ("found", "not-shown", "weaker", "ambiguous", "gone")
_TREE_ONLY_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a target, or a step with several, is."""

    state: State
    signal: Signal | None = None
    confidence: int | None = None
    """Percent."""


@dataclass(frozen=True, slots=True)
class Past:
    """What looks at rest saw of a step before, in this version of the tutorial."""

    in_another_version: bool = False
    """It was found by its best in another version of the program."""
    in_this_version: bool = False
    """It was found by its best in this version of the program."""

    @property
    def misses(self) -> bool:
        """Whether something that is not found now has gone with an update."""
        return self.in_another_version and not self.in_this_version


def best_signal(target: Target) -> Signal:
    """Return the most certain signal by which a target is described."""
    if target.is_window:
        return "window"
    if target.element is not None:
        return "element"
    return "image" if target.image is not None else "text" if target.text is not None else "region"


def at_rest(target: Target, finding: Finding, past: Past, *, in_sight: bool) -> Verdict:
    """Return what may be concluded from a look at a program that nobody has led anywhere.

    `in_sight`: the window in which the target would be is open.
    """
    best = best_signal(target)
    if finding.state == "found" and finding.signal == best and best != "region":
        return Verdict("found", best, percent(finding))
    if finding.offscreen and finding.element is not None:  # in a closed menu, or scrolled away: it exists
        return Verdict("found", "element", _TREE_ONLY_PERCENT)
    if not in_sight or not past.misses:
        return Verdict("not-shown")
    if finding.state == "found" and finding.signal != "region":
        return Verdict("weaker", finding.signal, percent(finding))
    return Verdict("ambiguous", finding.signal) if finding.state == "ambiguous" else Verdict("gone")


def in_its_turn(tutorial: Tutorial, step_id: str, signal: str | None, confidence: float | None) -> Verdict:
    """Return what may be concluded from the signal by which a rehearsal found a step's target; None: it did not."""
    best = {best_signal(target) for target in tutorial.step(step_id).targets}
    if signal is None:
        return Verdict("gone")
    certainty = None if confidence is None else round(confidence * 100)
    return Verdict("found" if signal in best else "weaker", signal, certainty)  # type: ignore[arg-type]


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the one that says most about what is to be done."""
    return max(verdicts, key=lambda verdict: _SEVERITY.index(verdict.state))


def past_of(step: str, version: str, app_version: str | None, records: Iterable[CheckRecord]) -> Past:
    """Return what looks at rest saw of a step of that version of a tutorial."""
    versions = {
        record.app_version
        for record in records
        if (record.step, record.tutorial_version, record.how, record.state) == (step, version, "look", "found")
    }
    other = versions - {None, app_version} if app_version is not None else set()
    return Past(bool(other), app_version in versions)


def percent(finding: Finding) -> int:
    """Return how sure a finding is."""
    return round(finding.confidence * 100)
