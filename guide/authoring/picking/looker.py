"""What lies under the pointer: asked of the program away from the owner's thread, one question at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guide.authoring.recording.acts import View
from guide.authoring.recording.pointing import ACTIVE, control_at, promoted
from guide.desktop.elements import ElementEvent, ElementInfo, ElementQuery
from guide.desktop.ports import Desktop
from guide.desktop.windows import Stop, WindowInfo, WindowsSnapshot
from guide.desktop.worker import Worker
from guide.targeting.application import windows_to_look_in
from guide.tutorial.document import Application
from guide.tutorial.geometry import DevicePoint

SURVEY_MS, ASK_MS = 4000, 1200
"""A program that does not answer costs so much; what is under the pointer is then told by picture and place alone."""
LOOKED_AT = 1500
OWN = "guide"
"""What each process of guide is called."""
_NEVER = frozenset({"dock", "desktop", "notification", "tooltip"})


@dataclass(frozen=True, slots=True)
class Seen:
    """What is at a point."""

    point: DevicePoint
    window: WindowInfo
    snapshot: WindowsSnapshot
    views: tuple[View, ...] = ()
    """What the windows show in which it would be looked for, topmost first."""
    control: ElementInfo | None = None
    """None: the program tells of no control there."""
    id: str | None = None


class Looker:
    """Follows a point, and says what is there. All on the owner's thread but the questions."""

    def __init__(  # noqa: PLR0913 -- what it asks, whom it tells, by name
        self,
        desktop: Desktop,
        worker: Worker,
        clock: Callable[[], int],
        told: Callable[[Seen], None],
        refused: Callable[[DevicePoint, WindowInfo | None], None],
        *,
        also: str | None = None,
    ):
        """Call `told(seen)` with each answer; a point that was left meanwhile has none.

        `refused(point, window)`: where nothing can be taken, as no program's window is there (None) or one of guide's.
        `also`: a program that may be pointed at even if it is guide.
        """
        self._desktop, self._worker, self._clock, self._told = desktop, worker, clock, told
        self._refused, self._also = refused, also
        self._views: dict[int, View] = {}
        self._touched: dict[int | None, int] = {}
        self._listening: dict[int, Stop] = {}
        self._wanted: DevicePoint | None = None
        self._asking = False
        self._stopped = False

    def look(self, point: DevicePoint) -> None:
        """Look at a point, as soon as the last answer is there."""
        self._wanted = point
        if not self._asking and not self._stopped:
            self._ask()

    def shutdown(self) -> None:
        """Ask nothing more."""
        self._stopped = True
        for stop in self._listening.values():
            stop()
        self._listening.clear()

    def _ask(self) -> None:
        point, self._wanted = self._wanted, None
        if point is None:
            return
        snapshot = self._desktop.windows.snapshot()
        window = snapshot.topmost_at(point)
        if window is None or window.ours or window.kind in _NEVER or window.process == OWN != self._also:
            own = window is not None and (window.ours or window.process == OWN)
            self._refused(point, window if own else None)
            return
        self._listen(window.pid)
        known = {number: view for number, view in self._views.items() if self._is_fresh(view, snapshot)}
        self._asking = True
        self._worker.submit(self._seen(point, window, snapshot, known), self._answered)

    def _listen(self, pid: int | None) -> None:
        if pid is not None and pid not in self._listening:
            self._listening[pid] = self._desktop.elements.subscribe(self._changed, pid=pid)

    def _changed(self, event: ElementEvent) -> None:
        self._touched[event.pid] = self._clock()

    def _is_fresh(self, view: View, snapshot: WindowsSnapshot) -> bool:
        window = snapshot.get(view.window.id)
        since = max(self._touched.get(view.window.pid, -1), self._touched.get(None, -1))
        return window is not None and window.rect == view.window.rect and view.at_ms > since

    def _answered(self, result: tuple[Seen, dict[int, View]] | BaseException) -> None:
        self._asking = False
        if self._stopped:
            return
        if not isinstance(result, BaseException):
            seen, views = result
            self._views |= views
            self._told(seen)
        if self._wanted is not None:
            self._ask()

    # --- on the worker's thread -----------------------------------------------------------------------------------

    async def _seen(
        self, point: DevicePoint, window: WindowInfo, snapshot: WindowsSnapshot, known: dict[int, View]
    ) -> tuple[Seen, dict[int, View]]:
        views = [await self._view(each, known) for each in _looked_in(window, snapshot)]
        own = next(view for view in views if view.window.id == window.id)
        control = control_at(point, own.elements)
        if control is None or control.role not in ACTIVE:  # cells of a table are in no survey
            told = await self._desktop.elements.at(point, window, deadline_ms=ASK_MS)
            live = promoted(told) if told is not None and told.rect is not None else None
            if live is not None and (control is None or live.role in ACTIVE):
                control = next((info for info in own.elements if info.ref == live.ref), live)
        own_id = None
        if control is not None:
            read = await self._desktop.elements.read(control.ref, window, deadline_ms=ASK_MS)
            own_id = read.id if read is not None and read.role == control.role else None
        return Seen(point, window, snapshot, tuple(views), control, own_id), {view.window.id: view for view in views}

    async def _view(self, window: WindowInfo, known: dict[int, View]) -> View:
        if window.id in known:
            return known[window.id]
        began = self._clock()
        found = await self._desktop.elements.search(ElementQuery(), window, limit=LOOKED_AT, deadline_ms=SURVEY_MS)
        return View(window, tuple(info for info in found.elements if info.rect is not None), began)


def _looked_in(window: WindowInfo, snapshot: WindowsSnapshot) -> list[WindowInfo]:
    """Return the windows in which a control of this one would be looked for, topmost first."""
    found = list(windows_to_look_in(Application(process=window.process), None, snapshot, ""))
    return found if any(each.id == window.id for each in found) else [window, *found]
