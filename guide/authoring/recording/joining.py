"""From acts to steps: what belongs together is joined, what means nothing is dropped, and kept beside. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from guide.authoring.recording.acts import Act, takes_text
from guide.desktop.elements import ElementInfo
from guide.desktop.inputs import KeySort

StepKind = Literal["click", "double-click", "right-click", "drag", "press", "type", "scroll", "switch", "secret"]
Why = Literal["container", "said-by-typing", "first-of-double", "moves-caret", "moves-on", "other-menu", "title-bar"]

_NOTHING_TO_CLICK = frozenset({"generic", "group", "window", "toolbar", "menubar", "status", "separator", "tablist"})
_CARET = frozenset({"Left", "Right", "Up", "Down", "Home", "End", "PageUp", "PageDown"})
_ENDS = frozenset({"Enter", "Tab"})
_SAME_FIELD_PX = 6


@dataclass(slots=True)
class Draft:
    """One step to be: the acts that it is made of, the one that says where last."""

    kind: StepKind
    act: Act
    control: ElementInfo | None
    keys: str = ""
    """With `press`: what is pressed; with `type`: what is pressed after it, empty for nothing."""
    before: str = ""
    """With `type`: what is pressed before it (Ctrl+A)."""
    times: int = 1
    opens: ElementInfo | None = None
    """With `click` on a menu: what is chosen in it next."""
    acts: list[Act] = field(default_factory=list)
    goes: list[tuple[frozenset[KeySort], str]] = field(default_factory=list)
    """With `type`: what was typed in turn, by the kinds of its keys, and the key that ended each."""

    def times_said(self) -> int:
        """How often its text says to do it: what is to be done several times says already how it ends."""
        return self.times if self.kind == "press" else 1


@dataclass(frozen=True, slots=True)
class Dropped:
    """An act that became no step, and why."""

    act: Act
    why: Why
    before: int
    """The number of the step that it came before."""


def joined(acts: Sequence[Act]) -> tuple[list[Draft], list[Dropped]]:
    """Return the steps, and what was left out."""
    joining = _Joining()
    for act in acts:
        joining.take(act)
    joining.finish()
    return joining.steps, joining.dropped


class _Joining:
    def __init__(self) -> None:
        self.steps: list[Draft] = []
        self.dropped: list[Dropped] = []

    def take(self, act: Act) -> None:
        last = self._last
        if last is not None and _in_another_program(last.act, act):
            self._add("switch", replace(act, control=None, opened=(), closed=False))
        match act.kind:
            case "type":
                self._type(act)
            case "press":
                self._press(act)
            case "scroll":
                self._scroll(act)
            case "drag":
                self._add("drag", act)
            case _:
                self._click(act)

    def finish(self) -> None:
        """Drop what has no meaning at the end: a field that was clicked and left alone stays."""
        for number in range(len(self.steps) - 1, 0, -1):
            step, before = self.steps[number], self.steps[number - 1]
            moved = before.kind == "type" and before.keys == "Tab" and not _same_field(before.act, step.act)
            if step.kind in {"type", "secret"} and moved and len(before.goes) == 1:
                # the next field is pointed at by itself
                self._drop(before.acts.pop(), "moves-on", number)
                before.keys, before.goes[-1] = "", (before.goes[-1][0], "")
            if step.kind == "type" and self._only_moves_into(before, step):
                self._drop(self.steps.pop(number - 1).act, "said-by-typing", number - 1)

    # --- clicks ---------------------------------------------------------------------------------------------------

    def _click(self, act: Act) -> None:
        last = self._last
        if act.kind == "double-click" and last is not None and last.kind == "click" and _same_place(last.act, act):
            first = self.steps.pop().act
            self._drop(first, "first-of-double")
            self._add("double-click", _as_first_seen(act, first))
            self.steps[-1].acts = [first, act]
            return
        control = act.control
        if act.kind == "click" and control is not None and control.role in _NOTHING_TO_CLICK and not control.name:
            self._drop(act, "container")
            return
        if act.kind == "click" and control is not None and control.role.startswith("menuitem"):
            self._through_menus(act, control)
            return
        self._add(act.kind, act)

    def _through_menus(self, act: Act, control: ElementInfo) -> None:
        """One step for each level, also where the pointer only passed over it."""
        above = _menus_above(act, control)
        opened: list[Draft] = []
        while (last := self._last) is not None and _opens_a_menu(last, act):
            opened.insert(0, self.steps.pop())
        if not above:
            self.steps += opened
        for menu in above:
            known = next((step for step in opened if step.control is not None and _alike(step.control, menu)), None)
            if known is not None:
                opened.remove(known)
                self.steps.append(known)
            else:
                self.steps.append(Draft("click", replace_control(act, menu), menu, acts=[act]))
        if above:
            for other in opened:
                self._drop(other.act, "other-menu")
        if self.steps and above:
            self._link(control)
        self.steps.append(Draft("click", act, control, acts=[act]))

    def _link(self, leaf: ElementInfo) -> None:
        """Say of each opened menu what is chosen in it."""
        following: ElementInfo | None = leaf
        for step in reversed(self.steps):
            if step.kind != "click" or step.control is None or not step.control.role.startswith("menuitem"):
                break
            if following is None or not _is_above(step.control, following):
                break
            step.opens, following = following, step.control

    # --- keys -----------------------------------------------------------------------------------------------------

    def _type(self, act: Act) -> None:
        last = self._last
        if act.secret:
            if last is None or last.kind != "secret" or not _same_field(last.act, act):
                self._add("secret", act)
            return
        if last is not None and last.kind == "type" and _same_field(last.act, act) and _goes_on(last, act):
            last.acts.append(act)
            last.act = merged(last.act, act)
            last.keys = ""
            last.goes.append((act.sorts, ""))
            return
        before = ""
        if last is not None and last.kind == "press" and last.keys == "Ctrl+A" and last.times == 1:
            before = self.steps.pop().keys
        self._add("type", act, before=before)
        self.steps[-1].goes = [(act.sorts, "")]

    def _press(self, act: Act) -> None:
        last = self._last
        typing = last is not None and last.kind in {"type", "secret"} and last.act.window.id == act.window.id
        if last is not None and typing:
            if act.keys in _CARET and not last.keys:  # after Enter and Tab they choose a cell, or an entry of a list
                self._drop(act, "moves-caret")
                return
            if act.keys in _ENDS and last.kind == "type" and not last.keys:
                last.keys = act.keys
                last.goes[-1] = (last.goes[-1][0], act.keys)
                last.acts.append(act)
                last.act.closed, last.act.opened = act.closed, act.opened
                return
            if act.keys in {"Tab", "Shift+Tab"} and last.kind == "secret":
                self._drop(act, "moves-on")
                return
        if last is not None and last.kind == "press" and last.keys == act.keys and last.act.window.id == act.window.id:
            last.times += 1
            last.acts.append(act)
            return
        self._add("press", act, keys=act.keys)

    def _scroll(self, act: Act) -> None:
        last = self._last
        if last is not None and last.kind == "scroll" and last.act.direction == act.direction:
            last.times += act.times
            last.acts.append(act)
            return
        self._add("scroll", act)
        self.steps[-1].times = act.times

    # --- what all of them need --------------------------------------------------------------------------------------

    @property
    def _last(self) -> Draft | None:
        return self.steps[-1] if self.steps else None

    def _add(self, kind: StepKind, act: Act, *, keys: str = "", before: str = "") -> None:
        self.steps.append(Draft(kind, act, act.control, keys=keys, before=before, acts=[act]))

    def _drop(self, act: Act, why: Why, before: int | None = None) -> None:
        self.dropped.append(Dropped(act, why, len(self.steps) if before is None else before))

    @staticmethod
    def _only_moves_into(click: Draft, typing: Draft) -> bool:
        """Whether a click does no more than put the keyboard into the field that is typed into next."""
        if click.kind != "click" or click.control is None or typing.control is None:
            return False
        return takes_text(click.control) and _same_field(click.act, typing.act)


def _in_another_program(before: Act, act: Act) -> bool:
    """Whether the work has gone on in another program; a dialog that another process shows for the first is none."""
    window = act.window
    if before.window.pid == window.pid or not window.managed:
        return False
    return window.kind not in {"dialog", "popup", "menu"} and window.transient_for is None


def replace_control(act: Act, control: ElementInfo) -> Act:
    """Return an act of the same moment at another control."""
    return replace(act, control=control, point=control.rect.center if control.rect else act.point, opened=(), id=None)


def merged(one: Act, other: Act) -> Act:
    """Return two goes of typing into one field as one."""
    return replace(
        one,
        times=one.times + other.times,
        sorts=one.sorts | other.sorts,
        readable=one.readable or other.readable,
        place=other.place,
        after=other.after,
        opened=other.opened,
        closed=other.closed,
    )


def _as_first_seen(second: Act, first: Act) -> Act:
    """Return a double click with what its first click told: by the second, a folder may have opened already."""
    if first.control is None or not first.control.name:
        return second
    return replace(
        second, control=first.control, id=first.id, views=first.views, picture=first.picture, bare=first.bare
    )


def _same_field(one: Act, other: Act) -> bool:
    if one.control is None or other.control is None:
        return one.control is other.control and one.window.id == other.window.id
    if one.control.ref == other.control.ref:
        return True
    inside = one.control.rect is not None and other.point is not None and one.control.rect.contains(other.point)
    return one.control.role == other.control.role and inside and one.window.id == other.window.id


def _same_place(one: Act, other: Act) -> bool:
    if one.point is None or other.point is None or one.window.id != other.window.id:
        return False
    return abs(one.point.x - other.point.x) <= _SAME_FIELD_PX and abs(one.point.y - other.point.y) <= _SAME_FIELD_PX


def _goes_on(typing: Draft, act: Act) -> bool:
    """Whether typing goes on in the same field: Enter and Tab end it, except where they begin a line or a cell."""
    return not typing.keys or act.multi_line or typing.act.multi_line


def _menus_above(act: Act, control: ElementInfo) -> list[ElementInfo]:
    """Return the menus that lead to an item, outermost first, as far as they were on the screen."""
    shown = [info for view in act.views for info in view.elements if info.rect is not None]
    found: list[ElementInfo] = []
    for depth, (role, name, _) in enumerate(control.path):
        if not name or not (role.startswith("menuitem") or role == "menu"):
            continue
        above = next(
            (
                info
                for info in shown
                if info.name == name
                and info.role.startswith("menuitem")
                and len(info.path) <= depth
                and not any(_alike(info, known) for known in found)
            ),
            None,
        )
        if above is not None and above.ref != control.ref:
            found.append(above)
    return found


def _opens_a_menu(step: Draft, act: Act) -> bool:
    control = step.control
    if step.kind != "click" or control is None or not control.role.startswith("menuitem"):
        return False
    in_a_bar = control.path[-1:] != () and control.path[-1][0] == "menubar"
    leads_there = act.control is not None and bool(control.name) and _is_above(control, act.control)
    return step.act.window.pid == act.window.pid and (
        in_a_bar or "has-popup" in control.states or step.opens is not None or leads_there
    )


def _is_above(menu: ElementInfo, item: ElementInfo) -> bool:
    return any(name == menu.name for role, name, _ in item.path if name)


def _alike(one: ElementInfo, other: ElementInfo) -> bool:
    return one.ref == other.ref or (one.role, one.name, one.path) == (other.role, other.name, other.path)
