"""What the outside tells of the screen, the program, the hands and the clock."""

from __future__ import annotations

from guide.session.events import (
    ActiveWindowChanged,
    ApplicationSeen,
    Event,
    KeysPressed,
    Painted,
    Saw,
    TargetClicked,
    TargetDragged,
    TimerFired,
)
from guide.session.play import Play
from guide.session.questions import normal_keys


def learn(play: Play, event: Event) -> None:
    """Take in a fact. What was not asked, or is asked no more, is not listened to."""
    if play.stage == "paused":
        return
    facts, questions = play.facts, play.questions()
    match event:
        case ApplicationSeen(presence):
            facts.presence = presence
        case Saw(target, sighting) if target in questions.tracks:
            facts.sightings[questions.tracks[target]] = sighting
        case ActiveWindowChanged(window, active) if window in questions.windows:
            facts.windows[questions.windows[window]] = active
        case TargetClicked(target, kind) if play.visit is not None and target in play.visit.step.targets:
            facts.clicks.add(kind)
            if kind == "double-click":  # whoever clicks twice has also clicked
                facts.clicks.add("click")
            _acted(play)
        case TargetDragged(target, right_px, down_px) if play.visit is not None and target in play.visit.step.targets:
            facts.drags.add((right_px, down_px))
            _acted(play)
        case KeysPressed(keys) if normal_keys(keys) in questions.keys:
            facts.keys.add(normal_keys(keys))
            _acted(play)
        case TimerFired(name):
            _lasted(play, play.timers.fired(name))
        case Painted() if play.stage == "showing":
            play.move("waiting")
        case _:
            pass


def _acted(play: Play) -> None:
    if play.visit is not None:
        play.visit.acted = True


def _lasted(play: Play, situation: str | None) -> None:
    if situation is None:
        return
    if situation == "stuck":
        play.here.stuck = True
        play.log_time("hint")
    elif situation.startswith("waited-"):
        play.facts.waited.add(int(situation.removeprefix("waited-")))
