"""Seeing that a menu's title was chosen by its menu, which opens at it: not every toolkit tells which key does that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guide.conductor.tracking import Tracker, available
from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.tutorial.geometry import DeviceRect

#: A menu may overlap its title, or keep off it, by a border and a shadow; GTK and Qt by 0 to 4 pixels at scale 1.
NEAR_PX = 8


class MenuWatch:
    """Knows which windows were there when it last looked."""

    def __init__(self) -> None:
        self._known: frozenset[int] | None = None

    def opened(self, trackers: Iterable[Tracker], now: WindowsSnapshot) -> tuple[Tracker, ...]:
        """Return those whose menu has opened since the last look."""
        there = [window for window in now.stack if window.visible]
        known, self._known = self._known, frozenset(window.id for window in there)
        if known is None:
            return ()
        new = [window for window in there if window.id not in known and _is_menu(window)]
        return tuple(tracker for tracker in trackers if any(_opens(tracker, window) for window in new))


def _is_menu(window: WindowInfo) -> bool:
    return not window.ours and window.kind in {"menu", "popup"}


def _opens(tracker: Tracker, menu: WindowInfo) -> bool:
    """Whether this is the menu of a title in a bar: of the same program, and just below or above it."""
    finding = tracker.finding
    if finding is None or finding.element is None or finding.rect is None or finding.window is None:
        return False
    is_title = finding.element.role == "menuitem" and not _is_menu(finding.window) and available(finding)
    return is_title and menu.pid == finding.window.pid is not None and any(_touches(finding.rect, menu.rect))


def _touches(title: DeviceRect, menu: DeviceRect) -> Iterator[bool]:
    beside = abs(menu.x - title.x) <= NEAR_PX or abs(menu.right - title.right) <= NEAR_PX
    yield beside and abs(menu.y - title.bottom) <= NEAR_PX
    yield beside and abs(menu.bottom - title.y) <= NEAR_PX
