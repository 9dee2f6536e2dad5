"""Looks for targets on a virtual screen as the product does, and shows where they were found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from queue import SimpleQueue

from guide.desktop.handlers.x11.desktop import X11Desktop
from guide.desktop.virtual_screen import VirtualScreen
from guide.desktop.windows import WindowsSnapshot
from guide.desktop.worker import Worker
from guide.targeting.finder import Finder
from guide.targeting.finding import Finding
from guide.tutorial.document import Application
from guide.tutorial.geometry import DevicePoint, DeviceRect
from guide.tutorial.patterns import LocalName, TextPattern
from guide.tutorial.targets import ElementSpec, PathEntry, RegionSpec, Target, WindowSpec
from tests.support import desktop as support


def called(name: str | Mapping[str, str]) -> LocalName:
    """A name as a tutorial writes it."""
    by_language = {"": name} if isinstance(name, str) else name
    return LocalName({language: TextPattern(source) for language, source in by_language.items()})


def element(
    role: str | None = None,
    name: str | Mapping[str, str] | None = None,
    *,
    element_id: str | None = None,
    path: tuple[tuple[str | None, str | None], ...] = (),
    index: int | None = None,
    state: str = "",
    window: str | None = None,
    region: RegionSpec | None = None,
) -> Target:
    """A target that is a control."""
    spec = ElementSpec(
        role=role,
        name=called(name) if name is not None else None,
        id=element_id,
        path=tuple(PathEntry(r, called(n) if n else None) for r, n in path),
        index=index,
        state=frozenset(state.split()),
    )
    return Target(element=spec, window=WindowSpec(title=called(window)) if window else None, region=region)


class Seeker:
    """Finds targets of one program on one screen."""

    def __init__(self, screen: VirtualScreen, desktop: X11Desktop, worker: Worker) -> None:
        self.screen, self.desktop, self.worker = screen, desktop, worker
        self._finders: dict[str, Finder] = {}

    def find(self, process: str, target: Target, *, with_value: bool = False) -> Finding:
        """Look once."""
        finder = self._finders.setdefault(process, Finder(self.desktop, Application(process=process)))
        return self.worker.wait(finder.find(target, self.windows(), with_value=with_value))

    def sees(self, process: str, target: Target, *, with_value: bool = False) -> Finding:
        """Look until it is found where it was the time before; return the finding."""
        findings: list[Finding] = []

        def settled() -> Finding | None:
            findings.append(self.find(process, target, with_value=with_value))
            last = findings[-1]
            return last if last.state == "found" and len(findings) > 1 and findings[-2].rect == last.rect else None

        return support.wait_until(settled, f"{target} in {process}; last answer: {findings[-1:]}")

    def loses(self, process: str, target: Target) -> Finding:
        """Look until it is absent; return the finding."""

        def absent() -> Finding | None:
            finding = self.find(process, target)
            return finding if finding.state == "absent" else None

        return support.wait_until(absent, f"{target} in {process} to go")

    def windows(self) -> WindowsSnapshot:
        """Return all windows now."""
        return self.desktop.windows.snapshot()


@contextmanager
def seeker_on(screen: VirtualScreen) -> Iterator[Seeker]:
    """A seeker on this screen, from this process."""
    posted: SimpleQueue[Callable[[], None]] = SimpleQueue()
    with screen.entered():
        worker = Worker(posted.put)
        desktop = X11Desktop(posted.put, display=screen.display)
        worker.at_end(desktop.elements.shutdown)
        try:
            yield Seeker(screen, desktop, worker)
        finally:
            worker.shutdown()
            desktop.shutdown()


def edges_are_drawn(picture: support.Shot, rect: DeviceRect, sides: str = "left right top bottom") -> bool:
    """Whether the picture changes at the sides of a rectangle, along most of the middle half of each."""
    across = range(rect.x + rect.width // 4, rect.right - rect.width // 4)
    down = range(rect.y + rect.height // 4, rect.bottom - rect.height // 4)
    pairs = {
        "left": [(DevicePoint(rect.x - 1, y), DevicePoint(rect.x, y)) for y in down],
        "right": [(DevicePoint(rect.right - 1, y), DevicePoint(rect.right, y)) for y in down],
        "top": [(DevicePoint(x, rect.y - 1), DevicePoint(x, rect.y)) for x in across],
        "bottom": [(DevicePoint(x, rect.bottom - 1), DevicePoint(x, rect.bottom)) for x in across],
    }
    return all(_changes(picture, pairs[side]) for side in sides.split())


def _changes(picture: support.Shot, pairs: list[tuple[DevicePoint, DevicePoint]]) -> bool:
    colours = [(picture.at(inside), picture.at(outside)) for inside, outside in pairs]
    different = sum(max(abs(a - b) for a, b in zip(one, other, strict=True)) > 5 for one, other in colours)
    return different > 0.7 * len(pairs)
