"""The elements port: the accessibility tree of other programs, in ARIA terms.

Every call is a coroutine that runs on the desktop's worker loop, has a deadline, and may be cancelled at any await.
A program that does not answer costs its caller the deadline and nobody else anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from guide.desktop.windows import Stop, WindowInfo
from guide.tutorial.geometry import DevicePoint, DeviceRect
from guide.tutorial.keys import Chord

Matcher = Callable[[str], bool]
#: Nobody waits longer than this for one question to another program, unless a caller says otherwise.
DEFAULT_DEADLINE_MS = 1500


@dataclass(frozen=True, slots=True)
class ElementRef:
    """Names one element for this session only (bus name and object path on AT-SPI). Never stored."""

    bus: str
    path: str


Way = Literal["up", "down", "left", "right"]


@dataclass(frozen=True, slots=True)
class Scrolled:
    """Where something is that has been scrolled out of sight."""

    area: DeviceRect
    """What must be scrolled, on the screen."""
    way: Way | None = None
    """Where in it to go; None: the program does not say."""


@dataclass(frozen=True, slots=True)
class ElementInfo:
    """One element as it was when read. None means: this toolkit does not say."""

    ref: ElementRef
    role: str
    """ARIA role name; `generic` where there is none."""
    name: str
    id: str | None = None
    rect: DeviceRect | None = None
    """On the screen, repaired for the toolkit's quirks; None while it is not on the screen."""
    states: frozenset[str] = frozenset()
    """enabled, visible, showing, focused, focusable, checked, selected, expanded, editable, multi-line, pressed,
    modal, password, …"""
    path: tuple[tuple[str, str, int], ...] = ()
    """Ancestors, outermost (the window) first: (role, name, index among its siblings of that role; -1: not asked)."""
    index: int | None = None
    """Its own index among its siblings."""
    value: str | None = field(default=None, repr=False)
    """Text or value, only when it was asked for. Compared and forgotten; never for password fields."""
    keys: frozenset[Chord] = frozenset()
    """Shortcuts that do what a click does, as far as the program says; only when they were asked for."""
    description: str = ""
    scrolled: Scrolled | None = None
    """Without `rect`: where to scroll until it is seen; None: that is not what is in the way."""
    content_box: bool = False
    """Whether `rect` leaves out padding and border, so that one sees a larger control (GTK 4)."""
    by_enter: bool | None = None
    """Whether Enter does what a click does, once it has the keyboard; None: what is usual for its role."""


@dataclass(frozen=True, slots=True)
class PathQuery:
    """One ancestor that must be there, in order, with others allowed in between."""

    role: str | None = None
    name: Matcher | None = None
    index: int | None = None


@dataclass(frozen=True, slots=True)
class ElementQuery:
    """What to look for; None does not matter."""

    role: str | None = None
    name: Matcher | None = None
    id: str | None = None
    path: tuple[PathQuery, ...] = ()
    states: frozenset[str] = frozenset()
    """States that must hold; `!state` must not."""
    counted: bool = False
    """Whether the path of what is found says which of its siblings each ancestor is; that is asked for then."""

    @property
    def counts(self) -> bool:
        """Whether places among siblings have to be known."""
        return self.counted or any(entry.index is not None for entry in self.path)


@dataclass(frozen=True, slots=True)
class Matches:
    """What a search found, in tree order."""

    elements: tuple[ElementInfo, ...]
    """With rect and states, at most `limit`. Elements that are not on the screen have rect None."""
    how: str
    """cache, collection, walk, …: for people who want to know why it was slow."""
    calls: int
    """Questions put to the program."""
    complete: bool
    """False when a bound or the deadline ended the search early: not found is then not proof of absence."""
    detail: str = ""
    """For a person: what happened (`the program did not answer within 1.5 s`, `it has no accessibility tree`)."""
    answered: bool = True
    """False when it is not `complete` because the program did not answer in time: it is busy, or hangs."""


EventKind = Literal["focus", "state", "value", "text", "children", "bounds", "window", "selection", "gone", "bus"]
"""`bus`: the way to all programs broke off, or is there again; nothing that was found may be relied on."""


@dataclass(frozen=True, slots=True)
class ElementEvent:
    """The accessibility tree of a program changed. Comes in bursts: the caller asks again after a short calm."""

    kind: EventKind
    pid: int | None
    ref: ElementRef | None = None
    state: str | None = None
    """With `state`: which."""
    on: bool | None = None
    """With `state`: whether it holds now."""


class Elements(Protocol):
    """Looks at the accessibility trees."""

    async def search(
        self,
        query: ElementQuery,
        window: WindowInfo,
        *,
        limit: int = 20,
        deadline_ms: int = DEFAULT_DEADLINE_MS,
    ) -> Matches:
        """Find elements inside one window (its popups are windows of their own)."""
        ...

    async def read(
        self,
        ref: ElementRef,
        window: WindowInfo,
        *,
        with_value: bool = False,
        with_keys: bool = False,
        deadline_ms: int = DEFAULT_DEADLINE_MS,
    ) -> ElementInfo | None:
        """Read one element again (rect, states, name; its value and keys where asked for); None when it is gone."""
        ...

    async def at(
        self, point: DevicePoint, window: WindowInfo, *, deadline_ms: int = DEFAULT_DEADLINE_MS
    ) -> ElementInfo | None:
        """Return the innermost element at a point of the window, or None."""
        ...

    def subscribe(self, callback: Callable[[ElementEvent], None], *, pid: int | None = None) -> Stop:
        """Call back, on the owner's thread, on each event (of that program), until the returned stop is called."""
        ...

    def shutdown(self) -> None:
        """End the connection, on the thread of the loop it is used on; every question fails from then on."""
        ...
