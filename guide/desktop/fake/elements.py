"""The elements port over the trees of fake windows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from guide.desktop.elements import (
    DEFAULT_DEADLINE_MS,
    ElementEvent,
    ElementInfo,
    ElementQuery,
    ElementRef,
    Matches,
    PathQuery,
)
from guide.desktop.fake.parts import FakeElement, FakeWindow
from guide.desktop.ports import Post
from guide.desktop.windows import Stop, WindowInfo
from guide.tutorial.geometry import DevicePoint


class FakeElements:
    """Answers at once. A program in `silent` does not answer at all, as one that hangs; one in `blind` has no tree."""

    def __init__(self, post: Post, windows: Callable[[], Iterable[FakeWindow]]) -> None:
        self.silent: set[str] = set()
        """Names of processes that never answer."""
        self.blind: set[str] = set()
        """Names of processes without an accessibility tree."""
        self.focused: FakeElement | None = None
        self.calls = 0
        """Questions asked so far."""
        self._post = post
        self._windows = windows
        self._subscribers: list[tuple[int | None, Callable[[ElementEvent], None]]] = []

    async def search(
        self, query: ElementQuery, window: WindowInfo, *, limit: int = 20, deadline_ms: int = DEFAULT_DEADLINE_MS
    ) -> Matches:
        """Find elements inside one window."""
        self.calls += 1
        if window.process in self.silent:
            detail = f"the program did not answer within {deadline_ms / 1000:g} s"
            return Matches((), "walk", 1, complete=False, detail=detail, answered=False)
        if window.process in self.blind:
            return Matches((), "none", 1, complete=True, detail="the program has no accessibility tree")
        found = [self._info(element) for element in self._inside(window)]
        fitting = [info for info in found if fits(query, info)]
        return Matches(tuple(fitting[:limit]), "walk", 1, complete=len(fitting) <= limit)

    async def read(
        self,
        ref: ElementRef,
        window: WindowInfo,
        *,
        with_value: bool = False,
        with_keys: bool = False,
        deadline_ms: int = DEFAULT_DEADLINE_MS,
    ) -> ElementInfo | None:
        """Read one element again."""
        self.calls += 1
        if window.process in self.silent | self.blind:
            return None
        found = (element for element in self._inside(window) if element.ref == ref)
        infos = ((element, self._info(element, with_value=with_value)) for element in found)
        return next((replace(info, keys=element.keys) if with_keys else info for element, info in infos), None)

    async def at(
        self, point: DevicePoint, window: WindowInfo, *, deadline_ms: int = DEFAULT_DEADLINE_MS
    ) -> ElementInfo | None:
        """Return the innermost element at a point of the window."""
        self.calls += 1
        if window.process in self.silent | self.blind:
            return None
        for fake in self._windows():
            if fake.id == window.id and (element := fake.element_at(point)) is not None:
                return self._info(element)
        return None

    def subscribe(self, callback: Callable[[ElementEvent], None], *, pid: int | None = None) -> Stop:
        """Call back on each event (of that program) until stopped."""
        entry = (pid, callback)
        self._subscribers.append(entry)

        def stop() -> None:
            if entry in self._subscribers:
                self._subscribers.remove(entry)

        return stop

    def shutdown(self) -> None:
        """Do nothing: there is no connection."""

    def tell(self, event: ElementEvent) -> None:
        """Hand an event to all who want it."""
        for entry in tuple(self._subscribers):
            if entry[0] in (None, event.pid):
                self._post(lambda entry=entry: entry[1](event) if entry in self._subscribers else None)  # type: ignore[misc]

    def _inside(self, window: WindowInfo) -> Iterator[FakeElement]:
        for fake in self._windows():
            if fake.id == window.id:
                yield from fake.root.walk()

    def _info(self, element: FakeElement, *, with_value: bool = False) -> ElementInfo:
        return element.info(with_value=with_value, focused=element is self.focused)


def fits(query: ElementQuery, info: ElementInfo) -> bool:
    """Whether an element is what a query looks for."""
    return (
        query.role in (None, info.role)
        and (query.name is None or query.name(info.name))
        and query.id in (None, info.id)
        and all((state.removeprefix("!") in info.states) != state.startswith("!") for state in query.states)
        and _lies_in(query.path, info.path)
    )


def _lies_in(wanted: tuple[PathQuery, ...], path: tuple[tuple[str, str, int], ...]) -> bool:
    """Whether all wanted ancestors are there, in order, with others in between."""
    ancestors = iter(path)
    return all(any(_is(query, ancestor) for ancestor in ancestors) for query in wanted)


def _is(query: PathQuery, ancestor: tuple[str, str, int]) -> bool:
    role, name, index = ancestor
    return query.role in (None, role) and (query.name is None or query.name(name)) and query.index in (None, index)
