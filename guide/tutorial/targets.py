"""A target: one thing on the screen, described in several ways (element, image, text, region, window)."""

from __future__ import annotations

from dataclasses import dataclass

from guide.tutorial.patterns import LocalName, TextPattern


@dataclass(frozen=True, slots=True)
class PathEntry:
    """One ancestor of an element: its ARIA role and, where it helps, its name or its index.

    The index counts siblings of that role, from 0.
    """

    role: str | None = None
    name: LocalName | None = None
    index: int | None = None


@dataclass(frozen=True, slots=True)
class ElementSpec:
    """A control as the accessibility tree knows it. Fields left None do not matter."""

    role: str | None = None
    """ARIA role name: button, menuitem, textbox, checkbox, tab, treeitem, …"""
    name: LocalName | None = None
    id: str | None = None
    """Accessible id, automation id, object name."""
    path: tuple[PathEntry, ...] = ()
    """Ancestors, outermost first; others may lie between them."""
    index: int | None = None
    """Which one of several that match, counted from 0 in tree order."""
    state: frozenset[str] = frozenset()
    """States that must hold: enabled, checked, selected, focused, expanded, editable, …; `!checked` must not."""


@dataclass(frozen=True, slots=True)
class ImageSpec:
    """A picture file beside the tutorial. `threshold` 0…1; `scale` is that of the screen it was taken on (1.0, 1.5)."""

    file: str
    threshold: float | None = None
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class RegionSpec:
    """A rectangle in logical pixels from the window's edges; exactly one of left/right and one of top/bottom is set."""

    width: float
    height: float
    left: float | None = None
    right: float | None = None
    top: float | None = None
    bottom: float | None = None


@dataclass(frozen=True, slots=True)
class WindowSpec:
    """A window by (a part of) its title and its executable; None does not matter."""

    title: LocalName | None = None
    process: str | None = None
    dialog: bool | None = None
    """Whether it belongs to another window. In no file: it stands for a title that is not known in a language."""

    def accepts_title(self, title: str, language: str) -> bool:
        """Whether a window of this title is meant."""
        return self.title is None or any(p.contained_in(title) for p in self.title.candidates(language))


@dataclass(frozen=True, slots=True)
class Target:
    """All signals describe the same thing and are tried in this order: element, image, text, region.

    With `window` alone the window itself is the target; beside others it says where to look.
    """

    element: ElementSpec | None = None
    image: ImageSpec | None = None
    text: LocalName | None = None
    region: RegionSpec | None = None
    window: WindowSpec | None = None

    @property
    def is_window(self) -> bool:
        """Whether the window itself is what is pointed at."""
        return self.window is not None and not (self.element or self.image or self.text or self.region)

    def name(self, language: str) -> str:
        """Return what `{target}` in a text becomes: the element's name, else its text, else the window's title."""
        for name in (self.element and self.element.name, self.text, self.window and self.window.title):
            if name:
                return name.shown(language)
        return ""


__all__ = [
    "ElementSpec",
    "ImageSpec",
    "LocalName",
    "PathEntry",
    "RegionSpec",
    "Target",
    "TextPattern",
    "WindowSpec",
]
