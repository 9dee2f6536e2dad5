"""The words on what was clicked, in programs that tell nothing about themselves.

Nobody knows what is typed into such a program, so from the first key on a label counts only where the same words stood
at the same place before it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from guide.authoring.recording.acts import Act, Typed
from guide.authoring.recording.painting import cropped
from guide.desktop.ports import Picture
from guide.targeting.looking import ScaleOf
from guide.targeting.vision_thread import Check, aside
from guide.targeting.words import Label, NoLanguageError
from guide.tutorial.geometry import DevicePoint

WITHIN_MS = 30_000
"""A recording of many clicks in a window full of words; what is not read by then is known by picture and place."""
_POINTED = frozenset({"click", "double-click", "right-click", "drag"})
Read = Callable[[Act], Sequence[Label]]
"""An act → the labels on its picture."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was clicked, as far as it can be read."""

    label: Label
    picture: Picture
    """On which it is, and nothing that was typed."""


def is_silent(act: Act) -> bool:
    """Whether something was pointed at of which its program tells nothing."""
    return act.control is None and act.kind in _POINTED and act.point is not None and act.picture is not None


async def read_all(
    acts: Sequence[Act], typed: Typed, scale: ScaleOf, language: str, *, within_ms: int = WITHIN_MS
) -> Mapping[Act, Said]:
    """Return what is said on whatever was pointed at in silent programs, as far as it could be read in this time."""
    found: dict[Act, Said] = {}
    silent = [act for act in acts if is_silent(act)]
    if silent:
        with contextlib.suppress(TimeoutError, ImportError, NoLanguageError):  # then by picture and place
            await aside(lambda check: _read_all(silent, acts, typed, _reader(scale, language, check), found), within_ms)
    return found


def _read_all(silent: Sequence[Act], acts: Sequence[Act], typed: Typed, read: Read, found: dict[Act, Said]) -> None:
    for act in silent:
        if (said := said_on(act, acts, typed, read)) is not None:
            found[act] = said


def _reader(scale: ScaleOf, language: str, check: Check) -> Read:
    from guide.targeting.words_labels import Labels  # noqa: PLC0415  (loads what reads, which may not be installed)

    labels = Labels(language)
    known: dict[Act, Sequence[Label]] = {}

    def read(act: Act) -> Sequence[Label]:
        if act not in known and act.picture is not None:
            picture, in_list = cropped(act.picture, act.window.rect), not act.window.managed
            known[act] = () if picture.rect.empty else labels.on(picture, scale(act.window), check, in_list=in_list)
        return known.get(act, ())

    return read


def said_on(act: Act, acts: Sequence[Act], typed: Typed, read: Read) -> Said | None:
    """Return the words on what was clicked; None where there are none, or they may have been typed."""
    label = _at(act.point, read(act))
    if label is None or act.picture is None:
        return None
    since = typed.windows.get(act.window.id)
    if since is None or act.at_ms < since:
        return Said(label, act.picture)
    for other in acts:
        if other.window.id != act.window.id or other.at_ms >= since or other.picture is None:
            continue
        before = _at(label.rect.center, read(other))
        if other.window.rect == act.window.rect and before is not None and before.said == label.said:
            return Said(before, other.picture)
    return None


def _at(point: DevicePoint | None, labels: Sequence[Label]) -> Label | None:
    """Return the smallest control with words at a point."""
    there = [label for label in labels if point is not None and label.rect.contains(point)]
    return min(there, key=lambda label: label.rect.width * label.rect.height, default=None)
