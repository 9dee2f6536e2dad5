"""What a fake desktop is made of: windows with trees of elements, and what they do when somebody acts on them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

from guide.desktop.elements import ElementInfo, ElementRef, Scrolled
from guide.desktop.windows import WindowInfo, WindowKind
from guide.tutorial.geometry import DevicePoint, DeviceRect
from guide.tutorial.keys import Chord

Reaction = Callable[..., object]
"""What happens when somebody acts: called with the `FakeDesktop`; whatever it returns does not matter."""
Place = tuple[int, int, int, int]
"""x, y, width, height in device pixels."""

#: A title bar and borders like those of a plain window manager.
TITLE_BAR_PX, BORDER_PX = 24, 1

_FOCUSABLE = frozenset({
    "button", "checkbox", "combobox", "link", "listitem", "menuitem", "menuitemcheckbox", "menuitemradio", "option",
    "radio", "searchbox", "slider", "spinbutton", "switch", "tab", "textbox", "treeitem",
})  # fmt: skip
TEXT_ROLES = frozenset({"textbox", "searchbox", "spinbutton", "combobox"})
TOGGLES = frozenset({"checkbox", "switch", "menuitemcheckbox"})

_numbers = itertools.count(1)


class FakeElement:
    """One control. Change its fields through `FakeDesktop.change`, so that those who listen are told."""

    def __init__(  # noqa: PLR0913  (the fields of an element, all by name)
        self,
        role: str,
        name: str = "",
        *,
        at: Place | None = None,
        id: str | None = None,
        value: str | None = None,
        states: Iterable[str] = (),
        enabled: bool = True,
        shown: bool = True,
        description: str = "",
        children: Iterable[FakeElement] = (),
        scrolls: bool = False,
        keys: Iterable[str] = (),
        on_click: Reaction | None = None,
        on_double_click: Reaction | None = None,
        on_right_click: Reaction | None = None,
    ) -> None:
        """`at`: from the window's top left corner; None: it has no place. `shown`: False in a closed menu.

        `keys`: shortcuts that the program says do the same as a click.
        `scrolls`: what lies in it moves up and down with the wheel, and is cut off at its edges.
        """
        self.role = role
        self.name = name
        self.at = at
        self.id = id
        self.value = value if value is not None or role not in TEXT_ROLES else ""
        self.states = frozenset(states)
        self.enabled = enabled
        self.shown = shown
        self.description = description
        self.keys = frozenset(map(Chord.parse, keys))
        self.by_enter: bool | None = None
        self.scrolls = scrolls
        self.scrolled_px = 0
        """How far down one has scrolled in it."""
        self.on_click = on_click
        self.on_double_click = on_double_click
        self.on_right_click = on_right_click
        self.children: tuple[FakeElement, ...] = ()
        self.parent: FakeElement | None = None
        self.window: FakeWindow | None = None
        self.ref = ElementRef("fake", f"/{next(_numbers)}")
        self.adopt(children)

    def __repr__(self) -> str:
        return f"<{self.role} “{self.name}”>"

    def adopt(self, children: Iterable[FakeElement]) -> None:
        """Take further elements in, after those that are there."""
        for child in children:
            child.parent = self
            child.belong_to(self.window)
            self.children = (*self.children, child)

    def belong_to(self, window: FakeWindow | None) -> None:
        """Become part of a window, with all that is inside."""
        for element in self.walk():
            element.window = window

    def walk(self) -> Iterator[FakeElement]:
        """Yield this element and all inside it, in tree order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, role: str, name: str | None = None) -> FakeElement:
        """Return the first element inside of that role and name; LookupError where there is none."""
        for element in self.walk():
            if element.role == role and name in (None, element.name):
                return element
        raise LookupError(f"no {role} “{name}” in {self!r}")

    @property
    def ancestors(self) -> tuple[FakeElement, ...]:
        """Those it lies in, outermost first."""
        parent = self.parent
        return () if parent is None else (*parent.ancestors, parent)

    @property
    def index(self) -> int:
        """Which child of its parent it is."""
        return 0 if self.parent is None else self.parent.children.index(self)

    @property
    def showing(self) -> bool:
        """Whether a person can see it, as far as this program is concerned."""
        visible = self.window is not None and self.window.visible
        return visible and self.shown and all(element.shown for element in self.ancestors)

    @property
    def rect(self) -> DeviceRect | None:
        """Where it is on the screen; None while it is not."""
        seen = self._whole
        for area in (above._whole for above in self.ancestors if above.scrolls):
            seen = seen and area and seen.intersected(area)
        return None if seen is None or seen.empty else seen

    @property
    def scrolled(self) -> Scrolled | None:
        """Where to scroll to see it; None where that is not what is in the way."""
        area = next((above for above in reversed(self.ancestors) if above.scrolls), None)
        whole, frame = self._whole, area.rect if area else None
        if self.rect is not None or whole is None or frame is None:
            return None
        return Scrolled(frame, "up" if whole.y < frame.y else "down")

    @property
    def _whole(self) -> DeviceRect | None:
        """Where it is, whatever is cut off."""
        if self.at is None or self.window is None or not self.showing:
            return None
        x, y, width, height = self.at
        y -= sum(above.scrolled_px for above in self.ancestors)
        return DeviceRect(self.window.rect.x + x, self.window.rect.y + y, width, height)

    def info(self, *, with_value: bool = False, focused: bool = False) -> ElementInfo:
        """Return the element as the port tells it."""
        states = set(self.states)
        states |= {name for name, holds in _states(self, focused=focused) if holds}
        secret = "password" in states
        return ElementInfo(
            ref=self.ref,
            role=self.role,
            name=self.name,
            id=self.id,
            rect=self.rect,
            states=frozenset(states),
            path=tuple((above.role, above.name, above.index) for above in self.ancestors),
            index=self.index,
            value=self.value if with_value and not secret else None,
            description=self.description,
            scrolled=self.scrolled,
            by_enter=self.by_enter,
        )


def _states(element: FakeElement, *, focused: bool) -> Iterator[tuple[str, bool]]:
    yield "enabled", element.enabled
    yield "visible", element.shown
    yield "showing", element.showing
    yield "focusable", element.role in _FOCUSABLE
    yield "focused", focused
    yield "editable", element.role in TEXT_ROLES


class FakeWindow:
    """One top-level window. Change it through the methods of `FakeDesktop`."""

    def __init__(  # noqa: PLR0913  (the fields of a window, all by name)
        self,
        title: str,
        *,
        process: str | None = "program",
        at: Place = (100, 100, 640, 480),
        elements: Iterable[FakeElement] = (),
        kind: WindowKind = "normal",
        transient_for: FakeWindow | None = None,
        managed: bool | None = None,
        app_class: str | None = None,
        shadow: int = 0,
        ours: bool = False,
        on_close: Reaction | None = None,
    ) -> None:
        """`shadow`: pixels of invisible shadow around it, as GTK 4 counts them in. `managed`: by kind, if not said."""
        self.id = next(_numbers)
        self.title = title
        self.process = process
        self.pid: int | None = None
        self.app_class = app_class
        self.rect = DeviceRect(*at)
        self.kind = kind
        self.transient_for = transient_for
        self.managed = kind not in ("popup", "menu", "tooltip") if managed is None else managed
        self.shadow = shadow
        self.ours = ours
        self.minimised = False
        self.fullscreen = False
        self.desktop: int | None = None
        """Number of its desktop, from when it is opened."""
        self.on_this_desktop = True
        self.on_close = on_close
        self.root = FakeElement("window", title, at=(0, 0, self.rect.width, self.rect.height))
        self.root.belong_to(self)
        self.root.adopt(elements)

    def __repr__(self) -> str:
        return f"<window {self.id} “{self.title}”>"

    @property
    def visible(self) -> bool:
        """Whether it is mapped here and now."""
        return self.on_this_desktop and not self.minimised

    def find(self, role: str, name: str | None = None) -> FakeElement:
        """Return the first element of that role and name; LookupError where there is none."""
        return self.root.find(role, name)

    def element_at(self, point: DevicePoint) -> FakeElement | None:
        """Return the innermost element at a point of the screen; of several, the last one drawn."""
        found = [e for e in self.root.walk() if e.rect is not None and e.rect.contains(point)]
        return max(reversed(found), key=lambda e: len(e.ancestors), default=None)

    def info(self) -> WindowInfo:
        """Return the window as the port tells it."""
        return WindowInfo(
            id=self.id,
            title=self.title,
            process=self.process,
            pid=self.pid,
            app_class=self.app_class,
            rect=self.rect,
            frame=self._frame(),
            client=self.rect.grown(self.shadow),
            kind=self.kind,
            minimised=self.minimised,
            on_current_desktop=self.on_this_desktop,
            fullscreen=self.fullscreen,
            managed=self.managed,
            transient_for=self.transient_for.id if self.transient_for else None,
            ours=self.ours,
        )

    def _frame(self) -> DeviceRect:
        if not self.managed or self.shadow or self.fullscreen:
            return self.rect
        grown = self.rect.grown(BORDER_PX)
        return DeviceRect(grown.x, grown.y - TITLE_BAR_PX, grown.width, grown.height + TITLE_BAR_PX)
