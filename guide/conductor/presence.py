"""Where the tutorial's program is, seen from one snapshot of the windows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.tutorial.geometry import DeviceRect

Presence = Literal["here", "hidden", "missing"]
BelongsTo = Callable[[WindowsSnapshot], Iterable[WindowInfo]]


def presence(windows: Iterable[WindowInfo]) -> Presence:
    """Say whether any window of the program can be seen, is hidden, or does not exist."""
    found = tuple(windows)
    if not found:
        return "missing"
    return "here" if any(window.visible for window in found) else "hidden"


def working_elsewhere(snapshot: WindowsSnapshot, own: frozenset[int]) -> bool:
    """Whether the person is using another program: its ordinary window is the active one.

    `own` holds the ids of the program's windows. Docks, our own windows and dialogs that another process shows for
    the program (a file chooser of the desktop) do not count as elsewhere.
    """
    active = snapshot.active_window
    if active is None or active.ours or active.id in own or active.kind not in {"normal", "dialog"}:
        return False
    return active.transient_for not in own


def covered(snapshot: WindowsSnapshot, rect: DeviceRect, own: frozenset[int]) -> bool:
    """Whether another program's window lies over the middle of `rect`."""
    top = snapshot.topmost_at(rect.center)
    if top is None or top.id in own or top.transient_for in own:
        return False
    pids = {window.pid for window in snapshot.stack if window.id in own and window.pid is not None}
    return top.pid not in pids
