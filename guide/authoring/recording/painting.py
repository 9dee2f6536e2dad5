"""Painting over what nobody else may see, before a picture leaves memory. Pure: on rows of pixels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from guide.authoring.recording.acts import Act, Typed, View, is_secret
from guide.desktop.elements import ElementInfo
from guide.desktop.ports import Picture
from guide.desktop.windows import WindowInfo
from guide.tutorial.geometry import DeviceRect, united

_PIXEL = 4
_SHORTEST = 4
"""Letters and digits of a text that is looked for in others; anything is part of something."""
_FRAMES = frozenset({"window", "generic", "group", "document", "table", "tree", "list", "menubar", "toolbar"})
"""What is as large as what is in it: that is looked at by itself."""
_TEXTS = frozenset(
    """
    textbox searchbox document paragraph terminal cell gridcell label heading link listitem option treeitem table row
    tab caption status
    """.split()  # noqa: SIM905  (a list to be read)
)
"""With `--blur`: all that may show what somebody wrote, or who somebody is."""
_NO_SIGN = re.compile(r"[\W_]+")


def cropped(picture: Picture, rect: DeviceRect) -> Picture:
    """Return a part of a picture; empty where it shows nothing of it."""
    inside = picture.rect.intersected(rect)
    rows = (
        picture.pixels[start : start + inside.width * _PIXEL]
        for start in (
            ((y - picture.rect.y) * picture.rect.width + inside.x - picture.rect.x) * _PIXEL
            for y in range(inside.y, inside.bottom)
        )
    )
    return Picture(inside, b"".join(rows))


def laid_over(pictures: Sequence[Picture]) -> Picture:
    """Return one picture of several, each laid over those before it, grey where there is none of them."""
    whole = united([picture.rect for picture in pictures])
    pixels = bytearray(b"\x80" * (whole.width * whole.height * _PIXEL))
    for picture in pictures:
        rect = picture.rect
        for row in range(rect.height):
            start = ((rect.y - whole.y + row) * whole.width + rect.x - whole.x) * _PIXEL
            begin = row * rect.width * _PIXEL
            pixels[start : start + rect.width * _PIXEL] = picture.pixels[begin : begin + rect.width * _PIXEL]
    return Picture(whole, pixels)


def painted_over(picture: Picture, rects: Iterable[DeviceRect]) -> Picture:
    """Return the picture with each rectangle in the colour it has most of: an empty field, with nothing to guess."""
    pixels = bytearray(picture.pixels)
    for rect in rects:
        inside = picture.rect.intersected(rect)
        if inside.empty:
            continue
        row = _usual(cropped(picture, inside)) * inside.width
        for y in range(inside.y, inside.bottom):
            start = ((y - picture.rect.y) * picture.rect.width + inside.x - picture.rect.x) * _PIXEL
            pixels[start : start + len(row)] = row
    return Picture(picture.rect, pixels)


def _usual(picture: Picture) -> bytes:
    pixels = bytes(picture.pixels)
    step = max(1, len(pixels) // _PIXEL // 20_000) * _PIXEL  # enough of a large one
    counted = Counter(pixels[at : at + _PIXEL] for at in range(0, len(pixels), step))
    return counted.most_common(1)[0][0]


def says(told: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts stands in what a program tells, however it is spaced.

    >>> says("Card 4111-1111 ok", ["4111 1111"]), says("Save", ["Save"]), says("Save", ["a"])
    (True, True, False)
    """
    plain = _NO_SIGN.sub("", told).casefold()
    return any(
        len(part) >= _SHORTEST and (part in plain or (len(plain) >= 2 * _SHORTEST and plain in part))
        for text in texts
        for part in {_NO_SIGN.sub("", line).casefold() for line in (*text.splitlines(), text)}
    )


def published(act: Act, typed: Typed, *, all_text: bool = False) -> Picture | None:
    """Return the picture of an act without anything that nobody else may see; None where there is no picture."""
    if act.picture is None or act.picture.rect.empty:
        return None
    whole = picture = act.picture
    for window, rects in _layers(act, typed, all_text):
        if window is not None:
            picture = _restored(picture, whole, window.rect)
        picture = painted_over(picture, rects)
    return picture


def _layers(act: Act, typed: Typed, all_text: bool) -> list[tuple[WindowInfo | None, list[DeviceRect]]]:
    """Return what is to be painted over in each window, the lowest first: a menu hides the field behind it.

    A window of which nobody knows what it shows hides nothing.
    """
    order = {window.id: place for place, window in enumerate(act.snapshot.stack)}
    known = {view.window.id: view for view in (*act.after, *act.views)}
    layers: list[tuple[WindowInfo | None, list[DeviceRect]]] = []
    for view in sorted(known.values(), key=lambda view: order.get(view.window.id, -1)):
        there = view.window.id in order and any(view.window.id == own.window.id for own in act.views)
        rects = [
            info.rect
            for own in (*act.views, *act.after)
            if own.window.id == view.window.id
            for info in own.elements
            if info.rect and _is_private(info, typed, own, all_text)
        ]
        layers.append((view.window if there else None, rects + _blind_typing(view.window, act, typed)))
    if act.window.id not in known:
        layers.append((None, _blind_typing(act.window, act, typed)))
    control = act.control
    if control is not None and control.rect and control.ref in typed.refs:
        layers.append((None, [control.rect]))
    if not act.bare:
        layers.append((None, strangers(act)))
    return layers


def _blind_typing(window: WindowInfo, act: Act, typed: Typed) -> list[DeviceRect]:
    """Return the whole of a window in which something was typed that nobody can find there."""
    since = typed.windows.get(window.id)
    return [window.rect] if since is not None and since <= act.at_ms else []


def _restored(picture: Picture, whole: Picture, rect: DeviceRect) -> Picture:
    inside = picture.rect.intersected(rect)
    pixels = bytearray(picture.pixels)
    for y in range(inside.y, inside.bottom):
        start = ((y - picture.rect.y) * picture.rect.width + inside.x - picture.rect.x) * _PIXEL
        end = start + inside.width * _PIXEL
        pixels[start:end] = whole.pixels[start:end]
    return Picture(picture.rect, pixels)


def _is_private(info: ElementInfo, typed: Typed, view: View, all_text: bool) -> bool:
    if info.ref in typed.refs or is_secret(info):
        return True
    if all_text and info.role in _TEXTS:
        return True
    if not info.name or not says(info.name, typed.texts):
        return False
    assert info.rect is not None
    large = info.rect.width * info.rect.height * 3 > view.window.rect.width * view.window.rect.height
    return not (large and info.role in _FRAMES)


def strangers(act: Act) -> list[DeviceRect]:
    """Return where windows of other programs lie over the one that was worked in."""
    stack: Sequence[WindowInfo] = act.snapshot.stack
    above = False
    rects: list[DeviceRect] = []
    for window in stack:
        if window.id == act.window.id:
            above = True
        elif above and window.visible and (window.ours or window.pid != act.window.pid):
            rects.append(window.frame)
    return rects
