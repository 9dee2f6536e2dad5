"""Pictures beside a tutorial: found inside its folder or not at all."""

from __future__ import annotations

from pathlib import Path

#: A screenshot of a 4K screen is half of this; a larger file is a mistake or an attack on whoever decodes it.
MAX_PICTURE_BYTES = 16 << 20

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class PictureError(Exception):
    """A picture that cannot be used; the message says why, for a person."""


def picture_path(folder: Path | None, file: str) -> Path:
    """Return where the picture `file` of a tutorial in `folder` lies; PictureError where it may not be opened.

    Links are followed before the answer is given, so that no name and no link leads out of the folder.
    """
    if folder is None:
        raise PictureError("the tutorial has no folder where pictures could lie")
    root = folder.resolve()
    try:
        path = (root / file).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise PictureError("there is no such picture in the tutorial's folder") from None
    if not path.is_relative_to(root):
        raise PictureError("the picture lies outside the tutorial's folder (through a link or “..”)")
    if not path.is_file():
        raise PictureError("this is not a picture file")
    return path


def check_picture(folder: Path | None, file: str) -> None:
    """Raise PictureError unless the picture is there and is a PNG or JPEG file of a sensible size."""
    path = picture_path(folder, file)
    try:
        size = path.stat().st_size
        with path.open("rb") as opened:
            head = opened.read(8)
    except OSError as error:
        raise PictureError(f"the picture cannot be read ({error.strerror})") from None
    if size > MAX_PICTURE_BYTES:
        raise PictureError(f"the picture has {size / (1 << 20):.0f} MiB; at most 16")
    if not head.startswith(_SIGNATURES):
        raise PictureError("the file is neither a PNG nor a JPEG picture, whatever its name says")
