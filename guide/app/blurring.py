"""Whether all text in pictures is painted over: as IT says, else as asked for, else as it is set."""

from __future__ import annotations

from guide.settings import Settings, table


def blurred(asked: bool | None, settings: Settings) -> bool:
    """Return whether to paint over; `asked`: what was said this time, None: nothing.

    More than IT asks for is allowed, less is not.
    """
    told = settings.explain(table.RECORDING_BLUR.key)
    if told.locked:
        return bool(told.value) or bool(asked)
    return bool(told.value) if asked is None else asked
