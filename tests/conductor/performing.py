"""A rehearsal on the fake desktop: conductor, outlook and performer on one loop without time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from guide.conductor.asking import holds
from guide.conductor.conductor import Conductor, Stagehand
from guide.conductor.lookout import Surroundings, processes_of
from guide.conductor.outlook import Glimpse, Outlook
from guide.conductor.performer import Patience, Performer, Reason
from guide.conductor.scene import Scene
from guide.desktop.fake import FakeDesktop
from guide.desktop.ports import ProgramNotFoundError
from guide.desktop.windows import Stop, WindowInfo, WindowsSnapshot
from guide.records.memory import MemorySink
from guide.records.sink import RunStart, Sink
from guide.rehearsal.results import ResultRun, StepResult, TutorialResult
from guide.session.effects import Track
from guide.session.events import Event
from guide.session.machine import Session
from guide.targeting.finder import Finder
from guide.targeting.finding import Finding
from guide.tutorial.conditions import Condition
from guide.tutorial.document import Step, Tutorial
from tests.conductor.timeless import LoopTimers, run

QUICK = Patience(application=45_000, target=15_000, done=10_000, pointer=250)
#: Time in which the run may move on by itself.
WISHES_TAKE_S = 0.1


def rehearse(tutorial: Tutorial, desktop: FakeDesktop, **how: Any) -> Rehearsal:
    """Rehearse to the end and return what happened."""
    return run(_rehearsed(tutorial, desktop, **how))


async def _rehearsed(
    tutorial: Tutorial,
    desktop: FakeDesktop,
    later: dict[float, Callable[[Rehearsal], object]] | None = None,
    sink: Sink | None = None,
) -> Rehearsal:
    rehearsal = Rehearsal(tutorial, desktop, sink)
    loop = asyncio.get_running_loop()
    for at_s, act in (later or {}).items():
        loop.call_later(at_s, act, rehearsal)
    begun = loop.time()
    rehearsal.conductor.begin()
    await Performer(tutorial, desktop.made, rehearsal.outlook, rehearsal, QUICK).run()
    rehearsal.took_s = loop.time() - begun
    return rehearsal


class Rehearsal:
    """One rehearsal, backstage."""

    def __init__(self, tutorial: Tutorial, desktop: FakeDesktop, sink: Sink | None = None) -> None:
        self.desktop = desktop
        self.tutorial = tutorial
        self.finder = Finder(desktop, tutorial.application)
        self.result = TutorialResult(tutorial.id, tutorial.title)
        self.said: list[StepResult] = []
        self.pictures: list[tuple[str, str]] = []
        """Step and state of the session as each picture was finished."""
        self.missed_steps: list[str] = []
        """Each time that a step was done and nothing came of it."""
        self.wishes: list[str] = []
        self.log = MemorySink()
        self.took_s = 0.0
        self.loop = asyncio.get_running_loop()
        self.conductor = Conductor(
            Session(tutorial, lambda: int(self.loop.time() * 1000)),
            Surroundings(desktop, self.finder, self._ask, LoopTimers(), processes=processes_of(tutorial)),
            ResultRun((sink or self.log).begin(RunStart.of(tutorial, "rehearsal")), self.result, self.said.append),
            Stagehand(self._show),
        )
        self.outlook = Outlook(self.loop, Glimpse(self.conductor.scene))

    @property
    def outcomes(self) -> dict[str, str]:
        return {step.id: step.outcome for step in self.result.steps}

    # --- what the performer needs -----------------------------------------------------------------------------------

    def wish(self, event: Event, step_id: str | None) -> None:
        self.wishes.append(type(event).__name__)
        self.loop.call_later(WISHES_TAKE_S, self._wish_at, event, step_id)

    async def open_program(self) -> str | None:
        launch = self.tutorial.application.launch
        if launch is None or self.conductor.present:
            return None
        try:
            self.desktop.programs.start(launch)
        except ProgramNotFoundError as error:
            return str(error)
        return None

    async def open_other(self, launch: str) -> str | None:
        try:
            self.desktop.programs.start(launch)
        except ProgramNotFoundError as error:
            return str(error)
        return None

    async def bring_forward(self, window: WindowInfo) -> None:
        self.desktop.windows.activate(window.id)

    async def take_picture(self, step: Step, glimpse: Glimpse) -> None:
        result = self.result.step(step.id)
        result.picture = f"{step.id}.png"
        if glimpse.findings:
            result.see(glimpse.findings[0])
        await asyncio.sleep(0.2)
        view = self.conductor.session.view
        at_step = view.step_id in {None, step.id}
        self.pictures.append((step.id, view.state if at_step else f"meanwhile at {view.step_id}"))

    async def holds(self, condition: Condition, step: Step) -> bool:
        begun = self.loop.time()
        while (elapsed_s := self.loop.time() - begun) < 10:
            now = self.desktop.windows.snapshot()
            if await holds(condition, step, self.finder, now, language="en", elapsed_ms=round(elapsed_s * 1000)):
                return True
            await asyncio.sleep(0.1)
        return False

    async def missed(self, step: Step) -> None:
        self.missed_steps.append(step.id)

    def failed(self, step: Step, reason: Reason, why: str) -> None:
        self.result.fail(step.id, reason, why)

    # --- the stage --------------------------------------------------------------------------------------------------

    def _wish_at(self, event: Event, step_id: str | None) -> None:
        if step_id in {None, self.conductor.session.view.step_id}:
            self.conductor.send(event)

    def _ask(self, track: Track, snapshot: WindowsSnapshot, done: Callable[[Finding], None]) -> Stop:
        async def search() -> None:
            await asyncio.sleep(0.01)
            done(await self.finder.find(track.target, snapshot, with_value=track.with_value, with_keys=track.clicks))

        return self.loop.create_task(search()).cancel

    def _show(self, scene: Scene) -> None:
        if scene.view.state == "showing":
            self.loop.call_soon(self.conductor.painted)
        self.outlook.publish(Glimpse(scene, self.conductor.findings()))
