"""Looks at a step's targets as they are now, and finds out what has become of the ones that are found by less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, Self

from guide.authoring.healing.evidence import SAME_PLACE, Suspect, by_description, overlap, seen_at
from guide.authoring.healing.repairs import Repair, descriptions, places, places_of, repaired, stale_words
from guide.authoring.recording.acts import View
from guide.desktop.elements import ElementInfo, ElementQuery
from guide.desktop.ports import Desktop
from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.targeting.application import windows_to_look_in
from guide.targeting.finder import Finder
from guide.targeting.finding import Finding
from guide.targeting.looking import ScaleOf, one_to_one
from guide.targeting.regions import region_of, region_rect
from guide.tutorial.conditions import Shown, leaves
from guide.tutorial.document import Step, Tutorial
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.loader import loads
from guide.tutorial.problems import Path
from guide.tutorial.source import SourceError
from guide.tutorial.targets import Target

State = Literal["fine", "weaker", "gone", "ambiguous", "elsewhere"]
"""fine: found by the best that it is described by. weaker: found by less. gone: not found where it should be.
elsewhere: nothing can be said now, its window or its menu is not open, or the program does not answer."""
LOOKED_AT = 4000
"""Controls of one window; more is a table, which a control is not looked for in."""
HEALS_WITHIN_MS = 10_000
"""Somebody who asks for a repair waits for a slow program rather than being told that it is slow."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was seen of one target."""

    step: str
    number: int
    """Of the target among those of its step, from 0; what is to show afterwards comes behind them."""
    state: State
    finding: Finding
    repair: Repair | None = None
    """None: nothing is to be repaired, or nobody can tell how."""
    why: str = ""
    """For a person: why it is in that state, and where there is no repair for it, why not."""
    awaited: bool = False
    """Whether it is not what is pointed at, but what is to show when the step has been done."""

    def as_data(self) -> dict[str, Any]:
        """Return what another process needs to say the same."""
        finding = {"state": self.finding.state, "signal": self.finding.signal, "confidence": self.finding.confidence}
        repair = None if self.repair is None else asdict(self.repair)
        names = ("step", "number", "state", "why", "awaited")
        own = {name: getattr(self, name) for name in names}
        return {**own, "finding": finding, "repair": repair}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Return what `as_data` was made of. LookupError or TypeError for anything else."""
        repair = data["repair"] and Repair.from_data(data["repair"])
        return cls(**{**data, "finding": Finding(**data["finding"]), "repair": repair})


class Healer:
    """Examines the steps of one tutorial."""

    def __init__(
        self, desktop: Desktop, text: str, tutorial: Tutorial, *, language: str, scale: ScaleOf = one_to_one
    ) -> None:
        """`text`: of the tutorial's file; `language`: of the programs on this desktop."""
        self._desktop = desktop
        self._text = text
        self._data: Any = loads(text, folder=tutorial.folder).data
        self._tutorial = tutorial
        self._language = language
        self._scale = scale

    async def examine(
        self, step: Step, snapshot: WindowsSnapshot, *, here: bool = False, done: bool = False
    ) -> list[Examined]:
        """Look at a step's targets. `here`: it is the step's turn, so what is not found is not merely not open.

        `done`: it was done, so what is to show then should be there, too.
        """
        targets = [*step.targets, *(_shown_by(step) if done else ())]
        seen = [await self._examined(step, number, target, snapshot, here) for number, target in enumerate(targets)]
        return [replace(examined, awaited=examined.number >= len(step.targets)) for examined in seen]

    async def _examined(
        self, step: Step, number: int, target: Target, snapshot: WindowsSnapshot, here: bool
    ) -> Examined:
        finding = await self._finder(self._tutorial).find(target, snapshot)
        state = _state(target, finding, here, moved := self._has_moved(target, finding))
        if state in {"fine", "ambiguous", "elsewhere"}:
            return Examined(step.id, number, state, finding, why=finding.why)
        if moved:
            repair = self._new_place(step, number, finding)
            return Examined(step.id, number, state, finding, repair, "it is elsewhere in its window")
        repair, why = await self._repair(step, number, target, finding, snapshot, here)
        return Examined(step.id, number, state, finding, repair, why)

    def _finder(self, tutorial: Tutorial) -> Finder:
        return Finder.of(
            self._desktop, tutorial, language=self._language, scale=self._scale, deadline_ms=HEALS_WITHIN_MS
        )

    async def _repair(  # noqa: PLR0913, PLR0917
        self, step: Step, number: int, target: Target, finding: Finding, snapshot: WindowsSnapshot, here: bool
    ) -> tuple[Repair | None, str]:
        """Return a proposal that finds the control again, and what has changed or why there is none."""
        windows = windows_to_look_in(self._tutorial.application, target.window, snapshot, self._language)
        views = [await self._view(window) for window in windows]
        suspect = self._suspect(target, finding, views, windows, here)
        if suspect is None:
            return None, f"{finding.why}; nothing else could be told to be it"
        where = self._path(step, number)
        old = self._at((*where, "element"))
        own_id = await self._own_id(suspect.control, views)
        for data in descriptions(old, suspect.control, views, self._language, own_id=own_id):
            repair = self._written(step, where, data, suspect, target)
            if repair is not None and await self._finds(repair, step, number, suspect.control, snapshot):
                return repair, suspect.why
        return None, f"{suspect.why}, but no description of it fits it alone"

    def _suspect(
        self, target: Target, finding: Finding, views: list[View], windows: Sequence[WindowInfo], here: bool
    ) -> Suspect | None:
        if finding.state == "found" and finding.rect is not None and finding.signal in {"image", "text"}:
            return seen_at(finding.rect, views, finding.signal)
        if not here or target.element is None:  # another control in another place may fit what has been left out
            return None
        named = (other.element for step in self._tutorial.steps for other in (*step.targets, *_shown_by(step)))
        others = [element for element in named if element is not None and element != target.element]
        return by_description(target.element, views, self._language, self._place(target, windows), others)

    async def _view(self, window: WindowInfo) -> View:
        matches = await self._desktop.elements.search(
            ElementQuery(), window, limit=LOOKED_AT, deadline_ms=HEALS_WITHIN_MS
        )
        return View(window, tuple(info for info in matches.elements if info.rect is not None))

    async def _own_id(self, control: ElementInfo, views: Sequence[View]) -> str | None:
        """Return its accessible id, which is not asked of all that a window shows."""
        window = next(view.window for view in views if any(info.ref == control.ref for info in view.elements))
        read = await self._desktop.elements.read(control.ref, window, deadline_ms=HEALS_WITHIN_MS)
        return read.id if read is not None else None

    async def _finds(
        self, repair: Repair, step: Step, number: int, control: ElementInfo, snapshot: WindowsSnapshot
    ) -> bool:
        """Whether the tutorial, repaired, finds this control and no other by its description alone."""
        tutorial = loads(repaired(self._text, [repair]), folder=self._tutorial.folder).tutorial
        if tutorial is None:
            return False
        repaired_step = tutorial.step(step.id)
        target = [*repaired_step.targets, *_shown_by(repaired_step)][number]
        alone = Target(element=target.element, window=target.window)
        finding = await self._finder(tutorial).find(alone, snapshot)
        if finding.state != "found" or finding.element is None:
            return False
        return finding.element.ref == control.ref or (
            control.rect is not None and finding.rect is not None and overlap(control.rect, finding.rect) >= SAME_PLACE
        )

    def _written(self, step: Step, where: Path, data: Any, suspect: Suspect, target: Target) -> Repair | None:
        old = target.element.name.shown(self._language) if target.element and target.element.name else ""
        notes = stale_words(old, suspect.control.name, (step.say, step.title or ""))
        at, whole = (*where, "element"), self._at(())
        also = tuple(path for path in places(whole, "element", self._at(at)) if path != at)
        repair = Repair(step.id, at, data, suspect.why, notes, also)
        try:
            return repair if repaired(self._text, [repair]) != self._text else None
        except SourceError:
            return None

    # --- where it was -------------------------------------------------------------------------------------------------

    def _has_moved(self, target: Target, finding: Finding) -> bool:
        """Whether it was found for certain, but not where the tutorial has its place."""
        if target.region is None or finding.rect is None or finding.window is None or finding.signal != "element":
            return False
        place = region_rect(target.region, finding.window, self._scale(finding.window))
        return place.intersected(finding.rect).empty

    def _new_place(self, step: Step, number: int, finding: Finding) -> Repair | None:
        assert finding.rect is not None
        assert finding.window is not None
        where = (*self._path(step, number), "region")
        data = region_of(finding.rect, finding.window.rect, self._scale(finding.window), self._at(where))
        repair = Repair(step.id, where, data, "it is elsewhere in its window now")
        try:
            repaired(self._text, [repair])
        except SourceError:
            return None
        return repair

    def _place(self, target: Target, windows: Sequence[WindowInfo]) -> DeviceRect | None:
        main = next((window for window in windows if window.managed), None)
        if target.region is None or main is None:
            return None
        return region_rect(target.region, main, self._scale(main))

    # --- where it stands ----------------------------------------------------------------------------------------------

    def _path(self, step: Step, number: int) -> Path:
        place = [each.id for each in self._tutorial.steps].index(step.id)
        data = self._at(("steps", place))
        if number >= len(step.targets):
            return tuple(places_of("shown", data["until"], ("steps", place, "until")))[number - len(step.targets)]
        return ("steps", place, "targets", number) if "targets" in data else ("steps", place, "target")

    def _at(self, path: Path) -> Any:
        data = self._data
        for part in path:
            data = data[part]
        return data


def _shown_by(step: Step) -> list[Target]:
    """Return what is to show when a step has been done."""
    return [leaf.target for leaf in leaves(step.completes) if isinstance(leaf, Shown)]


def _state(target: Target, finding: Finding, here: bool, moved: bool) -> State:
    if finding.state == "ambiguous":
        return "ambiguous"
    if finding.state == "found":
        by_less = target.element is not None and finding.signal not in {"element", "window"}
        return "weaker" if by_less or moved else "fine"
    return "gone" if here and not finding.silent else "elsewhere"
