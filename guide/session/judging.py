"""What follows from what is known about the current step: questions about a `Play` that change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guide.session.conditions import decide, truth
from guide.session.events import ScrollWay, Sighting
from guide.session.play import IN_STEP, Play
from guide.session.timers import CALM_MS, GONE_MS, LEARNED_STUCK_MS, LOOK_MS, STUCK_MS
from guide.tutorial.conditions import Answered, Clicked, Confirmed, Dragged, leaves
from guide.tutorial.document import Step
from guide.tutorial.targets import Target


@dataclass(frozen=True, slots=True)
class Completion:
    """The step's condition holds, and counts when it has held for so long."""

    situation: str
    after_ms: int = 0
    ahead: bool = False
    """It held already when the step was reached."""


def completion(play: Play) -> Completion | None:
    """Return how the step's condition completes it, or None while it does not.

    What is seen to become true counts at once. What rests on something not being seen counts when it lasts, and not
    at all while the program is out of sight. What was true from the start was done ahead, unless the screen has just
    not caught up yet: it counts when it lasts. Someone who came back to a step is not sent on by what they did before.
    """
    visit, known = play.here, play.known()
    if not _satisfied(play):
        return None
    sure = truth(visit.step.completes, known.surely()) is True
    if not sure and play.facts.presence == "hidden":
        return None
    if visit.open or visit.acted:
        return Completion("done") if sure else Completion("done-unseen", GONE_MS)
    if visit.via in {"back", "again"}:
        return None
    return Completion("ahead", CALM_MS, ahead=True) if sure else Completion("ahead-unseen", LOOK_MS, ahead=True)


def next_allowed(play: Play) -> bool:
    """Whether Next does something: it is what completes the step, or the way on that is offered instead."""
    if play.stage == "preparing":
        return begins_anyway(play)
    if play.stage not in IN_STEP:
        return False
    visit = play.here
    held_before = visit.via in {"back", "again"} and _satisfied(play)
    return visit.by_next or visit.stuck or held_before or _reading(play)


def begins_anyway(play: Play) -> bool:
    """Whether beginning without the start conditions is offered."""
    asked = any(isinstance(leaf, Confirmed) for condition in play.tutorial.start for leaf in leaves(condition))
    return play.facts.presence == "here" and (asked or play.timers.over("prepare"))


def restoring(play: Play) -> int | None:
    """Return which restore condition says that the person has strayed: the first that holds."""
    known = play.known()
    return next((i for i, r in enumerate(play.here.step.restore) if truth(r.when, known)), None)


def elsewhere(play: Play) -> bool:
    """Whether the step cannot be played because its program is out of sight or gone.

    A step about another program goes on, and so does one that only says something after the program was closed.
    """
    step = play.here.step
    if play.facts.presence == "hidden":
        return not _about_another_program(step, play.tutorial.application.process)
    gone = play.facts.presence == "missing" and bool(step.targets)
    return gone and not _about_another_program(step, play.tutorial.application.process)


def found(play: Play) -> bool:
    """Whether at least one of the step's targets is in sight, and at first the others have had their time."""
    sightings = tuple(_sightings(play))
    answered = play.here.presented or None not in sightings or play.timers.over("look")
    return answered and any(s is not None and s.state == "found" for s in sightings)


def first_found(play: Play) -> Sighting | None:
    """Return the sighting of the first target that is in sight."""
    return next((s for s in _sightings(play) if s is not None and s.state == "found"), None)


def ambiguous(play: Play) -> bool:
    """Whether none of the step's targets is in sight, and for one of them several places fit."""
    states = [s.state for s in _sightings(play) if s is not None]
    return "ambiguous" in states and "found" not in states


def silent(play: Play) -> bool:
    """Whether none of the step's targets is in sight, and a program that was asked did not answer."""
    sightings = [s for s in _sightings(play) if s is not None]
    return any(s.silent for s in sightings) and not any(s.state == "found" for s in sightings)


def scrolled_away(play: Play) -> ScrollWay | None:
    """Return where to scroll for the step's target, when none of them is in sight; None: that would not help."""
    sightings = [s for s in _sightings(play) if s is not None]
    if any(s.state == "found" for s in sightings):
        return None
    return next((s.scrolled for s in sightings if s.scrolled), None)


def greyed(play: Play) -> bool:
    """Whether the step waits for a click on, or a drag of, something that cannot be used now."""
    first = first_found(play)
    waits = any(isinstance(leaf, (Clicked, Dragged)) for leaf in leaves(play.here.step.completes))
    return waits and first is not None and first.greyed


def why_lost_word(play: Play) -> str:
    """Return in one word why a step is lost, for the log."""
    if ambiguous(play):
        return "ambiguous"
    return "no-answer" if silent(play) else "scrolled" if scrolled_away(play) else "not-found"


def way_on(play: Play) -> str | None:
    """Return the step to go to from this one on what is known now; None: the end. Unknown counts as not holding."""
    step = play.here.step
    verdict = decide([branch.when for branch in step.go], play.known(), calm=True, patient=True)
    if isinstance(verdict, int) and step.go[verdict].to in play.path:
        return step.go[verdict].to
    return play.path.after(step.id)


def lost_target(play: Play) -> Target | None:
    """Return the target that a person should be told about: the ambiguous one, else the first."""
    targets = play.here.step.targets
    several = (t for t, s in zip(targets, _sightings(play), strict=True) if s is not None and s.state == "ambiguous")
    return next(several, targets[0] if targets else None)


def earlier_in_sight(play: Play) -> Step | None:
    """Return the nearest step back whose target is in sight."""
    known = play.known()
    sightings = ((step, known.sighting(target)) for step in play.here.earlier for target in step.targets)
    return next((step for step, s in sightings if s is not None and s.state == "found"), None)


def stuck_after_ms(play: Play) -> int | None:
    """Return when someone who has not got on counts as stuck; None: reading until Next is not being stuck."""
    step = play.here.step
    if step.stuck is not None and step.stuck.after_ms is not None:
        return step.stuck.after_ms
    if step.stuck is None and isinstance(step.completes, Confirmed):
        return None
    learned = play.learned_stuck_ms(step.id)
    least, most = LEARNED_STUCK_MS
    return STUCK_MS if learned is None else min(max(learned, least), most)


def _satisfied(play: Play) -> bool:
    return truth(play.here.step.completes, play.known()) is True and not _reading(play)


def _reading(play: Play) -> bool:
    """Whether an answer completes the step and has a reply, which is read before Next."""
    step = play.here.step
    choice = play.here.choice(play.answers.given.get(step.id))
    if choice is None or choice.say is None or play.facts.confirmed:
        return False
    by_answer = any(isinstance(leaf, Answered) for leaf in leaves(step.completes))
    return by_answer and truth(step.completes, play.known()) is True


def _sightings(play: Play) -> Iterator[Sighting | None]:
    known = play.known()
    return (known.sighting(target) for target in play.here.step.targets)


def _about_another_program(step: Step, process: str | None) -> bool:
    named = [target.window.process if target.window else None for target in step.targets]
    return bool(named) and all(name is not None and name != process for name in named)
