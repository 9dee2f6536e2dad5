"""What one sees while pointing: a ring around the control under the pointer, and a word about it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from guide.conductor.scene import Light
from guide.i18n import translate
from guide.player.frame import RingFrame
from guide.player.pixels import all_grids, grid_for, screen_of
from guide.player.spoken import Voice
from guide.player.surfaces import UNTOUCHABLE, make_unobtrusive
from guide.player.theme import Theme
from guide.tutorial.geometry import DevicePoint, DeviceRect

_AWAY_PX = 14
"""From the control, beyond the ring; and from the pointer, which hides what is below it."""
_WIDTH = 380


class Sign:
    """A ring and a label."""

    def __init__(self, theme: Theme) -> None:
        self._ring = RingFrame()
        self._label = QFrame(None, UNTOUCHABLE)
        make_unobtrusive(self._label, translucent=False)
        self._label.setObjectName("guide-pick")
        self._label.setWindowTitle(translate("picking", "Point at it"))
        self._label.setFrameShape(QFrame.Shape.Box)
        palette = theme.palette()
        palette.setColor(QPalette.ColorRole.WindowText, palette.color(QPalette.ColorRole.Text))
        self._label.setPalette(palette)
        self._what, self._words, self._how = QLabel(), QLabel(), QLabel()
        column = QVBoxLayout(self._label)
        for line, font in ((self._what, theme.font(1.1)), (self._words, theme.font()), (self._how, theme.font(0.9))):
            line.setTextFormat(Qt.TextFormat.PlainText)  # names of other programs are no markup
            line.setFont(font)
            line.setWordWrap(True)
            line.setFixedWidth(theme.px(_WIDTH))
            column.addWidget(line)
        self._voice = Voice(self._label)
        self._said = ""

    def show(self, rect: DeviceRect | None, at: DevicePoint, what: str, words: str) -> None:
        """Stand around a control (None: nothing is outlined) and say what it is."""
        grid = grid_for(DeviceRect(at.x, at.y, 1, 1), all_grids())
        if rect is None or rect.empty:
            self._ring.hide()
        else:
            self._ring.surround(Light(rect), grid)
            self._ring.show()
        self._what.setText(what)
        self._words.setText(words)
        self._label.adjustSize()
        around = grid.to_logical(rect or DeviceRect(at.x, at.y, 1, 1)).toAlignedRect()
        pointer = grid.point_to_logical(at).toPoint()
        self._label.move(_place(self._label.rect(), around, pointer, screen_of(grid).geometry()))
        self._label.show()
        if (said := f"{what}: {words}") != self._said:
            self._said = said
            self._voice.say(said)

    def tell(self, how: str) -> None:
        """Say below how it is taken."""
        self._how.setText(how)

    def close(self) -> None:
        """Leave the screen."""
        self._ring.hide()
        self._label.hide()


def _place(own: QRect, around: QRect, pointer: QPoint, screen: QRect) -> QPoint:
    """Return where the label covers neither the control nor the pointer: below, above, or in a corner."""
    x = max(screen.left(), min(around.left(), screen.right() - own.width()))
    below, above = around.bottom() + _AWAY_PX, around.top() - _AWAY_PX - own.height()
    for y in (below, above):
        box = QRect(QPoint(x, y), own.size())
        if screen.contains(box) and not box.adjusted(-8, -8, 8, 8).contains(pointer):
            return box.topLeft()
    left = pointer.x() > screen.center().x()
    top = pointer.y() > screen.center().y()
    return QPoint(
        screen.left() if left else screen.right() - own.width(),
        screen.top() if top else screen.bottom() - own.height(),
    )
