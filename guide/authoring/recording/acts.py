"""What somebody did, one thing each, with what was on the screen at that moment. In memory only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from guide.desktop.elements import ElementInfo, ElementRef
from guide.desktop.inputs import KeySort
from guide.desktop.ports import Picture
from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.tutorial.geometry import DevicePoint, DeviceRect

Kind = Literal["click", "double-click", "right-click", "drag", "press", "type", "scroll"]

TAKES_TEXT = frozenset({"textbox", "searchbox", "spinbutton", "document", "paragraph", "terminal", "cell", "gridcell"})
"""Roles that hold what one types. An editable combobox has a textbox inside."""


@dataclass(frozen=True, slots=True)
class View:
    """One window and what it showed, in tree order, at some moment."""

    window: WindowInfo
    elements: tuple[ElementInfo, ...]
    at_ms: int = 0


@dataclass(slots=True, eq=False)
class Act:
    """One thing that was done. What programs tell about it comes in later, while the work goes on."""

    kind: Kind
    at_ms: int
    window: WindowInfo
    """Where it was done, as it was then."""
    snapshot: WindowsSnapshot
    views: tuple[View, ...] = ()
    """What the program's windows showed before it, topmost first."""
    after: tuple[View, ...] = ()
    """What they showed when they were next looked at."""
    point: DevicePoint | None = None
    control: ElementInfo | None = None
    """What was clicked, or typed into; None: nobody can tell."""
    picture: Picture | None = field(default=None, repr=False)
    bare: bool = False
    """Nothing but the program's own windows is on the picture."""
    keys: str = ""
    """With `press`: the shortcut."""
    times: int = 1
    """How often a shortcut was pressed, how many keys were typed, notches turned."""
    sorts: frozenset[KeySort] = frozenset()
    """With `type`: which kinds of keys, so that an example of the same kind can be made up."""
    direction: str = ""
    """With `scroll`."""
    dragged: tuple[int, int] = (0, 0)
    """With `drag`: how far to the right and down, in device pixels."""
    filled_before: bool | None = None
    """With `type`: the field held something already; None: nobody has told."""
    place: str = field(default="", repr=False)
    """With `type`: the place that was typed into a browser's address line, without what is its owner's alone."""
    readable: bool = False
    """With `type`: the program tells what the field holds."""
    multi_line: bool = False
    opened: tuple[WindowInfo, ...] = ()
    """Windows that came before the next thing was done."""
    closed: bool = False
    """Its own window was gone when the next thing was done."""
    id: str | None = None
    """The control's accessible id."""

    @property
    def secret(self) -> bool:
        """Whether it went into a field for a password, or one whose name says that it holds a secret."""
        return self.control is not None and is_secret(self.control)


def is_secret(control: ElementInfo) -> bool:
    """Whether a control holds what nobody else may know."""
    from guide.tutorial.refusals import names_a_secret  # noqa: PLC0415 -- its expressions take a moment

    if "password" in control.states:
        return True
    return takes_text(control) and any(names_a_secret(words) for words in (control.name, control.description) if words)


def takes_text(control: ElementInfo) -> bool:
    """Whether one types into a control."""
    if control.role in TAKES_TEXT:
        return "read-only" not in control.states
    return control.role == "table" or (control.role == "combobox" and "editable" in control.states)


@dataclass(slots=True)
class Typed:
    """What the recorder must keep out of everything that it writes. In memory only."""

    refs: set[ElementRef] = field(default_factory=set)
    """Fields that were typed into."""
    windows: dict[int, int] = field(default_factory=dict)
    """Windows in which something was typed nobody knows where, and since when (ms)."""
    texts: set[str] = field(default_factory=set, repr=False)
    """What these fields held."""


def whole(rect: DeviceRect | None) -> DeviceRect:
    """Return a rectangle, an empty one for none."""
    return rect or DeviceRect(0, 0, 0, 0)
