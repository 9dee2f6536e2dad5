"""Pictures of the steps: what a rehearsal has left, cut to what matters and with the light drawn in."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from PIL import Image, ImageDraw

from guide.export.handout import Shot
from guide.tutorial.geometry import DeviceRect
from guide.tutorial.pictures import PictureError, check_picture, picture_path

#: More than any screen; a picture that claims more is an attack on whoever decodes it.
MAX_PIXELS = 50_000_000
#: What one sees around the light, at scale 1. Smaller windows are shown whole.
ROOM_WIDTH_PX, ROOM_HEIGHT_PX = 860, 540
#: How far the hole reaches over its target, and how thick its ring is, at scale 1.
_HOLE_MARGIN_PX, _HOLE_RADIUS_PX, _RING_PX = 5, 7, 3
_RING, _RING_EDGE = (49, 70, 201), (255, 255, 255)
#: What is not meant becomes darker by so much of this.
_DIM, _DIM_PART = (27, 32, 43), 0.36
#: Edges are drawn this much larger and then made small: Pillow alone draws stairs.
_FINE = 2


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a report tells of one step."""

    file: Path
    marked: DeviceRect | None
    """In pixels of the picture; None: there is nothing to mark, or it is marked already."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one tutorial's steps; without a report there are none."""

    seen: Mapping[str, _Seen] = field(default_factory=dict)
    scale: float = 1.0

    @classmethod
    def from_report(cls, folder: Path, tutorial_id: str) -> Self:
        """Read what `guide rehearse --out FOLDER` has left. ReportError where there is nothing of this tutorial."""
        steps, scale = _steps(folder, tutorial_id)
        seen = {str(step.get("id")): found for step in steps if (found := _seen(step, folder)) is not None}
        return cls(seen, scale)

    def of(self, step_id: str, alt: str) -> Shot | None:
        """Return the picture of a step; None where there is none that can be read."""
        seen = self.seen.get(step_id)
        picture = _opened(seen.file) if seen is not None else None
        if seen is None or picture is None:
            return None
        if seen.marked is not None:
            picture = lit(picture, seen.marked, self.scale)
        return _shot(picture, alt, self.scale)


class ReportError(Exception):
    """A folder that is no report of a rehearsal of this tutorial; the message is for a person."""


def beside(folder: Path | None, file: str, alt: str) -> Shot | None:
    """Return a picture that lies beside the tutorial; None where it may not or cannot be read."""
    try:
        check_picture(folder, file)
        picture = _opened(picture_path(folder, file))
    except PictureError:
        return None
    return _shot(picture, alt, 1.0) if picture is not None else None


def lit(picture: Image.Image, marked: DeviceRect, scale: float) -> Image.Image:
    """Return the part of a picture around what is marked: the rest of it darker, and a ring around it."""
    ring = round(2 * _RING_PX * scale)  # it stays inside the picture, whatever it goes around
    inside = DeviceRect(ring, ring, picture.width - 2 * ring, picture.height - 2 * ring)
    hole = marked.grown(round(_HOLE_MARGIN_PX * scale)).intersected(inside)
    if hole.empty:
        return picture
    room = _room(hole, picture.width, picture.height, scale)
    part = picture.crop((room.x, room.y, room.right, room.bottom)).convert("RGB")
    lit_part = Image.blend(part, Image.new("RGB", part.size, _DIM), _DIM_PART)
    at = hole.translated(-room.x, -room.y)
    radius, thick = round(_HOLE_RADIUS_PX * scale), _RING_PX * scale
    for width, colour in ((2 * thick, _RING_EDGE), (1.5 * thick, _RING), (0.5 * thick, _RING_EDGE)):
        grown = at.grown(round(width))
        lit_part.paste(colour, (grown.x, grown.y), _rounded(grown, radius + round(width)))
    lit_part.paste(part.crop((at.x, at.y, at.right, at.bottom)), (at.x, at.y), _rounded(at, radius))
    return lit_part


def _rounded(rect: DeviceRect, radius: int) -> Image.Image:
    """Return a mask as large as a rectangle, with round corners that are no stairs."""
    mask = Image.new("L", (rect.width * _FINE, rect.height * _FINE))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius * _FINE, fill=255)
    return mask.resize((rect.width, rect.height), Image.Resampling.BOX)


def _room(hole: DeviceRect, width: int, height: int, scale: float) -> DeviceRect:
    """Return the part to show: all of it where that is small, else enough around the hole to know where one is."""
    wide = min(width, max(round(ROOM_WIDTH_PX * scale), hole.width + round(80 * scale)))
    high = min(height, max(round(ROOM_HEIGHT_PX * scale), hole.height + round(80 * scale)))
    x = min(max(0, hole.center.x - wide // 2), width - wide)
    y = min(max(0, hole.center.y - high // 2), height - high)
    return DeviceRect(x, y, wide, high)


def _shot(picture: Image.Image, alt: str, scale: float) -> Shot:
    written = io.BytesIO()
    picture.convert("RGB").save(written, "PNG")
    return Shot(written.getvalue(), round(picture.width / scale), round(picture.height / scale), alt)


def _opened(path: Path) -> Image.Image | None:
    """Read a picture for good, so that nothing that is wrong with it comes later; None where it is none."""
    try:
        with Image.open(path, formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return None
            picture.load()
            return picture.copy()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _steps(folder: Path, tutorial_id: str) -> tuple[list[Mapping[str, Any]], float]:
    try:
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        found = next((each for each in report["tutorials"] if each["id"] == tutorial_id), None)
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        raise ReportError(f"{folder}: there is no report of a rehearsal here (report.json)") from None
    if found is None:
        raise ReportError(f"{folder}: the report says nothing about {tutorial_id}")
    steps, scale = found.get("steps"), found.get("scale", 1.0)
    if not isinstance(steps, list):
        raise ReportError(f"{folder}: there is no report of a rehearsal here (report.json)")
    return [step for step in steps if isinstance(step, dict)], float(scale) if isinstance(scale, int | float) else 1.0


def _seen(step: Mapping[str, Any], folder: Path) -> _Seen | None:
    """Return the picture of the program alone, where the rehearsal took one, else that of the whole screen."""
    clean = step.get("program_picture")
    name, origin = (clean, step.get("program_rect")) if clean else (step.get("picture"), None)
    try:
        file = picture_path(folder, str(name)) if name else None
    except PictureError:
        return None
    rect, at = _rect(step.get("rect")), _rect(origin)
    if file is None or (clean is None and rect is None):
        return None
    marked = DeviceRect(rect.x - at.x, rect.y - at.y, rect.width, rect.height) if rect and at else None
    return _Seen(file, marked)


def _rect(value: object) -> DeviceRect | None:
    if not isinstance(value, list) or len(value) != 4 or not all(type(number) is int for number in value):
        return None
    return DeviceRect(*value)
