"""The observer: sees what is done, and asks what it was done to before the program has acted on it.

Clicks and keys come in at once; what programs tell comes later. So the windows of the program that is worked in are
looked at after each change, once it is calm, menus first: what a click closes was seen before. What was pressed is
asked for at the press as well, for programs that are faster than the look, and for cells, which no look lists.

All of it lives on the owner's thread; only the questions to programs run on the worker's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from guide.authoring.recording.acts import Act, Typed, View, takes_text
from guide.authoring.recording.fields import Fields, Timers
from guide.authoring.recording.joining import joined
from guide.authoring.recording.painting import laid_over
from guide.authoring.recording.pointing import ACTIVE, box_above, choice_at, control_at, promoted
from guide.authoring.recording.watching import belongs_to_text, watched
from guide.desktop.elements import ElementEvent, ElementInfo, ElementQuery, Matches
from guide.desktop.inputs import ChordPress, InputEvent, PointerPress, WheelTurned
from guide.desktop.inputs import Typed as KeyTyped
from guide.desktop.ports import Desktop, Picture
from guide.desktop.windows import Stop, WindowEvent, WindowInfo
from guide.desktop.worker import Worker
from guide.targeting.application import windows_to_look_in
from guide.tutorial.document import Application
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.keys import Chord

CALM_MS = 80
"""After news of a program, look at it this much later: it comes in bursts."""
LONGEST_CALM_MS = 2000
"""A program that never keeps still is looked at for at most half of the time."""
DRAWN_AFTER_MS = 120
"""A menu is drawn so much after it has come."""
LOOK_MS = 8000
LOOKED_AT = 1500
"""Elements of one window; more is a list that goes on."""
MOMENT_MS = 20
ASK_MS = 1200
DRAG_PX = 12
ONE_KEY_MS = 4
"""A key that may be called by two names is told twice at one moment."""
SCROLLED_MS = 400
"""Browsers scroll smoothly: for some 200 ms after the last notch, and their trees follow that."""
END_WITHIN_MS = 2500
_WORKED_IN = frozenset({"normal", "dialog", "popup", "menu", "unknown"})


@dataclass(frozen=True, slots=True)
class Around:
    """What a recording takes place in."""

    desktop: Desktop
    worker: Worker
    timers: Timers
    clock: Callable[[], int]
    """Monotonic milliseconds."""
    is_excluded: Callable[[WindowInfo], bool]
    """Whether nothing that happens in a window may be recorded."""
    own_keys: Mapping[Chord, Callable[[], None]] = field(default_factory=dict)
    """Shortcuts of the recording itself. Observed, because while a menu is open nobody else gets any key."""


class Observer:
    """Observes one recording."""

    def __init__(self, around: Around, changed: Callable[[], None], looked: Callable[[], None] = lambda: None) -> None:
        """Call `changed()` after each act that was seen, and `looked()` after each look at a window."""
        self._when_looked = looked
        self.acts: list[Act] = []
        self.names: dict[object, dict[str, int]] = {}
        """What each element was called in the course of time, and since when (ms)."""
        self._around = around
        self._changed = changed
        self._snapshot = around.desktop.windows.snapshot()
        self._views: dict[int, View] = {}
        self._touched: dict[int | None, int] = {}
        """When each program last told of a change."""
        self._listening: dict[int, Stop] = {}
        self._stops: list[Stop] = []
        self._due: Stop | None = None
        self._looking_at: int | None = None
        self._abandon: Stop = lambda: None
        self._rests: dict[int, int] = {}
        """Until when (ms) a window that takes long is left alone after a look."""
        self._menus: dict[int, Picture | None] = {}
        """Pictures of what a click may close, as it was a moment after it had opened."""
        self._pressed: dict[str, Act] = {}
        self._typing: Act | None = None
        self._moving: Stop | None = None
        self._out = 0
        self._fields = Fields(around.desktop.elements, around.timers, self._submit)
        self._when_answered: Callable[[], None] | None = None
        self.paused = False

    # --- beginning and ending -------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin to observe."""
        desktop = self._around.desktop
        desktop.observed.watch(watched() | self._around.own_keys.keys())
        desktop.observed.watch_work(True)
        self._stops = [
            desktop.windows.subscribe(self._window_event),
            desktop.observed.subscribe(self._input),
            lambda: desktop.observed.watch_work(False),
            lambda: desktop.observed.watch(frozenset()),
        ]
        self._take_in()
        self._look_soon(0)

    def end(self, done: Callable[[], None]) -> None:
        """Observe no more, and call `done` once all that was asked is answered, or has taken too long."""
        for stop in self._stops:
            stop()
        self._stops = []
        self._finish_typing()
        self._note_effects()
        ended = False

        def finished() -> None:
            nonlocal ended
            if not ended:
                ended = True
                self._close()
                done()

        self._around.timers.after(END_WITHIN_MS, finished)
        self._when_answered = finished
        self._look()
        self._perhaps_answered()

    def _close(self) -> None:
        for stop in self._listening.values():
            stop()
        self._listening.clear()
        for due in (self._due, self._moving):
            if due is not None:
                due()

    def pause(self, paused: bool) -> None:
        """Record nothing, or go on."""
        self._finish_typing()
        self.paused = paused

    def undo(self) -> None:
        """Forget what the last step is made of."""
        steps, _ = joined(self.acts)
        if steps:
            self.acts = [act for act in self.acts if act not in steps[-1].acts]
            self._typing = None
            self._changed()

    # --- news of windows and programs -------------------------------------------------------------------------------

    def _window_event(self, event: WindowEvent) -> None:
        self._take_in()
        window = self._snapshot.get(event.window)
        if event.kind != "restacked":
            self._touch(window.pid if window is not None else None)
        self._look_soon()

    def _take_in(self) -> None:
        self._snapshot = self._around.desktop.windows.snapshot()
        self._menus = {number: picture for number, picture in self._menus.items() if self._snapshot.get(number)}
        for window in self._worked_in():
            if not window.managed and window.id not in self._menus:
                self._menus[window.id] = None
                self._around.timers.after(DRAWN_AFTER_MS, partial(self._keep_menu, window))
        pids = {window.pid for window in self._worked_in() if window.pid is not None}
        for pid in pids - self._listening.keys():
            self._listening[pid] = self._around.desktop.elements.subscribe(self._element_event, pid=pid)

    def _keep_menu(self, window: WindowInfo) -> None:
        with suppress(OSError, RuntimeError):
            picture = self._around.desktop.capture.grab_window(window)
            if picture is not None and not picture.rect.empty and self._snapshot.get(window.id) is not None:
                self._menus[window.id] = picture

    def _element_event(self, event: ElementEvent) -> None:
        self._touch(event.pid)
        window = self._snapshot.active_window
        if event.kind == "focus" and window is not None and window.pid == event.pid and self._may_see(window):
            self._fields.hear(event.ref, window)
        self._look_soon()

    def _touch(self, pid: int | None) -> None:
        self._touched[pid] = self._around.clock()

    def _worked_in(self) -> list[WindowInfo]:
        """Return the windows to look at: of the program in front, menus and dialogs first."""
        active = self._snapshot.active_window
        if active is None or not self._may_see(active):
            return []
        same = [
            window
            for window in self._snapshot.stack
            if window.visible and self._may_see(window) and (window.pid == active.pid or window.id == active.id)
        ]
        return sorted(same, key=lambda window: (window.managed, window.id != active.id))

    def _may_see(self, window: WindowInfo) -> bool:
        return not window.ours and window.kind in _WORKED_IN and not self._around.is_excluded(window)

    # --- looking ----------------------------------------------------------------------------------------------------

    def _look_soon(self, delay_ms: int = CALM_MS) -> None:
        if self._due is None and self._stops:
            self._due = self._around.timers.after(delay_ms, self._look)

    def _look(self) -> None:
        if self._due is not None:
            self._due()
            self._due = None
        now = self._around.clock()
        stale = [window for window in self._worked_in() if self._is_stale(window)]
        due = [window for window in stale if self._rests.get(window.id, 0) <= now]
        passing = [window for window in due if window.id not in self._views and _may_be_gone_soon(window)]
        if self._looking_at is not None:
            if not passing or any(window.id == self._looking_at for window in passing):
                return
            self._abandon()
            self._out -= 1
        if due:
            window = (passing or due)[0]
            self._looking_at = window.id
            self._abandon = self._submit(self._survey(window), self._looked)
        elif stale:
            self._look_soon(max(CALM_MS, min(self._rests[window.id] for window in stale) - now))

    def _is_stale(self, window: WindowInfo) -> bool:
        view = self._views.get(window.id)
        since = max(self._touched.get(window.pid, 0), self._touched.get(None, 0))
        return view is None or view.at_ms <= since or view.window.rect != window.rect

    async def _survey(self, window: WindowInfo) -> View:
        began = self._around.clock()
        elements = self._around.desktop.elements
        if not window.managed:
            items = await elements.search(ElementQuery(role="menuitem"), window, limit=LOOKED_AT, deadline_ms=LOOK_MS)
            if any(info.rect for info in items.elements):
                return View(window, items.elements, began)
        matches = await elements.search(ElementQuery(), window, limit=LOOKED_AT, deadline_ms=LOOK_MS)
        if not matches.elements and not matches.answered:
            raise TimeoutError(matches.detail)
        shown = tuple(info for info in matches.elements if info.rect is not None and info.rect.width < 1 << 20)
        return View(window, shown, began)

    def _looked(self, result: View | BaseException) -> None:
        now = self._around.clock()
        looked_at, self._looking_at = self._looking_at, None
        if isinstance(result, View):
            if looked_at is not None:
                self._rests[looked_at] = now + min(LONGEST_CALM_MS, now - result.at_ms)
            self._keep(result)
            self._when_looked()
        if any(self._is_stale(window) for window in self._worked_in()):
            self._look_soon(MOMENT_MS)

    def _keep(self, view: View) -> None:
        if not view.elements and view.window.id in self._views:  # it has closed meanwhile
            view = replace(self._views[view.window.id], at_ms=view.at_ms)
        self._views[view.window.id] = view
        for info in view.elements:
            self.names.setdefault(info.ref, {}).setdefault(info.name, view.at_ms)
            if "focused" in info.states and takes_text(info):
                self._fields.see(info, view.window)
        for act in reversed(self.acts):
            if act.after or act.at_ms < view.at_ms - 5000:
                break
            if act.at_ms <= view.at_ms and act.window.pid == view.window.pid:
                act.after = (view,)
                self._settle_late(act, view)

    def _views_now(self, window: WindowInfo) -> tuple[View, ...]:
        """Return what the windows showed in which a control of this one would be looked for."""
        snapshot = self._snapshot
        own = windows_to_look_in(Application(process=window.process), None, snapshot, "")
        ids = [found.id for found in own] or [window.id]
        if window.id not in ids:
            ids.insert(0, window.id)
        return tuple(self._views[window_id] for window_id in ids if window_id in self._views)

    def controls(self) -> list[DeviceRect]:
        """Return where there is something to click in the windows that are worked in."""
        ids = {window.id for window in self._worked_in()}
        views = [view for window_id, view in self._views.items() if window_id in ids]
        rects = [info.rect for view in views for info in view.elements if info.rect and info.role in ACTIVE]
        large = [view.window.rect.width * view.window.rect.height // 3 for view in views]
        return [rect for rect in rects if rect.width * rect.height < min(large, default=1 << 30)]

    # --- hands --------------------------------------------------------------------------------------------------------

    def _input(self, event: InputEvent) -> None:
        if isinstance(event, ChordPress) and event.chord in self._around.own_keys:
            self._around.own_keys[event.chord]()
            return
        if self.paused:
            if isinstance(event, KeyTyped):
                self._typed_unrecorded()
            return
        match event:
            case PointerPress():
                self._pointer(event)
            case ChordPress():
                self._chord(event)
            case KeyTyped():
                self._typed(event)
            case WheelTurned():
                self._scrolled(event)

    def _pointer(self, press: PointerPress) -> None:
        if press.button == "middle":
            return
        if not press.down:
            self._released(press)
            return
        before = self._snapshot
        window = before.topmost_at(press.point)
        if window is None or not self._may_see(window) or not window.rect.contains(press.point):
            self._finish_typing()
            return
        kind = "right-click" if press.button == "right" else "double-click" if press.count == 2 else "click"
        if press.count > 2:
            return
        act = Act(kind, self._around.clock(), window, before, self._views_now(window), point=press.point)  # type: ignore[arg-type]
        act.picture, act.bare = self._photograph(window)
        self._settle(act)
        view = self._views.get(window.id)
        fresh = view is not None and view.at_ms > self._touched.get(window.pid, 0)
        self._pressed[press.button] = act
        self._add(act)
        self._submit(
            self._around.desktop.elements.at(press.point, window, deadline_ms=ASK_MS),
            lambda told: self._told_at(act, told, fresh=fresh),
        )

    def _settle(self, act: Act) -> None:
        """Say what was clicked as far as it was seen before."""
        assert act.point is not None
        view = self._views.get(act.window.id)
        if view is not None:
            act.control = control_at(act.point, view.elements)
        if act.control is None and not act.window.managed:  # browsers tell of an open list's choices in the page
            same = (other for other in act.views if other.window.pid == act.window.pid)
            act.control = next(filter(None, (choice_at(act.point, other.elements) for other in same)), None)

    @staticmethod
    def _settle_late(act: Act, view: View) -> None:
        """Say what was clicked by what is there now, where nothing was known before, and no window has come or gone."""
        if act.point is None or view.window.id != act.window.id or view.window.rect != act.window.rect:
            return
        if act.control is None or act.control.role not in ACTIVE:
            found = control_at(act.point, view.elements)
            if found is not None and (act.control is None or found.role in ACTIVE):
                act.control = found

    def _told_at(self, act: Act, told: ElementInfo | BaseException | None, *, fresh: bool) -> None:
        """Take in what is there now. `fresh`: nothing had changed since the look before the press, which is older."""
        there = self._snapshot.get(act.window.id)
        if isinstance(told, ElementInfo) and told.rect is not None and there is not None and there.visible:
            live = promoted(told)
            if act.window.managed:  # the list that the press has opened lies over its box by now
                live = box_above(live) or live
            seen = next((info for v in act.views for info in v.elements if info.ref == live.ref), None)
            known = act.control is not None and act.control.role in ACTIVE
            if _in_an_open_menu(live) and act.window.managed:
                return  # the press has opened it: that is not what was pressed
            news = not fresh and live.role in ACTIVE and bool(live.name) and seen is None
            if not known or (news and self._as_seen(live, act) is None and live.role not in {"cell", "gridcell"}):
                act.control = self._as_seen(live, act) or live
        if act.control is not None:
            control = act.control
            self._submit(
                self._around.desktop.elements.read(control.ref, act.window, deadline_ms=ASK_MS),
                lambda read: self._told_id(act, read),
            )

    @staticmethod
    def _as_seen(live: ElementInfo, act: Act) -> ElementInfo | None:
        """Return what the look before had of it: the whole button, where only its label was told of now."""
        for view in act.views:
            for info in view.elements:
                if info.ref == live.ref:
                    return info
                same = (info.role, info.name) == (live.role, live.name)
                if same and info.rect and live.rect and info.rect.contains(live.rect.center):
                    return info
        return None

    def _told_id(self, act: Act, read: ElementInfo | BaseException | None) -> None:
        """Take an id for the control's only when it is that of no other: toolkits give one to all tabs of a bar."""
        if not isinstance(read, ElementInfo) or not read.id or act.control is None or read.role != act.control.role:
            return
        own = read.id

        def told(matches: Matches | BaseException) -> None:
            if isinstance(matches, Matches) and len([info for info in matches.elements if info.rect]) == 1:
                act.id = own

        query = ElementQuery(role=read.role, id=own)
        self._submit(self._around.desktop.elements.search(query, act.window, limit=9, deadline_ms=ASK_MS), told)

    def _released(self, press: PointerPress) -> None:
        act = self._pressed.pop(press.button, None)
        if act is None or act.point is None:
            return
        moved = max(abs(act.point.x - press.point.x), abs(act.point.y - press.point.y))
        if moved <= DRAG_PX:
            return
        window = self._snapshot.topmost_at(press.point)
        item = None
        if window is not None and not window.managed and window.id != act.window.id and window.id in self._views:
            item = control_at(press.point, self._views[window.id].elements)
        if window is not None and item is not None and item.role.startswith("menuitem"):
            # pressed on a menu's title, dragged, released on the item
            chosen = Act(
                "click", self._around.clock(), window, self._snapshot, self._views_now(window), point=press.point
            )
            chosen.control = item
            chosen.picture, chosen.bare = self._photograph(window)
            self._add(chosen)
            return
        act.kind, act.dragged = "drag", (press.point.x - act.point.x, press.point.y - act.point.y)

    def _chord(self, press: ChordPress) -> None:
        window = self._snapshot.active_window
        if window is None or not self._may_see(window):
            self._finish_typing()
            return
        if belongs_to_text(press.chord) and self._fields.in_a_text(self._views.get(window.id)):
            return
        keys = str(press.chord)
        last = self.acts[-1] if self.acts else None
        now = self._around.clock()
        if last is not None and last.kind == "press" and now - last.at_ms <= ONE_KEY_MS:
            last.keys = min(last.keys, keys, key=lambda name: (name.count("+"), len(name)))
            return
        if belongs_to_text(press.chord) and self._typing is not None:
            self._forget_typing_of_a_key()
        act = Act("press", now, window, self._snapshot, self._views_now(window), keys=keys)
        act.picture, act.bare = self._photograph(window)
        self._add(act)

    def _forget_typing_of_a_key(self) -> None:
        """Take back the typing that the same key was told as a moment ago: it went to a button or a list."""
        act = self._typing
        if act is not None and act.times == 1 and self.acts and self.acts[-1] is act:
            self.acts.pop()
        self._typing = None

    def _typed(self, key: KeyTyped) -> None:
        window = self._snapshot.active_window
        if window is None or not self._may_see(window):
            self._finish_typing()
            return
        act = self._typing
        if act is not None and act.window.id == window.id and self.acts and self.acts[-1] is act:
            act.times += 1
            act.sorts |= {key.sort}
            self._fields.go_on(act)
            return
        act = Act("type", self._around.clock(), window, self._snapshot, self._views_now(window))
        act.sorts = frozenset({key.sort})
        act.picture, act.bare = self._photograph(window)
        act.control = self._fields.focus_in(self._views.get(window.id))
        self._add(act)
        self._typing = act
        self._fields.begin(act)

    def _scrolled(self, event: WheelTurned) -> None:
        window = self._snapshot.topmost_at(event.point)
        if window is None or not self._may_see(window):
            return
        self._moves_on(window.pid)
        last = self.acts[-1] if self.acts else None
        if last is not None and last.kind == "scroll" and last.direction == event.direction:
            last.times += 1
            return
        act = Act("scroll", self._around.clock(), window, self._snapshot, self._views_now(window), point=event.point)
        act.direction = event.direction
        act.picture, act.bare = self._photograph(window)
        self._settle(act)
        self._add(act)

    def _moves_on(self, pid: int | None) -> None:
        """Look anew once what was scrolled has come to rest: few programs tell that everything has moved."""
        if self._moving is not None:
            self._moving()

        def rested() -> None:
            self._moving = None
            self._touch(pid)
            self._look_soon()

        self._touch(pid)
        self._moving = self._around.timers.after(SCROLLED_MS, rested)

    def _typed_unrecorded(self) -> None:
        """Take note of the field alone: what is in it must be on no later picture either."""
        window = self._snapshot.active_window
        if window is None or not self._may_see(window):
            return
        if self._typing is None or self._typing.window.id != window.id:
            act = Act("type", self._around.clock(), window, self._snapshot, self._views_now(window))
            act.control = self._fields.focus_in(self._views.get(window.id))
            self._typing = act
            self._fields.begin(act)
        self._fields.go_on(self._typing)

    def _finish_typing(self) -> None:
        if self._typing is not None:
            self._fields.read(self._typing)
            self._typing = None

    # --- what all of them need --------------------------------------------------------------------------------------

    @property
    def typed(self) -> Typed:
        """What must be kept out of everything that is written."""
        return self._fields.typed

    def _add(self, act: Act) -> None:
        self._finish_typing()
        self._note_effects()
        self.acts.append(act)
        self._changed()

    def _note_effects(self) -> None:
        """Say of the last act which windows have come and gone since."""
        if not self.acts:
            return
        last = self.acts[-1]
        before = {window.id for window in last.snapshot.stack}
        last.opened = tuple(
            window for window in self._snapshot.stack if window.id not in before and window.managed and not window.ours
        )
        last.closed = self._snapshot.get(last.window.id) is None

    def _photograph(self, window: WindowInfo) -> tuple[Picture | None, bool]:
        """Take a picture of the program's window with its menus, and say whether nothing else can be on it."""
        snapshot = self._snapshot
        main = window
        if not window.managed:
            main = snapshot.get(window.transient_for) or snapshot.active_window or window
        over = [
            other
            for other in snapshot.stack
            if other.visible and not other.managed and not other.ours and other.pid == window.pid
        ]
        shown = list({one.id: one for one in (main, window, *over)}.values())
        capture = self._around.desktop.capture
        with suppress(OSError, RuntimeError):
            pictures = [capture.grab_window(one) or self._menus.get(one.id) for one in shown]
            kept = [picture for picture in pictures if picture is not None and not picture.rect.empty]
            if pictures[0] is not None and not window.managed and pictures[shown.index(window)] is None:
                return None, False  # a menu that is gone already: what lies below it is no picture of its item
            if pictures[0] is not None and kept:
                return laid_over(kept), True
            return laid_over([capture.grab(one.rect) for one in shown]), False
        return None, False

    def _submit(self, question: object, done: Callable[..., None]) -> Stop:
        self._out += 1

        def answered(result: object) -> None:
            self._out -= 1
            done(result)
            self._perhaps_answered()

        return self._around.worker.submit(question, answered)  # type: ignore[arg-type]

    def _perhaps_answered(self) -> None:
        if self._when_answered is not None and self._out == 0:
            self._when_answered()


def _in_an_open_menu(info: ElementInfo) -> bool:
    return info.role.startswith("menuitem") and any(role.startswith("menuitem") for role, _, _ in info.path)


def _may_be_gone_soon(window: WindowInfo) -> bool:
    """Whether a click may close it: a menu, a list, a dialog."""
    return not window.managed or window.kind != "normal" or window.transient_for is not None
