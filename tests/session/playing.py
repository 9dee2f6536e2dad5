"""A session being played on a made-up screen: answers its questions, keeps its time, and checks its housekeeping."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Any

from guide.session.effects import (
    DETAILS,
    Effect,
    Log,
    Start,
    Stop,
    Timer,
    Track,
    WatchApplication,
    WatchKeys,
    WatchWindow,
)
from guide.session.events import (
    ActiveWindowChanged,
    ApplicationSeen,
    Began,
    Event,
    KeysPressed,
    Painted,
    Saw,
    Sighting,
    TargetClicked,
    TargetDragged,
    TimerFired,
)
from guide.session.machine import Session
from guide.session.view import FINAL, View
from guide.tutorial.conditions import ClickKind
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.patterns import LocalName, TextPattern
from guide.tutorial.targets import ElementSpec, Target, WindowSpec

OUTCOMES = {"completed", "skipped", "dismissed", "failed"}


def name(text: str) -> LocalName:
    return LocalName({"": TextPattern(text)})


def a(role: str, text: str) -> Target:
    return Target(element=ElementSpec(role=role, name=name(text)))


def window(title: str) -> WindowSpec:
    return WindowSpec(title=name(title))


FILE, SAVE_AS, TEXT, BOLD = (
    a("menuitem", "File"),
    a("menuitem", "Save As…"),
    a("textbox", "Note"),
    a("checkbox", "Bold"),
)
DIALOG = Target(window=window("Save As"))
FOUND, ABSENT, AMBIGUOUS = Sighting("found", "element", 1.0, 7), Sighting("absent"), Sighting("ambiguous", "element")
SCROLLED = Sighting("absent", scrolled="down")


def tutorial(*steps: Step, **fields: Any) -> Tutorial:
    return Tutorial("notes", "Save a note", steps, **fields)


class Playing:
    """The outside of a session: the program is here, nothing is on its screen yet, and painting takes no time."""

    def __init__(self, played: Tutorial, *, begin: bool = True, **how: Any) -> None:
        self.now_ms = 1_000
        self.session = Session(played, lambda: self.now_ms, **how)
        self.screen: dict[Target, Sighting | None] = {}
        """What is on it; None: the program does not answer."""
        self.active: WindowSpec | None = None
        self.presence: str | None = "here"
        self.paints = True
        self.running: list[Effect] = []
        self.started: list[Effect] = []
        self.logs: list[Log] = []
        self._due: dict[str, int] = {}
        self._waiting: deque[Event] = deque()
        if begin:
            self.send(Began())

    # --- telling what happens -----------------------------------------------------------------------------------

    def send(self, *events: Event) -> Playing:
        self._waiting.extend(events)
        while self._waiting:
            before = self.view.state
            commands = self.session.send(self._waiting.popleft())
            assert not commands or before not in FINAL, "a session that has ended does nothing any more"
            for command in commands:
                self._carry_out(command)
            if self.view.state == "showing" and self.paints and Painted() not in self._waiting:
                self._waiting.append(Painted())
        self._check()
        return self

    def see(self, target: Target, sighting: Sighting | None = FOUND, **states: Any) -> Playing:
        """Let something be on the screen, or change there; the session hears of it when it asked."""
        sighting = replace(sighting, **states) if sighting and states else sighting
        self.screen[target] = sighting
        return self.send(Saw(target, sighting)) if sighting and self.asks_for(target) else self

    def lose(self, *targets: Target) -> Playing:
        for target in targets:
            self.see(target, ABSENT)
        return self

    def activate(self, spec: WindowSpec | None) -> Playing:
        self.active = spec
        asked = [e.window for e in self.running if isinstance(e, WatchWindow)]
        return self.send(*(ActiveWindowChanged(each, each == spec) for each in asked))

    def click(self, target: Target, kind: ClickKind = "click") -> Playing:
        """Click; the session hears of it only when it asked for clicks."""
        asked = any(isinstance(e, Track) and e.target == target and e.clicks for e in self.running)
        return self.send(TargetClicked(target, kind)) if asked else self

    def drag(self, target: Target, right_px: int, down_px: int) -> Playing:
        """Drag; the session hears of it only when it asked for that."""
        asked = any(isinstance(e, Track) and e.target == target and e.clicks for e in self.running)
        return self.send(TargetDragged(target, right_px, down_px)) if asked else self

    def press(self, keys: str) -> Playing:
        asked = any(isinstance(e, WatchKeys) and keys in e.keys for e in self.running)
        return self.send(KeysPressed(keys)) if asked else self

    def application(self, presence: str) -> Playing:
        self.presence = presence
        return self.send(ApplicationSeen(presence)) if WatchApplication() in self.running else self  # type: ignore[arg-type]

    def wait(self, ms: int) -> Playing:
        """Let time pass; timers run out in their order."""
        until, at_once = self.now_ms + ms, 0
        while due := [(at, timer) for timer, at in self._due.items() if at <= until]:
            at, timer = min(due)
            at_once = at_once + 1 if at <= self.now_ms else 0
            assert at_once < 100, "a session that lets no time pass spins"
            self.now_ms = max(self.now_ms, at)
            del self._due[timer]
            self.send(TimerFired(timer))
        self.now_ms = until
        return self

    # --- asking what came of it ---------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        return self.session.view

    @property
    def at(self) -> tuple[str | None, str]:
        return self.view.step_id, self.view.state

    @property
    def behind(self) -> list[str]:
        return list(self.session.progress.visited)

    def asks_for(self, target: Target) -> bool:
        return any(isinstance(e, Track) and e.target == target for e in self.running)

    def kinds(self, *without: str) -> list[str]:
        return [log.kind for log in self.logs if log.kind not in without]

    def log(self, kind: str) -> Log:
        """The last log entry of a kind."""
        return [log for log in self.logs if log.kind == kind][-1]

    # --- housekeeping -------------------------------------------------------------------------------------------

    def _carry_out(self, command: Start | Stop | Log) -> None:
        match command:
            case Log():
                self.logs.append(command)
            case Stop(effect):
                assert effect in self.running, f"stopped, but not running: {effect}"
                self.running.remove(effect)
                if isinstance(effect, Timer):
                    self._due.pop(effect.name, None)
            case Start(effect):
                assert effect not in self.running, f"started twice: {effect}"
                self.running.append(effect)
                self.started.append(effect)
                self._answer(effect)

    def _answer(self, effect: Effect) -> None:
        match effect:
            case Track(target):
                sighting = self.screen.get(target, ABSENT)
                if sighting is not None:
                    if not effect.with_value:
                        sighting = replace(sighting, value=None)
                    self._waiting.append(Saw(target, sighting))
            case WatchWindow(spec):
                self._waiting.append(ActiveWindowChanged(spec, spec == self.active))
            case WatchApplication():
                if self.presence:
                    self._waiting.append(ApplicationSeen(self.presence))  # type: ignore[arg-type]
            case Timer(timer, after_ms):
                assert timer not in self._due, "timer names are used once"
                self._due[timer] = self.now_ms + after_ms
            case _:
                pass

    def _check(self) -> None:
        tracked = [e.target for e in self.running if isinstance(e, Track)]
        assert len(tracked) == len(set(tracked)), "a target is looked for once at a time"
        view, progress = self.view, self.session.progress
        assert 0 <= view.progress <= 1
        assert view.step_id is None or 1 <= view.number <= view.total
        assert len(set(progress.visited)) == len(progress.visited)
        ends = [log.kind for log in self.logs if log.kind in OUTCOMES]
        assert ends == ([view.state] if view.state in FINAL else [])
        assert not (self.running and view.state in FINAL), "everything is stopped at the end"
        assert view.state != "paused" or not self.running, "nothing is watched while paused"
        for log in self.logs:
            ids = log.kind in {"answered", "back", "strayed"}
            assert log.detail is None or log.detail in DETAILS or ids, f"no word of the log: {log.detail}"
