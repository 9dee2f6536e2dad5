"""What this desktop does not let guide do: found out once it has started up, and said once."""

from __future__ import annotations

from collections.abc import Callable

from guide.app.checkup.report import Line, remedies
from guide.app.checkup.session import session, worse
from guide.app.checkup.told import Told
from guide.app.machinery import Machinery
from guide.player import text

CHECKUP_AFTER_MS = 20_000
"""A desktop that is starting has its panel and compositor by then."""


class Limits:
    """The limits of this session, as far as they are known."""

    def __init__(self, machinery: Machinery, whisper: Callable[[str], None]) -> None:
        self.lines: tuple[Line, ...] = ()
        self._machinery = machinery
        self._whisper = whisper
        self._stop = machinery.timers.after(CHECKUP_AFTER_MS, self._look)

    def shutdown(self) -> None:
        """Look no more."""
        self._stop()

    def told(self) -> str:
        """Return all of them, and what to do, for a person."""
        return "\n\n".join((*(f"{line.name}: {line.why}" for line in self.lines), *remedies(self.lines)))

    def _look(self) -> None:
        told = Told(self._machinery.paths.cache / "limits.json")

        def look() -> tuple[tuple[Line, ...], bool]:
            limits = worse(session())
            return limits, told.is_news(limits)

        self._machinery.elsewhere(look, self._found)

    def _found(self, answer: tuple[tuple[Line, ...], bool]) -> None:
        self.lines, is_news = answer
        if is_news:
            self._whisper(f"{text.limited_here()} {self.lines[0].why}")
