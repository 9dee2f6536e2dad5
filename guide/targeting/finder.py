"""The ladder: looks for a target by one signal after the other and explains what it found.

Signals are tried in the order of the tutorial format: element, image, text, region; a window alone is its own signal.
The first that finds the target answers. Where the target also has a region, which costs nothing, the two must agree;
when they do not, the answer says so and is less sure. Ambiguous is an answer too: nothing further down could be more
certain than two controls that are equally right.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Self

from guide.desktop.elements import DEFAULT_DEADLINE_MS
from guide.desktop.ports import Desktop
from guide.desktop.windows import WindowInfo, WindowsSnapshot
from guide.targeting.application import main_windows, named_windows, windows_to_look_in
from guide.targeting.by_element import ElementRung
from guide.targeting.by_image import ImageRung
from guide.targeting.by_text import TextRung
from guide.targeting.by_window import WindowRung
from guide.targeting.finding import Finding
from guide.targeting.looking import Look, Rung, ScaleOf, one_to_one
from guide.targeting.regions import RegionRung, region_rect
from guide.targeting.snap import Snapper
from guide.targeting.vision_views import Views
from guide.targeting.words_seen import Words
from guide.tutorial.document import Application, Tutorial
from guide.tutorial.targets import Target

_VIEWS, _WORDS = Views(), Words()
RUNGS: tuple[Rung, ...] = (
    WindowRung(),
    ElementRung(),
    ImageRung(_VIEWS, _WORDS),
    TextRung(_VIEWS, _WORDS),
    RegionRung(),
)
"""From the most certain to the least."""
DISAGREEMENT = 0.6
"""What a finding's confidence is worth where the target's region says that the thing is somewhere else."""


class Finder:
    """Finds targets of one tutorial's application."""

    def __init__(  # noqa: PLR0913  (what a search depends on, all but two by name)
        self,
        desktop: Desktop,
        application: Application,
        *,
        language: str = "en",
        written_in: str | None = None,
        scale: ScaleOf = one_to_one,
        deadline_ms: int = DEFAULT_DEADLINE_MS,
        folder: Path | None = None,
    ) -> None:
        """`language`: of this desktop session, for names by language; `written_in`: the tutorial's own, None: the same.

        `scale`: device pixels per logical pixel.
        `folder`: where the tutorial's pictures lie.
        """
        self._desktop = desktop
        self._application = application
        self._language = language
        self._written_in = written_in or language
        self._scale = scale
        self._deadline_ms = deadline_ms
        self._folder = folder
        self._snapper = Snapper(lambda: desktop.capture)

    @classmethod
    def of(
        cls,
        desktop: Desktop,
        tutorial: Tutorial,
        *,
        language: str,
        scale: ScaleOf,
        deadline_ms: int = DEFAULT_DEADLINE_MS,
    ) -> Self:
        """Return what finds the targets of a tutorial in a session of this language."""
        return cls(
            desktop,
            tutorial.application,
            language=language,
            written_in=tutorial.language,
            scale=scale,
            deadline_ms=deadline_ms,
            folder=tutorial.folder,
        )

    def application_windows(self, snapshot: WindowsSnapshot) -> tuple[WindowInfo, ...]:
        """Return the application's windows, the most likely main one first (active, then topmost); popups excluded."""
        return main_windows(self._application, snapshot, self._language)

    async def find(
        self, target: Target, snapshot: WindowsSnapshot, *, with_value: bool = False, with_keys: bool = False
    ) -> Finding:
        """Look for a target now, and for its value and its shortcuts where asked for.

        Runs on the desktop's worker loop; may be cancelled at any await.
        """
        began = time.perf_counter()
        finding = await self._find(target, snapshot, with_value, with_keys)
        return replace(finding, find_ms=(time.perf_counter() - began) * 1000)

    async def _find(self, target: Target, snapshot: WindowsSnapshot, with_value: bool, with_keys: bool) -> Finding:
        windows = self.windows_of(target, snapshot)
        if not windows:
            return Finding("absent", why=self._no_window(target, snapshot))
        look = Look(
            target,
            windows,
            self._desktop,
            self._language,
            self._scale,
            with_value,
            deadline_ms=self._deadline_ms,
            with_keys=with_keys,
            folder=self._folder,
            written_in=self._written_in,
            ours=tuple(window.frame for window in snapshot.stack if window.ours and window.visible),
        )
        reasons: list[str] = []
        silent = False
        for rung in RUNGS:
            if not rung.applies(target):
                continue
            finding = await rung.look(look)
            if finding.state != "absent":
                return self._finished(finding, look, reasons)
            reasons.append(finding.why)
            silent = silent or finding.silent
            if finding.offscreen:  # it is known where it is: not here now
                return finding
        return Finding("absent", why="; ".join(reasons) or "the target has no signal to look for", silent=silent)

    def windows_of(self, target: Target, snapshot: WindowsSnapshot) -> tuple[WindowInfo, ...]:
        """Return the windows in which a target is looked for now, topmost first; none: its window is not open."""
        if target.is_window and target.window is not None:
            named = named_windows(self._application, target.window, snapshot, self._language)
            active = [window for window in named if window.id == snapshot.active]
            return tuple(active or reversed(named))
        return windows_to_look_in(self._application, target.window, snapshot, self._language)

    def _no_window(self, target: Target, snapshot: WindowsSnapshot) -> str:
        if target.window is not None:
            title = target.window.title.shown(self._language) if target.window.title else target.window.process
            return f"there is no window “{title}” now"
        if self.application_windows(snapshot):
            return "the program's window is minimised or on another desktop"
        return "the program has no window"

    def _finished(self, finding: Finding, look: Look, reasons: list[str]) -> Finding:
        if finding.window is not None:
            finding = self._snapper.snapped(finding, look.scale(finding.window))
        why = "; ".join((*reasons, finding.why))
        region = look.target.region
        if region is None or finding.signal == "region" or finding.rect is None or finding.window is None:
            return replace(finding, why=why)
        place = region_rect(region, finding.window, look.scale(finding.window))
        if not place.intersected(finding.rect).empty:
            return replace(finding, why=f"{why}; its place in the window agrees")
        return replace(
            finding,
            confidence=finding.confidence * DISAGREEMENT,
            why=f"{why}; but the region of the tutorial is somewhere else in the window",
        )
