"""Asks the screen whether a condition holds right now, for a performer that was told to wait for it."""

from __future__ import annotations

from guide.conductor.presence import is_meant
from guide.conductor.tracking import sighting_of
from guide.desktop.windows import WindowsSnapshot
from guide.session.conditions import Known, truth
from guide.session.facts import Answers, Facts
from guide.session.questions import questions_of
from guide.targeting.finder import Finder
from guide.tutorial.conditions import Condition, Waited, leaves
from guide.tutorial.document import Step


async def holds(  # noqa: PLR0913 -- all that is known, by name
    condition: Condition, step: Step, finder: Finder, snapshot: WindowsSnapshot, *, language: str, elapsed_ms: int
) -> bool:
    """Judge a condition as the session judges those of steps. `elapsed_ms`: since the waiting began.

    A performer who waits has done its part: clicks, keys and Next are not what it waits for.
    """
    questions = questions_of(step, [condition])
    facts = Facts(confirmed=True, clicks={"click", "double-click", "right-click"}, keys=set(questions.keys))
    for leaf in leaves(condition):
        if isinstance(leaf, Waited) and elapsed_ms >= leaf.duration_ms:
            facts.waited.add(leaf.duration_ms)
    for spec, watch in questions.windows.items():
        facts.windows[watch] = is_meant(spec, snapshot.active_window, language)
    for target, track in questions.tracks.items():
        facts.sightings[track] = sighting_of(await finder.find(target, snapshot, with_value=True))
    return truth(condition, Known(facts, questions, step.targets, Answers({}))) is True
