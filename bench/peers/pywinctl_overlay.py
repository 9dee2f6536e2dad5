"""The least that follows another program's window with PyWinCtl: a dimmed screen with one hole.

    python -m bench.peers.pywinctl_overlay TITLE DX DY [INTERVAL_S]

The hole lies DX, DY beside the window's corner. PyWinCtl looks every INTERVAL_S seconds (default: its own, 0.3).
"""

from __future__ import annotations

import sys

import pywinctl
from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget

HOLE_PX = 60
DIM = QColor(0, 0, 0, 128)
FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.X11BypassWindowManagerHint
    | Qt.WindowType.WindowTransparentForInput
)


class News(QObject):
    """Brings what PyWinCtl's thread says to the thread that paints."""

    moved = Signal(int, int)


class Dim(QWidget):
    """The dimmed screen."""

    def __init__(self) -> None:
        super().__init__(None, FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setGeometry(QApplication.primaryScreen().geometry())
        self._hole = QRect()

    def show_hole(self, x: int, y: int) -> None:
        """Move the hole; paint only what has changed."""
        old, self._hole = self._hole, QRect(x, y, HOLE_PX, HOLE_PX)
        self.update(QRegion(old).united(QRegion(self._hole)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint."""
        painter = QPainter(self)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(event.rect(), DIM)
        painter.fillRect(self._hole, Qt.GlobalColor.transparent)
        painter.end()


def main() -> int:
    """Follow until killed."""
    title, dx, dy = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    interval_s = float(sys.argv[4]) if len(sys.argv) > 4 else 0.3
    app = QApplication(["peer"])
    window = pywinctl.getWindowsWithTitle(title)[0]
    dim, news = Dim(), News()
    news.moved.connect(lambda x, y: dim.show_hole(x + dx, y + dy))
    dim.show()
    dim.show_hole(int(window.left) + dx, int(window.top) + dy)
    # from now on the window may be asked by the watchdog's thread alone: PyWinCtl's one connection serves no two
    window.watchdog.start(movedCB=lambda place: news.moved.emit(int(place[0]), int(place[1])), interval=interval_s)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
