"""What has changed between two looks at the windows, told as events. Every handler that keeps a picture uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guide.desktop.windows import WindowEvent, WindowInfo, WindowsSnapshot


def changes(old: WindowsSnapshot, new: WindowsSnapshot) -> tuple[WindowEvent, ...]:
    """Return the events that lead from one snapshot to the next, those about a window in the order of the stack."""
    before = {window.id: window for window in old.stack}
    after = {window.id: window for window in new.stack}
    events: list[WindowEvent] = []
    if old.screens != new.screens:
        events.append(WindowEvent("screens"))
    events += [WindowEvent("closed", gone) for gone in before if gone not in after]
    for window in new.stack:
        was = before.get(window.id)
        events += _about(was, window) if was is not None else [WindowEvent("opened", window.id)]
    if [i for i in before if i in after] != [i for i in after if i in before]:
        events.append(WindowEvent("restacked"))
    if old.active != new.active:
        events.append(WindowEvent("activated", new.active))
    return tuple(events)


def _about(was: WindowInfo, now: WindowInfo) -> Iterator[WindowEvent]:
    if was is now:
        return
    if was.visible != now.visible:
        yield WindowEvent("shown" if now.visible else "hidden", now.id)
    if (was.rect, was.frame, was.client) != (now.rect, now.frame, now.client):
        yield WindowEvent("moved", now.id, now.rect)
    if was.title != now.title:
        yield WindowEvent("renamed", now.id)


def merged(events: Iterable[WindowEvent]) -> tuple[WindowEvent, ...]:
    """Return the events without those that a later one makes stale: of several moves of a window only the last.

    Whoever is slower than the events come thus never falls behind.
    """
    latest: dict[tuple[str, int | None], WindowEvent] = {}
    for event in events:
        latest.pop((event.kind, event.window), None)
        latest[event.kind, event.window] = event
    return tuple(latest.values())
