"""Pictures of the screen as PNG files."""

from __future__ import annotations

import mss.tools

from guide.desktop.ports import Picture


def encode_png(picture: Picture) -> bytes:
    """Return the picture as the bytes of a PNG file (RGB, without the unused fourth byte of each pixel)."""
    width, height = picture.rect.width, picture.rect.height
    rgb = bytearray(width * height * 3)
    rgb[0::3], rgb[1::3], rgb[2::3] = picture.pixels[2::4], picture.pixels[1::4], picture.pixels[0::4]
    data = mss.tools.to_png(bytes(rgb), (width, height))
    if data is None:
        raise RuntimeError("the PNG encoder returned nothing")
    return data
