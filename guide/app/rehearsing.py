"""One rehearsal: a live run with a performer at its side, and a photographer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from guide.app.live import LiveRun
from guide.app.lost_screen import run_loop
from guide.app.machinery import Machinery
from guide.app.photographer import Photographer
from guide.app.qt import on_interrupt
from guide.conductor.asking import holds
from guide.conductor.outlook import Glimpse, Outlook
from guide.conductor.performer import Performer, Reason
from guide.desktop.ports import ProgramNotFoundError, Started
from guide.desktop.windows import Stop, WindowInfo, WindowsSnapshot
from guide.player.pixels import all_grids, grid_for
from guide.rehearsal.results import ResultRun, StepResult, TutorialResult
from guide.session.events import Dismiss, Event, Fail
from guide.tutorial.conditions import Condition
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.geometry import DeviceRect, united

#: How often, and how long at most, a condition of `do: {wait: …}` is judged.
LOOK_EVERY_S = 0.1
HOLDS_WITHIN_S = 10.0

T = TypeVar("T")
Examine = Callable[[Step, WindowsSnapshot, bool], Awaitable[None]]
"""Has a closer look at a step's targets; the last argument: whether it was done, and what it brings should be there."""


class Rehearsing:
    """Rehearses one tutorial on this screen."""

    def __init__(
        self,
        tutorial: Tutorial,
        machinery: Machinery,
        out: Path,
        say: Callable[[StepResult], None],
        *,
        examine: Examine | None = None,
    ) -> None:
        """Pictures go to a folder of the tutorial's in `out`; `say` is called as each step ends.

        `examine` is awaited on the worker's loop at each step in its turn, and after each try that did not do it.
        """
        self._examine = examine
        self.cancelled = False
        self._tutorial = tutorial
        self._machinery = machinery
        self._result = TutorialResult.of(tutorial)
        self._photographer = Photographer(machinery.desktop.capture, out)
        self._live = LiveRun(
            tutorial,
            machinery,
            ended=lambda live: machinery.app.quit(),
            mode="rehearsal",
            watch=self._watch,
            wrap_run=lambda run: ResultRun(run, self._result, say),
            last_card=False,
        )
        grids = all_grids()
        self._scale = lambda rect: grid_for(rect, grids).scale
        self._outlook: Outlook | None = None
        self._programs: list[Started] = []
        self._stop_performing: Stop = lambda: None

    def run(self) -> TutorialResult:
        """Rehearse, and return what happened. A program that was opened for it is ended again, whatever happened."""
        begun = time.monotonic()
        stop_listening = on_interrupt(self._cancel)
        try:
            self._machinery.timers.after(0, self._begin)
            stayed = run_loop(self._machinery.app)
        finally:
            self._stop_performing()
            for program in self._programs:
                program.end()
            stop_listening()
        if not stayed:
            self._result.fail(self._here(), "application-missing", "the screen has gone")
        outcome = self._live.outcome or ("dismissed" if stayed else "failed")
        return self._result.ended(outcome, round((time.monotonic() - begun) * 1000), self._tutorial.steps)

    # --- on the owner's thread ------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._live.begin()
        self._stop_performing = self._machinery.worker.submit(self._perform(self._glimpse()), self._performed)

    def _cancel(self) -> None:
        self.cancelled = True
        self._live.wish(Dismiss("not-now"))

    def _watch(self, glimpse: Glimpse) -> None:
        if self._outlook is not None:
            self._outlook.publish(glimpse)

    def _glimpse(self) -> Glimpse:
        return Glimpse(self._live.conductor.scene, self._live.conductor.findings())

    def _performed(self, result: object) -> None:
        """See to it that a run does not go on without its performer."""
        if self._live.outcome is None:
            self._result.fail(self._here(), "not-done", f"the performer stopped: {result!r}")
            self._live.wish(Fail("not-done"))

    def _here(self) -> str:
        return self._live.conductor.session.view.step_id or self._tutorial.steps[0].id

    def _start_program(self) -> str | None:
        launch = self._tutorial.application.launch
        return None if launch is None or self._live.conductor.present else self._start(launch)

    def _start(self, launch: str) -> str | None:
        try:
            self._programs.append(self._machinery.desktop.programs.start(launch))
        except (ProgramNotFoundError, OSError) as error:
            return str(error)
        return None

    def _wish_at(self, event: Event, step_id: str | None) -> None:
        if step_id is None or self._live.conductor.session.view.step_id == step_id:
            self._live.wish(event)

    # --- on the worker's loop: what the performer needs -------------------------------------------------------------

    async def _perform(self, first: Glimpse) -> None:
        self._outlook = Outlook(asyncio.get_running_loop(), first)
        self._machinery.post(lambda: self._watch(self._glimpse()))  # what was shown in between
        made = self._machinery.desktop.made
        await Performer(self._tutorial, made, self._outlook, self, scale=self._scale).run()

    def wish(self, event: Event, step_id: str | None) -> None:
        """Hand a wish to the run, for this step only."""
        self._machinery.post(lambda: self._wish_at(event, step_id))

    async def open_program(self) -> str | None:
        """Open the program; return why that cannot be."""
        return await self._on_owner(self._start_program)

    async def open_other(self, launch: str) -> str | None:
        """Open another program; return why that cannot be."""
        return await self._on_owner(lambda: self._start(launch))

    async def bring_forward(self, window: WindowInfo) -> None:
        """Bring a window to the front."""
        await self._on_owner(lambda: self._machinery.desktop.windows.activate(window.id))

    async def take_picture(self, step: Step, glimpse: Glimpse) -> None:
        """Keep a picture of the screen, and how the step's target was found."""
        result = self._result.step(step.id)
        result.title, result.say = step.title or "", glimpse.scene.view.say or step.say
        seen = [finding for finding in glimpse.findings if finding.state == "found"]
        if seen:
            result.see(seen[0])
        frame = await self._on_owner(lambda: self._around(glimpse)) if seen or not step.targets else None
        name = f"{self._tutorial.id}/{self._result.number(step.id):02}-{step.id}.png"
        result.picture = await self._photographer.take(name, frame)
        result.program_rect = await self._photographer.take_program(
            program := name.replace(".png", ".program.png"), await self._on_owner(self._program_windows)
        )
        result.program_picture = program if result.program_rect else None
        if self._examine is not None:
            await self._examine(step, await self._snapshot(), False)

    async def holds(self, condition: Condition, step: Step) -> bool:
        """Wait until a condition of `do: {wait: …}` holds; False when it did not in time."""
        finder = self._machinery.surroundings(self._tutorial).finder
        begun = time.monotonic()
        while (elapsed_s := time.monotonic() - begun) < HOLDS_WITHIN_S:
            now, language = await self._snapshot(), self._machinery.language
            if await holds(condition, step, finder, now, language=language, elapsed_ms=round(elapsed_s * 1000)):
                return True
            await asyncio.sleep(LOOK_EVERY_S)
        return False

    async def missed(self, step: Step) -> None:
        """Have a closer look at what should have come."""
        if self._examine is not None:
            await self._examine(step, await self._snapshot(), True)

    def failed(self, step: Step, reason: Reason, why: str) -> None:
        """Note why the rehearsal ends."""
        self._result.fail(step.id, reason, why)

    async def _snapshot(self) -> WindowsSnapshot:
        return await self._on_owner(self._machinery.desktop.windows.snapshot)

    async def _on_owner(self, ask: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()

        def hand_back() -> None:
            try:
                value = ask()
            except Exception as error:
                loop.call_soon_threadsafe(_fail, answer, error)
            else:
                loop.call_soon_threadsafe(_succeed, answer, value)

        self._machinery.post(hand_back)
        return await answer

    def _program_windows(self) -> list[WindowInfo]:
        """Return what one sees of the tutorial's program now: its windows and their menus, bottom first."""
        snapshot, own = self._machinery.desktop.windows.snapshot(), self._live.conductor.own_windows
        pids = {window.pid for window in snapshot.stack if window.id in own and window.pid is not None}
        return [w for w in snapshot.stack if w.visible and not w.ours and (w.id in own or w.pid in pids)]

    def _around(self, glimpse: Glimpse) -> DeviceRect | None:
        """Return the part of the screen that matters: program, lights and card; None: all of it."""
        lights = [light.rect for light in glimpse.scene.lights]
        rects = [rect for rect in (glimpse.scene.window, self._machinery.stage.card_rect(), *lights) if rect]
        return united(rects) if rects else None


def _succeed(answer: asyncio.Future[T], value: T) -> None:
    if not answer.done():
        answer.set_result(value)


def _fail(answer: asyncio.Future[T], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)
