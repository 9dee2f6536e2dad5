"""The YAML of the tutorial: always in step with the rest, both ways."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QColor, QFontDatabase, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from guide.authoring.history import entry
from guide.authoring.look import Look
from guide.authoring.markdown_edit import _utf16, is_undo
from guide.i18n import translate

_TAKE_AFTER_MS = 250
"""What is typed here may be half a line; it is read when the typing pauses."""
_SHOW_AFTER_MS = 60
"""What is typed on the card shows there at once; here it may come a moment later."""
_PARTS = re.compile(
    r"(?P<comment>(?<!\S)#.*$)|(?P<key>(?:(?<=^)|(?<=[\s{,]))[\w-]+(?=:(?:\s|$)))|(?P<text>\"(?:[^\"\\]|\\.)*\"|'[^']*')"
)


class _Colours(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument, look: Look) -> None:
        super().__init__(document)
        colours = look.colours
        inks = {"comment": colours.muted, "key": colours.accent, "text": colours.success}
        self._formats = {name: QTextCharFormat() for name in inks}
        for name, colour in inks.items():
            self._formats[name].setForeground(QColor(colour))
        self._formats["comment"].setFontItalic(True)

    def highlightBlock(self, text: str) -> None:  # noqa: N802  (Qt's name)
        """Colour one line."""
        for found in _PARTS.finditer(text):
            start, length = _utf16(text, found.start()), _utf16(found[0], len(found[0]))
            self.setFormat(start, length, self._formats[found.lastgroup or "text"])


class YamlTab(QPlainTextEdit):
    """`changed`: the whole text, some time after a person typed in it."""

    changed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(look.px(13))
        self.setFont(font)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setUndoRedoEnabled(False)  # the draft's own goes further back, and over all fields
        self.setTabChangesFocus(False)
        self.setAccessibleName(translate("authoring", "YAML of the tutorial"))
        self._ends = "\n"
        self._shown = ""
        self._stale: str | None = None
        self._colours = _Colours(self.document(), look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TAKE_AFTER_MS)
        self._soon.timeout.connect(self.take)
        self.textChanged.connect(self._soon.start)
        self._catch_up = QTimer(self)
        self._catch_up.setSingleShot(True)
        self._catch_up.setInterval(_SHOW_AFTER_MS)
        self._catch_up.timeout.connect(self._refresh)

    def load(self, text: str) -> None:
        """Show a text: at once where the tab is open, else when it is opened."""
        if text == self._shown:
            self._stale = None
        else:
            self._stale = text
            if self.isVisible():
                self._catch_up.start()

    def take(self) -> None:
        """Hand over what was typed, if anything was."""
        self._soon.stop()
        text = self.toPlainText().replace("\n", self._ends)
        if self._stale is None and text != self._shown:
            self._shown = text
            self.changed.emit(text)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window: these go over all fields."""
        return False if is_undo(event) else super().event(event)

    def showEvent(self, event: object) -> None:  # noqa: N802  (Qt's name)
        """Catch up."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._refresh()

    def go_to(self, offset: int) -> None:
        """Show the line of a character of the text."""
        self._refresh()
        line = self._shown[:offset].count("\n")
        cursor = QTextCursor(self.document().findBlockByLineNumber(line))
        self.setTextCursor(cursor)
        self.centerCursor()

    def go_to_line(self, line: int) -> None:
        """Put the cursor into a line, from 1."""
        self.setTextCursor(QTextCursor(self.document().findBlockByLineNumber(max(line - 1, 0))))
        self.centerCursor()
        self.setFocus()

    def _refresh(self) -> None:
        text, self._stale = self._stale, None
        if text is None or text == self._shown:
            return
        self._ends = "\r\n" if "\r\n" in text else "\n"
        old, new = self.toPlainText(), text.replace("\r\n", "\n")
        self._shown = text
        with QSignalBlocker(self):
            if not old:
                self.setPlainText(new)
            else:
                self._splice(old, new)

    def _splice(self, old: str, new: str) -> None:
        """Change only the piece that differs: cursor and view stay."""
        what = entry("", old, new, None, None)
        cursor = QTextCursor(self.document())
        cursor.setPosition(_utf16(old, what.at))
        end = _utf16(old, what.at + len(what.before))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(what.after)
