"""A block of the tutorial's text: CommonMark, no HTML, no picture but those beside the tutorial."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFont,
    QImage,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from guide.player.pictures import load_picture
from guide.player.theme import Theme

_LINE_HEIGHT_PERCENT = 112.0
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectCommonMark | QTextDocument.MarkdownFeature.MarkdownNoHTML
_SLANTING = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "FEMININE", "MASCULINE", "MODIFIER")
_SAFE_LINKS = frozenset({"https", "http", "mailto"})


class RichText(QTextBrowser):
    """Text of a fixed width, as high as it needs to be."""

    def __init__(self, markdown: str, font: QFont, theme: Theme, width_px: int, pictures: Path | None = None) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.anchorClicked.connect(_open_link)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._colour(theme)
        # Measured before it is shown: a text edit lays out for the width that it has already.
        document = _Sealed(self, pictures, width_px)
        document.setDocumentMargin(0)
        document.setIndentWidth(font.pixelSize() * 1.3)
        document.setDefaultFont(font)
        document.setMarkdown(markdown, _FEATURES)
        _set_type(document, font, theme)
        links = "](" in markdown or "<http" in markdown
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if links else Qt.FocusPolicy.NoFocus)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            if links
            else Qt.TextInteractionFlag.NoTextInteraction
        )
        if not links:  # a press on plain text drags the card
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(document.toPlainText())
        document.setTextWidth(width_px)
        self.natural_height = _height(document.size())
        self.setDocument(document)
        self.setFixedWidth(width_px)
        self.setFixedHeight(self.natural_height)

    def shorten_to(self, height_px: int) -> None:
        """Let the text scroll within less height than it needs."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(
            self.textInteractionFlags()
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setFixedHeight(height_px)

    def _colour(self, theme: Theme) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, QColor(theme.colours.text))
        palette.setColor(QPalette.ColorRole.Link, QColor(theme.colours.accent))
        self.setPalette(palette)
        self.viewport().setAutoFillBackground(False)


class _Sealed(QTextDocument):
    """A document that gets nothing from anywhere but one folder.

    Left alone, Qt reads any local file that a text names: first in `QTextDocument.loadResource`, and again as it
    paints, when that had nothing to give. So there is always something: where there may be no picture, an empty one.
    """

    def __init__(self, parent: QObject | None, pictures: Path | None, width_px: int) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._width_px = width_px

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802  (Qt's name)
        """Return a picture that lies beside the tutorial, no wider than the text; an empty one for anything else."""
        del kind
        url = QUrl(name)
        picture = None if url.scheme() or self._pictures is None else load_picture(self._pictures, url.path())
        if picture is None:
            picture = QImage(1, 1, QImage.Format.Format_ARGB32)
            picture.fill(Qt.GlobalColor.transparent)
        if picture.width() > self._width_px > 0:
            return picture.scaledToWidth(self._width_px, Qt.TransformationMode.SmoothTransformation)
        return picture


def plain(markdown: str) -> str:
    """Return the words of a CommonMark text, for ears.

    >>> plain("Open the **File** menu.")
    'Open the File menu.'
    """
    document = _Sealed(None, None, 0)
    document.setMarkdown(markdown, _FEATURES)
    return document.toPlainText()


def _set_type(document: QTextDocument, font: QFont, theme: Theme) -> None:
    """Give every block the same calm rhythm: Qt's Markdown comes with the margins of a printed page."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        first, last = block == document.begin(), not block.next().isValid()
        shape = block.blockFormat()
        shape.setTopMargin(0 if first else font.pixelSize() * 0.25)
        shape.setBottomMargin(0 if last else font.pixelSize() * 0.25)
        shape.setLineHeight(_LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(shape)
        block = block.next()
    for fragment in _fragments(document):
        letters = fragment.charFormat()
        if letters.fontFixedPitch():
            letters.setBackground(QColor(theme.colours.hover))
        elif letters.fontItalic() and not _slants(fragment.text()):
            letters.setFontItalic(False)
            letters.setFontWeight(QFont.Weight.DemiBold)
        else:
            continue
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(letters)
    cursor.endEditBlock()


def _fragments(document: QTextDocument) -> list[QTextFragment]:
    found = []
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            found.append(parts.fragment())
            parts += 1
        block = block.next()
    return found


def _slants(text: str) -> bool:
    """Whether a text is of a script that has italics: others stress by weight, and their fonts have no slanted letters.

    >>> _slants("Save As…"), _slants("حفظ باسم")
    (True, False)
    """
    return all(unicodedata.name(char, "").startswith(_SLANTING) for char in text if char.isalpha())


def _height(size: QSizeF) -> int:
    return int(size.height() + 0.999)


def _open_link(link: QUrl) -> None:
    if link.scheme() in _SAFE_LINKS:
        QDesktopServices.openUrl(link)
