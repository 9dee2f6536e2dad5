"""A small round button at the edge of the screen, for desktops without a tray. It opens the tray's menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from guide.player import text
from guide.player.icons import paint_icon
from guide.player.theme import Theme

_SIDE_PX = 46
_INSET_PX = 18
"""From the corner of the work area, when nobody has moved it yet."""


class Launcher(QAbstractButton):
    """Floats above other windows; the window manager knows it, so that the keyboard can reach it."""

    opened = Signal()

    def __init__(self, menu: QMenu, theme: Theme, *, translucent: bool = True) -> None:
        super().__init__(None)
        self.setWindowFlags(Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setWindowTitle(text.app_name())
        self.setAccessibleName(text.open_guide())
        self.setToolTip(text.open_guide())
        self._menu = menu
        self._colours = theme.colours
        self._grip: QPointF | None = None
        self._carried = False
        self._place = QPoint()
        """Where it stands. Qt's own answer is (0, 0) for a while after some window managers have taken it in."""
        side = theme.px(_SIDE_PX)
        self.setFixedSize(side, side)
        if translucent:
            self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        else:
            self.setMask(QRegion(QRect(QPoint(0, 0), QSize(side, side)), QRegion.RegionType.Ellipse))
        self.clicked.connect(self.open)
        self._to_corner()

    def open(self) -> None:
        """Open the menu beside the button."""
        self.opened.emit()
        self._menu.popup(self._place - QPoint(0, self._menu.sizeHint().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Open with Enter and the menu key too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu}:
            self.open()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """Take hold, or press."""
        self._grip, self._carried = event.globalPosition() - QPointF(self._place), False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """Carry it."""
        if self._grip is None:
            return
        corner = (event.globalPosition() - self._grip).toPoint()
        if self._carried or (corner - self._place).manhattanLength() >= QApplication.startDragDistance():
            self._carried = True
            self.setDown(False)
            self._stand_at(self._kept_on_screen(corner))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """Let go; what was carried was not clicked."""
        self._grip = None
        if not self._carried:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint the disc and the drawing on it."""
        del event
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            focused = self.hasFocus() and self.isActiveWindow()
            edge = (self._colours.accent, 3) if focused else (self._colours.outline, 1)
            painter.setPen(QPen(QColor(edge[0]), edge[1]))
            painter.setBrush(QColor(self._colours.hover if self.underMouse() else self._colours.surface))
            painter.drawEllipse(box)
            inset = box.width() * 0.24
            paint_icon(painter, "guide", self._colours.accent, box.adjusted(inset, inset, -inset, -inset))
        finally:
            painter.end()

    def _to_corner(self) -> None:
        free = QApplication.primaryScreen().availableGeometry()
        reach = QPoint(self.width() + _INSET_PX, self.height() + _INSET_PX)
        self._stand_at(free.bottomRight() - reach)

    def _stand_at(self, corner: QPoint) -> None:
        self._place = corner
        self.move(corner)

    def _kept_on_screen(self, corner: QPoint) -> QPoint:
        screen = QApplication.screenAt(corner + self.rect().center()) or QApplication.primaryScreen()
        free = screen.availableGeometry()
        x = max(free.left(), min(corner.x(), free.right() + 1 - self.width()))
        y = max(free.top(), min(corner.y(), free.bottom() + 1 - self.height()))
        return QPoint(x, y)
