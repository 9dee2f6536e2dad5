"""A conductor that plays on the fake desktop, with a person who can be told what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from guide.conductor.conductor import Conductor, Stagehand
from guide.conductor.lookout import CALM_MS, Surroundings, processes_of
from guide.conductor.scene import Scene
from guide.desktop.fake import FakeDesktop, FakeElement, FakeWindow, PostQueue
from guide.desktop.inputs import Button, PointerPress
from guide.desktop.windows import WindowsSnapshot
from guide.records.memory import MemoryRun, MemorySink
from guide.records.sink import RunStart
from guide.session.effects import Command
from guide.session.events import Event
from guide.session.machine import Progress, Session
from guide.targeting.finder import Finder
from guide.targeting.looking import ScaleOf, one_to_one
from guide.tutorial.document import Tutorial
from guide.tutorial.geometry import DevicePoint, DeviceRect
from guide.tutorial.keys import Chord
from tests.conductor.by_hand import ManualTimers, Searches


class Playing:
    """One run. `heard`: what the session was told; `scenes`: what was shown; `moves`: what only moved."""

    def __init__(
        self,
        tutorial: Tutorial,
        *windows: FakeWindow,
        begin: bool = True,
        scale: ScaleOf = one_to_one,
        **session: Any,
    ) -> None:
        self.post = PostQueue()
        self.desktop = FakeDesktop(*windows, post=self.post)
        self.timers = ManualTimers()
        finder = Finder(self.desktop, tutorial.application)
        self.searches = Searches(finder, self.post)
        self.sink = MemorySink()
        run = self.sink.begin(RunStart.of(tutorial, "guided"))
        self.scenes: list[Scene] = []
        self.moves: list[Scene] = []
        self.kept: list[Progress] = []
        self.ends = 0
        self.card: DeviceRect | None = None
        about = tutorial.application
        anywhere = about.process is None and about.title is None
        self.heard: list[Event] = []
        self.conductor = Conductor(
            _overheard(Session(tutorial, lambda: self.timers.now_ms, **session), self.heard),
            Surroundings(self.desktop, finder, self.searches.ask, self.timers, anywhere, scale, processes_of(tutorial)),
            run,
            Stagehand(self._show, self._move, self.kept.append, self._ended, self._on_card),
        )
        if begin:
            self.begin()

    # --- what happens ---------------------------------------------------------------------------------------------

    def begin(self) -> Playing:
        self.conductor.begin()
        return self.wait()

    def wait(self, ms: int = 2 * CALM_MS) -> Playing:
        """Let time pass: by default enough to look and be answered."""
        self.post.run()
        self.timers.pass_by(ms, self.post.run)
        return self

    def does(self, act: Callable[[FakeDesktop], object]) -> Playing:
        """Let something happen on the desktop, and be noticed."""
        act(self.desktop)
        return self.wait()

    def clicks(
        self, where: FakeElement | DevicePoint, button: Button = "left", count: int = 1, *, wait: bool = True
    ) -> Playing:
        point = where if isinstance(where, DevicePoint) else self.rect(where).center
        self.desktop.made.click(point, button, count)
        self.post.run()
        return self.wait() if wait else self

    def pushes(self, point: DevicePoint, button: Button = "left", count: int = 1) -> Playing:
        """Press a mouse button and hold it."""
        return self._hand(PointerPress(point, button, down=True, count=count))

    def lets_go(
        self,
        point: DevicePoint,
        button: Button = "left",
        count: int = 1,
        then: Callable[[FakeDesktop], object] = lambda desktop: None,
    ) -> Playing:
        """Let go of a mouse button; `then` happens because of it, before we hear of it."""
        return self._hand(PointerPress(point, button, down=False, count=count), then)

    def presses(self, keys: str, *, wait: bool = True) -> Playing:
        self.desktop.made.press(Chord.parse(keys))
        self.post.run()
        return self.wait() if wait else self

    def wishes(self, event: Event) -> Playing:
        self.conductor.send(event)
        return self.wait()

    # --- what came of it ------------------------------------------------------------------------------------------

    @property
    def scene(self) -> Scene:
        return self.conductor.scene

    @property
    def at(self) -> tuple[str | None, str]:
        view = self.conductor.session.view
        return view.step_id, view.state

    @property
    def lights(self) -> list[DeviceRect]:
        return [light.rect for light in self.scene.lights] if self.scene.visible else []

    @property
    def run(self) -> MemoryRun:
        return self.sink.runs[0]

    @property
    def leftovers(self) -> dict[str, int]:
        """What is still subscribed, watched, out or running."""
        return {
            "timers": self.timers.running,
            "windows": len(self.desktop.windows._subscribers),
            "elements": len(self.desktop.elements._subscribers),
            "input": len(self.desktop.observed._subscribers),
            "keys": len(self.desktop.observed.watched),
            "searches": len(self.searches.out),
        }

    def rect(self, element: FakeElement) -> DeviceRect:
        rect = element.rect
        assert rect is not None, f"{element} is not on the screen"
        return rect

    def windows(self) -> WindowsSnapshot:
        return self.desktop.windows.snapshot()

    # --- the stage ------------------------------------------------------------------------------------------------

    def _hand(self, press: PointerPress, then: Callable[[FakeDesktop], object] = lambda desktop: None) -> Playing:
        self.desktop.observed.tell(press)
        then(self.desktop)
        return self.wait()

    def _show(self, scene: Scene) -> None:
        self.scenes.append(scene)
        if scene.view.state == "showing":
            self.post(self.conductor.painted)

    def _move(self, scene: Scene) -> None:
        self.moves.append(scene)

    def _ended(self) -> None:
        self.ends += 1

    def _on_card(self, press: PointerPress) -> bool:
        return self.card is not None and self.card.contains(press.point)


def _overheard(session: Session, heard: list[Event]) -> Session:
    send = session.send

    def overhear(event: Event) -> tuple[Command, ...]:
        heard.append(event)
        return send(event)

    session.send = overhear  # type: ignore[method-assign]
    return session


NOTHING_LEFT = {"timers": 0, "windows": 0, "elements": 0, "input": 0, "keys": 0, "searches": 0}
