"""Takes pictures of the screen for a report, once it keeps still."""

from __future__ import annotations

import asyncio
from pathlib import Path

from guide.desktop.handlers.png import encode_png
from guide.desktop.ports import Capture, Picture
from guide.files import write_bytes
from guide.tutorial.geometry import DeviceRect

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

    async def _grab(self, rect: DeviceRect | None) -> Picture:
        return await asyncio.to_thread(self._capture.grab, rect)

    @staticmethod
    def _write(picture: Picture, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, encode_png(picture))
