"""Where the tutorial's program is, seen from one snapshot of the windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.targeting.application import named, same_process
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.targets import WindowSpec

Presence = Literal["here", "hidden", "missing"]


def presence(windows: Iterable[WindowInfo]) -> Presence:
    """Say whether any window of the program can be seen, is hidden, or does not exist."""
    found = tuple(windows)
    if not found:
        return "missing"
    return "here" if any(window.visible for window in found) else "hidden"


def is_meant(spec: WindowSpec, window: WindowInfo | None, language: str) -> bool:
    """Whether `window` is one that `spec` describes."""
    if window is None or not named(spec, window, language):
        return False
    return spec.process is None or same_process(spec.process, window)


def working_elsewhere(snapshot: WindowsSnapshot, own: frozenset[int]) -> bool:
    """Whether the person is using another program: its ordinary window is the active one.

    `own` holds the ids of the program's windows. Docks and dialogs that another process shows for the program (a file
    chooser of the desktop) do not count as elsewhere; guide's own list and settings do.
    """
    active = snapshot.active_window
    if active is None or active.kind not in {"normal", "dialog"}:
        return False
    return own.isdisjoint(_with_owners(active, snapshot))


def covered(snapshot: WindowsSnapshot, rect: DeviceRect, own: frozenset[int]) -> bool:
    """Whether another program's window lies over the middle of `rect`."""
    top = snapshot.topmost_at(rect.center)
    if top is None or not own.isdisjoint(_with_owners(top, snapshot)):
        return False
    pids = {window.pid for window in snapshot.stack if window.id in own and window.pid is not None}
    return top.pid not in pids


def _with_owners(window: WindowInfo, snapshot: WindowsSnapshot) -> Iterator[int]:
    """Yield the window's id, then that of the window for which it is open, and so on."""
    seen: set[int] = set()
    at: WindowInfo | None = window
    while at is not None and at.id not in seen:
        seen.add(at.id)
        yield at.id
        at = snapshot.get(at.transient_for) if at.transient_for is not None else None
