"""One search in one window of a program, by the cheapest way that the program can do.

What is on the screen comes first. Only where that has nothing are closed menus and other tabs looked into, to be able
to say that a thing is there.
"""

from __future__ import annotations

from guide.desktop.elements import ElementInfo, Matches
from guide.desktop.handlers.atspi.bus import NoAnswerError
from guide.desktop.handlers.atspi.by_collecting import ByCollecting
from guide.desktop.handlers.atspi.by_remembering import ByRemembering
from guide.desktop.handlers.atspi.by_walking import ByWalking
from guide.desktop.handlers.atspi.collecting import COLLECT, CannotCollectError
from guide.desktop.handlers.atspi.judging import TOO_LATE, Judge
from guide.desktop.handlers.atspi.memory import Lately
from guide.desktop.handlers.atspi.tree import read_cache


async def search(judge: Judge, limit: int, lately: Lately) -> Matches:
    """Search."""
    program, inquiry = judge.program, judge.inquiry
    again = ByRemembering(judge, lately)
    try:
        if (found := await again.find()) is not None:
            return _matches(judge, found, limit, again.how)
    except NoAnswerError:
        judge.give_up(TOO_LATE)
        return _matches(judge, [], limit, again.how)
    walk = ByWalking(judge, limit, lately)
    if program.toolkit in COLLECT:
        try:
            found = await ByCollecting(judge, lately).find()
        except CannotCollectError:
            pass
        else:
            if found or not judge.complete:
                return _matches(judge, found, limit, "collection")
            known = lately.get(program)
            if known is None:
                since = lately.memory.version(program)
                known = await read_cache(program, inquiry)
                lately.put(program, known, since)
            walk.since = lately.since(program)
            return _matches(judge, await walk.find(known, hidden=True), limit, walk.how)
    walk.since = lately.memory.version(program)
    return _matches(judge, await walk.find(await read_cache(program, inquiry)), limit, walk.how)


def _matches(judge: Judge, found: list[ElementInfo], limit: int, how: str) -> Matches:
    elements, calls = tuple(found[:limit]), judge.inquiry.calls
    return Matches(elements, how, calls, judge.complete, judge.trouble, judge.answered)
