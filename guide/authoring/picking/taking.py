"""What is taken of a control that was pointed at: a target with all that describes it, and its picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from guide.authoring.picking.looker import Seen
from guide.authoring.recording.acts import Act, Typed
from guide.authoring.recording.joining import Draft
from guide.authoring.recording.painting import cropped, published
from guide.authoring.recording.programs import main_window
from guide.authoring.recording.writing import PICTURES, Given, Writer
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


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the window, as it is now."""

    picture: Picture | None
    bare: bool = False
    """Nothing but the window is on it."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Makes targets."""

    given: Given
    process: str | None
    """The tutorial's program; a target in another one names its own."""
    name: str = "picked"
    """What the picture is called."""

    def element(self, seen: Seen) -> dict[str, Any] | None:
        """Return the description that fits the control alone; None where there is none."""
        act = _act(seen)
        return self._writer(seen).element(act.control, act.views, act) if act.control is not None else None

    def control(self, seen: Seen, shot: Shot) -> Taken:
        """Return the target of a control."""
        writer, act = self._writer(seen), _act(seen)
        act.picture, act.bare = shot.picture, shot.bare
        target = writer.target(Draft("click", act, act.control), self.name) or {}
        return Taken(target, dict(writer.pictures))

    def frame(self, seen: Seen, shot: Shot, frame: DeviceRect) -> Taken:
        """Return the target of a frame that was drawn around something that the program does not tell of."""
        writer, act = self._writer(seen), _act(replace(seen, control=None))
        act.picture, act.bare = shot.picture, shot.bare
        frame = frame.intersected(seen.window.rect)
        window = writer.where(act)
        target: dict[str, Any] = {"window": window} if window else {}
        pictures: dict[str, Picture] = {}
        crop = self._crop(act, frame)
        if crop is not None:
            file, scale = f"{PICTURES}/{self.name}-target.png", self.given.scale(seen.window)
            pictures[file] = crop
            target["image"] = file if scale == 1 else {"file": file, "scale": scale}
        target["region"] = writer.region(frame, act)
        return Taken(target, pictures)

    def _crop(self, act: Act, frame: DeviceRect) -> Picture | None:
        """Return what is in the frame; None where something is in it that nobody else may see."""
        shown = published(act, Typed(), all_text=self.given.blur_text)
        if shown is None or act.picture is None or frame.empty:
            return None
        crop = cropped(shown, frame)
        return crop if crop.pixels == cropped(act.picture, frame).pixels and not crop.rect.empty else None

    def _writer(self, seen: Seen) -> Writer:
        return Writer(Typed(), self.given, main=_main(seen, self.process))


def _act(seen: Seen) -> Act:
    act = Act("click", 0, seen.window, seen.snapshot, seen.views, point=seen.point)
    act.control, act.id = seen.control, seen.id
    return act


def _main(seen: Seen, process: str | None) -> WindowInfo:
    """Return the main window of the tutorial's program: a target in another window names its own."""
    own = main_window(_act(seen))
    if process is None or same_process(process, seen.window):
        return own
    there = main_windows(Application(process=process), seen.snapshot, "")
    return there[0] if there else replace(own, id=-1, process=process)
