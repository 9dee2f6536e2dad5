"""What can be read, where reading is installed. Tesseract and OpenCV are loaded with the first question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.targeting.looking import Look
from guide.targeting.vision_thread import Check
from guide.targeting.vision_views import View
from guide.targeting.words import Line, NoLanguageError
from guide.tutorial.geometry import DeviceRect

if TYPE_CHECKING:
    from guide.targeting.vision_edges import Grey
    from guide.targeting.words_window import WindowWords

_NOT_INSTALLED = "reading words needs the extra: pip install guide[ocr]"


class ReadingMissingError(Exception):
    """Words cannot be read here; the message says what to install."""


class Words:
    """What windows say. For one thread at a time."""

    def __init__(self) -> None:
        self._loaded: WindowWords | None = None

    def read(self, view: View, look: Look, check: Check, *, area: DeviceRect | None = None) -> tuple[Line, ...]:
        """Return the words of a window, or of the lines that touch `area` (both in pixels of its picture).

        What lies behind something else is left out. ReadingMissingError where nothing can be read here.
        """
        try:
            return self._reading().read(view, look, check, area)
        except NoLanguageError as problem:
            raise ReadingMissingError(str(problem)) from None

    def on_picture(self, grey: Grey, look: Look, scale: float, check: Check) -> tuple[str, ...]:
        """Return the labels on a tutorial's picture that was taken at `scale`, those that can be read for sure."""
        try:
            return self._reading().on_picture(grey, look.language, scale, check)
        except NoLanguageError as problem:
            raise ReadingMissingError(str(problem)) from None

    def _reading(self) -> WindowWords:
        if self._loaded is None:
            try:
                from guide.targeting.words_window import WindowWords  # noqa: PLC0415  (see above)
            except ImportError:
                raise ReadingMissingError(_NOT_INSTALLED) from None
            self._loaded = WindowWords()
        return self._loaded
