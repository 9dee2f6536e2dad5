"""The fake desktop: a stage with hands, a camera and programs to start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from guide.desktop.elements import ElementEvent, Way
from guide.desktop.fake.hands import FakeHotkeys, FakeMadeInput, FakeObservedInput
from guide.desktop.fake.parts import TEXT_ROLES, TOGGLES, FakeElement, FakeWindow, Place, Reaction
from guide.desktop.fake.posting import post_now
from guide.desktop.fake.stage import Stage
from guide.desktop.fake.surroundings import FakeCapture, FakeIdleness, FakePreferences, FakePrograms
from guide.desktop.inputs import Button
from guide.desktop.ports import Ability, Post
from guide.desktop.windows import ScreenInfo
from guide.tutorial.geometry import DevicePoint, DeviceRect
from guide.tutorial.keys import Chord

NOTCH_PX = 40
_ONE_OF_SEVERAL = {
    "radio": "checked",
    "menuitemradio": "checked",
    "tab": "selected",
    "listitem": "selected",
    "treeitem": "selected",
    "option": "selected",
}


class FakeDesktop(Stage):
    """A desktop of fake windows, the last one on top."""

    def __init__(
        self,
        *windows: FakeWindow,
        post: Post = post_now,
        screens: Iterable[Place] = ((0, 0, 1920, 1080),),
        programs: Mapping[str, Reaction] | None = None,
        versions: Mapping[str, str] | None = None,
    ) -> None:
        """`programs`: by what launches them, what happens when they are started (most often, a window opens)."""
        told = tuple(_screen(number, DeviceRect(*place)) for number, place in enumerate(screens))
        super().__init__(post, told, versions or {})
        self.shortcuts: dict[Chord, Reaction] = {}
        """What happens when a shortcut is pressed, in whichever window."""
        self.observed = FakeObservedInput(post)
        self.hotkeys = FakeHotkeys(post)
        self.made = FakeMadeInput(
            self.observed, self.hotkeys, self._clicked, self._scrolled, self._pressed, self._written
        )
        self.capture = FakeCapture(told)
        self.programs = FakePrograms(self, dict(programs or {}))
        self.preferences = FakePreferences(post)
        self.idleness = FakeIdleness(post)
        self.battery = False
        """Whether the machine runs on its battery."""
        self.quiet = False
        """Whether the desktop is told to keep quiet."""
        for window in windows:
            self.open(window)

    def do_not_disturb(self) -> bool:
        """Say what the test set."""
        return self.quiet

    def on_battery(self) -> bool:
        """Say what the test set."""
        return self.battery

    def abilities(self) -> tuple[Ability, ...]:
        """Say that all works."""
        names = ("windows", "elements", "input", "made input", "hotkeys", "capture", "programs")
        return tuple(Ability(name, works=True, why="a fake desktop") for name in names)

    def shutdown(self) -> None:
        """Do nothing: there is neither a thread nor a connection."""

    # --- hands ------------------------------------------------------------------------------------------------

    def _clicked(self, point: DevicePoint, button: Button, count: int) -> None:
        top = self.windows.snapshot().topmost_at(point)
        window = next((w for w in self.stack if top is not None and w.id == top.id), None)
        self._leave_menus(window)
        if window is None:
            return
        if window.managed and window is not self.active:
            self.activate(window)
        element = window.element_at(point)
        if element is not None and element.enabled:
            self._act(element, button, count)

    def _scrolled(self, point: DevicePoint, way: Way, notches: int) -> None:
        top = self.windows.snapshot().topmost_at(point)
        window = next((w for w in self.stack if top is not None and w.id == top.id), None)
        element = window.element_at(point) if window else None
        area = next((e for e in reversed((*element.ancestors, element)) if e.scrolls), None) if element else None
        if area is not None and way in ("up", "down"):
            by_px = NOTCH_PX * notches * (1 if way == "down" else -1)
            area.scrolled_px = max(0, area.scrolled_px + by_px)
            self.elements.tell(ElementEvent("bounds", area.window.pid if area.window else None, area.ref))

    def _leave_menus(self, clicked: FakeWindow | None) -> None:
        """Close open menus that were not clicked, as a click anywhere else does."""
        for menu in [w for w in self.stack if w.kind == "menu"]:
            if menu is not clicked and (clicked is None or clicked.transient_for is not menu):
                self.close(menu)

    def _act(self, element: FakeElement, button: Button, count: int) -> None:
        if "focusable" in element.info().states:
            self.focus(element)
        reaction = element.on_right_click if button == "right" else element.on_click
        if count == 2 and element.on_double_click is not None:
            reaction = element.on_double_click
        if button == "left" and count == 1:
            self._toggle(element)
            self._leave_menu_of(element)
        if reaction is not None and button != "middle":
            reaction(self)

    def _leave_menu_of(self, element: FakeElement) -> None:
        """Close the menus that an item was chosen from; one that leads to a further menu keeps them open."""
        menu = element.window
        if not element.role.startswith("menuitem") or "haspopup" in element.states:
            return
        while menu is not None and menu.kind == "menu":
            closing, menu = menu, menu.transient_for
            self.close(closing)

    def _toggle(self, element: FakeElement) -> None:
        if element.role in TOGGLES:
            self.change(element, states=element.states ^ {"checked"})
        state = _ONE_OF_SEVERAL.get(element.role)
        if state is None:
            return
        for sibling in element.parent.children if element.parent else ():
            if sibling is not element and state in sibling.states:
                self.change(sibling, states=sibling.states - {state})
        self.change(element, states=element.states | {state})

    def _pressed(self, chord: Chord) -> None:
        focused = self.elements.focused
        if chord in self.shortcuts:
            self.shortcuts[chord](self)
        elif chord == Chord("Escape") and any(w.kind == "menu" for w in self.stack):
            self.close(next(w for w in reversed(self.stack) if w.kind == "menu"))
        elif focused is not None and chord in (Chord("Enter"), Chord("Space")):
            if focused.role in TEXT_ROLES:
                self._written(" " if chord.key == "Space" else "\n")
            else:
                self._act(focused, "left", 1)
        elif focused is not None and chord == Chord("Backspace") and focused.value:
            self.change(focused, value=focused.value[:-1])

    def _written(self, text: str) -> None:
        focused = self.elements.focused
        if focused is not None and focused.role in TEXT_ROLES and focused.enabled:
            self.change(focused, value=(focused.value or "") + text)


def _screen(number: int, rect: DeviceRect) -> ScreenInfo:
    return ScreenInfo(f"fake-{number}", rect, rect)
