"""What the card shows of a run that is being played."""

from __future__ import annotations

from dataclasses import replace

from guide.session.judging import ambiguous, greyed, lost_target, next_allowed, scrolled_away, silent
from guide.session.play import IN_STEP, Play, Stage
from guide.session.view import State, View
from guide.session.visit import Visit
from guide.session.words import (
    application_name,
    filled,
    not_available,
    strayed,
    where_to_scroll,
    why_lost,
    why_not_begun,
    why_not_here,
    why_silent,
)

SEEN: frozenset[Stage] = frozenset({"showing", "waiting"})
_UNDER_WAY: frozenset[Stage] = IN_STEP | {"arriving", "leaving"}


def view_of(play: Play) -> View:
    """Return a frozen picture of a run."""
    view = View(
        state=_seen_as(play.stage),
        tutorial_title=play.tutorial.title,
        application=application_name(play.tutorial.application),
        progress=play.progress,
        can_next=next_allowed(play),
        why_lost=_why(play),
        scrolled=scrolled_away(play) if play.stage == "lost" else None,
        reason=play.reason,
        dismissed_how=play.dismissed_how,
    )
    return view if play.visit is None else _with_step(view, play, play.visit)


def _with_step(view: View, play: Play, visit: Visit) -> View:
    step, under_way = visit.step, play.stage in _UNDER_WAY

    def text(source: str) -> str:
        return filled(source, step.targets, play.language)

    return replace(
        view,
        step_id=step.id,
        title=None if step.title is None else text(step.title),
        say=text(step.say),
        number=visit.number,
        total=visit.total,
        targets=step.targets,
        place=step.place,
        media=step.media,
        hint=text(step.stuck.hint) if visit.stuck and step.stuck and step.stuck.hint else None,
        offers=tuple(map(text, step.stuck.offers)) if visit.stuck and step.stuck else (),
        unavailable=not_available(step.targets, play.language) if play.stage in SEEN and greyed(play) else None,
        strayed=_strayed(play, visit),
        ask=step.ask,
        answered=play.answers.given.get(step.id),
        can_back=under_way and bool(play.path.behind),
        can_skip=under_way,
    )


def _seen_as(stage: Stage) -> State:
    match stage:
        case "arriving" | "leaving":
            return "resolving"
        case state:
            return state


def _strayed(play: Play, visit: Visit) -> str | None:
    if visit.astray is None:
        return visit.led_here
    return filled(visit.step.restore[visit.astray].say or strayed(), visit.step.targets, play.language)


def _why(play: Play) -> str | None:  # noqa: PLR0911 -- one sentence for each
    name = application_name(play.tutorial.application)
    match play.stage:
        case "preparing" if play.facts.presence == "here":
            return why_not_begun(name)
        case "preparing":
            return why_not_here(name, play.facts.presence, begun=False)
        case "away":
            return why_not_here(name, play.facts.presence, begun=True)
        case "lost" if silent(play):
            return why_silent(name)
        case "lost" if target := lost_target(play):
            way = scrolled_away(play)
            if way is not None:
                return where_to_scroll(target, play.language, way)
            return why_lost(target, play.language, ambiguous=ambiguous(play))
        case _:
            return None
