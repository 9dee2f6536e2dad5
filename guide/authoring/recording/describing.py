"""How a control is described so that it is found again, and nothing else is: proven against all that was shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from guide.authoring.recording.acts import View
from guide.desktop.elements import ElementInfo
from guide.targeting.by_element import without_parts
from guide.targeting.names import bare

Data = dict[str, Any]
Allowed = Callable[[str], bool]
"""Whether words may be written down."""

LONGEST_NAME = 80
_ALSO = {
    "menuitemcheckbox": "menuitem",
    "menuitemradio": "menuitem",
    "switch": "checkbox",
    "cell": "gridcell",
    "treegrid": "table",
    "group": "generic",
    "alert": "dialog",
}
"""A description of the one on the right fits the one on the left, too."""
_CONTENT = frozenset({"paragraph", "document", "textbox", "searchbox", "terminal", "table", "spinbutton"})
"""What these are called may be what they hold: they are told by role first, unless a label names them."""
_TELLING = frozenset({"toolbar", "dialog", "tablist", "menubar", "document", "group", "table", "tree", "list", "form"})
"""Ancestors that tell two equal controls apart."""
_MADE_UP_ID = re.compile(r"\d{3,}|[:{}]|^[0-9a-f-]{16,}$|^.{60,}$|(?:^|\.)(?:Q[A-Z]\w*|qt_\w+)$")
"""Ids that programs number anew each time they start, and those that toolkits make of a class."""


def element_for(  # noqa: PLR0913 -- all that is known, by name
    control: ElementInfo,
    views: Sequence[View],
    *,
    language: str,
    allowed: Allowed,
    own_id: str | None = None,
    steady: Allowed = lambda name: True,
) -> Data | None:
    """Return the `element` of a target; None where no description fits this control alone.

    `views`: all windows in which it would be looked for, topmost first. `steady(name)`: whether it kept this name.
    """
    home = next((view for view in views if _inside(control, view)), None)
    for data in _candidates(control, home, language, allowed, steady, own_id):
        if _means(data, control, views) if home is not None else _likely_alone(data, control):
            return data
    return None


def _candidates(  # noqa: PLR0913, PLR0917
    control: ElementInfo, home: View | None, language: str, allowed: Allowed, steady: Allowed, own_id: str | None
) -> Iterator[Data]:
    role: Data = {} if control.role == "generic" else {"role": control.role}
    if own_id and not _MADE_UP_ID.search(own_id) and allowed(own_id):
        yield {**role, "id": own_id}
    name = written_name(control.name, language) if _may_name(control, allowed, steady) else None
    if control.role in _CONTENT and role and (name is None or control.role == "table"):
        yield role
    if name is not None:
        yield {**role, "name": name}
        for path in _paths(control, language, allowed, steady):
            yield {**role, "name": name, "path": path}
    if not role:
        return
    if control.role not in _CONTENT and not control.name:
        yield role
    for path in _paths(control, language, allowed, steady):
        yield {**role, "path": path}
    if home is not None:
        for base in ({**role, "name": name},) if name is not None else ():
            yield from _numbered(base, control, home)
        for path in _paths(control, language, allowed, steady):
            yield from _numbered({**role, "path": path}, control, home)
        yield from _numbered(role, control, home)


def _numbered(base: Data, control: ElementInfo, home: View) -> Iterator[Data]:
    fitting = _fitting(base, home)
    for index, info in enumerate(fitting):
        if _same(info, control):
            yield {**base, "index": index}


def _paths(control: ElementInfo, language: str, allowed: Allowed, steady: Allowed) -> Iterator[list[Data | str]]:
    """Yield ancestors that may tell it apart, the nearest first."""
    for role, name, _ in reversed(control.path[1:]):
        if role not in _TELLING and not name:
            continue
        if name and role not in _CONTENT and allowed(name) and steady(name) and len(name) <= LONGEST_NAME:
            yield (
                [{"role": role, "name": written_name(name, language)}]
                if role != "generic"
                else [{"name": written_name(name, language)}]
            )
        if role in _TELLING and role != "group":
            yield [role]


def _may_name(control: ElementInfo, allowed: Allowed, steady: Allowed) -> bool:
    name = control.name
    if not name or len(name) > LONGEST_NAME or not allowed(name) or not steady(name):
        return False
    return control.role not in {"paragraph", "document", "terminal"}


def written_name(name: str, language: str) -> Data | str:
    """Return a name as a tutorial writes it: by language, where it has letters at all.

    >>> written_name("File", "en"), written_name("7", "en")
    ({'en': 'File'}, '7')
    """
    plain = bare(name).replace("...", "…")
    if len(plain) > 1 and plain[0] == plain[-1] == "/":
        plain = f"/^{re.escape(plain)}$/"
    return {language: plain} if any(char.isalpha() for char in plain) else plain


def _means(data: Data, control: ElementInfo, views: Iterable[View]) -> bool:
    """Whether the topmost window in which anything fits has this control alone."""
    for view in views:
        fitting = _fitting(data, view)
        if fitting:
            if "index" in data:
                return data["index"] < len(fitting) and _same(fitting[data["index"]], control)
            return len(fitting) == 1 and _same(fitting[0], control)
    return "id" in data  # ids are not asked of every control


def _fitting(data: Data, view: View) -> list[ElementInfo]:
    if "id" in data:
        return []
    return without_parts([info for info in view.elements if info.rect is not None and _fits(info, data)])


def _fits(info: ElementInfo, data: Data) -> bool:
    role, name = data.get("role"), data.get("name")
    if role is not None and not _is(info.role, role) and not (role == "textbox" and _editable_paragraph(info)):
        return False
    if name is not None and not _named(info.name, name):
        return False
    ancestors = iter(info.path)
    return all(
        any(_is_ancestor(entry, above_role, above_name) for above_role, above_name, _ in ancestors)
        for entry in data.get("path", ())
    )


def _is(role: str, wanted: str) -> bool:
    return role == wanted or _ALSO.get(role) == wanted


def _editable_paragraph(info: ElementInfo) -> bool:
    return info.role == "paragraph" and "editable" in info.states


def _named(told: str, name: Data | str) -> bool:
    wanted = next(iter(name.values())) if isinstance(name, dict) else name
    return wanted in (written_form(told), told) or wanted == f"/^{re.escape(written_form(told))}$/"


def written_form(name: str) -> str:
    """Return a name as it would be written, to compare it."""
    return bare(name).replace("...", "…")


def _is_ancestor(entry: Data | str, role: str, name: str) -> bool:
    if isinstance(entry, str):
        return _is(role, entry)
    wanted = entry.get("role")
    return (wanted is None or _is(role, wanted)) and _named(name, entry["name"])


def _likely_alone(data: Data, control: ElementInfo) -> bool:
    """Whether a description may do of which nobody knows what else it fits: a cell is called by its place."""
    return "id" in data or ("name" in data and (control.role in {"cell", "gridcell"} or "path" not in data))


def _inside(control: ElementInfo, view: View) -> bool:
    return any(_same(info, control) for info in view.elements)


def _same(one: ElementInfo, other: ElementInfo) -> bool:
    if one.ref == other.ref:
        return True
    return (one.role, one.name, one.rect) == (other.role, other.name, other.rect)
