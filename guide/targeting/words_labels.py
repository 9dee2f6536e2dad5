"""What a picture of a window says, label by label, each with the control that it belongs to.

For authors: of a program that tells nothing about itself, its words are what a control is found by. Loads OpenCV and
tesseract: import it only when words are looked for.
"""

from __future__ import annotations

from guide.desktop.ports import Picture
from guide.targeting.vision_edges import grey_of
from guide.targeting.vision_thread import Check
from guide.targeting.words import Label, labels
from guide.targeting.words_control import control_of
from guide.targeting.words_gaps import joined, parted
from guide.targeting.words_lines import lines_of
from guide.targeting.words_reader import Reader


class Labels:
    """Reads pictures. For one thread at a time."""

    def __init__(self, language: str) -> None:
        """`language`: what the words are in, as tutorials write it."""
        self._language = language
        self._reader = Reader()

    def on(self, picture: Picture, scale: float, check: Check, *, in_list: bool = False) -> list[Label]:
        """Return the labels on a picture that was taken at `scale`; NoLanguageError where nothing can be read.

        `in_list`: it is a menu or a list, whose items are as wide as it is.
        """
        grey = grey_of(picture)
        lines = parted(joined(self._reader.read(grey, lines_of(grey, scale), self._language, check)))
        found: list[Label] = []
        for line in lines:
            for label in labels(line):
                rect = control_of(grey, label, lines, in_list=in_list)
                found.append(Label(label.said, rect.translated(picture.rect.x, picture.rect.y)))
        return found
