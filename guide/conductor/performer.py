"""Performs a tutorial: does each step with the real pointer and the real keyboard, as a person would.

Runs as a coroutine on the worker's loop beside a run that is played as always; it only sees what is on the screen
(an `Outlook`) and wishes what a person could wish on the card.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, Protocol

from guide.conductor.outlook import Glimpse, Outlook
from guide.conductor.words import what_did_not_happen
from guide.desktop.elements import Scrolled, Way
from guide.desktop.inputs import Button, InputNotPossibleError, MadeInput
from guide.desktop.windows import WindowInfo
from guide.session.events import Answer, Event, Fail, Next
from guide.session.view import FINAL
from guide.targeting.finding import Finding
from guide.tutorial.actions import Action, Click, Drag, Open, Press, Type, Wait
from guide.tutorial.conditions import Answered, Condition, Confirmed, Waited, leaves
from guide.tutorial.defaults import actions_for
from guide.tutorial.document import Choice, Step, Tutorial
from guide.tutorial.geometry import DevicePoint, DeviceRect
from guide.tutorial.keys import Chord

Reason = Literal["not-found", "ambiguous", "not-done", "application-missing"]
#: So often a step is performed before it is called failed: the first click may have fallen into a re-layout.
TRIES = 2
#: The buttons of a card come with the card; what takes longer than this is not coming.
CARD_MS = 1500
#: So many notches of the wheel at a time, and so often, until what was scrolled away is in sight.
NOTCHES, MOST_SCROLLS = 3, 100
#: A program that has been scrolled shows it by then, or had nothing further to show.
SCROLL_MS = 800
_INSET_PX = 8
"""So far from the edge of a menu's item it is clicked at least."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a rehearsal waits, in milliseconds, before it calls a step failed."""

    application: int = 45_000
    """Until the program is there: a first start of a large program on a small machine."""
    target: int = 15_000
    """Until a step is on the screen."""
    done: int = 10_000
    """Until a step that was performed is seen as done; then it is performed once more."""
    pointer: int = 250
    """That long the pointer takes to a control: programs see it come, as from a hand."""


class Backstage(Protocol):
    """What a performer needs of whoever rehearses."""

    def wish(self, event: Event, step_id: str | None) -> None:
        """Hand a wish to the run; it counts only while the run is at this step (None: at any). From any thread."""
        ...

    async def open_program(self) -> str | None:
        """Open the tutorial's program where it is not open; return why that cannot be, None when it can."""
        ...

    async def open_other(self, launch: str) -> str | None:
        """Open another program; return why that cannot be."""
        ...

    async def bring_forward(self, window: WindowInfo) -> None:
        """Bring a window to the front, as somebody does with the list of windows."""
        ...

    async def take_picture(self, step: Step, glimpse: Glimpse) -> None:
        """Keep a picture of the step as it is on the screen now, performed or not."""
        ...

    async def holds(self, condition: Condition, step: Step) -> bool:
        """Wait until a condition holds; False when it did not in time."""
        ...

    async def missed(self, step: Step) -> None:
        """Look at a step that was performed and is not done, before it is tried again or given up."""
        ...

    def failed(self, step: Step, reason: Reason, why: str) -> None:
        """Note why the rehearsal ends at this step, in words for a person."""
        ...


class Performer:
    """Performs one run."""

    def __init__(  # noqa: PLR0913, PLR0917 -- one call
        self,
        tutorial: Tutorial,
        hands: MadeInput,
        outlook: Outlook,
        backstage: Backstage,
        patience: Patience | None = None,
        scale: Callable[[DeviceRect], float] = lambda rect: 1.0,
    ) -> None:
        """`scale`: device pixels per logical pixel at a place of the screen."""
        self._scale = scale
        self._tutorial = tutorial
        self._hands = hands
        self._outlook = outlook
        self._backstage = backstage
        self._patience = patience or Patience()
        self._pointer: DevicePoint | None = None
        """Where the last click was."""
        self._opened: set[str] = set()
        """Steps for which another program was opened."""

    async def run(self) -> None:
        """Perform until the run has ended; a step that cannot be done ends it as failed."""
        missing = await self._backstage.open_program()
        if missing is not None:
            await self._give_up("application-missing", missing)
            return
        if await self._outlook.until(_begun, within_ms=self._patience.application) is None:
            await self._give_up(*_what_stands_in_the_way(self._outlook.latest))
            return
        while (step := await self._next_step()) is not None:
            await self._backstage.take_picture(step, self._outlook.latest)
            if not await self._done(step):
                return

    async def _next_step(self) -> Step | None:
        """Wait for a step that waits for the person; None when the run has ended, or ends for want of one."""
        glimpse = await self._come_to_turn()
        if glimpse is None:
            await self._give_up(*_what_stands_in_the_way(self._outlook.latest))
            return None
        return None if _ended(glimpse) else self._tutorial.step(glimpse.scene.view.step_id or "")

    async def _come_to_turn(self) -> Glimpse | None:
        """Wait for a step's turn or the end, and scroll where that is what it takes; None when neither comes."""
        came_by: Way | None = None
        notches = NOTCHES
        for number in range(MOST_SCROLLS):
            glimpse = await self._turn_or_hidden()
            hidden = _scrolled_away(glimpse) if glimpse else None
            if glimpse is None or hidden is None:
                return glimpse
            way = hidden.way or ("down" if number < MOST_SCROLLS // 2 else "up")
            notches = 1 if came_by not in {None, way} else notches  # too far: now slowly
            came_by = way
            await asyncio.to_thread(self._hands.scroll, hidden.area.center, way, notches)
            await self._outlook.until(partial(_not_hidden_so, hidden), within_ms=SCROLL_MS)
        return None

    async def _turn_or_hidden(self) -> Glimpse | None:
        """Wait for a step's turn, the end, or that it takes scrolling; open the program that is missing for it."""
        patience = self._patience.target
        while True:
            glimpse = await self._outlook.until(
                lambda g: _turn(g) or _ended(g) or _scrolled_away(g) is not None or self._missing(g) is not None,
                within_ms=patience,
            )
            launch = self._missing(glimpse) if glimpse is not None else None
            if glimpse is None or launch is None:
                return glimpse
            self._opened.add(glimpse.scene.view.step_id or "")
            if await self._backstage.open_other(launch) is not None:
                return None
            patience = self._patience.application

    def _missing(self, glimpse: Glimpse) -> str | None:
        """Return what opens the program that a step goes on in, where it is not there and was not opened yet."""
        view = glimpse.scene.view
        if view.state != "lost" or view.step_id is None or view.step_id in self._opened:
            return None
        actions = actions_for(self._tutorial.step(view.step_id))
        return next((action.launch for action in actions if isinstance(action, Open)), None)

    async def _give_up(self, reason: Reason, why: str) -> None:
        """End the run as failed, with a picture of how the screen looks."""
        glimpse = self._outlook.latest
        if _ended(glimpse):
            return
        step_id = glimpse.scene.view.step_id
        step = self._tutorial.step(step_id) if step_id else self._tutorial.steps[0]
        await self._backstage.take_picture(step, glimpse)
        self._backstage.failed(step, reason, why)
        self._backstage.wish(Fail(reason), None)
        await self._outlook.until(_ended, within_ms=self._patience.done)

    async def _done(self, step: Step) -> bool:
        """Do the step and see it done; False when the run was ended because it could not be done."""
        problem = ""
        for _ in range(TRIES):
            problem = await self._perform(step)
            if await self._outlook.until(lambda g: _moved_on(g, step.id), within_ms=self._patience.done):
                return True
            await self._backstage.missed(step)
        tried = problem or what_did_not_happen(step.completes)
        await self._give_up("not-done", f"{tried}, in {TRIES} tries")
        return False

    # --- one step -------------------------------------------------------------------------------------------------

    async def _perform(self, step: Step) -> str:
        """Do what the step asks for; return what stood in the way, empty for nothing."""
        for action in actions_for(step):
            if _moved_on(self._outlook.latest, step.id):
                return ""
            try:
                problem = await self._act(action, step)
            except InputNotPossibleError as error:
                problem = str(error)
            if problem:
                return problem
        await self._answer_and_confirm(step)
        return ""

    async def _act(self, action: Action, step: Step) -> str:
        match action:
            case Click(kind):
                point = self._where()
                if point is None:
                    return "there was nothing to click on"
                button: Button = "right" if kind == "right-click" else "left"
                await self._click(point, button, 2 if kind == "double-click" else 1)
            case Drag(right_px, down_px, grip):
                lit, start = _lit(self._outlook.latest), self._where()
                if start is None or lit is None or lit.rect is None:
                    return "there was nothing to drag"
                scale = self._scale(lit.rect)
                if grip is not None:
                    start = _gripped(lit.rect, grip, scale)
                end = DevicePoint(start.x + round(right_px * scale), start.y + round(down_px * scale))
                await asyncio.to_thread(lambda: self._hands.drag(start, end, duration_ms=self._patience.pointer))
                self._pointer = end
            case Open():
                lit = _lit(self._outlook.latest)
                if lit is not None and lit.window is not None:
                    await self._backstage.bring_forward(lit.window)
            case Type(text):
                await self._focus()
                await asyncio.to_thread(self._hands.type, text)
            case Press(keys):
                await asyncio.to_thread(self._hands.press, Chord.parse(keys))
            case Wait(Waited(duration_ms)):
                await self._outlook.until(lambda g: _moved_on(g, step.id), within_ms=duration_ms)
            case Wait(condition):
                return "" if await self._backstage.holds(condition, step) else "what it waits for did not come"
        return ""

    async def _focus(self) -> None:
        """Click the step's target where it has not the keyboard."""
        lit, point = _lit(self._outlook.latest), self._where()
        if point is not None and lit is not None and lit.element and "focused" not in lit.element.states:
            await self._click(point, "left", 1)

    async def _click(self, point: DevicePoint, button: Button, count: int) -> None:
        for turn in self._way_to(point):
            await asyncio.to_thread(lambda turn=turn: self._hands.move(turn, duration_ms=self._patience.pointer))  # type: ignore[misc]
        # the program may have laid out anew under the coming pointer
        self._pointer = self._where() or point
        await asyncio.to_thread(self._hands.click, self._pointer, button, count)

    def _where(self) -> DevicePoint | None:
        lit = _lit(self._outlook.latest)
        if lit is None or lit.rect is None:
            return None
        if self._pointer is None or not _in_a_menu(lit):
            return lit.rect.center
        # straight down from the menu's title: on the way to the middle of a wide menu lie other menus' titles
        left, right = lit.rect.x + _INSET_PX, lit.rect.right - 1 - _INSET_PX
        return DevicePoint(min(max(self._pointer.x, left), max(left, right)), lit.rect.center.y)

    def _way_to(self, point: DevicePoint) -> list[DevicePoint]:
        """Return the turns of the way: into a submenu along its item, and then down, as a hand does it."""
        lit = _lit(self._outlook.latest)
        if lit is None or not _in_a_menu(lit) or self._pointer is None or self._pointer.x == point.x:
            return [point]
        return [DevicePoint(point.x, self._pointer.y), point]

    async def _answer_and_confirm(self, step: Step) -> None:
        """Answer the step's question, and press Next where the step, or the reply to the answer, asks for it."""
        choice = _best_choice(step)
        if choice is not None:
            self._backstage.wish(Answer(choice.id), step.id)
        confirms = any(isinstance(leaf, Confirmed) for leaf in leaves(step.completes))
        if confirms or (choice is not None and choice.say is not None):
            ready = await self._outlook.until(
                lambda g: g.scene.view.can_next or _moved_on(g, step.id), within_ms=CARD_MS
            )
            if ready is not None:
                self._backstage.wish(Next(), step.id)


def _best_choice(step: Step) -> Choice | None:
    """Return the answer that completes the step: one that its condition names, else a correct one, else the first."""
    if step.ask is None:
        return None
    named = {leaf.choice for leaf in leaves(step.completes) if isinstance(leaf, Answered)}
    choices = step.ask.choices
    wanted = [c for c in choices if c.id in named] or [c for c in choices if c.correct] or list(choices)
    return wanted[0] if wanted else None


def _what_stands_in_the_way(glimpse: Glimpse) -> tuple[Reason, str]:
    view = glimpse.scene.view
    findings = [finding for finding in glimpse.findings if finding.state != "found"]
    several = [finding for finding in findings if finding.state == "ambiguous"]
    if view.state in {"preparing", "away"}:
        return "application-missing", _plain(view.why_lost) or "the program is not there"
    if several:
        return "ambiguous", several[0].why
    if view.state in {"resolving", "lost"}:
        return "not-found", "; ".join(dict.fromkeys(f.why for f in findings if f.why)) or "its target was not found"
    return "not-done", f"the step did not get its turn (it is {view.state})"


def _plain(sentence: str | None) -> str:
    return (sentence or "").rstrip(".")


def _gripped(rect: DeviceRect, grip: tuple[int, int], scale: float) -> DevicePoint:
    """Return where to press: inside, where the control is smaller than it was for the author."""
    left, top = (round(px * scale) for px in grip)
    return DevicePoint(min(rect.x + left, rect.right - 1), min(rect.y + top, rect.bottom - 1))


def _in_a_menu(finding: Finding) -> bool:
    window, element = finding.window, finding.element
    return window is not None and not window.managed and element is not None and element.role.startswith("menuitem")


def _lit(glimpse: Glimpse) -> Finding | None:
    return next((f for f in glimpse.findings if f.state == "found" and f.rect is not None), None)


def _scrolled_away(glimpse: Glimpse) -> Scrolled | None:
    """Return where to scroll, once the card says so."""
    if glimpse.scene.view.scrolled is None:
        return None
    return next((f.scrolled for f in glimpse.findings if f.scrolled is not None), None)


def _not_hidden_so(before: Scrolled, glimpse: Glimpse) -> bool:
    return _scrolled_away(glimpse) != before


def _begun(glimpse: Glimpse) -> bool:
    return glimpse.scene.view.state not in {"preparing", "away"}


def _turn(glimpse: Glimpse) -> bool:
    return glimpse.scene.view.state == "waiting"


def _ended(glimpse: Glimpse) -> bool:
    return glimpse.scene.view.state in FINAL


def _moved_on(glimpse: Glimpse, step_id: str) -> bool:
    return _ended(glimpse) or glimpse.scene.view.step_id != step_id
