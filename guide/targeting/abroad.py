"""Finding the controls of a tutorial in a program that speaks another language, to learn what it calls them there.

Nothing that a control is called there is known yet. So where it stands in the tree of its window is noted while the
tutorial plays in its own language, and looked up in the other. Windows are told by their kind: a dialog or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Self

from guide.desktop.elements import ElementInfo, ElementQuery
from guide.desktop.ports import Desktop
from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.targeting.application import named_windows
from guide.targeting.by_element import MOST_MATCHES, query_for, without_parts
from guide.targeting.finding import Finding
from guide.targeting.names import bare
from guide.tutorial.document import Tutorial
from guide.tutorial.patterns import LocalName, TextPattern, normalised
from guide.tutorial.targets import ElementSpec, PathEntry, Target, WindowSpec

WITHIN_MS = 10_000
"""Nobody waits at the screen for this: a slow program has its time."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a control stands in the tree of its window, and what it and those around it are called."""

    role: str
    path: tuple[tuple[str, int | None], ...] = ()
    """Role and number of each ancestor below the window, outermost first."""
    index: int | None = None
    """Which one of those that stand there; None: it alone does."""
    names: tuple[str, ...] = ()
    """Its ancestors' names below the window, and last its own."""

    @property
    def spec(self) -> ElementSpec:
        """A description without any name."""
        path = tuple(PathEntry(role, index=index) for role, index in self.path)
        return ElementSpec(role=self.role, path=path, index=self.index)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what `asdict` made, after it was JSON."""
        path = tuple((str(role), index) for role, index in data["path"])
        return cls(str(data["role"]), path, data["index"], tuple(data["names"]))


def names_of_element(element: ElementInfo) -> tuple[str, ...]:
    """Return what an element's ancestors below the window, and last itself, are called."""
    return (*(name for _, name, _ in element.path[1:]), element.name)


async def place_of(finding: Finding, desktop: Desktop) -> Place | None:
    """Return where a control that was found stands; None where its window does not tell, or something is alike."""
    element, window = finding.element, finding.window
    if finding.state != "found" or element is None or window is None:
        return None
    named = ElementQuery(role=element.role, name=lambda told: told == element.name, counted=True)
    counted = await _again(element, named, window, desktop)
    if counted is None:
        return None
    told, _ = counted
    path = tuple((role, index if index >= 0 else None) for role, _, index in told.path[1:])
    place = Place(element.role, path, None, names_of_element(told))
    standing = await _again(element, query_for(place.spec, ""), window, desktop)
    if standing is None:
        return None
    _, (number, of) = standing
    return place if of == 1 else replace(place, index=number)


async def _again(
    element: ElementInfo, query: ElementQuery, window: WindowInfo, desktop: Desktop
) -> tuple[ElementInfo, tuple[int, int]] | None:
    """Return an element as a query finds it, and which one it is of how many on the screen."""
    matches = await desktop.elements.search(query, window, limit=MOST_MATCHES, deadline_ms=WITHIN_MS)
    shown = without_parts([info for info in matches.elements if info.rect is not None])
    number = next((number for number, info in enumerate(shown) if info.ref == element.ref), None)
    return None if number is None else (shown[number], (number, len(shown)))


def title_kinds(
    tutorial: Tutorial, specs: Iterable[WindowSpec], snapshot: WindowsSnapshot
) -> dict[str, tuple[bool, str]]:
    """Return for the title of each window that is open now whether that is a dialog, and what it says as a whole."""
    kinds: dict[str, tuple[bool, str]] = {}
    for spec in specs:
        open_now = named_windows(tutorial.application, spec, snapshot, tutorial.language)
        if spec.title is not None and open_now:
            kinds[own_title(spec, tutorial.language)] = (open_now[-1].is_dialog, open_now[-1].title)
    return kinds


def own_title(spec: WindowSpec, language: str) -> str:
    """Return a window's title as the tutorial says it in its own language."""
    return spec.title.candidates(language)[0].source if spec.title is not None else ""


def abroad(
    tutorial: Tutorial, places: Mapping[Target, Place], titles: Mapping[str, tuple[bool, str]], language: str
) -> Tutorial:
    """Return the tutorial with its controls described by their places, for a program that speaks `language`."""

    def window(spec: WindowSpec | None) -> WindowSpec | None:
        known = titles.get(own_title(spec, tutorial.language)) if spec is not None else None
        if spec is None or known is None or spec.title is None:
            return spec
        if not known[0] and spec.title.known_in(language):  # a dialog is told by being one, whatever it is called
            return spec
        return replace(spec, title=None, dialog=known[0])

    def change(part: Any) -> Any:
        if isinstance(part, Target):
            place = places.get(part)
            there = replace(part, window=window(part.window))
            return there if place is None else Target(element=_in_state(place.spec, part.element), window=there.window)
        if isinstance(part, WindowSpec):
            return window(part)
        if isinstance(part, tuple):
            return tuple(change(each) for each in part)
        if not is_dataclass(part) or isinstance(part, TextPattern | LocalName | type):
            return part
        new = {each.name: change(getattr(part, each.name)) for each in fields(part)}
        new = {name: value for name, value in new.items() if value is not getattr(part, name)}
        return replace(part, **new) if new else part

    steps, start = change(tutorial.steps), change(tutorial.start)
    return replace(tutorial, steps=steps, start=start, application=replace(tutorial.application, title=None))


def _in_state(spec: ElementSpec, old: ElementSpec | None) -> ElementSpec:
    return replace(spec, state=old.state) if old is not None else spec


def told_alike(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return what each name of a tutorial is called, from what was seen at the same places; several if it differs.

    >>> told_alike(["File"], [("_File", "_Datei"), ("Edit", "Bearbeiten")])
    {'File': ('Datei',)}
    """
    found: dict[str, dict[str, None]] = {}
    wanted = {normalised(name): name for name in names if TextPattern(name).regex is None}
    for here, there in pairs:
        name = wanted.get(normalised(bare(here)))
        if name is not None and there.strip():
            found.setdefault(name, {})[normalised(bare(there))] = None
    return {name: tuple(candidates) for name, candidates in found.items()}
