"""AT-SPI's events in the port's words. Pure: from a D-Bus signal to an ElementEvent.

The body of a signal is `siiva{sv}`, of Qt 5 `siiv(so)`: a detail, two numbers, a value, and what nobody needs.
Members are CamelCase; GTK 4 spells some of the window's in lower case.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guide.desktop.elements import ElementEvent, ElementRef
from guide.desktop.elements import EventKind as Kind
from guide.desktop.handlers.atspi.states import state_name

EVENT_INTERFACE = "org.a11y.atspi.Event."
INTERFACES = ("Object", "Window", "Focus")
REGISTERED = (
    "object:state-changed",
    "object:text-changed",
    "object:property-change:accessible-value",
    "object:property-change:accessible-name",
    "object:children-changed",
    "object:bounds-changed",
    "object:visible-data-changed",
    "object:selection-changed",
    "object:active-descendant-changed",
    "window",
    "focus",
)
"""What programs are asked to tell. Not text-caret-moved, mouse and key events: nobody here wants to know."""
ENOUGH_FOR_A_CACHE = "object:children-changed"
"""GTK 3 and LibreOffice keep a cache only while somebody listens to something."""

_KINDS: dict[str, Kind] = {
    "TextChanged": "text",
    "ChildrenChanged": "children",
    "BoundsChanged": "bounds",
    "VisibleDataChanged": "bounds",
    "SelectionChanged": "selection",
    "ActiveDescendantChanged": "selection",
}
_PROPERTIES: dict[str, Kind] = {"accessible-value": "value", "accessible-name": "text"}
_STATES = frozenset(
    """
    active busy checked editable enabled expanded focused indeterminate modal pressed read-only selected showing visible
    """.split()  # noqa: SIM905  (a table to be read)
)
"""States that a tutorial or a search can depend on. Programs also tell of each tooltip and each orientation."""


def decode(interface: str, member: str, ref: ElementRef, body: Sequence[Any], pid: int | None) -> ElementEvent | None:
    """Return the event; None for one that does not matter or that nobody can read."""
    group = interface.removeprefix(EVENT_INTERFACE)
    detail = body[0] if body and isinstance(body[0], str) else ""
    number = body[1] if len(body) > 1 and isinstance(body[1], int) else 0
    if group == "Window":
        return ElementEvent("window", pid, ref)
    if group == "Focus":
        return ElementEvent("focus", pid, ref)
    if group != "Object":
        return None
    if member == "StateChanged":
        return _state(state_name(detail), bool(number), ref, pid)
    kind = _PROPERTIES.get(detail) if member == "PropertyChange" else _KINDS.get(member)
    return ElementEvent(kind, pid, ref) if kind else None


def _state(state: str, on: bool, ref: ElementRef, pid: int | None) -> ElementEvent | None:
    if state == "focused" and on:
        return ElementEvent("focus", pid, ref, state, on)
    if state == "defunct":
        return ElementEvent("gone", pid, ref)
    return ElementEvent("state", pid, ref, state, on) if state in _STATES else None
