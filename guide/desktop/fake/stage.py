"""What stands on a fake desktop, and what people and programs do to it. Whoever listens is told."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from guide.desktop.elements import ElementEvent
from guide.desktop.fake.elements import FakeElements
from guide.desktop.fake.parts import TEXT_ROLES, FakeElement, FakeWindow
from guide.desktop.fake.windows import FakeWindows
from guide.desktop.ports import Post
from guide.desktop.windows import ScreenInfo, WindowsSnapshot
from guide.tutorial.geometry import DeviceRect

#: Fake process ids begin far above those of real programs.
_FIRST_PID = 4_000_001


class Stage:
    """Holds windows in a stack, the last one on top. Each method is something that happens on a desktop."""

    def __init__(self, post: Post, screens: tuple[ScreenInfo, ...], versions: Mapping[str, str]) -> None:
        self.current_desktop = 0
        self.stack: list[FakeWindow] = []
        self.active: FakeWindow | None = None
        self._pids: dict[str | None, int] = {}
        self._numbers = itertools.count(_FIRST_PID)
        self._screens = screens
        self.elements = FakeElements(post, lambda: self.stack)
        self.windows = FakeWindows(post, self._look, self._activate_by_id, dict(versions))

    # --- windows ----------------------------------------------------------------------------------------------

    def open(self, window: FakeWindow) -> FakeWindow:
        """Show a window on top; a managed one gets the keyboard."""
        if window.process not in self._pids:
            self._pids[window.process] = next(self._numbers)
        window.pid = self._pids[window.process]
        window.desktop = self.current_desktop if window.desktop is None else window.desktop
        self.stack.append(window)
        if window.managed and not window.ours:
            self.active = window
        self.windows.changed()
        self.elements.tell(ElementEvent("window", window.pid, window.root.ref))
        return window

    def close(self, window: FakeWindow) -> None:
        """Close a window and those that belong to it; the next one below gets the keyboard."""
        for child in [w for w in self.stack if w.transient_for is window]:
            self.close(child)
        if window not in self.stack:
            return
        self.stack.remove(window)
        if self.elements.focused is not None and self.elements.focused.window is window:
            self.elements.focused = None
        if self.active is window:
            self.active = next((w for w in reversed(self.stack) if w.managed and w.visible and not w.ours), None)
        self.windows.changed()
        self.elements.tell(ElementEvent("gone", window.pid, window.root.ref))
        if window.on_close is not None:
            window.on_close(self)

    def end(self, process: str) -> None:
        """Kill a program: all its windows are gone at once, and the next of that name is another process."""
        self._pids.pop(process, None)
        for window in [w for w in self.stack if w.process == process]:
            self.close(window)

    def move(self, window: FakeWindow, x: int, y: int) -> None:
        """Move a window so that its content's top left corner is there."""
        self._set(window, rect=DeviceRect(x, y, window.rect.width, window.rect.height))

    def resize(self, window: FakeWindow, width: int, height: int) -> None:
        """Give a window another size."""
        window.root.at = (0, 0, width, height)
        self._set(window, rect=DeviceRect(window.rect.x, window.rect.y, width, height))

    def rename(self, window: FakeWindow, title: str) -> None:
        """Give a window another title."""
        window.root.name = title
        self._set(window, title=title)

    def minimise(self, window: FakeWindow) -> None:
        """Put a window away; the next one below gets the keyboard."""
        if self.active is window:
            self.active = next((w for w in reversed(self.stack) if w is not window and w.managed and w.visible), None)
        self._set(window, minimised=True)

    def activate(self, window: FakeWindow) -> None:
        """Bring a window back and to the top and give it the keyboard."""
        if window in self.stack:
            self.stack.remove(window)
            self.stack.append(window)
            self.active = window
            self._set(window, minimised=False)

    def show_fullscreen(self, window: FakeWindow, on: bool = True) -> None:
        """Make a window fill the first screen; its old place is not remembered."""
        self._set(window, fullscreen=on, rect=self._screens[0].rect if on else window.rect)

    def switch_desktop(self, number: int) -> None:
        """Show another desktop."""
        self.current_desktop = number
        for window in self.stack:
            window.on_this_desktop = window.desktop == number
        if self.active is not None and not self.active.visible:
            self.active = next((w for w in reversed(self.stack) if w.managed and w.visible), None)
        self.windows.changed()

    # --- elements ---------------------------------------------------------------------------------------------

    def change(self, element: FakeElement, **fields: Any) -> None:
        """Give fields of an element other values and tell what changed: `change(box, value="7", enabled=False)`."""
        before = element.info(with_value=True, focused=False)
        for name, value in fields.items():
            if not hasattr(element, name):
                raise AttributeError(f"an element has no {name}")
            setattr(element, name, frozenset(value) if name == "states" else value)
        now = element.info(with_value=True, focused=False)
        pid = element.window.pid if element.window else None
        for state in sorted(before.states ^ now.states):
            self.elements.tell(ElementEvent("state", pid, element.ref, state, state in now.states))
        if before.value != now.value:
            self.elements.tell(ElementEvent("text" if element.role in TEXT_ROLES else "value", pid, element.ref))
        if before.rect != now.rect:
            self.elements.tell(ElementEvent("bounds", pid, element.ref))

    def add(self, parent: FakeElement | FakeWindow, *children: FakeElement) -> None:
        """Put further elements into an element or a window."""
        element = parent.root if isinstance(parent, FakeWindow) else parent
        element.adopt(children)
        self.elements.tell(ElementEvent("children", element.window.pid if element.window else None, element.ref))

    def remove(self, element: FakeElement) -> None:
        """Take an element away."""
        parent = element.parent
        if parent is None:
            raise ValueError("a window's root goes with its window: close that")
        parent.children = tuple(child for child in parent.children if child is not element)
        if self.elements.focused in tuple(element.walk()):
            self.elements.focused = None
        self.elements.tell(ElementEvent("children", element.window.pid if element.window else None, parent.ref))
        element.parent = None

    def focus(self, element: FakeElement | None) -> None:
        """Give the keyboard to an element."""
        if element is not self.elements.focused:
            self.elements.focused = element
            if element is not None:
                self.elements.tell(ElementEvent("focus", element.window.pid if element.window else None, element.ref))

    def _set(self, window: FakeWindow, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(window, name, value)
        self.windows.changed()

    def _look(self) -> WindowsSnapshot:
        lower = [w.info() for w in self.stack if w.managed]
        upper = [w.info() for w in self.stack if not w.managed]  # menus and tooltips lie above every window
        return WindowsSnapshot((*lower, *upper), self.active.id if self.active else None, self._screens)

    def _activate_by_id(self, window_id: int) -> None:
        window = next((w for w in self.stack if w.id == window_id), None)
        if window is not None:
            self.activate(window)
