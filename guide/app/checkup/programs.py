"""Which of the programs that are open tell about their controls, and what makes the others do so."""

from __future__ import annotations

from collections.abc import Iterator

from guide.app.checkup.report import Line
from guide.desktop.elements import ElementQuery, Matches
from guide.desktop.handlers.toolkits import Toolkit, toolkit_of
from guide.desktop.ports import Desktop
from guide.desktop.session import UnsupportedDesktopError, open_desktop
from guide.desktop.windows import WindowInfo
from guide.desktop.worker import Worker

_ANYTHING = ElementQuery()
_BY_SIGHT = "tutorials find its controls by their words and pictures only"


def programs() -> Iterator[Line]:
    """Yield a line for each program with a window; asks each of them, for a second or two at most."""
    try:
        desktop = open_desktop(lambda call: call())
    except UnsupportedDesktopError:
        return
    worker = Worker(lambda call: call())
    worker.at_end(desktop.elements.shutdown)
    try:
        for window in _one_each(desktop):
            matches = worker.wait(desktop.elements.search(_ANYTHING, window, limit=1))
            yield _told(window, matches, toolkit_of(window.pid) if window.pid is not None else None)
    finally:
        worker.shutdown()
        desktop.shutdown()


def _one_each(desktop: Desktop) -> Iterator[WindowInfo]:
    seen: set[int | None] = set()
    for window in desktop.windows.snapshot().stack:
        if window.managed and not window.ours and window.kind in {"normal", "dialog"} and window.pid not in seen:
            seen.add(window.pid)
            yield window


def _told(window: WindowInfo, matches: Matches, kit: Toolkit | None) -> Line:
    name = window.process or window.app_class or "a program"
    made_with = f"made with {kit.name}" if kit else "of an unknown toolkit"
    if matches.elements:
        return Line(name, "works", f"{made_with}; it tells about its controls")
    if not matches.answered:
        return Line(name, "limited", f"{made_with}; it does not answer at the moment")
    why = f"{made_with}; it tells nothing about its controls: {_BY_SIGHT}"
    return Line(name, "limited", why, f"for {name}: {kit.remedy}" if kit and kit.remedy else None)
