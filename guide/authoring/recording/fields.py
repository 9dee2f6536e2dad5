"""Fields: which one has the keyboard, whether it held something before, and what it holds that nobody may read later.

Values are asked for to compare them, and to keep them out of all that is written. They never become a part of it, but
for the place that an address line leads to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from guide.authoring.recording.acts import Act, Typed, View, is_secret, takes_text
from guide.authoring.recording.addresses import is_address_line, place_of
from guide.authoring.recording.pointing import ACTIVE
from guide.desktop.elements import ElementInfo, ElementQuery, ElementRef, Elements
from guide.desktop.windows import Stop, WindowInfo

ASK_MS = 1200
READ_AFTER_MS = 250


class Timers(Protocol):
    """Makes one-shot timers."""

    def after(self, delay_ms: int, call: Callable[[], None]) -> Stop:
        """Call once, `delay_ms` from now, unless stopped before."""
        ...


class Fields:
    """Knows of the fields that are typed into in one recording."""

    def __init__(
        self, elements: Elements, timers: Timers, submit: Callable[[object, Callable[..., None]], object]
    ) -> None:
        """`submit(question, done)` asks programs away from this thread, and calls `done` with the answer on it."""
        self.typed = Typed()
        self._elements = elements
        self._timers = timers
        self._submit = submit
        self._focus: ElementInfo | None = None
        self._filled: dict[ElementRef, bool] = {}
        """Whether they hold something, as far as was told."""
        self._read_due: Stop | None = None

    # --- which one has the keyboard -------------------------------------------------------------------------------

    def hear(self, ref: ElementRef | None, window: WindowInfo) -> None:
        """Take in that the keyboard has come to something."""
        if ref is not None:
            self._ask(ref, window)

    def see(self, field: ElementInfo, window: WindowInfo) -> None:
        """Take in that a field that is seen has the keyboard."""
        self._focus = field
        if field.ref not in self._filled and not is_secret(field):  # it had the keyboard before we began
            self._filled[field.ref] = False
            self._ask(field.ref, window)

    def focus_in(self, view: View | None) -> ElementInfo | None:
        """Return the field that has the keyboard in a window; None where none has, or that is not known."""
        focus = self._focus
        if focus is None or view is None or not takes_text(focus):  # one types past a button, never into it
            return None
        return focus if any(info.ref == focus.ref for info in view.elements) else None

    def in_a_text(self, view: View | None) -> bool:
        """Whether the keyboard is in a text, as far as is known; where nothing is told of controls, it is."""
        if view is None or not any(info.role in ACTIVE or takes_text(info) for info in view.elements):
            return True
        return self.focus_in(view) is not None

    def _ask(self, ref: ElementRef, window: WindowInfo) -> None:
        self._submit(self._elements.read(ref, window, with_value=True, deadline_ms=ASK_MS), self._told_focus)

    def _told_focus(self, told: ElementInfo | BaseException | None) -> None:
        if not isinstance(told, ElementInfo) or told.rect is None:
            return
        if told.ref not in self.typed.refs:  # of the others it is known from the typing
            self._filled[told.ref] = bool(told.value and told.value.strip())
        if takes_text(told) or told.role in ACTIVE:
            self._focus = replace(told, value=None)

    # --- what is typed into it ------------------------------------------------------------------------------------

    def begin(self, act: Act) -> None:
        """Find out what is typed into: what is known of it so far may be old."""
        self._submit(
            self._elements.search(
                ElementQuery(states=frozenset({"focused"})), act.window, limit=20, deadline_ms=ASK_MS
            ),
            lambda matches: self._told_focused(act, getattr(matches, "elements", ())),
        )
        self.go_on(act)

    def hear_text(self, act: Act, ref: ElementRef | None) -> None:
        """Take in that a text has changed: in GTK 4 nothing else says which one is typed into."""
        if act.control is None and ref is not None:
            self._submit(
                self._elements.read(ref, act.window, deadline_ms=ASK_MS), lambda told: self._told_changed(act, told)
            )

    def _told_changed(self, act: Act, told: ElementInfo | BaseException | None) -> None:
        if act.control is not None or not isinstance(told, ElementInfo) or told.rect is None:
            return
        if takes_text(told) and "editable" in told.states:
            act.control = told
            self.read(act)

    def go_on(self, act: Act) -> None:
        """Read the field soon, once for many keys."""
        if self._read_due is None:

            def read() -> None:
                self._read_due = None
                self.read(act)

            self._read_due = self._timers.after(READ_AFTER_MS, read)

    def read(self, act: Act) -> None:
        """Find out whether the field can be read, and what must be kept out of all that is written."""
        control = act.control
        if control is None or not takes_text(control):
            self.typed.windows.setdefault(act.window.id, act.at_ms)
            return
        self.typed.windows.pop(act.window.id, None)
        act.multi_line = "multi-line" in control.states or control.role in {"document", "paragraph"}
        self.typed.refs.add(control.ref)
        if is_secret(control) and "password" in control.states:
            return
        self._submit(
            self._elements.read(control.ref, act.window, with_value=True, deadline_ms=ASK_MS),
            lambda told: self._told_value(act, told),
        )

    def _told_focused(self, act: Act, elements: tuple[ElementInfo, ...]) -> None:
        taking = [info for info in elements if info.rect is not None and takes_text(info)]
        if taking:
            chosen = max(taking, key=lambda info: ("editable" in info.states, len(info.path)))
            if act.control is None or not takes_text(act.control) or "editable" in chosen.states:
                act.control = chosen
        self.read(act)

    def _told_value(self, act: Act, told: ElementInfo | BaseException | None) -> None:
        if not isinstance(told, ElementInfo):
            return
        words = (told.value or "").strip()
        if act.filled_before is None:
            act.filled_before = self._filled.get(told.ref, False)
        self._filled[told.ref] = bool(words)
        if not words or act.control is None:
            return
        self.typed.texts.add(words)
        if is_address_line(act.control, (info for view in act.views for info in view.elements)):
            act.place = place_of(words)
        act.readable = act.control.role not in {"table", "cell", "gridcell"}
        if told.rect is not None:
            act.control = replace(act.control, states=told.states | {"focused"})
