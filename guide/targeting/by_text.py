"""The third rung: the words that can be read off the program's windows, where it tells nothing about itself.

Reading is slow, so it is done line by line, remembered for as long as a line looks the same, and begun where the
target's region says that the words should be. A label that is there twice is ambiguous, unless the region says which
one is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from guide.targeting.finding import Finding, Signal
from guide.targeting.looking import Look
from guide.targeting.regions import region_rect
from guide.targeting.vision_thread import Check, aside
from guide.targeting.vision_views import View, Views
from guide.targeting.words import OTHER_CASE, Line, Match, matches
from guide.targeting.words_seen import ReadingMissingError, Words
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.patterns import LocalName
from guide.tutorial.targets import Target

MARGIN = 0.025
"""So much surer than the second must the first be: a label letter for letter is surer than one but for its dots."""
_MOST = 0.85
"""Words can be read right and still be those of something else."""
_BY_PLACE_AMONG_EQUALS = 0.75
_NEAR_PX = 48
"""So far from its region, in logical pixels, words are still near: bars above it come and go."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the target's region is in a picture, and its neighbourhood."""

    region: DeviceRect
    near: DeviceRect


class TextRung:
    """Looks for words in the windows, topmost first."""

    signal: Signal = "text"

    def __init__(self, views: Views | None = None, words: Words | None = None) -> None:
        self._views, self._words = views or Views(), words or Words()

    def applies(self, target: Target) -> bool:
        """Whether the target has words."""
        return target.text is not None

    async def look(self, look: Look) -> Finding:
        """Return the control that the words belong to, in the topmost window that shows them."""
        try:
            return await aside(lambda check: self._look(look, check), look.left_ms)
        except TimeoutError:
            why = "there was no time left to read all words of the window"
            return Finding("absent", "text", why=why, window=look.main, silent=True)
        except ReadingMissingError as problem:
            return Finding("absent", "text", why=str(problem), window=look.main)

    def _look(self, look: Look, check: Check) -> Finding:
        text = look.target.text
        assert text is not None
        for view in self._views.take(look):
            finding = self._in_view(view, text, look, check)
            if finding.state != "absent":
                return finding
        why = f"nothing on the screen says “{text.shown(look.language)}”"
        return Finding("absent", "text", why=why, window=look.main)

    def _in_view(self, view: View, text: LocalName, look: Look, check: Check) -> Finding:
        place = _place(view, look)
        if place is not None:
            lines = self._words.read(view, look, check, area=place.near)
            there = [m for m in _said(lines, text, look.language, view) if place.region.contains(m.rect.center)]
            if len(there) == 1 and there[0].score >= OTHER_CASE:
                return _found(there[0], view, lines)
        lines = self._words.read(view, look, check)
        return judge(_said(lines, text, look.language, view), view, lines, place)


def judge(found: list[Match], view: View, lines: tuple[Line, ...], place: Place | None = None) -> Finding:
    """Decide: found, absent or ambiguous. `found`: the surest first."""
    if not found:
        return Finding("absent", "text")
    equal = [match for match in found if match.score >= found[0].score - MARGIN]
    if len(equal) == 1:
        return _found(equal[0], view, lines)
    there = [match for match in equal if place is not None and place.region.contains(match.rect.center)]
    if len(there) == 1:
        why = f"of {len(equal)} places that say “{there[0].said}”, the one at its place in the window"
        return replace(_found(there[0], view, lines), confidence=_BY_PLACE_AMONG_EQUALS, why=why)
    why = f"{len(equal)} places say “{found[0].said}”; a region would say which one is meant"
    return Finding("ambiguous", "text", why=why, window=view.window)


def _said(lines: tuple[Line, ...], text: LocalName, language: str, view: View) -> list[Match]:
    """Return the places that say it in the first of the name's languages that is on the screen."""
    for pattern in text.candidates(language):
        if found := [match for match in matches(lines, pattern) if view.shows(view.on_screen(match.rect))]:
            return found
    return []


def _found(match: Match, view: View, lines: tuple[Line, ...]) -> Finding:
    from guide.targeting.vision_edges import grey_of  # noqa: PLC0415  (loaded already, to read the words)
    from guide.targeting.words_control import control_of  # noqa: PLC0415

    control = control_of(grey_of(view.picture), match, lines, in_list=not view.window.managed)
    rect = view.on_screen(control).intersected(view.window.rect)
    why = f"the words “{match.said}” on the screen"
    return Finding("found", "text", rect, match.score * _MOST, why=why, window=view.window)


def _place(view: View, look: Look) -> Place | None:
    """Return where the region is, for the window that regions are measured from."""
    region = look.target.region
    if region is None or view.window.id != look.main.id:
        return None
    scale = look.scale(view.window)
    rect = view.in_picture(region_rect(region, view.window, scale))
    return None if rect.empty else Place(rect, rect.grown(round(_NEAR_PX * scale)))
