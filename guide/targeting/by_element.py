"""The first rung: the control as the accessibility tree knows it."""

from __future__ import annotations

from dataclasses import replace

from guide.desktop.elements import ElementInfo, ElementQuery, Matches, PathQuery
from guide.desktop.windows import WindowInfo
from guide.targeting.finding import Finding, Signal
from guide.targeting.looking import Look
from guide.targeting.names import matcher
from guide.targeting.regions import region_rect
from guide.tutorial.targets import ElementSpec, Target

MOST_MATCHES = 50
"""So many are told apart by state and index; a description that fits more describes nothing."""
_CERTAIN, _BY_NAME_ALONE, _BY_ROLE_ALONE, _BY_COUNTING = 1.0, 0.9, 0.8, 0.8
_BY_PLACE_AMONG_EQUALS = 0.75
_BY_ID_UNDER_ANOTHER_NAME, _BY_PATH_UNDER_ANOTHER_NAME = 0.8, 0.6


class ElementRung:
    """Looks in the accessibility trees of the windows, topmost first."""

    signal: Signal = "element"

    def applies(self, target: Target) -> bool:
        """Whether the target describes a control."""
        return target.element is not None

    async def look(self, look: Look) -> Finding:
        """Return the control from the topmost window that has it on the screen."""
        spec = look.target.element
        assert spec is not None
        finding = await self._search(spec, look)
        if finding.state == "absent" and look.abroad and not (finding.offscreen or finding.silent):
            finding = await self._under_another_name(spec, look) or finding
        return await self._with_more(finding, look)

    async def _search(self, spec: ElementSpec, look: Look) -> Finding:
        query = query_for(spec, look.language)
        absent: list[Finding] = []
        troubles: list[str] = []
        silent = False
        for window in look.windows:
            if not look.left_ms:
                break
            matches = await look.desktop.elements.search(query, window, limit=MOST_MATCHES, deadline_ms=look.left_ms)
            finding = judge(matches, spec, window, look)
            if finding.state != "absent":
                return finding
            absent.append(finding)
            troubles += [matches.detail] if not matches.complete else []
            silent = silent or not matches.answered
        return replace(_absent(absent, troubles, spec, look), silent=silent)

    async def _under_another_name(self, spec: ElementSpec, look: Look) -> Finding | None:
        """Return the control by its id or its place in the tree, when it alone is there and is called differently.

        So a tutorial that was made in one language finds its controls in another; and it is said how they are called.
        In its own language another name is another thing: Pause is not Play.
        """
        nameless = without_names(spec, look.language)
        if nameless is None:
            return None
        finding = await self._search(nameless, look)
        if finding.state != "found" or finding.element is None:
            return None
        by, confidence = ("id", _BY_ID_UNDER_ANOTHER_NAME) if spec.id else ("path", _BY_PATH_UNDER_ANOTHER_NAME)
        wanted = spec.name.shown(look.language) if spec.name else ""
        called = (
            f"called “{finding.element.name}” here, not “{wanted}”" if wanted else "in parts called differently here"
        )
        return replace(finding, confidence=confidence, why=f"{spec.role or 'control'} by its {by}; it is {called}")

    async def _with_more(self, finding: Finding, look: Look) -> Finding:
        """Add what was asked for beside the place: its value where it is in sight, its keys wherever it is."""
        with_value = look.with_value and finding.state == "found"
        if not (with_value or look.with_keys) or finding.element is None or finding.window is None:
            return finding
        told = await look.desktop.elements.read(
            finding.element.ref,
            finding.window,
            with_value=with_value,
            with_keys=look.with_keys,
            deadline_ms=max(1, look.left_ms),
        )
        if told is None:
            return finding
        return replace(finding, element=replace(finding.element, value=told.value, keys=told.keys))


def _absent(findings: list[Finding], troubles: list[str], spec: ElementSpec, look: Look) -> Finding:
    """Return the answer that helps most: where it is instead, else why it does not count, else what is in the way."""
    if hidden := next((finding for finding in findings if finding.offscreen), None):
        return hidden
    missing = f"there is no {describe(spec, look.language)}"
    reasons = [finding.why for finding in findings if finding.why != missing] or [missing]
    return Finding(
        "absent", "element", why="; ".join(dict.fromkeys((*reasons, *filter(None, troubles)))), window=look.main
    )


def query_for(spec: ElementSpec, language: str) -> ElementQuery:
    """Return the question to the accessibility tree. States are told apart later, so that `why` can name them."""
    return ElementQuery(
        role=spec.role,
        name=matcher(spec.name, language) if spec.name else None,
        id=spec.id,
        path=tuple(
            PathQuery(entry.role, matcher(entry.name, language) if entry.name else None, entry.index)
            for entry in spec.path
        ),
    )


def without_names(spec: ElementSpec, language: str) -> ElementSpec | None:
    """Return what identifies a control without any name; None where that is not enough, or its name here is known."""
    if not (spec.name or any(entry.name for entry in spec.path)) or (spec.name and spec.name.known_in(language)):
        return None
    placed = spec.role is not None and bool(spec.path) and all(entry.index is not None for entry in spec.path)
    if spec.id is None and not placed:
        return None
    path = tuple(replace(entry, name=None) for entry in spec.path if entry.role or entry.index is not None)
    return replace(spec, name=None, path=path)


def judge(matches: Matches, spec: ElementSpec, window: WindowInfo, look: Look) -> Finding:
    """Decide: found, absent or ambiguous."""
    what = describe(spec, look.language)
    fitting = [element for element in matches.elements if _in_state(element, spec)]
    shown = without_parts([element for element in fitting if element.rect is not None])
    if not shown:
        return _not_shown(matches, fitting, what, spec, window)
    if spec.index is not None:
        if spec.index < len(shown):
            why = f"number {spec.index} of {len(shown)} that fit {what}"
            return _found(shown[spec.index], _BY_COUNTING, why, window)
        why = f"there are only {len(shown)} that fit {what}, counted from 0"
        return Finding("absent", "element", why=why)
    if len(shown) == 1:
        return _found(shown[0], _confidence(spec), f"{what} in the accessibility tree, by {matches.how}", window)
    return _several(shown, what, window, look)


def _not_shown(
    matches: Matches, fitting: list[ElementInfo], what: str, spec: ElementSpec, window: WindowInfo
) -> Finding:
    if fitting:
        hidden = next((element for element in fitting if element.scrolled), fitting[0])
        why = f"{what} {_why_hidden(hidden)}"
        return Finding(
            "absent", "element", None, 0.0, 0.0, why, hidden, window, offscreen=True, scrolled=hidden.scrolled
        )
    if matches.elements:
        states = ", ".join(sorted(spec.state))
        return Finding("absent", "element", why=f"{what} is there, but not {states}")
    return Finding("absent", "element", why=f"there is no {what}")


def _several(shown: list[ElementInfo], what: str, window: WindowInfo, look: Look) -> Finding:
    """Two that are equal: another signal of the target may tell them apart, guessing may not."""
    if look.target.region is not None:
        place = region_rect(look.target.region, window, look.scale(window))
        inside = [element for element in shown if element.rect and place.contains(element.rect.center)]
        if len(inside) == 1:
            why = f"of {len(shown)} that fit {what}, the one at its place in the window"
            return _found(inside[0], _BY_PLACE_AMONG_EQUALS, why, window)
    why = f"{len(shown)} controls fit {what}; add path, index or id to say which one"
    return Finding("ambiguous", "element", why=why, window=window)


def _found(element: ElementInfo, confidence: float, why: str, window: WindowInfo) -> Finding:
    return Finding("found", "element", element.rect, confidence, why=why, element=element, window=window)


def without_parts(elements: list[ElementInfo]) -> list[ElementInfo]:
    """Leave out what is only a part of another match: the label inside a button of the same name."""

    def inside(part: ElementInfo, whole: ElementInfo) -> bool:
        depth = len(whole.path)
        way = tuple((role, name) for role, name, _ in part.path)
        above = tuple((role, name) for role, name, _ in whole.path)
        return (
            part.name == whole.name
            and len(way) > depth
            and way[:depth] == above
            and way[depth] == (whole.role, whole.name)
            and part.rect is not None
            and whole.rect is not None
            and whole.rect.contains(part.rect.center)
        )

    return [part for part in elements if not any(inside(part, whole) for whole in elements)]


def describe(spec: ElementSpec, language: str) -> str:
    """Return the control in a few words for a person.

    >>> from guide.tutorial.patterns import LocalName, TextPattern
    >>> describe(ElementSpec(role="button", name=LocalName({"": TextPattern("Save")})), "en")
    'button “Save”'
    """
    words = [spec.role or "control"]
    if spec.name:
        words.append(f"“{spec.name.shown(language)}”")
    if spec.id:
        words.append(f"with the id {spec.id}")
    return " ".join(words)


def _confidence(spec: ElementSpec) -> float:
    if spec.id is not None or (spec.role is not None and spec.name is not None):
        return _CERTAIN
    return _BY_NAME_ALONE if spec.name is not None else _BY_ROLE_ALONE


def _in_state(element: ElementInfo, spec: ElementSpec) -> bool:
    return all(
        (state[1:] not in element.states) if state.startswith("!") else (state in element.states)
        for state in spec.state
    )


def _why_hidden(element: ElementInfo) -> str:
    if element.scrolled is not None:
        way = element.scrolled.way
        return f"is scrolled out of sight{f', further {way}' if way else ''}"
    above = [role for role, _, _ in element.path]
    if element.role.startswith("menuitem") or "menu" in above:
        return "is in a menu that is closed"
    if "tab" in above:
        return "is on a tab that is not in front, or scrolled out of sight"
    return "is there, but not on the screen: closed, folded up or scrolled out of sight"
