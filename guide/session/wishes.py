"""What the person wishes. A wish that has no meaning in the present state is not an error: nothing happens."""

from __future__ import annotations

from guide.session.events import Answer, Back, Event, Next, Pause, Report, Resume, Retry, Skip
from guide.session.judging import completion, next_allowed, way_on, why_lost_word
from guide.session.play import IN_STEP, Play


def grant(play: Play, event: Event) -> None:
    """Do what the person wishes, as far as it makes sense now."""
    if play.stage == "paused":
        if isinstance(event, Resume):
            _resume(play)
        elif isinstance(event, Report):
            play.log("reported")
        return
    match event:
        case Next() if next_allowed(play):
            _next(play)
        case Back() if play.visit is not None and play.path.behind:
            to = play.path.behind[-1]
            play.log("back", detail=to)
            play.enter(to, "back")
        case Skip() if play.visit is not None:
            _skip(play)
        case Retry():
            _retry(play)
        case Answer(choice) if play.stage in IN_STEP and play.here.choice(choice) is not None:
            play.answers.give(play.here.step.id, choice, play.path.behind)
            play.here.acted = True
            play.log("answered", detail=choice)
        case Report():
            play.log("reported", detail=_trouble(play))
        case Pause():
            play.log("paused")
            play.move("paused")
        case _:
            pass


def _next(play: Play) -> None:
    play.facts.confirmed = True
    if play.visit is None:
        return
    play.visit.acted = True
    if play.visit.stuck and completion(play) is None:
        # We cannot see that it was done; the person can.
        play.visit.done = True
        play.log_time("step-done", value=play.visit.number, detail="confirmed-by-person")
        play.move("leaving")


def _skip(play: Play) -> None:
    visit = play.here
    to = way_on(play)
    if visit.done:  # already on the way out: no more waiting for where to
        play.path.leave(visit.step.id, skipped=False)
        play.proceed(to)
        return
    why = _trouble(play) or ("optional" if visit.step.optional else None)
    play.log_time("step-skipped", value=visit.number, detail=why)
    play.path.leave(visit.step.id, skipped=True)
    play.proceed(play.path.onward(to, visit.step.id))


def _retry(play: Play) -> None:
    if play.stage not in {"lost", "preparing", "away"}:
        return
    play.log("retried")
    play.look_afresh()
    if play.visit is not None:
        play.led_back = {mark for mark in play.led_back if mark[0] != play.visit.step.id}
    if play.stage == "lost":
        play.move("resolving")


def _resume(play: Play) -> None:
    play.log("resumed")
    if play.visit is not None:
        play.visit.earlier = play.steps_back()
    play.reopen()


def _trouble(play: Play) -> str | None:
    """Return in one word what the person had trouble with, for the log."""
    if play.stage == "lost":
        return why_lost_word(play)
    return "stuck" if play.visit is not None and play.visit.stuck else None
