"""What a window looks like now: its own content where the desktop keeps it apart, else what the screen shows of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guide.desktop.ports import Picture
from guide.desktop.windows import WindowInfo
from guide.targeting.looking import Look
from guide.tutorial.geometry import DeviceRect

_MOST_REMEMBERED = 8
"""Windows of which the last picture is kept: one of 4K has 33 MB, a program rarely shows more than three."""


@dataclass(frozen=True, slots=True)
class View:
    """One window, as it looks now."""

    window: WindowInfo
    picture: Picture
    version: int
    """The same number: the same pixels."""
    hidden: tuple[DeviceRect, ...]
    """What lies in front of it in the picture, from the picture's corner: our own card, where the screen shows it."""
    in_front: tuple[DeviceRect, ...]
    """The program's own windows above it, on the screen."""

    def on_screen(self, rect: DeviceRect) -> DeviceRect:
        """Return where a rectangle of the picture is on the screen."""
        return rect.translated(self.picture.rect.x, self.picture.rect.y)

    def in_picture(self, rect: DeviceRect) -> DeviceRect:
        """Return where a rectangle of the screen is in the picture, clipped to it."""
        inside = rect.intersected(self.picture.rect)
        return inside.translated(-self.picture.rect.x, -self.picture.rect.y)

    def shows(self, rect: DeviceRect) -> bool:
        """Whether the middle of a rectangle of the screen is not behind another window of the program."""
        return not any(other.contains(rect.center) for other in self.in_front)


class Views:
    """Takes the pictures, and knows which of them show nothing new."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[int, Picture]] = {}
        self._count = 0

    def take(self, look: Look) -> Iterator[View]:
        """Yield the windows to look in, topmost first; those of which nothing is on the screen are left out."""
        for place, window in enumerate(look.windows):
            above = look.windows[:place]
            own = look.desktop.capture.grab_window(window)
            picture = look.desktop.capture.grab(window.rect) if own is None else own
            if picture.rect.empty:
                continue
            version, picture = self._known(window.id, picture)
            in_front = tuple(other.frame for other in above)
            covering = () if own is not None else (*in_front, *look.ours)
            yield View(window, picture, version, tuple(_inside(picture, covering)), in_front)

    def _known(self, window_id: int, picture: Picture) -> tuple[int, Picture]:
        """Return the picture with the number of its content; the one that was there before, if nothing is new."""
        known = self._last.pop(window_id, None)
        if known is None or known[1] != picture:
            self._count += 1
            known = self._count, picture
        self._last[window_id] = known
        while len(self._last) > _MOST_REMEMBERED:
            del self._last[next(iter(self._last))]
        return known


def _inside(picture: Picture, rects: tuple[DeviceRect, ...]) -> Iterator[DeviceRect]:
    for rect in rects:
        part = rect.intersected(picture.rect)
        if not part.empty:
            yield part.translated(-picture.rect.x, -picture.rect.y)
