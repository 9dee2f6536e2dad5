"""Takes pictures of the screen for a report, once it keeps still."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from guide.desktop.handlers.png import encode_png
from guide.desktop.ports import Capture, Picture
from guide.desktop.windows import WindowInfo
from guide.files import write_bytes
from guide.tutorial.geometry import DeviceRect, united

#: A picture is taken when two looks this far apart show the same: the compositor has caught up, menus are open.
SETTLE_S = 0.08
SETTLE_TRIES = 12
#: How much of the screen is in the picture around what matters, in device pixels.
MARGIN_PX = 24


class Photographer:
    """Writes PNG files below one folder."""

    def __init__(self, capture: Capture, folder: Path) -> None:
        self._capture = capture
        self._folder = folder

    async def take(self, name: str, around: DeviceRect | None) -> str:
        """Take a picture of this part of the screen and a little more (None: all of it); return the file's name.

        What never keeps still (a film, a clock) is taken as it is after a second.
        """
        wanted = around.grown(MARGIN_PX) if around is not None else None
        picture = await self._grab(wanted)
        for _ in range(SETTLE_TRIES):
            await asyncio.sleep(SETTLE_S)
            before, picture = picture, await self._grab(wanted)
            if picture.pixels == before.pixels:
                break
        await asyncio.to_thread(self._write, picture, self._folder / name)
        return name

    async def take_program(self, name: str, windows: Sequence[WindowInfo]) -> DeviceRect | None:
        """Take a picture of these windows (bottom first) without what lies over them, our light and card too.

        Return which part of the screen it shows; None where this desktop does not keep windows apart.
        """
        grabbed = await asyncio.to_thread(lambda: [self._capture.grab_window(window) for window in windows])
        pictures = [picture for picture in grabbed if picture is not None and not picture.rect.empty]
        if not pictures:
            return None
        picture = laid_over(pictures)
        await asyncio.to_thread(self._write, picture, self._folder / name)
        return picture.rect

    async def _grab(self, rect: DeviceRect | None) -> Picture:
        return await asyncio.to_thread(self._capture.grab, rect)

    @staticmethod
    def _write(picture: Picture, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, encode_png(picture))


def laid_over(pictures: Sequence[Picture]) -> Picture:
    """Return one picture of several, each laid over those before it; white where there is none of them."""
    whole = united([picture.rect for picture in pictures])
    pixels = bytearray(b"\xff" * (whole.width * whole.height * 4))
    for picture in pictures:
        rect = picture.rect
        for row in range(rect.height):
            at = ((rect.y - whole.y + row) * whole.width + rect.x - whole.x) * 4
            begin = row * rect.width * 4
            pixels[at : at + rect.width * 4] = picture.pixels[begin : begin + rect.width * 4]
    return Picture(whole, pixels)
