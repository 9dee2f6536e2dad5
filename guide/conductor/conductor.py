"""Plays one run: carries the session's commands out on the desktop and brings back what was seen.

Everything here happens on one thread, the owner's. Searches run elsewhere (see `Ask`) and come back as calls.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from guide.conductor.hands import Hands
from guide.conductor.lookout import Lookout, Surroundings
from guide.conductor.scene import Scene, compose
from guide.desktop.inputs import PointerPress
from guide.desktop.windows import Stop
from guide.records.sink import Run
from guide.session.effects import Command, Effect, Log, Start, Timer, Track, WatchKeys
from guide.session.effects import Stop as StopEffect
from guide.session.events import Began, Event, Painted, TimerFired
from guide.session.machine import Progress, Session
from guide.session.view import FINAL
from guide.targeting.finding import Finding


@dataclass(frozen=True, slots=True)
class Stagehand:
    """What a conductor calls when something has to be shown or kept. Each has a default that does nothing."""

    show: Callable[[Scene], None] = lambda scene: None
    """With each new scene."""
    move: Callable[[Scene], None] | None = None
    """When only the lights have moved along with their window; None: `show`."""
    keep: Callable[[Progress], None] = lambda progress: None
    """With progress worth storing."""
    ended: Callable[[], None] = lambda: None
    """Once, after the last scene."""
    on_card: Callable[[PointerPress], bool] = lambda press: False
    """Whether a press or release fell on our own card (and was handled there)."""


class Conductor:
    """One run of one tutorial."""

    def __init__(
        self, session: Session, around: Surroundings, run: Run, stage: Stagehand, *, language: str = "en"
    ) -> None:
        self.session = session
        self.scene = Scene(session.view)
        self._timers = around.timers
        self._run = run
        self._stage = stage
        self._lookout = Lookout(around, language, self.send, self._repaint)
        self._hands = Hands(self._lookout, self._send_together, stage.on_card, around)
        self._running_timers: dict[Timer, Stop] = {}
        self._waiting: deque[Event] = deque()
        self._sending = False
        self._over = False

    def begin(self) -> None:
        """Start, or go on after a restart."""
        self._lookout.open()
        self._hands.open()
        self.send(Began())

    def send(self, event: Event) -> None:
        """Take one event or wish in, and do what follows from it; events that come meanwhile wait their turn."""
        if self._over:
            return
        self._waiting.append(event)
        if self._sending:
            return
        self._sending = True
        try:
            while self._waiting and not self._over:
                self._take(self._waiting.popleft())
        finally:
            self._sending = False

    def _send_together(self, events: Sequence[Event]) -> None:
        """Take in what one press of a key meant. The step that it completes is the only one it can complete."""
        step = self.session.view.step_id
        for event in events:
            if self.session.view.step_id == step:
                self.send(event)

    def painted(self) -> None:
        """Say that the current step is on the screen."""
        self.send(Painted())

    def look(self) -> None:
        """Look at the screen again soon."""
        if not self._over:
            self._lookout.look_soon()

    @property
    def present(self) -> bool:
        """Whether the tutorial's program has a window."""
        return bool(self._lookout.own)

    @property
    def own_windows(self) -> frozenset[int]:
        """The ids of the program's windows."""
        return self._lookout.own

    def findings(self) -> tuple[Finding, ...]:
        """Return the latest answers for the current step's targets, in their order, as far as there are any."""
        answers = (self._lookout.finding(target) for target in self.session.view.targets)
        return tuple(finding for finding in answers if finding is not None)

    def shutdown(self) -> None:
        """Stop listening. A run that has not ended stays unfinished and can be resumed."""
        if self._over:
            return
        self._over = True
        for stop in self._running_timers.values():
            stop()
        self._running_timers.clear()
        self._hands.close()
        self._lookout.close()

    def _take(self, event: Event) -> None:
        progress = self.session.progress
        for command in self.session.send(event):
            self._carry_out(command)
        if self.session.progress != progress:
            self._stage.keep(self.session.progress)
        self._repaint()
        view = self.session.view
        if view.state in FINAL:
            self._run.end(view.state, last_step=view.step_id)
            self.shutdown()
            self._stage.ended()

    def _carry_out(self, command: Command) -> None:
        match command:
            case Start(effect):
                self._start(effect)
            case StopEffect(effect):
                self._stop(effect)
            case Log(kind, step, dur_ms, value, detail):
                self._run.entry(kind, step=step, dur_ms=dur_ms, value=value, detail=detail)

    def _start(self, effect: Effect) -> None:
        match effect:
            case Timer(name, after_ms):
                self._running_timers[effect] = self._timers.after(after_ms, lambda: self.send(TimerFired(name)))
            case WatchKeys():
                self._hands.start(effect)
            case _:
                self._lookout.start(effect)
                if isinstance(effect, Track):
                    self._hands.rewatch()

    def _stop(self, effect: Effect) -> None:
        match effect:
            case Timer():
                self._running_timers.pop(effect)()
            case WatchKeys():
                self._hands.stop(effect)
            case _:
                self._lookout.stop(effect)
                if isinstance(effect, Track):
                    self._hands.rewatch()

    def _repaint(self, moved: bool = False) -> None:
        if self._over:
            return
        self._hands.look()
        if self._over:  # what was seen has ended the run
            return
        before, self.scene = self.scene, compose(self.session.view, self._lookout)
        if self.scene != before:
            move = self._stage.move if moved and _only_elsewhere(before, self.scene) else None
            (move or self._stage.show)(self.scene)


def _only_elsewhere(before: Scene, after: Scene) -> bool:
    """Whether all that differs is where the window and its lights are."""
    same = replace(after, lights=before.lights, window=before.window) == before
    return same and len(before.lights) == len(after.lights)
