"""Where each state leads. A function takes one step on and says so, or finds that the state stays."""

from __future__ import annotations

from guide.session.conditions import decide, truth
from guide.session.judging import (
    completion,
    earlier_in_sight,
    elsewhere,
    first_found,
    found,
    restoring,
    way_on,
    why_lost_word,
)
from guide.session.play import Play
from guide.session.words import changed_meanwhile, filled, strayed


def begin(play: Play) -> bool:
    """Go on from preparing: the program is here, and so is the state to begin in (or the person says so)."""
    if play.first is None:
        play.finish("completed")
        return True
    if play.facts.presence != "here":
        return False
    known = play.known()
    ready = not play.prepares or all(truth(condition, known) for condition in play.tutorial.start)
    if ready or play.facts.confirmed:
        play.enter(play.first, "resumed" if play.resumed else "onward")
        return True
    return False


def arrive(play: Play) -> bool:
    """Go on from arriving: the step is wanted, or passed over."""
    visit = play.here
    if elsewhere(play):
        play.move("away")
        return True
    asked = [] if visit.step.when is None or visit.via == "back" else [visit.step.when]
    verdict = decide(asked, play.known(), calm=play.timers.over("calm"), patient=play.timers.over("patience"))
    if verdict == "wait":
        return False
    if asked and verdict == "none":
        play.log("step-passed", detail="when")
        play.path.pass_over(visit.step.id)
        play.proceed(play.path.onward(way_on(play), visit.step.id))
    else:
        visit.wanted = True
        play.path.shown()
        play.move("resolving")
    return True


def resolve(play: Play) -> bool:
    """Go on from resolving: the target is in sight, or has not been for too long."""
    if _done(play) or _led_back(play) or _gone_away(play):
        return True
    visit = play.here
    if not visit.step.targets or found(play):
        _present(play)
        return True
    if completion(play) is not None or not any(map(play.timers.over, ("look", "ambiguous", "scrolled"))):
        return False
    earlier = earlier_in_sight(play)
    if earlier is not None:
        play.log("back", detail=earlier.id)
        play.enter(earlier.id, "strayed")
        play.here.led_here = changed_meanwhile()
        return True
    visit.presented, visit.earlier = True, ()
    play.log_time("lost", detail=why_lost_word(play))
    play.move("lost")
    return True


def show(play: Play) -> bool:
    """Go on from showing or waiting: done, strayed, away, or the target is not where it was."""
    if _done(play) or _led_back(play) or _gone_away(play):
        return True
    if play.timers.over("vanished"):
        play.move("resolving")
        return True
    return False


def find_again(play: Play) -> bool:
    """Go on from lost: the target is there after all, or the step is done without it."""
    if _done(play) or _led_back(play) or _gone_away(play):
        return True
    if found(play):
        _present(play)
        return True
    return False


def come_back(play: Play) -> bool:
    """Go on from away: the program is back, or the step is done all the same."""
    if play.here.wanted and _done(play):
        return True
    if elsewhere(play):
        return False
    play.reopen()
    return True


def leave(play: Play) -> bool:
    """Go on from leaving: to the step that the first branch that holds names, else to the next."""
    visit = play.here
    conditions = [branch.when for branch in visit.step.go]
    verdict = decide(conditions, play.known(), calm=play.timers.over("calm"), patient=play.timers.over("patience"))
    if verdict == "wait":
        return False
    to = way_on(play)
    play.path.leave(visit.step.id, skipped=False)
    play.proceed(to)
    return True


def stay(_play: Play) -> bool:
    """Paused: only the person goes on."""
    return False


# --- what several states share ----------------------------------------------------------------------------------------


def _done(play: Play) -> bool:
    so = completion(play)
    if so is None or (so.after_ms and not play.timers.over(so.situation)):
        return False
    play.here.done = True
    play.log_time("step-done", value=play.here.number, detail="already" if so.ahead else None)
    play.move("leaving")
    return True


def _led_back(play: Play) -> bool:
    """Lead someone who strayed back; where that was just tried, or there is no way, only say so."""
    index = restoring(play)
    if index is None or not play.timers.over(f"astray-{index}") or play.here.astray == index:
        return False
    step = play.here.step
    restore, mark = step.restore[index], (step.id, index)
    if restore.go is None or restore.go not in play.path or mark in play.led_back:
        play.here.astray = index
        play.log("strayed")
        return False
    play.led_back.add(mark)
    play.log("strayed", detail=restore.go)
    play.enter(restore.go, "strayed")
    play.here.led_here = filled(restore.say or strayed(), step.targets, play.language)
    return True


def _gone_away(play: Play) -> bool:
    if elsewhere(play):
        play.move("away")
        return True
    return False


def _present(play: Play) -> None:
    visit = play.here
    visit.presented, visit.earlier = True, ()
    if not visit.logged:
        visit.logged = True
        by = first_found(play)
        if by is None:
            play.log("step-shown")
        else:
            play.log("step-shown", detail=by.signal, value=round(by.confidence * 100), dur_ms=by.find_ms)
    play.move("showing")
