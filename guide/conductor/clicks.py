"""Which target did the person click or drag? Judged at the press, counted at the release, as buttons do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guide.conductor.tracking import Tracker, available
from guide.desktop.inputs import Button, PointerPress
from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.session.events import TargetClicked, TargetDragged
from guide.targeting.finding import Finding
from guide.targeting.looking import ScaleOf, one_to_one
from guide.tutorial.conditions import ClickKind
from guide.tutorial.geometry import DevicePoint

#: A hand moves a little between press and release.
SLIP_PX = 6


class ClickJudge:
    """Turns presses and releases into clicks on, and drags of, tracked targets."""

    def __init__(self, scale: ScaleOf = one_to_one) -> None:
        self._scale = scale
        self._pressed: dict[Button, tuple[Tracker, PointerPress]] = {}

    @property
    def holding(self) -> bool:
        """Whether a button is held down on a target."""
        return bool(self._pressed)

    def judge(
        self, press: PointerPress, trackers: Iterable[Tracker], before: WindowsSnapshot
    ) -> Iterator[TargetClicked | TargetDragged]:
        """Yield the click that this press or release completes, and the drag, which within one control is both.

        `before`: the windows as we knew them before it. By now, what a click closes may be gone and what it opens may
        lie above.
        """
        candidates = [t for t in trackers if t.effect.clicks and _hit(t.finding, press.point, before)]
        pressed = self._pressed.pop(press.button, None)
        if press.down:
            if candidates:
                self._pressed[press.button] = candidates[0], press
            return
        if pressed is not None:
            tracker, at = pressed
            near = abs(at.point.x - press.point.x) <= SLIP_PX and abs(at.point.y - press.point.y) <= SLIP_PX
            if near or tracker in candidates:
                yield TargetClicked(tracker.effect.target, _kind(at))
            if not near and press.button == "left":
                yield TargetDragged(tracker.effect.target, *self._way(at.point, press.point, tracker.finding))
            return
        chosen = [t for t in candidates if press.button == "left" and _is_menu_item(t)]
        # pressed on a menu's title, dragged, released on the item
        if chosen:
            yield TargetClicked(chosen[0].effect.target, "click")

    def _way(self, start: DevicePoint, end: DevicePoint, finding: Finding | None) -> tuple[int, int]:
        """Return how far to the right and down, in logical pixels."""
        scale = self._scale(finding.window) if finding is not None and finding.window is not None else 1.0
        return round((end.x - start.x) / scale), round((end.y - start.y) / scale)


def _hit(finding: Finding | None, point: DevicePoint, windows: WindowsSnapshot) -> bool:
    if finding is None or finding.rect is None or not finding.rect.contains(point) or not available(finding):
        return False
    return finding.window is None or _reaches(finding.window, windows.topmost_at(point))


def _reaches(window: WindowInfo, top: WindowInfo | None) -> bool:
    """Whether what lies on top at a point belongs to the window: itself, or a menu or list that is open above it."""
    if top is None:
        return False
    return top.id == window.id or (top.pid is not None and top.pid == window.pid and _is_menu(top))


def _is_menu(window: WindowInfo) -> bool:
    return not window.managed or window.kind in {"menu", "popup"}


def _is_menu_item(tracker: Tracker) -> bool:
    element = tracker.finding.element if tracker.finding else None
    return element is not None and element.role.startswith("menuitem")


def _kind(press: PointerPress) -> ClickKind:
    if press.button == "right":
        return "right-click"
    return "double-click" if press.count % 2 == 0 else "click"
