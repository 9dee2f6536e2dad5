"""Which target did the person click? Judged at the press, counted at the release, as buttons do."""

from __future__ import annotations

from collections.abc import Iterable

from guide.conductor.tracking import Tracker
from guide.desktop.inputs import PointerPress
from guide.desktop.windows import WindowsSnapshot
from guide.session.events import TargetClicked
from guide.tutorial.conditions import ClickKind
from guide.tutorial.geometry import DevicePoint

#: A hand moves a little between press and release.
SLIP_PX = 6


class ClickJudge:
    """Turns presses and releases into clicks on tracked targets."""

    def __init__(self) -> None:
        self._pressed: tuple[Tracker, PointerPress] | None = None

    def judge(
        self, press: PointerPress, trackers: Iterable[Tracker], snapshot: WindowsSnapshot
    ) -> TargetClicked | None:
        """Return the click that this press or release completes, or None."""
        candidates = [t for t in trackers if t.effect.clicks and _hit(t, press.point, snapshot)]
        if press.down:
            self._pressed = (candidates[0], press) if candidates else None
            return None
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            tracker, at = pressed
            near = abs(at.point.x - press.point.x) <= SLIP_PX and abs(at.point.y - press.point.y) <= SLIP_PX
            if near or tracker in candidates:
                return TargetClicked(tracker.effect.target, _kind(at))
            return None
        for tracker in candidates:  # pressed on a menu's title, dragged, released on the item
            element = tracker.finding.element if tracker.finding else None
            if element is not None and element.role.startswith("menuitem"):
                return TargetClicked(tracker.effect.target, "click")
        return None


def _hit(tracker: Tracker, point: DevicePoint, snapshot: WindowsSnapshot) -> bool:
    finding = tracker.finding
    if finding is None or finding.rect is None or not finding.rect.contains(point):
        return False
    top = snapshot.topmost_at(point)
    if top is None or finding.window is None:
        return True
    return top.id == finding.window.id or (top.pid is not None and top.pid == finding.window.pid)


def _kind(press: PointerPress) -> ClickKind:
    if press.button == "right":
        return "right-click"
    return "double-click" if press.count >= 2 else "click"
