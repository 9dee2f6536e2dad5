"""What is taken of a control that was pointed at: a target with all that describes it, and its picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from guide.authoring.picking.looker import Seen
from guide.authoring.recording.acts import Act, Typed
from guide.authoring.recording.joining import Draft
from guide.authoring.recording.painting import cropped, published
from guide.authoring.recording.writing import PICTURES, Given, Writer, main_window
from guide.desktop.ports import Picture
from guide.desktop.windows import WindowInfo
from guide.targeting.application import main_windows, same_process
from guide.tutorial.document import Application
from guide.tutorial.geometry import DeviceRect

SMALLEST_FRAME_PX = 6


@dataclass(frozen=True, slots=True)
class Taken:
    """A target as the tutorial writes it, and the pictures that it names."""

    target: dict[str, Any]
    pictures: dict[str, Picture]


def element_of(seen: Seen, given: Given, process: str | None) -> dict[str, Any] | None:
    """Return the description that fits the control alone; None where there is none."""
    writer = _writer(seen, given, process)
    act = _act(seen)
    return writer.element(act.control, act.views, act) if act.control is not None else None


def taken(seen: Seen, picture: Picture | None, given: Given, *, process: str | None, bare: bool, name: str) -> Taken:
    """Return the target of a control. `process`: the tutorial's program; `bare`: nothing else is on the picture.

    `name`: what the picture's file is called.
    """
    writer = _writer(seen, given, process)
    act = _act(seen)
    act.picture, act.bare = picture, bare
    target = writer.target(Draft("click", act, act.control), name) or {}
    return Taken(target, dict(writer.pictures))


def framed(  # noqa: PLR0913 -- by name
    seen: Seen,
    frame: DeviceRect,
    picture: Picture | None,
    given: Given,
    *,
    process: str | None,
    bare: bool,
    name: str,
) -> Taken:
    """Return the target of a frame that was drawn around something that the program does not tell of."""
    writer = _writer(seen, given, process)
    act = _act(replace(seen, control=None))
    act.picture, act.bare = picture, bare
    target: dict[str, Any] = {}
    if window := writer.where(act):
        target["window"] = window
    pictures: dict[str, Picture] = {}
    frame = frame.intersected(seen.window.rect)
    shown = published(act, Typed(), all_text=given.blur_text)
    crop = cropped(shown, frame) if shown is not None else None
    if crop is not None and crop.pixels == cropped(act.picture, frame).pixels and not crop.rect.empty:  # type: ignore[arg-type]
        file, scale = f"{PICTURES}/{name}-target.png", given.scale(seen.window)
        pictures[file] = crop
        target["image"] = file if scale == 1 else {"file": file, "scale": scale}
    target["region"] = writer.region(frame, act)
    return Taken(target, pictures)


def _act(seen: Seen) -> Act:
    act = Act("click", 0, seen.window, seen.snapshot, seen.views, point=seen.point)
    act.control, act.id = seen.control, seen.id
    return act


def _writer(seen: Seen, given: Given, process: str | None) -> Writer:
    return Writer(Typed(), given, main=_main(seen, process))


def _main(seen: Seen, process: str | None) -> WindowInfo:
    """Return the main window of the tutorial's program: a target in another window names its own."""
    own = main_window(_act(seen))
    if process is None or same_process(process, seen.window):
        return own
    there = main_windows(Application(process=process), seen.snapshot, "")
    return there[0] if there else replace(own, id=-1, process=process)
