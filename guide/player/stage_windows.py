"""The windows of a stage: lights, shadow, card, in the order in which they lie."""

from __future__ import annotations

from guide.player.card import Card
from guide.player.eaten_clicks import EatenClicks
from guide.player.sheet import Sheet
from guide.player.spotlight import Spotlight
from guide.player.theme import Theme


class StageWindows:
    """Made together, for one look, and thrown away together. Without a compositor there is no shadow."""

    def __init__(self, theme: Theme, *, composited: bool) -> None:
        self.composited = composited
        self.spotlight = Spotlight(theme, composited=composited)
        self.sheet = Sheet(theme) if composited else None
        self.card = Card(theme, translucent=composited)
        self.clicks = EatenClicks(self.card)

    def appear(self, *, raised: bool) -> None:
        """Show card and shadow, above the dims."""
        for window in (self.sheet, self.card):
            if window is not None:
                window.show()
                if raised:
                    window.raise_()

    def vanish(self) -> None:
        """Take everything off the screen; the windows are kept."""
        self.card.hide()
        if self.sheet is not None:
            self.sheet.hide()
        self.spotlight.put_out()

    def close(self) -> None:
        """Give everything back."""
        self.vanish()
        self.spotlight.shutdown()
        for window in (self.card, self.sheet):
            if window is not None:
                window.deleteLater()
