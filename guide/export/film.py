"""A film without sound: each step long enough to read it. A GIF, because that moves in mails, chats and wikis alike."""

from __future__ import annotations

import io

from PIL import Image

from guide.export.handout import Handout, Page
from guide.export.markup import plain
from guide.export.paper import films_frames

#: How long one looks at a step: to find one's way, and for each character of its text. Half the pace of fast readers.
_LOOK_MS, _CHARACTER_MS, _LEAST_MS, _MOST_MS = 1500, 55, 2500, 12_000
#: Nothing moves for ever: whoever reads beside it is not disturbed (WCAG 2.2.2 in spirit).
_TIMES = 3
_PPI = 96.0


def gif_of(handout: Handout) -> bytes:
    """Return the film."""
    frames = [Image.open(io.BytesIO(frame)).convert("RGB") for frame in films_frames(handout, _PPI)]
    colours = [frame.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE) for frame in frames]
    written = io.BytesIO()
    colours[0].save(
        written,
        "GIF",
        save_all=True,
        append_images=colours[1:],
        duration=[shown_ms(page) for page in handout.pages],
        loop=_TIMES - 1,
        optimize=False,
    )
    return written.getvalue()


def shown_ms(page: Page) -> int:
    """Return how long a step is shown."""
    needed = _LOOK_MS + _CHARACTER_MS * len(f"{page.title} {plain(page.say)}")
    return min(max(needed, _LEAST_MS), _MOST_MS) // 10 * 10
