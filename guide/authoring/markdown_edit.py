"""Text in place: CommonMark as its author types it, looking as it will look. Marks are there, but pale."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontDatabase,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from guide.authoring.look import Look

_MARKS = re.compile(
    r"(?P<bold>\*\*[^*\n]+\*\*)|(?P<code>`[^`\n]+`)|(?P<target>\{target\})"
    r"|(?P<link>\[[^\]\n]*\]\([^)\n]*\))|(?P<italic>(?<![*\w])\*[^*\s][^*\n]*\*(?!\w))"
)


class _Marks(QSyntaxHighlighter):
    """Shows bold as bold, and so on."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        super().__init__(document)
        self._pale = QTextCharFormat()
        self._pale.setForeground(QColor(look.colours.control))
        self._formats = {name: QTextCharFormat() for name in ("bold", "italic", "code", "target", "link")}
        self._formats["bold"].setFontWeight(QFont.Weight.Bold)
        self._formats["italic"].setFontItalic(True)
        self._formats["code"].setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
        self._formats["target"].setForeground(QColor(look.colours.accent))
        self._formats["target"].setFontWeight(QFont.Weight.DemiBold)
        self._formats["link"].setForeground(QColor(look.colours.accent))
        self._formats["link"].setFontUnderline(True)

    def highlightBlock(self, text: str) -> None:  # noqa: N802  (Qt's name)
        """Format one paragraph."""
        for found in _MARKS.finditer(text):
            kind = found.lastgroup or ""
            start, length = _utf16(text, found.start()), _utf16(found[0], len(found[0]))
            self.setFormat(start, length, self._formats[kind])
            mark = {"bold": 2, "italic": 1, "code": 1}.get(kind, 0)
            if mark:
                self.setFormat(start, mark, self._pale)
                self.setFormat(start + length - mark, mark, self._pale)


def _utf16(text: str, count: int) -> int:
    """Return how many units Qt counts for so many characters."""
    return len(text[:count].encode("utf-16-le")) // 2


def is_undo(event: QEvent) -> bool:
    """Whether a text field asks for the keys of undo or redo before the window gets them."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class MarkdownEdit(QTextEdit):
    """As high as its text. `typed` comes with the whole text, for what a person has done alone."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, look: Look, name: str, *, times: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loading = False
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the draft's own goes further back, and over all fields
        self.setFont(look.font(times))
        self.setAccessibleName(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(look.px(4))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(look.colours.muted))
        self.setPalette(palette)
        self._marks = _Marks(self.document(), look)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())

    def load(self, text: str) -> None:
        """Show a text; where it is the same, the cursor stays."""
        if text == self.toPlainText():
            return
        self._loading = True
        try:
            at = self.textCursor().position()
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.setPosition(min(at, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
        finally:
            self._loading = False

    def cut_at(self) -> int:
        """Return before which character the cursor stands."""
        before = QTextCursor(self.document())
        before.setPosition(0)
        before.setPosition(self.textCursor().position(), QTextCursor.MoveMode.KeepAnchor)
        return len(before.selection().toPlainText())

    def wrap(self, mark: str) -> None:
        """Put marks around what is selected (`**`), or take them away."""
        cursor = self.textCursor()
        chosen = cursor.selection().toPlainText()
        if len(chosen) > 2 * len(mark) and chosen.startswith(mark) and chosen.endswith(mark):
            cursor.insertText(chosen[len(mark) : -len(mark)])
            return
        cursor.insertText(f"{mark}{chosen}{mark}")
        if not chosen:
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(mark))
            self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Return the size of the text."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Return the same height: nothing scrolls."""
        return QSize(40, self._height())

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window: these go over all fields."""
        return False if is_undo(event) else super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  (Qt's name)
        """Tell that typing here is over."""
        super().focusOutEvent(event)
        self.left.emit()

    def _height(self) -> int:
        return max(round(self.document().size().height()), self.fontMetrics().height() + 8)

    def _fit(self) -> None:
        self.setFixedHeight(self._height())

    def _changed(self) -> None:
        if not self._loading:
            self.typed.emit(self.toPlainText())
