"""Performs a tutorial: does each step with the real pointer and the real keyboard, as a person would.

Runs as a coroutine on the worker's loop beside a run that is played as always; it only sees what is on the screen
(an `Outlook`) and wishes what a person could wish on the card.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from guide.conductor.outlook import Glimpse, Outlook
from guide.desktop.inputs import Button
from guide.desktop.ports import Desktop
from guide.session.events import Answer, Dismiss, Event, Fail, Next
from guide.session.view import FINAL
from guide.tutorial.actions import Action, Click, Press, Type, Wait
from guide.tutorial.conditions import Condition, Confirmed, Waited, leaves
from guide.tutorial.defaults import actions_for
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.geometry import DevicePoint
from guide.tutorial.keys import Chord


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a rehearsal waits, in milliseconds, before it calls a step failed."""

    application: int = 45_000
    """Until the program is there: a first start of a large program on a small machine."""
    target: int = 15_000
    done: int = 10_000
    """Until a step that was performed is seen as done; then it is performed once more."""
    pointer: int = 250
    """That long the pointer takes to a control: programs see it come, as from a hand."""


Evaluate = Callable[[Condition], Awaitable[bool]]
"""Waits until a condition holds; False when it did not in time."""
TakePicture = Callable[[Step, Glimpse], Awaitable[None]]
TRIES = 2


class Performer:
    """Performs one run."""

    def __init__(  # noqa: PLR0913 -- one call, by name, in one place
        self,
        tutorial: Tutorial,
        desktop: Desktop,
        outlook: Outlook,
        *,
        wish: Callable[[Event], None],
        take_picture: TakePicture,
        evaluate: Evaluate,
        patience: Patience | None = None,
    ) -> None:
        """`wish` may be called from any thread and hands the event to the run."""
        self._tutorial = tutorial
        self._made = desktop.made
        self._outlook = outlook
        self._wish = wish
        self._take_picture = take_picture
        self._evaluate = evaluate
        self._patience = patience or Patience()

    async def run(self) -> None:
        """Perform until the run has ended; a step that cannot be done ends it as failed."""
        glimpse: Glimpse | None = await self._ready("", first=True)
        while glimpse is not None and glimpse.scene.view.state not in FINAL:
            step = self._tutorial.step(glimpse.scene.view.step_id or "")
            await self._take_picture(step, glimpse)
            if not await self._perform(step):
                return
            glimpse = await self._ready(step.id)

    async def _ready(self, last: str, *, first: bool = False) -> Glimpse | None:
        """Wait until a step is on the screen and waits for the person, or the run has ended."""
        within = self._patience.application if first else self._patience.target
        glimpse = await self._outlook.until(lambda g: _turn(g) or _ended(g), within_ms=within)
        if glimpse is None:
            self._give_up()
        return glimpse

    def _give_up(self) -> None:
        view = self._outlook.latest.scene.view
        findings = self._outlook.latest.findings
        if view.state in {"preparing", "away"}:
            self._wish(Fail("application-missing"))
        elif any(finding.state == "ambiguous" for finding in findings):
            self._wish(Fail("ambiguous"))
        elif view.state in {"resolving", "lost"}:
            self._wish(Fail("not-found"))
        else:
            self._wish(Fail("not-done"))

    async def _perform(self, step: Step) -> bool:
        """Do the step and see it done; False when the run was ended because it could not be done."""
        for _ in range(TRIES):
            for action in actions_for(step):
                if _moved_on(self._outlook.latest, step.id):
                    return True
                if not await self._act(action, step):
                    break
            self._answer_or_confirm(step)
            if await self._outlook.until(lambda g: _moved_on(g, step.id), within_ms=self._patience.done):
                return True
        self._wish(Fail("not-done"))
        await self._outlook.until(_ended, within_ms=self._patience.done)
        return False

    def _answer_or_confirm(self, step: Step) -> None:
        if step.ask is not None:
            right = [choice for choice in step.ask.choices if choice.correct] or list(step.ask.choices)
            self._wish(Answer(right[0].id))
        if any(isinstance(leaf, Confirmed) for leaf in leaves(step.completes)):
            self._wish(Next())

    async def _act(self, action: Action, step: Step) -> bool:
        match action:
            case Click(kind):
                point = self._where()
                if point is None:
                    return False
                button: Button = "right" if kind == "right-click" else "left"
                await self._click(point, button, 2 if kind == "double-click" else 1)
            case Type(text):
                await self._focus()
                await asyncio.to_thread(self._made.type, text)
            case Press(keys):
                await asyncio.to_thread(self._made.press, Chord.parse(keys))
            case Wait(Waited(duration_ms)):
                await asyncio.sleep(duration_ms / 1000)
            case Wait(condition):
                return await self._evaluate(condition)
        return True

    async def _focus(self) -> None:
        """Click the step's target where it has not the keyboard."""
        findings = self._outlook.latest.findings
        element = findings[0].element if findings else None
        point = self._where()
        if point is not None and element is not None and "focused" not in element.states:
            await self._click(point, "left", 1)

    async def _click(self, point: DevicePoint, button: Button, count: int) -> None:
        await asyncio.to_thread(lambda: self._made.move(point, duration_ms=self._patience.pointer))
        # the program may have laid out anew under the coming pointer
        await asyncio.to_thread(self._made.click, self._where() or point, button, count)

    def _where(self) -> DevicePoint | None:
        rects = [f.rect for f in self._outlook.latest.findings if f.state == "found" and f.rect is not None]
        return rects[0].center if rects else None

    def dismiss(self) -> None:
        """End the run, because the rehearsal was cancelled."""
        self._wish(Dismiss("not-now"))


def _turn(glimpse: Glimpse) -> bool:
    return glimpse.scene.view.state == "waiting"


def _ended(glimpse: Glimpse) -> bool:
    return glimpse.scene.view.state in FINAL


def _moved_on(glimpse: Glimpse, step_id: str) -> bool:
    return _ended(glimpse) or glimpse.scene.view.step_id != step_id
