"""Which control a description meant that fits none any more: pure thinking about what the windows show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from guide.authoring.recording.acts import View
from guide.authoring.recording.pointing import ACTIVE, control_at
from guide.desktop.elements import ElementInfo
from guide.targeting.by_element import without_parts
from guide.targeting.names import bare, matcher
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.patterns import LocalName
from guide.tutorial.targets import ElementSpec

ALIKE = 0.6
"""How alike two names must be (0…1, Ratcliff and Obershelp's measure) for one to have become the other, when more than
half of the words of the shorter are in the longer: “Save As…” and “Save a Copy As…” are 0.67."""
_LETTER_OR_TWO = 0.85
"""“File” and “Files” have no word in common, and differ by a letter alone: 0.89. “Save As” and “Save All”: 0.8."""
MARGIN = 0.1
"""And by how much more than the next best: one of two that are about as like is a guess."""
SAME_PLACE = 0.5
"""The intersection over union of two places that are the same one."""
_MOST_OF = 4
"""A control is at most so many times as large as what was seen of it: its words, or its picture."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A control that a target may mean now, and why."""

    control: ElementInfo
    why: str
    """For a person: what has changed."""


def seen_at(rect: DeviceRect, views: Iterable[View], signal: str) -> Suspect | None:
    """Return the control of which a picture, or words, were recognised at a place; None where there is none."""
    for view in views:
        control = control_at(rect.center, view.elements)
        if control is not None and control.rect is not None and _covers(control.rect, rect):
            return Suspect(control, f"it was recognised by its {'picture' if signal == 'image' else 'words'}")
    return None


def by_description(
    spec: ElementSpec,
    views: Sequence[View],
    language: str,
    place: DeviceRect | None,
    others: Sequence[ElementSpec] = (),
) -> Suspect | None:
    """Return the control that a description has become, by what still holds of it; None where that is not certain.

    `place`: where the target was in its window, as far as that is known. `others`: what the tutorial means by other
    descriptions: none of those has become this one.
    """
    once = {info.ref: info for view in views for info in view.elements}  # GTK tells of a menu in its window, too
    shown = without_parts([info for info in once.values() if info.rect is not None])
    for why, fitting in (
        ("it is elsewhere in its window now", _like(spec, shown, language, role=True, name=True)),
        ("it is another kind of control now", _like(spec, shown, language, role=False, name=True)),
    ):
        if len(fitting) == 1:
            return Suspect(fitting[0], why)
        if fitting:
            return None  # several that would do: nobody can tell
    free = [info for info in shown if not any(_fits(info, other, language) for other in others)]
    return _renamed(spec, free, language, place)


def _fits(info: ElementInfo, spec: ElementSpec, language: str) -> bool:
    return info.role == spec.role and _called(info, spec.name, language)


def _renamed(
    spec: ElementSpec, shown: Sequence[ElementInfo], language: str, place: DeviceRect | None
) -> Suspect | None:
    """Return the control of the same role with a name like the old one, or in the old one's place."""
    if spec.role is None or spec.name is None:
        return None
    peers = [info for info in _like(spec, shown, language, role=True, name=False) if info.name]
    alike = _most_alike(spec.name.shown(language), peers)
    there = _only(info for info in peers if place is not None and info.rect and overlap(info.rect, place) >= SAME_PLACE)
    if alike is not None and there is not None and alike is not there:
        return None
    if alike is not None:
        return Suspect(alike, "it is called differently now")
    return Suspect(there, "in its place is one that is called differently") if there is not None else None


def _most_alike(wanted: str, peers: Iterable[ElementInfo]) -> ElementInfo | None:
    peers = tuple(peers)
    ranked = sorted(((likeness(wanted, info.name), number) for number, info in enumerate(peers)), reverse=True)
    if not ranked or ranked[0][0] < ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    return peers[ranked[0][1]]


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, 0…1; capitals, dots and marks do not matter, whole words do.

    >>> likeness("_Save As...", "Save as"), likeness("Save As", "Save All"), likeness("Cut", "Quit")
    (1.0, 0.0, 0.0)
    """
    one, other = _plain(one), _plain(other)
    words = one.split(), other.split()
    common = len(set(words[0]) & set(words[1]))
    ratio = SequenceMatcher(None, one, other).ratio()
    return ratio if common * 2 > min(map(len, words)) or ratio >= _LETTER_OR_TWO else 0.0


def _plain(name: str) -> str:
    return bare(name).casefold().replace("…", "").replace("...", "").strip()


def overlap(one: DeviceRect, other: DeviceRect) -> float:
    """Return the intersection of two rectangles over their union, 0…1."""
    common = one.intersected(other)
    both = common.width * common.height if not common.empty else 0
    union = one.width * one.height + other.width * other.height - both
    return both / union if union else 0.0


def _like(
    spec: ElementSpec, shown: Iterable[ElementInfo], language: str, *, role: bool, name: bool
) -> list[ElementInfo]:
    if name and spec.name is None:
        return []
    return [
        info
        for info in shown
        if (info.role == spec.role if role else info.role in ACTIVE)
        and (not name or _called(info, spec.name, language))
    ]


def _called(info: ElementInfo, name: LocalName | None, language: str) -> bool:
    return name is not None and matcher(name, language)(info.name)


def _covers(control: DeviceRect, part: DeviceRect) -> bool:
    common = control.intersected(part)
    area = part.width * part.height
    return (
        not common.empty
        and common.width * common.height > area / 2
        and control.width * control.height <= _MOST_OF * max(area, 1)
    ) or overlap(control, part) >= SAME_PLACE


def _only(found: Iterable[ElementInfo]) -> ElementInfo | None:
    several = list(found)
    return several[0] if len(several) == 1 else None
