"""One rehearsal: a live run with a performer at its side, and a photographer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from guide.app.live import LiveRun
from guide.app.machinery import Machinery
from guide.app.qt import on_interrupt
from guide.conductor.asking import holds
from guide.conductor.outlook import Glimpse, Outlook
from guide.conductor.performer import Performer
from guide.desktop.handlers.png import encode_png
from guide.desktop.ports import Picture, ProgramNotFoundError, Started
from guide.desktop.windows import WindowsSnapshot
from guide.files import write_bytes
from guide.records.sink import Run
from guide.rehearsal.results import ResultRun, StepResult, TutorialResult
from guide.session.events import Dismiss, Event, Fail
from guide.tutorial.conditions import Condition
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.geometry import DeviceRect

#: A picture is taken when two looks this far apart show the same: the compositor has caught up, menus are open.
SETTLE_S = 0.08
SETTLE_TRIES = 12
#: How much of the screen around the program, the lights and the card is in the picture (device pixels).
MARGIN_PX = 24
LOOK_EVERY_S = 0.1
EVALUATE_FOR_S = 10.0

T = TypeVar("T")


class Rehearsing:
    """Rehearses one tutorial on this screen."""

    def __init__(self, tutorial: Tutorial, machinery: Machinery, out: Path, say: Callable[[StepResult], None]) -> None:
        """Pictures go to a folder of the tutorial's in `out`; `say` is called as each step ends."""
        self.cancelled = False
        self._tutorial = tutorial
        self._machinery = machinery
        self._out = out
        self._say = say
        self._result = TutorialResult(
            tutorial.id, tutorial.title, tutorial.version, tutorial.application.process, total_steps=len(tutorial.steps)
        )
        self._live = LiveRun(
            tutorial,
            machinery,
            ended=lambda live: machinery.app.quit(),
            mode="rehearsal",
            watch=self._watch,
            wrap_run=self._wrap,
            last_card=False,
        )
        self._outlook: Outlook | None = None
        self._program: Started | None = None

    def run(self) -> TutorialResult:
        """Rehearse, and return what happened."""
        begun = time.monotonic()
        stop_listening = on_interrupt(self._cancel)
        stop_performing = self._machinery.worker.submit(self._perform(), self._performed)
        self._machinery.timers.after(0, self._begin)
        self._machinery.app.exec()
        stop_performing()
        stop_listening()
        if self._program is not None:
            self._program.end()
        self._result.outcome = self._live.outcome or "dismissed"
        self._result.dur_ms = round((time.monotonic() - begun) * 1000)
        return self._result

    # --- on the owner's thread ------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._live.begin()
        launch = self._tutorial.application.launch
        if launch is None or self._live.conductor.present:
            return
        try:
            self._program = self._machinery.desktop.programs.start(launch)
        except ProgramNotFoundError as error:
            self._result.reason = str(error)
            self._live.wish(Fail("application-missing"))

    def _cancel(self) -> None:
        self.cancelled = True
        self._live.wish(Dismiss("not-now"))

    def _wrap(self, run: Run) -> Run:
        return ResultRun(run, self._result, self._say)

    def _watch(self, glimpse: Glimpse) -> None:
        if self._outlook is not None:
            self._outlook.publish(glimpse)

    def _performed(self, result: object) -> None:
        if isinstance(result, Exception):
            self._result.reason = f"the performer stopped: {result}"
            self._live.wish(Fail("not-done"))

    def _glimpse(self) -> Glimpse:
        return Glimpse(self._live.conductor.scene, self._live.conductor.findings())

    # --- on the worker's loop ---------------------------------------------------------------------------------------

    async def _perform(self) -> None:
        self._outlook = Outlook(asyncio.get_running_loop(), await self._on_owner(self._glimpse))
        performer = Performer(
            self._tutorial,
            self._machinery.desktop,
            self._outlook,
            wish=self._wish,
            take_picture=self._take_picture,
            evaluate=self._evaluate,
        )
        await performer.run()

    def _wish(self, event: Event) -> None:
        self._machinery.post(lambda: self._live.wish(event))

    async def _on_owner(self, ask: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._machinery.post(lambda: _hand_back(loop, answer, ask()))
        return await answer

    async def _take_picture(self, step: Step, glimpse: Glimpse) -> None:
        result = self._result.step(step.id)
        result.say = glimpse.scene.view.say
        if glimpse.findings:
            result.see(glimpse.findings[0])
        card = await self._on_owner(self._machinery.stage.card_rect)
        wanted = _frame(glimpse, card)
        picture = await asyncio.to_thread(self._grab, wanted)
        for _ in range(SETTLE_TRIES):
            await asyncio.sleep(SETTLE_S)
            again = await asyncio.to_thread(self._grab, wanted)
            if again.pixels == picture.pixels:
                break
            picture = again
        name = f"{self._tutorial.id}/{len(self._result.steps):02}-{step.id}.png"
        await asyncio.to_thread(self._save, picture, self._out / name)
        result.picture = name

    def _grab(self, rect: DeviceRect | None) -> Picture:
        return self._machinery.desktop.capture.grab(rect)

    @staticmethod
    def _save(picture: Picture, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, encode_png(picture))

    async def _evaluate(self, condition: Condition) -> bool:
        """Wait until a condition of `do: {wait: …}` holds; False when it did not in time."""
        finder = self._machinery.surroundings(self._tutorial).finder
        until = time.monotonic() + EVALUATE_FOR_S
        while time.monotonic() < until:
            if await holds(condition, finder, await self._snapshot(), self._machinery.language):
                return True
            await asyncio.sleep(LOOK_EVERY_S)
        return False

    async def _snapshot(self) -> WindowsSnapshot:
        return await self._on_owner(self._machinery.desktop.windows.snapshot)


def _hand_back(loop: asyncio.AbstractEventLoop, answer: asyncio.Future[T], value: T) -> None:
    loop.call_soon_threadsafe(lambda: None if answer.done() else answer.set_result(value))


def _frame(glimpse: Glimpse, card: DeviceRect | None) -> DeviceRect | None:
    """Return the part of the screen that matters, None for all of it."""
    rects = [rect for rect in (glimpse.scene.window, card, *(light.rect for light in glimpse.scene.lights)) if rect]
    if not rects:
        return None
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    right, bottom = max(r.right for r in rects), max(r.bottom for r in rects)
    return DeviceRect(left, top, right - left, bottom - top).grown(MARGIN_PX)
