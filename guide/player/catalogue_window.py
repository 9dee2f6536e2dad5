"""How do I…? A window that answers first: what one types is searched for, Enter shows the best answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QFont, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from guide.player import text
from guide.player.catalogue_list import Front, Row, RowLook, RowModel, Tutorials, rows_for
from guide.player.icons import app_icon
from guide.player.spoken import Voice
from guide.player.theme import Theme

_SEARCH_AFTER_MS = 60
"""A search over ten thousand tutorials takes some milliseconds: not for each letter of a fast typist."""
_WIDTH_PX, _HEIGHT_PX = 560, 600
_TO_THE_LIST = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class CatalogueWindow(QWidget):
    """All tutorials of this machine, those for the program in front first."""

    play = Signal(object)
    """The file (`Path`) of the tutorial that was chosen."""

    def __init__(self, tutorials: Tutorials, theme: Theme) -> None:
        super().__init__()
        self._tutorials = tutorials
        self._front = Front()
        self._model = RowModel()
        self._search = _search_field(theme)
        self._list = QListView()
        self._voice = Voice(self)
        self._empty = QWidget()
        self._empty_head, self._empty_rest = QLabel(), QLabel()
        self._pages = QStackedWidget()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SEARCH_AFTER_MS)
        self._soon.timeout.connect(self._refill)
        self._build(theme)
        self._refill()

    def ask(self, front: Front) -> None:
        """Come up, empty, for a person with a question about the program in front."""
        self._front = front
        self._search.clear()
        self._refill()
        if not self.isVisible():
            self._to_the_middle()
        self.show()
        self.raise_()
        self.activateWindow()
        self._search.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def set_tutorials(self, tutorials: Tutorials) -> None:
        """List another catalogue; what was typed stays."""
        self._tutorials = tutorials
        self._refill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Let the arrow keys move through the list while one types."""
        if watched is self._search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _TO_THE_LIST:
                self._list.event(event)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _build(self, theme: Theme) -> None:
        self.setWindowTitle(text.how_do_i())
        self.setWindowIcon(app_icon())
        self.setPalette(theme.palette())
        self.setFont(theme.font())
        self.resize(theme.px(_WIDTH_PX), theme.px(_HEIGHT_PX))
        self._search.textChanged.connect(self._soon.start)
        self._search.installEventFilter(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._keep(RowLook(theme)))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setUniformItemSizes(False)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setAccessibleName(text.results())
        self._list.activated.connect(self._choose)
        self._list.clicked.connect(self._choose)
        self._build_empty(theme)
        self._pages.addWidget(self._list)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(8))
        column.setSpacing(theme.px(8))
        column.addWidget(self._search)
        column.addWidget(self._pages, 1)

    def _to_the_middle(self) -> None:
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        middle = screen.availableGeometry().center()
        self.move(middle - self.rect().center())

    def _keep(self, look: RowLook) -> RowLook:
        look.setParent(self)  # a view does not own what paints it
        return look

    def _build_empty(self, theme: Theme) -> None:
        column = QVBoxLayout(self._empty)
        column.setSpacing(theme.px(6))
        column.addStretch(2)
        self._empty_head.setFont(theme.font(1.2, QFont.Weight.DemiBold))
        for label in (self._empty_head, self._empty_rest):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(3)

    def _refill(self) -> None:
        self._soon.stop()
        query = self._search.text()
        rows = rows_for(self._tutorials, query, self._front)
        self._model.show(rows)
        self._list.setCurrentIndex(self._model.first())
        self._list.scrollToTop()
        self._pages.setCurrentWidget(self._list if rows else self._empty)
        if not rows:
            self._say_empty(query.strip())
        if query:
            self._announce(rows)

    def _say_empty(self, query: str) -> None:
        self._empty_head.setText(text.no_answer(query) if query else text.no_tutorials())
        self._empty_rest.setText(text.no_answer_what_now() if query else text.no_tutorials_what_now())

    def _announce(self, rows: list[Row]) -> None:
        count = sum(row.entry is not None for row in rows)
        words = text.found(count) if count else self._empty_head.text()
        self._voice.say(words)

    def _choose(self, index: QModelIndex) -> None:
        if self._soon.isActive():  # Enter right after the last letter means what was typed
            self._refill()
            index = self._list.currentIndex()
        entry = self._model.entry(index)
        if entry is not None:
            self.close()
            self.play.emit(entry.path)


def _search_field(theme: Theme) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(text.how_do_i())
    field.setAccessibleName(text.search())
    field.setClearButtonEnabled(True)
    field.setFont(theme.font(1.25))
    field.setMinimumHeight(theme.px(44))
    field.setTextMargins(theme.px(8), 0, theme.px(8), 0)
    return field
